// How often each kind of check calls a candidate worse that is exactly at its margin, the hardest case that must pass: chance worlds at fixed seeds.
import { binomial, purposeOf, randomAt, type Random } from '@rampart/simulator/chance';
import { aCheck, aPolicy } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import type { Block, Cell } from '../src/evidence.ts';
import type { Check, LabelsQuestion } from '../src/policy.ts';
import { absorb, newCheckState } from '../src/checks/absorb.ts';
import { oddsNeeded } from '../src/checks/odds-needed.ts';
import { newSampleRatio } from '../src/checks/sample-ratio.ts';

const RUNS = 200;
const BLOCKS = 150;
const MINUTE = 60_000;
/** Loose, so that a test that breaks its promise stands out in few runs. */
const ALPHA = 0.1;
const asked: LabelsQuestion = { source: { kind: 'http', url: 'http://labels.test/' }, everyMs: MINUTE, matureMs: 0 };

interface User {
  readonly arm: 'stable' | 'candidate';
  /** Chances per block. */
  readonly fails: number;
  readonly comes: number;
  seen: boolean;
  failed: boolean;
}
type World = (chance: Random) => (index: number) => Readonly<Record<string, Cell>>;

const cellOf = (stable: readonly [number, number], candidate: readonly [number, number]): Cell => ({ stable: { events: stable[0], trials: stable[1] }, candidate: { events: candidate[0], trials: candidate[1] } });

/** Bad events that come in bursts of five, as retries do; the rate of both arms moves together over the day. */
const bursts = (chance: Random, trials: number, rate: number): number => Math.min(trials, 5 * binomial(chance, Math.round(trials / 5), rate));
const common = (index: number): number => 1 + 0.5 * Math.sin(index / 20);

const WORLDS: readonly { readonly what: string; readonly check: Check; readonly world: World }[] = [
  { what: 'a share in bursts, a quarter worse', check: aCheck(), world: (chance) => (index) => ({ all: cellOf([bursts(chance, 1_000, 0.02 * common(index)), 1_000], [bursts(chance, 500, 0.025 * common(index)), 500]) }) },
  { what: 'independent requests, a quarter worse', check: aCheck({ independent: true }), world: (chance) => (index) => ({ all: cellOf([binomial(chance, 1_000, 0.02 * common(index)), 1_000], [binomial(chance, 500, 0.025 * common(index)), 500]) }) },
  { what: 'both sides', check: aCheck({ sides: 'both' }), world: (chance) => () => ({ all: cellOf([binomial(chance, 1_000, 0.05), 1_000], [binomial(chance, 500, 0.04), 500]) }) },
  {
    what: 'a score, two points worse, the same within a block',
    check: aCheck({ signal: { kind: 'score', origin: { kind: 'metric', metric: 'm', where: [] }, low: 0, high: 1 }, better: 'higher', worseBy: { kind: 'points', ratio: 0.02 } }),
    world: (chance) => () => ({ all: cellOf([100 * (0.6 + 0.4 * chance.uniform()), 100], [100 * (0.58 + 0.4 * chance.uniform()), 100]) }),
  },
  {
    what: 'pairs at the margin',
    check: aCheck({ signal: { kind: 'pairs', ...asked } }),
    world: (chance) => () => {
      const differing = 40;
      const onlyCandidate = binomial(chance, differing, 1.25 / 2.25);
      return { all: cellOf([100 + differing - onlyCandidate, 1_000], [100 + onlyCandidate, 1_000]), discordant: cellOf([differing - onlyCandidate, differing], [onlyCandidate, differing]), different: cellOf([0, 0], [differing, 1_000]) };
    },
  },
  {
    what: 'calibration, two points off',
    check: aCheck({ signal: { kind: 'calibration', ...asked }, worseBy: { kind: 'points', ratio: 0.02 } }),
    world: (chance) => () => ({ all: cellOf([0, 0], [bursts(chance, 500, 0.12), 500]), predicted: cellOf([0, 0], [50, 500]) }),
  },
  {
    what: 'bins, a quarter more of one',
    check: aCheck({ signal: { kind: 'bins', metric: 'm', where: [], by: 'answer', against: { kind: 'stable' } }, sides: 'both' }),
    world: (chance) => () => {
      const [stable, candidate] = [binomial(chance, 1_000, 0.2), binomial(chance, 500, 0.25)];
      return { all: cellOf([0, 1_000], [0, 500]), 'bin=deny': cellOf([stable, 1_000], [candidate, 500]), 'bin=approve': cellOf([1_000 - stable, 1_000], [500 - candidate, 500]) };
    },
  },
  {
    what: 'a gauge that wanders as stable does',
    check: aCheck({ signal: { kind: 'level', metric: 'm', where: [], growth: { kind: 'perHour', ratioMax: 0.05 } } }),
    world: (chance) => {
      let [stable, candidate] = [1_000, 1_000];
      return () => {
        stable += 20 * (chance.uniform() - 0.5) - 0.01 * (stable - 1_000);
        candidate += 20 * (chance.uniform() - 0.5) - 0.01 * (candidate - 1_000);
        return { all: cellOf([stable, 1], [candidate, 1]) };
      };
    },
  },
  {
    what: 'users of whom a few fail for ever, under sticky routing',
    check: aCheck({ signal: { kind: 'share', metric: 'm', among: [], where: [], unit: 'users' }, worseBy: { kind: 'factor', factor: 1 } }),
    world: (chance) => {
      // 600 users, each on one arm for good; some fail often, most never. Each is counted when first seen and when first failing.
      const users = Array.from({ length: 600 }, (): User => ({ arm: chance.uniform() < 0.3 ? 'candidate' : 'stable', fails: chance.uniform() < 0.1 ? 0.2 * chance.uniform() : 0.0005, comes: chance.uniform() * chance.uniform(), seen: false, failed: false }));
      return () => {
        const sums = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
        for (const user of users) {
          if (chance.uniform() >= user.comes) continue;
          if (!user.seen) sums[user.arm].trials += 1;
          user.seen = true;
          if (user.failed || chance.uniform() >= user.fails) continue;
          user.failed = true;
          sums[user.arm].events += 1;
        }
        return { all: sums };
      };
    },
  },
];

describe('a candidate that is exactly at its margin', () => {
  it.each(WORLDS)(`is called worse in at most the promised share of the releases: $what`, ({ what, check, world }) => {
    let worse = 0;
    for (let run = 0; run < RUNS; run += 1) if (isWorse(check, world(randomAt({ seed: 3, run, tick: 0, purpose: purposeOf(what) })))) worse += 1;
    expect(worse).toBeLessThanOrEqual(ALPHA * RUNS + 3 * Math.sqrt(RUNS * ALPHA * (1 - ALPHA)));
  });
});

function isWorse(check: Check, cells: (index: number) => Readonly<Record<string, Cell>>): boolean {
  const policy = aPolicy({ checks: [check], promise: { falseAlarmRatio: ALPHA } });
  const blocks = Array.from({ length: BLOCKS }, (_, index): Block => ({ fromMs: index * MINUTE, toMs: (index + 1) * MINUTE, cells: cells(index) }));
  const before = { policy, checks: { errors: newCheckState(check, 0) }, exclusions: [], weights: [], sampleRatio: newSampleRatio() };
  const state = absorb(before, { errors: { kind: 'blocks', blocks, gaps: [] } }).checks['errors'];
  expect(state?.noData).toBe('');
  return (state?.oddsPeak ?? 0) >= oddsNeeded(policy, check);
}
