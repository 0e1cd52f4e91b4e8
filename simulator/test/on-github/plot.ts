// What one seed plays: the release, who drives it, and which faults come when. Drawn before anything runs, so that it can be printed.
import { ppm, type FreezeDemand, type Policy } from '@rampart/rollout-policy';
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
  /** What is released after the first release has ended. */
  readonly next: NextRelease;
  /** Another target in the same jobs, with a release, a ledger, a router and metrics of its own. */
  readonly beside: { readonly kind: 'nothing' } | { readonly kind: 'target'; readonly candidate: CandidateKind };
  /** `by-hand`: nothing is frozen but what a person freezes. Otherwise each rollout freezes data itself. */
  readonly freeze: { readonly kind: 'by-hand' } | { readonly kind: 'by-policy'; readonly then: FreezeDemand['then'] };
}

export type NextRelease =
  | { readonly kind: 'nothing' }
  /** A newer version is registered so long after. */
  | { readonly kind: 'newer'; readonly candidate: CandidateKind; readonly afterMs: number; /** Or after the first release has begun, which the newer version then replaces. */ readonly whileLive?: true }
  /** A person releases the same version again, with a reason, where it was taken out. */
  | { readonly kind: 'retry'; readonly afterMs: number };

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
  const drawn: Omit<Plot, 'next' | 'beside' | 'freeze'> = {
    seed,
    candidate: chance.pick(CANDIDATES),
    mode: chance.is(0.75) ? 'auto' : 'tick',
    isSigned: chance.is(0.1),
    hasMirrors: chance.is(0.3),
    hasSecondClock: chance.is(0.3),
    faults: Array.from({ length: count }, () => ({ number: chance.pick(numbers), atMs: anyMoment(chance, healsAtMs) })).toSorted((a, b) => a.atMs - b.atMs),
    healsAtMs,
  };
  return { ...drawn, ...drawMore(drawn) };
}

/** What not every user has. Drawn for itself: it moves nothing of what is drawn besides. */
function drawMore({ seed, faults, healsAtMs }: Pick<Plot, 'seed' | 'faults' | 'healsAtMs'>): Pick<Plot, 'next' | 'beside' | 'freeze' | 'faults' | 'healsAtMs'> {
  const chance = chanceOf(seed, 'what not every user has');
  const then = chance.pick(['tell', 'hold', 'rollback'] as const);
  const freeze = chance.is(0.2) ? ({ kind: 'by-policy', then } as const) : ({ kind: 'by-hand' } as const);
  const alone = { freeze, next: { kind: 'nothing' }, beside: { kind: 'nothing' }, faults, healsAtMs } as const;
  const drawn = chance.uniform();
  if (drawn < BESIDE_SHARE) return { ...alone, beside: { kind: 'target', candidate: chance.pick(CANDIDATES) } };
  if (drawn > BESIDE_SHARE + NEXT_SHARE) return alone;
  const afterMs = chance.between(0, 120) * SECOND;
  const replaces = chanceOf(seed, 'which does not wait').is(0.3) ? ({ whileLive: true } as const) : {};
  const next = chance.is(0.75) ? ({ kind: 'newer', candidate: chance.pick(NEWER), afterMs, ...replaces } as const) : ({ kind: 'retry', afterMs } as const);
  // Of the faults some meet the second release as well.
  const [moreMs, numbers] = [6 * MINUTE, FAULTS.map(({ number }) => number)];
  const later = Array.from({ length: chance.between(0, 2) }, () => ({ number: chance.pick(numbers), atMs: chance.between(healsAtMs - 2 * MINUTE, healsAtMs + moreMs - 1) }));
  return { ...alone, next, faults: [...faults, ...later].toSorted((a, b) => a.atMs - b.atMs), healsAtMs: healsAtMs + moreMs };
}

const BESIDE_SHARE = 1 / 16;
const NEXT_SHARE = 1 / 8;
/** One of which nothing is ever heard takes hours, and the first has shown it. */
const NEWER: readonly CandidateKind[] = ['good', 'good', 'good', 'bad', 'bad', 'dead-later'];

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

/** A target of a plot: its policy, and what comes of each version that is released on it. */
export interface PlottedTarget {
  readonly policy: Policy;
  /** By version. */
  readonly candidates: Readonly<Record<string, CandidateKind>>;
}

export const FIRST_VERSION = 'v2.0.0';
export const NEXT_VERSION = 'v3.0.0';

export function targetsOf({ candidate, next, beside, freeze }: Plot): readonly [PlottedTarget, ...PlottedTarget[]] {
  const policy = freeze.kind === 'by-hand' ? POLICY : { ...POLICY, freeze: { paths: ['data/**'], then: freeze.then } };
  const first = { policy, candidates: { [FIRST_VERSION]: candidate, ...(next.kind === 'newer' ? { [NEXT_VERSION]: next.candidate } : {}) } };
  if (beside.kind === 'nothing') return [first];
  return [first, { policy: { ...policy, target: 'churn-prod', model: { ...policy.model, name: 'churn' } }, candidates: { [FIRST_VERSION]: beside.candidate } }];
}

/** What the release of a version is, as the simulator's worlds and telemetry know it; `faults` are theirs. `run`: chance of its own. */
export function trialOf(plot: Plot, { policy, candidate, run, faults }: { readonly policy: Policy; readonly candidate: CandidateKind; readonly run: number; readonly faults: readonly Fault[] }): Trial {
  const ever = { atMs: 0, forMs: 24 * 60 * MINUTE };
  const missing: readonly Fault[] = candidate === 'silent' ? [{ kind: 'metrics-missing', arm: 'candidate', ...ever }] : candidate === 'blind' ? [{ kind: 'metrics-missing', arm: 'both', ...ever }] : [];
  return {
    policy,
    scenario: {
      ...DEFAULT_SCENARIO,
      name: 'on-github',
      seed: plot.seed,
      run,
      horizonMs: plot.healsAtMs + 2 * AFTERWARDS_MS,
      traffic: { ...DEFAULT_TRAFFIC, requestsPerSecond: 100 },
      behaviours: behavioursOf(candidate),
      faults: [...missing, ...faults],
    },
  };
}

function behavioursOf(candidate: CandidateKind): readonly Behaviour[] {
  const worse = { kind: 'worse', on: { kind: 'all', of: 'errors' }, factor: 1, points: 0.4, arm: 'candidate', fromMs: 0, forMs: 'ever' } as const;
  if (candidate === 'bad') return [{ ...worse, since: 'start' }];
  return candidate === 'dead-later' ? [{ ...worse, since: 'promotion' }] : [];
}
