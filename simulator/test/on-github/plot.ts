// What one seed plays: the release, who drives it, and which faults come when. Drawn before anything runs, so that it can be printed.
import { ppm, type Policy } from '@rampart/rollout-policy';
import { aCheck, aPolicy, aRamp, aSmoke } from '@rampart/testing/fakes';
import { DEFAULT_SCENARIO, DEFAULT_TRAFFIC } from '../../src/scenario/default-scenario.ts';
import type { Behaviour, Fault, Trial } from '../../src/scenario/scenario.ts';
import { chanceOf, type Chance } from './chance.ts';
import { FAULTS } from './faults/fault-list.ts';

export interface Plot {
  readonly seed: number;
  readonly candidate: CandidateKind;
  /** Of the scheduled looks. */
  readonly mode: 'auto' | 'tick';
  /** The branch asks for signed commits. */
  readonly isSigned: boolean;
  readonly hasMirrors: boolean;
  /** A second clock beside the workflow, in no concurrency group. */
  readonly hasSecondClock: boolean;
  /** By number of the table, with the offset at which each begins. */
  readonly faults: readonly PlannedFault[];
  /** From here on nothing fails any more. */
  readonly healsAtMs: number;
}

export interface PlannedFault {
  readonly number: number;
  readonly atMs: number;
}

/** `dead-later`: fails from its promotion on. `silent`: no metric of the candidate ever comes. `blind`: none of either arm. */
export type CandidateKind = 'good' | 'bad' | 'dead-later' | 'silent' | 'blind';

const CANDIDATES: readonly CandidateKind[] = ['good', 'good', 'good', 'good', 'good', 'good', 'good', 'bad', 'bad', 'bad', 'dead-later', 'dead-later', 'silent', 'blind'];

const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
/** After it has healed so much time is enough for every end. */
export const AFTERWARDS_MS = 75 * MINUTE;
const FAULTS_MAX = 6;

export function drawPlot(seed: number): Plot {
  const chance = chanceOf(seed, 'plot');
  const healsAtMs = chance.between(6, 16) * MINUTE;
  const count = chance.between(1, FAULTS_MAX);
  const numbers = FAULTS.map(({ number }) => number);
  return {
    seed,
    candidate: chance.pick(CANDIDATES),
    mode: chance.is(0.75) ? 'auto' : 'tick',
    isSigned: chance.is(0.1),
    hasMirrors: chance.is(0.3),
    hasSecondClock: chance.is(0.3),
    faults: Array.from({ length: count }, () => ({ number: chance.pick(numbers), atMs: anyMoment(chance, healsAtMs) })).toSorted((a, b) => a.atMs - b.atMs),
    healsAtMs,
  };
}

/** Most of a release happens early. */
function anyMoment(chance: Chance, untilMs: number): number {
  const early = Math.min(untilMs, 12 * MINUTE);
  return Math.floor(chance.uniform() * (chance.is(0.7) ? early : untilMs));
}

/** A release of two steps and a short bake, at traffic that decides in a look or two. */
export const POLICY: Policy = aPolicy({
  checks: [aCheck({ independent: true, worseBy: { kind: 'factor', factor: 2 }, limit: { kind: 'share', ratioMax: 0.2 } })],
  plan: [aSmoke(), aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000), ppm(500_000)], everyMs: MINUTE } }), { kind: 'bake', durationMs: 2 * MINUTE, holdback: ppm(10_000) }],
  promise: { badRequestsMax: 200_000, decideWithinMs: 4 * 60 * MINUTE },
  expert: { blindMs: 10 * MINUTE, growthMax: 8 },
});

/** What the release is, as the simulator's worlds and telemetry know it; `faults` are theirs. */
export function trialOf(plot: Plot, faults: readonly Fault[]): Trial {
  const ever = { atMs: 0, forMs: 24 * 60 * MINUTE };
  const missing: readonly Fault[] =
    plot.candidate === 'silent' ? [{ kind: 'metrics-missing', arm: 'candidate', ...ever }] : plot.candidate === 'blind' ? [{ kind: 'metrics-missing', arm: 'both', ...ever }] : [];
  return {
    policy: POLICY,
    scenario: {
      ...DEFAULT_SCENARIO,
      name: 'on-github',
      seed: plot.seed,
      horizonMs: plot.healsAtMs + 2 * AFTERWARDS_MS,
      traffic: { ...DEFAULT_TRAFFIC, requestsPerSecond: 100 },
      behaviours: behavioursOf(plot.candidate),
      faults: [...missing, ...faults],
    },
  };
}

function behavioursOf(candidate: CandidateKind): readonly Behaviour[] {
  const worse = { kind: 'worse', on: { kind: 'all', of: 'errors' }, factor: 1, points: 0.4, arm: 'candidate', fromMs: 0, forMs: 'ever' } as const;
  if (candidate === 'bad') return [{ ...worse, since: 'start' }];
  return candidate === 'dead-later' ? [{ ...worse, since: 'promotion' }] : [];
}
