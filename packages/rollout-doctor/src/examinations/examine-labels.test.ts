import { ok, failed, type BlocksAnswer, type Result } from '@rampart/rollout-engine';
import type { Block, Evidence } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aLook, aPolicyWith, aReading, block, blocks, errorsCheck, NOW_MS, someArms } from '../../test/a-visit.ts';
import { examineLabels } from './examine-labels.ts';

const ACCURACY = errorsCheck({ name: 'accuracy', signal: { kind: 'labels', source: { kind: 'http', url: 'http://labels/' }, everyMs: 60_000, matureMs: 120_000 } });
const POLICY = aPolicyWith([errorsCheck(), ACCURACY]);

function looked(evidence: Evidence | Result<BlocksAnswer>, parts: Parameters<typeof aReading>[0] = {}) {
  const answer = evidence.kind === 'ok' || evidence.kind === 'error' ? evidence : ok<BlocksAnswer>({ evidence: { accuracy: evidence }, snapshot: null });
  return examineLabels(aReading({ policy: POLICY, labels: [{ check: ACCURACY, fromMs: NOW_MS, toMs: NOW_MS + 8 * 60_000, answer }], ...parts }));
}

const eight = (trialsOf: (index: number) => number, candidate = 0): readonly Block[] => Array.from({ length: 8 }, (_, index) => block([trialsOf(index), 1], [candidate, 0], index));

describe('examineLabels', () => {
  it('is quiet where no check reads labels', () => {
    expect(examineLabels(aReading())).toEqual({ area: 'labels', saw: ['no check reads labels'], findings: [] });
  });

  it('tells how many labels each arm has, against the requests of now', () => {
    // 500 requests in 20 s are 12,000 in eight minutes.
    expect(looked(blocks(eight(() => 1_200)))).toEqual({ area: 'labels', saw: ['accuracy: 9,600 labels of stable, 0 of the candidate, for requests of 8 min; 80 % of the rate at which requests are counted now'], findings: [] });
  });

  it.each([
    ['that cannot be asked', failed<BlocksAnswer>({ port: 'metrics', code: 'unavailable', message: 'away', retryable: true, outcome: 'not-done' }), 'RMP841', 'mend'],
    ['without an answer', { kind: 'no-data', why: 'answered 400' } as const, 'RMP841', 'mend'],
    ['without a label of stable', blocks(eight(() => 0)), 'RMP842', 'mend'],
    ['whose newest labels are still missing', blocks(eight((index) => (index < 6 ? 1_500 : 300))), 'RMP843', 'mind'],
    ['with labels for few requests', blocks(eight(() => 300)), 'RMP844', 'mind'],
  ])('remarks on a source %s', (_, evidence, code, gravity) => {
    expect(looked(evidence).findings).toEqual([expect.objectContaining({ code, gravity, about: 'accuracy' })]);
  });

  it('believes the source where it tells how many labels it could not join', () => {
    const answer = (unjoined: number) => ok<BlocksAnswer>({ evidence: { accuracy: blocks(eight(() => 300)) }, snapshot: null, unjoined: { accuracy: unjoined } });
    expect(looked(answer(100)).findings).toEqual([]);
    expect(looked(answer(800)).findings).toEqual([expect.objectContaining({ code: 'RMP844', gravity: 'mind', seen: '25 % of the labels (800) belong to no request of either arm' })]);
  });

  it('refuses labels of a slot that holds nothing', () => {
    const arms = someArms({ candidateIsEmpty: true });
    expect(looked(blocks(eight(() => 1_200, 300)), { arms }).findings).toEqual([expect.objectContaining({ code: 'RMP844', gravity: 'mend' })]);
    expect(looked(blocks(eight(() => 1_200, 300)), { arms, live: aLook({}) }).findings).toHaveLength(1);
  });
});
