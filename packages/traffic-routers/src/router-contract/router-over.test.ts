// What the ports answer when the other side fails: which failures leave the outcome open.
import type { Exchanged } from '@rampart/json-exchange';
import { ppm } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { errorOf } from '@rampart/testing/ports';
import { deployerOver, routerOver } from './router-over.ts';

const stamp = { rolloutId: 'r-1', sequence: 3, effectId: 'r-1/3', liveSlot: 'a', liveDigest: 'sha256:1' };
const change = { target: 't', weights: { a: ppm(950_000), b: ppm(50_000) }, mirror: {}, ifVersion: { kind: 'any' }, stamp } as const;
const placement = { target: 't', slot: 'b', version: 'v2', digest: 'sha256:2', artifact: 'file:///m.onnx', rolloutId: 'r-1' };
const lost: Exchanged = { kind: 'failed', code: 'unavailable', message: 'did not answer within 5 ms', retryable: true, outcome: 'unknown' };
const nonsense: Exchanged = { kind: 'answered', value: { ok: true } };
const always = (answer: Exchanged) => () => Promise.resolve(answer);

describe('routerOver', () => {
  it('does not know whether a change was made when the answer is lost or makes no sense', async () => {
    expect(errorOf(await routerOver(always(lost)).set(change))).toMatchObject({ port: 'router', code: 'unavailable', outcome: 'unknown', retryable: true });
    expect(errorOf(await routerOver(always(nonsense)).set(change))).toMatchObject({ port: 'router', code: 'malformed', outcome: 'unknown' });
  });

  it('knows that a read changed nothing, whatever happened to it', async () => {
    for (const answer of [lost, nonsense]) {
      expect(errorOf(await routerOver(always(answer)).read('t'))).toMatchObject({ outcome: 'not-done' });
      expect(errorOf(await routerOver(always(answer)).settle('t', '1'))).toMatchObject({ outcome: 'not-done' });
    }
  });

  it('says what was asked, what came back, and where the form is described', async () => {
    expect(errorOf(await routerOver(always(lost)).set(change)).message).toBe('The router was asked to set: did not answer within 5 ms.');
    expect(errorOf(await routerOver(always(nonsense)).read('t')).message).toContain('(docs/router-contract.md): ok: expected no such key, got one; target: expected a value');
  });
});

describe('deployerOver', () => {
  it('does not know whether a release was placed when the answer is lost or makes no sense', async () => {
    for (const answer of [lost, nonsense]) {
      expect(errorOf(await deployerOver(always(answer)).place(placement))).toMatchObject({ port: 'deployer', outcome: 'unknown' });
    }
  });
});
