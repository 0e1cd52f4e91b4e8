import { decide, ppm, type LabelsQuestion, type Policy } from '@rampart/rollout-policy';
import { aCheck, aPolicy, aRamp, aRollout, aSituation, ROLLOUT_START_MS } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { trafficMaxPerSecond } from './promised-traffic.ts';

const SPAN_MS = 1_000_000;
const question: LabelsQuestion = { source: { kind: 'http', url: 'http://labels.test' }, matureMs: 600_000, everyMs: 300_000 };

describe('trafficMaxPerSecond', () => {
  /** A rollout before its first weight, with a stretch of this traffic on stable. */
  function decidedAt(policy: Policy, requestsPerSecond: number): string {
    const rollout = { ...aRollout(policy).fresh(), stageIndex: 0 };
    const all = { stable: { trials: Math.round((requestsPerSecond * SPAN_MS) / 1_000), events: 0 }, candidate: { trials: 0, events: 0 } };
    const blocks = [{ fromMs: ROLLOUT_START_MS, toMs: ROLLOUT_START_MS + SPAN_MS, cells: { all } }];
    const evidence = Object.fromEntries(policy.checks.map(({ name }) => [name, { kind: 'blocks' as const, blocks, gaps: [] }]));
    const { decision } = decide(rollout, evidence, aSituation(rollout, { nowMs: ROLLOUT_START_MS + SPAN_MS + 60_000 }));
    return decision.kind;
  }

  it.each([
    ['one check', [aCheck()], 0.25],
    ['two checks', [aCheck(), aCheck({ name: 'empty' })], 0.1],
    ['labels', [aCheck(), aCheck({ name: 'accuracy', signal: { kind: 'labels', ...question } })], 0.01],
  ])('is where the core begins to hold the first weight back (%s)', (_, checks, weight) => {
    const policy = aPolicy({ checks, plan: [aRamp({ steps: { kind: 'ladder', weights: [ppm(weight * 1_000_000)], everyMs: 0 } })] });
    const most = trafficMaxPerSecond(policy, weight);
    expect(decidedAt(policy, most * 0.98)).toBe('advance');
    expect(decidedAt(policy, most * 1.02)).toBe('hold');
  });
});
