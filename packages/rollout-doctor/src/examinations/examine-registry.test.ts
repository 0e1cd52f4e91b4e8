import { failed, ok } from '@rampart/rollout-engine';
import { aRollout } from '@rampart/testing/fakes';
import { describe, expect, it } from 'vitest';
import { aReading, aState, OTHER_DIGEST } from '../../test/a-visit.ts';
import { examineRegistry } from './examine-registry.ts';

const state = (parts: Parameters<typeof aState>[0] = {}) => ({ view: ok({ kind: 'present', head: 'h', state: aState(parts) } as const), events: ok([]) });
const { registry } = aReading();

/** The newest version, v2, was taken out once. */
const TRIED = { id: 'r', candidate: { version: 'v2', digest: OTHER_DIGEST }, outcome: 'rolled-back', why: '', endedAtMs: 1, weightMax: 0 as never } as const;

describe('examineRegistry', () => {
  it('tells what is newest and resolves to which bytes', () => {
    expect(examineRegistry(aReading({ ledger: state() }))).toEqual({ area: 'registry', saw: ['newest is v2 (sha256:2222222222222…, from models/v2.onnx)', 'prod is v1'], findings: [] });
  });

  it('refuses one that cannot be read', () => {
    const newest = failed<never>({ port: 'registry', code: 'denied', message: 'no access', retryable: false, outcome: 'not-done' });
    expect(examineRegistry(aReading({ registry: { ...registry, newest } })).findings).toEqual([expect.objectContaining({ code: 'RMP821', gravity: 'mend', seen: 'no access' })]);
  });

  it.each([
    ['nothing is registered', { registry: { ...registry, newest: ok({ kind: 'none' } as const) } }, 'RMP822'],
    ['the pointer is elsewhere', { ledger: state(), registry: { ...registry, pointer: ok({ kind: 'at', version: 'v0' } as const) } }, 'RMP823'],
    ['the newest was taken out before', { ledger: state({ ended: [TRIED] }) }, 'RMP822'],
  ])('remarks that %s', (_, parts, code) => {
    expect(examineRegistry(aReading(parts)).findings).toEqual([expect.objectContaining({ code, gravity: 'mind' })]);
  });
  it('says nothing against a version that is live in its second try', () => {
    const { rollout } = aRollout().state();
    expect(examineRegistry(aReading({ ledger: state({ ended: [TRIED], rollout }) })).findings).toEqual([]);
  });
});
