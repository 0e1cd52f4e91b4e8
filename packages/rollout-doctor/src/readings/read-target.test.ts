import { ok, type BlocksRequest } from '@rampart/rollout-engine';
import { fakeRouter, inMemoryFreezeStore, inMemoryLedger, inMemoryRegistry, virtualClock } from '@rampart/testing/fakes';
import { describe, expect, it } from 'vitest';
import { aPolicyWith, block, blocks, DIGEST, errorsCheck, OTHER_DIGEST } from '../../test/a-visit.ts';
import { readTarget } from './read-target.ts';

const LABELS = errorsCheck({ name: 'accuracy', signal: { kind: 'labels', source: { kind: 'http', url: 'http://labels/' }, everyMs: 3_600_000, matureMs: 86_400_000 } });

function aTarget({ isBlind = false }: { readonly isBlind?: boolean } = {}) {
  const clock = virtualClock();
  const router = fakeRouter({ target: 'fraud-prod', slots: ['a', 'b'], stable: { version: 'v1', digest: DIGEST } });
  const registry = inMemoryRegistry();
  registry.register('fraud', { version: 'v2', digest: OTHER_DIGEST, artifact: 'models/v2' });
  const asked: BlocksRequest[] = [];
  const metrics = {
    fetchBlocks: async (request: BlocksRequest) => {
      asked.push(request);
      const both = request.arms.stable !== request.arms.candidate;
      const evidence = Object.fromEntries(request.questions.map(({ check }) => [check, isBlind && both ? ({ kind: 'no-data', why: 'b is away' } as const) : blocks([block([9, 0], [0, 0])])]));
      return ok({ evidence, snapshot: `after ${String(asked.length)}` });
    },
  };
  const policy = aPolicyWith([errorsCheck(), LABELS]);
  const read = () => readTarget({ policy, ports: { clock, ledger: inMemoryLedger(), router, registry, metrics }, freezes: inMemoryFreezeStore() }, { lookMs: 20_000, clock, signal: new AbortController().signal });
  return { read, router, asked, clock };
}

describe('readTarget', () => {
  it('looks twice at live metrics, from where the first look left off, and changes nothing', async () => {
    const { read, router, asked } = aTarget();
    const reading = await read();
    expect(reading.arms).toMatchObject({ kind: 'arms', stable: 'a', candidate: 'b', versions: { stable: 'v1', candidate: 'none' }, candidateShare: 0, candidateIsEmpty: true });
    expect(reading.live).toMatchObject({ kind: 'read', spanMs: 20_000, stableAlone: { kind: 'not-asked' } });
    const live = asked.filter(({ questions, arms }) => questions[0]?.check === 'errors' && arms.candidate === 'b');
    expect(live.map(({ snapshot }) => snapshot)).toEqual([null, 'after 1']);
    expect(router.changes()).toEqual([]);
  });

  it('asks for stable alone where nothing runs in the other slot and both together cannot be read', async () => {
    const { read, asked } = aTarget({ isBlind: true });
    const { live } = await read();
    expect(live.kind === 'read' && live.stableAlone).toMatchObject({ kind: 'asked', answer: { value: { evidence: { errors: { kind: 'blocks' } } } } });
    expect(asked.filter(({ arms }) => arms.candidate === 'a')).toHaveLength(2);
  });

  it('asks for labels that have matured, whole cohorts of them, and for no younger ones', async () => {
    const { read, asked, clock } = aTarget();
    const [labels] = (await read()).labels;
    const question = asked.find(({ questions }) => questions[0]?.check === 'accuracy')?.questions[0];
    expect(labels).toMatchObject({ fromMs: question?.fromMs });
    expect((labels?.toMs ?? 0) % 3_600_000).toBe(0);
    expect(labels?.toMs).toBeLessThanOrEqual(clock.nowMs() - 86_400_000);
    expect((labels?.toMs ?? 0) - (labels?.fromMs ?? 0)).toBeGreaterThan(3_600_000);
  });

  it('does not look for metrics before it knows which slot is which', async () => {
    const { read, router, asked } = aTarget();
    router.moveByHand({ a: 500_000, b: 500_000 });
    const reading = await read();
    expect(reading.arms.kind).toBe('unknown');
    expect(reading.live.kind).toBe('not-read');
    expect(asked.filter(({ questions }) => questions[0]?.check === 'errors')).toEqual([]);
  });
});
