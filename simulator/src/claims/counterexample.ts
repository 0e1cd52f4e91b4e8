// The run that broke a promise worst, made small: everything is taken out of its scenario that it does not take to break it, with the same seed and run.
import { DEFAULT_ROUTER, DEFAULT_RUNNER, DEFAULT_TRAFFIC } from '../scenario/default-scenario.ts';
import type { Baseline, Scenario, TrafficModel } from '../scenario/scenario.ts';
import type { Claim, ClaimName, RunRow } from './claim.ts';

export interface Counterexample {
  readonly claim: ClaimName;
  readonly scenario: Scenario;
  /** What became of it. */
  readonly row: RunRow;
}

export interface Shrinking {
  readonly claim: Claim;
  /** One release in the scenario, as it is written there. */
  readonly simulate: (scenario: Scenario) => Promise<RunRow>;
}

/** Simulations that a counterexample may cost. */
const TRIES_MAX = 200;

/** `scenario` breaks the claim, as `row` shows. Greedy: what still breaks it is kept, until nothing can be taken out any more. */
export async function shrink({ scenario, row }: Pick<Counterexample, 'scenario' | 'row'>, { claim, simulate }: Shrinking): Promise<Counterexample> {
  let best = { scenario, row };
  let tries = 0;
  for (let hasChanged = true; hasChanged && tries < TRIES_MAX; ) {
    hasChanged = false;
    for (const simplify of SIMPLER) {
      for (const simpler of simplify(best.scenario, { claim, row: best.row })) {
        if (tries >= TRIES_MAX) break;
        if (isSame(simpler, best.scenario)) continue;
        tries += 1;
        const seen = await simulate(simpler);
        if (!claim.isAbout(seen) || !claim.isBroken(seen)) continue;
        best = { scenario: simpler, row: seen };
        hasChanged = true;
        break;
      }
    }
  }
  return { claim: claim.name, ...best };
}

interface Broken {
  readonly claim: Claim;
  readonly row: RunRow;
}

/** Simpler scenarios, the boldest first; the first that still breaks the claim is taken. */
type Simplify = (scenario: Scenario, broken: Broken) => readonly Scenario[];

const SIMPLER: readonly Simplify[] = [
  (scenario) => (scenario.faults.length > 1 ? [{ ...scenario, faults: [] }] : []),
  (scenario) => scenario.faults.map((_, index) => ({ ...scenario, faults: without(scenario.faults, index) })),
  // What is wrong with the candidate itself is what the claim is about: a good one that is promoted is no trouble that was missed.
  (scenario) => scenario.behaviours.flatMap(({ arm }, index) => (arm === 'candidate' ? [] : [{ ...scenario, behaviours: without(scenario.behaviours, index) }])),
  (scenario) => [{ ...scenario, runner: DEFAULT_RUNNER }],
  (scenario) => [
    { ...scenario, runner: { ...scenario.runner, lateMedianMs: 0, missing: 0 } },
    { ...scenario, runner: { ...scenario.runner, jobDelayMs: 0 } },
  ],
  (scenario) => [
    { ...scenario, router: DEFAULT_ROUTER },
    { ...scenario, router: { ...scenario.router, settlesAfterMs: 0 } },
    { ...scenario, router: { ...scenario.router, stepPpm: DEFAULT_ROUTER.stepPpm } },
  ],
  (scenario) => [{ ...scenario, healsAtMs: 'never' }],
  (scenario) => [{ ...scenario, traffic: { ...DEFAULT_TRAFFIC, requestsPerSecond: scenario.traffic.requestsPerSecond } }],
  (scenario) => (['shape', 'dispersion', 'bursts', 'failBurst', 'armNoise', 'commonNoise', 'users', 'segments', 'retries'] as const).map((part) => ({ ...scenario, traffic: { ...scenario.traffic, [part]: DEFAULT_TRAFFIC[part] } satisfies TrafficModel })),
  (scenario) => [DEFAULT_TRAFFIC.requestsPerSecond, round(scenario.traffic.requestsPerSecond, 1), round(scenario.traffic.requestsPerSecond, 2)].map((requestsPerSecond) => ({ ...scenario, traffic: { ...scenario.traffic, requestsPerSecond } })),
  (scenario) => [{ ...scenario, baseline: {} }, ...Object.keys(scenario.baseline).map((name) => ({ ...scenario, baseline: Object.fromEntries(Object.entries(scenario.baseline).filter(([one]) => one !== name)) }))],
  (scenario) => [1, 2].map((digits) => ({ ...scenario, baseline: Object.fromEntries(Object.entries(scenario.baseline).map(([name, baseline]) => [name, roundedBaseline(baseline, digits)])) })),
  // A later end than what the claim waits for shows nothing more; half of it may do as well.
  (scenario, { claim, row }) => [Math.max(claim.brokenByMs(row), 1), Math.max(claim.brokenByMs(row), Math.ceil(scenario.horizonMs / 2))].filter((horizonMs) => horizonMs < scenario.horizonMs).map((horizonMs) => ({ ...scenario, horizonMs: roundUp(horizonMs) })),
];

function without<T>(items: readonly T[], index: number): readonly T[] {
  return items.filter((_, one) => one !== index);
}

const MINUTE = 60_000;

/** To a whole minute: nobody reads milliseconds. */
function roundUp(horizonMs: number): number {
  return Math.ceil(horizonMs / MINUTE) * MINUTE;
}

function round(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

function roundedBaseline(baseline: Baseline, digits: number): Baseline {
  return baseline.kind === 'ratio' ? { kind: 'ratio', ratio: round(baseline.ratio, digits) } : baseline;
}

/** Plain data of the same shape. */
function isSame(a: Scenario, b: Scenario): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
