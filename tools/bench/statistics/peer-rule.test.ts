import { expect, it } from 'vitest';
import { flagger } from '../../../simulator/src/peers/flagger.ts';
import { kayentaJudge } from '../../../simulator/src/peers/kayenta-judge.ts';
import { peerRule } from './peer-rule.ts';

const cell = (events: number, trials = 1_000) => ({ stable: { trials: 1_000, events: 10 }, candidate: { trials, events } });

it('lets a peer move the traffic by its own rule, and decide', () => {
  const rule = peerRule(flagger({ p99Max: { kind: 'none' } }), 'own weights');
  const judge = rule.begin();
  const seen = Array.from({ length: 6 }, (_, minute) => ({ weight: judge.weight?.(), outcome: judge.see(cell(1), (minute + 1) * rule.blockMs, 0.5) }));
  expect(seen.map(({ weight = 0 }) => Math.round(100 * weight))).toEqual([0, 10, 20, 30, 40, 50]);
  expect(seen.map(({ outcome }) => outcome).at(-1)).toBe('promoted');
});

it('lets a peer look when it wants to, on the ramp of the bench', () => {
  const rule = peerRule(kayentaJudge({ intervalMs: 1_800_000, lookbackMs: 1_800_000, lifetimeMs: 86_400_000 }), 'ramp of the bench');
  const judge = rule.begin();
  expect(judge.weight).toBe(undefined);
  expect(Array.from({ length: 30 }, (_, minute) => judge.see(cell(20 + (minute % 5)), (minute + 1) * 60_000, 0.5)).slice(-2)).toEqual(['goes on', 'sent back']);
});
