// Whole scenarios for property tests, made to shrink: flat records of integers, the plain value first, behaviours and faults as lists of independent items.
// No chain and no filter, so that every part can become plain by itself.
import fc, { type Arbitrary } from 'fast-check';
import { DEFAULT_ROUTER, DEFAULT_RUNNER, DEFAULT_SCENARIO, DEFAULT_TRAFFIC } from '../src/scenario/default-scenario.ts';
import type { Baseline, Behaviour, Fault, On, RouterModel, RunnerModel, Scenario, Segment, TrafficModel } from '../src/scenario/scenario.ts';

export interface AnyScenarioOptions {
  /** Names of the checks that behaviours may be about, the likeliest first. */
  readonly checks?: readonly string[];
  /** Most items of each list. */
  readonly behavioursMax?: number;
  readonly faultsMax?: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const REGIONS: readonly Segment[] = [
  { dimension: 'region', value: 'west', share: 0.2, shareAtEnd: 0.2 },
  { dimension: 'region', value: 'east', share: 0.8, shareAtEnd: 0.8 },
];

export function anyScenario({ checks = ['errors', 'latency', 'accuracy'], behavioursMax = 3, faultsMax = 5 }: AnyScenarioOptions = {}): Arbitrary<Scenario> {
  return record({
    seed: fc.integer({ min: 0, max: 0xffff_ffff }),
    run: fc.nat({ max: 1_000 }),
    horizonMs: plainOr(4 * HOUR, fc.constantFrom(1 * HOUR, 12 * HOUR, 24 * HOUR, 72 * HOUR)),
    healsAtMs: plainOr<Scenario['healsAtMs']>('never', fc.constantFrom(HOUR, 10 * MINUTE, 2 * HOUR)),
    traffic: anyTraffic(),
    baseline: anyBaselines(checks),
    behaviours: fc.array(anyBehaviour(checks), { maxLength: behavioursMax }),
    faults: fc.array(anyFault(), { maxLength: faultsMax }),
    runner: anyRunner(),
    router: anyRouter(),
  }).map((parts) => withSegments({ ...DEFAULT_SCENARIO, name: 'any', ...parts }));
}

/** What is about a segment needs the segment; without such an item the line vanishes. */
function withSegments(scenario: Scenario): Scenario {
  const isAboutOne = [...scenario.behaviours, ...scenario.faults].some((item) => 'segment' in item);
  return isAboutOne && scenario.traffic.segments.length === 0 ? { ...scenario, traffic: { ...scenario.traffic, segments: REGIONS } } : scenario;
}

// --- traffic and baseline ------------------------------------------------------------------------------------------------------------

export function anyTraffic(): Arbitrary<TrafficModel> {
  return record({
    requestsPerSecond: plainOr(DEFAULT_TRAFFIC.requestsPerSecond, anyRate()),
    shape: plainOr<TrafficModel['shape']>(
      DEFAULT_TRAFFIC.shape,
      fc.oneof(
        record({ kind: fc.constantFrom('day', 'week'), peakToTrough: tenths(15, 100), weekendRatio: tenths(3, 30), startsAtMs: time(24 * HOUR) }),
        record({ kind: fc.constant('replay'), stepMs: fc.constantFrom(10 * SECOND, MINUTE), counts: fc.array(fc.nat({ max: 600 }), { minLength: 1, maxLength: 6 }) }),
      ),
    ),
    dispersion: plainOr(1, fc.constantFrom(1.5, 3, 10, 71, 200)),
    bursts: plainOr(DEFAULT_TRAFFIC.bursts, record({ factor: fc.integer({ min: 2, max: 20 }), everyMs: fc.constantFrom(10 * MINUTE, HOUR), lastMs: fc.constantFrom(30 * SECOND, 5 * MINUTE) })),
    failBurst: plainOr(DEFAULT_TRAFFIC.failBurst, record({ mean: tenths(11, 50), max: fc.constantFrom(5, 10, 50) })),
    armNoise: plainOr(0, hundredths(1, 30)),
    commonNoise: plainOr(0, hundredths(1, 50)),
    users: plainOr<TrafficModel['users']>(DEFAULT_TRAFFIC.users, record({ kind: fc.constant('users'), count: fc.constantFrom(10, 300, 5_000), zipf: tenths(5, 15), concentration: fc.constantFrom(1, 5, 20) })),
    segments: plainOr<readonly Segment[]>([], fc.oneof(fc.constant(REGIONS), fc.constant(shifted(REGIONS)))),
    retries: plainOr(DEFAULT_TRAFFIC.retries, record({ probability: tenths(1, 9), max: fc.integer({ min: 1, max: 3 }) })),
  });
}

function shifted(segments: readonly Segment[]): readonly Segment[] {
  return segments.map((segment) => ({ ...segment, shareAtEnd: segment.value === 'west' ? 0.7 : 0.3 }));
}

/** Log-uniform over 0.01 to 5,000 in tenths of decades, and as often somewhere below 1, where releases fail most. */
function anyRate(): Arbitrary<number> {
  const mantissas = ['1', '1.3', '1.6', '2', '2.5', '3.2', '4', '5', '6.3', '7.9'];
  const decades = ['e-2', 'e-1', 'e0', 'e1', 'e2', 'e3'];
  const rates = decades.flatMap((decade) => mantissas.map((mantissa) => Number(mantissa + decade))).filter((rate) => rate <= 5_000);
  return fc.oneof(fc.constantFrom(...rates.filter((rate) => rate < 1)), fc.constantFrom(...rates));
}

function anyBaselines(checks: readonly string[]): Arbitrary<Scenario['baseline']> {
  const one: Arbitrary<readonly [string, Baseline]> = fc.oneof(
    fc.tuple(named(checks, 'errors'), record({ kind: fc.constant('ratio'), ratio: fc.constantFrom(0.01, 0, 0.001, 0.05, 0.2) })),
    fc.tuple(named(checks, 'latency'), fc.constantFrom<Baseline>({ kind: 'time', boundsSeconds: [0.1, 0.25, 1], within: [0.7, 0.95, 0.999] }, { kind: 'time', boundsSeconds: [0.5], within: [0.5] })),
    fc.tuple(named(checks, 'accuracy'), record({ kind: fc.constant('ratio'), ratio: fc.constantFrom(0.1, 0.3) })),
    fc.tuple(fc.constant('judge'), record({ kind: fc.constant('score'), mean: hundredths(1, 99), sd: hundredths(1, 30) })),
    fc.tuple(fc.constant('answers'), fc.constantFrom<Baseline>({ kind: 'bins', shares: { approve: 0.9, block: 0.1 } }, { kind: 'bins', shares: { film: 0.5, series: 0.3, other: 0.2 } })),
    fc.tuple(fc.constant('memory'), record({ kind: fc.constant('level'), mean: fc.constantFrom(1_000_000_000, 10), sd: fc.constantFrom(0, 1_000_000, 2), perRequestPerSecond: fc.constantFrom(0, 1_000_000) })),
  );
  return fc.array(one, { maxLength: 2 }).map((entries) => Object.fromEntries(entries));
}

/** The first of `checks` where `wanted` is none of them: a baseline of the wrong kind is not this arbitrary's business. */
function named(checks: readonly string[], wanted: string): Arbitrary<string> {
  return fc.constant(checks.includes(wanted) ? wanted : `${wanted}-elsewhere`);
}

// --- behaviours ------------------------------------------------------------------------------------------------------------------------

type BehaviourOf<Kind extends Behaviour['kind']> = Extract<Behaviour, { kind: Kind }>;
type Own<T> = Omit<T, 'kind' | 'arm' | 'since' | 'fromMs' | 'forMs' | 'atMs'>;

/** Written as a table so that a kind that is added to the scenario is missing here at compile time. Simplest first. */
export function anyBehaviour(checks: readonly string[] = ['errors']): Arbitrary<Behaviour> {
  const on: Arbitrary<On> = fc.oneof(
    fc.constantFrom(...checks).map((name): On => ({ kind: 'check', name })),
    fc.constantFrom<On>(...(['errors', 'latency', 'answers', 'bins', 'levels'] as const).map((of): On => ({ kind: 'all', of }))),
  );
  const worse = { on, factor: fc.constantFrom(2, 1, 1.25, 1.5, 3, 5, 10, 0.5), points: fc.constantFrom(0, 0.003, 0.01, 0.03, 0.3, 0.6) };
  const own: { readonly [Kind in Behaviour['kind']]: Arbitrary<Own<BehaviourOf<Kind>>> } = {
    crash: record({ pods: fc.constantFrom(1, 0.5, 0.125), loopMs: fc.constantFrom<number | 'none'>('none', 10 * SECOND, MINUTE, 5 * MINUTE) }),
    worse: record(worse),
    intermittent: record({ periodMs: fc.integer({ min: 1, max: 15 }).map(minutes), badShare: hundredths(5, 95), errorRatio: tenths(1, 10) }),
    'worse-in': record({ ...worse, segment: aSegment() }),
    slower: record({ factor: fc.constantFrom(2, 1.05, 1.5, 10), fromQuantile: fc.constantFrom(0, 0.9, 0.99) }),
    leak: record({ errorPointsPerHour: hundredths(0, 30), levelPerHour: tenths(0, 20) }),
    'cold-start': record({ lastsMs: fc.integer({ min: 60, max: 600 }).map(seconds), errorPoints: hundredths(0, 50), slowFactor: fc.constantFrom(1, 2, 10) }),
    skew: record({ moved: hundredths(1, 50) }),
    'wins-own-metric': record({ better: fc.constantFrom(...checks), gain: hundredths(1, 5), loss: hundredths(1, 10) }),
    feedback: record({ gain: hundredths(0, 50) }),
    overload: record({ weight: fc.constantFrom(0.05, 0.01, 0.2, 0.4), points: hundredths(1, 50), levelFactor: fc.constantFrom(2, 1, 10) }),
  };
  const shared = {
    arm: fc.constantFrom<Behaviour['arm']>('candidate', 'candidate', 'candidate', 'both'),
    since: fc.constantFrom<Behaviour['since']>('start', 'first-traffic', 'promotion'),
    fromMs: plainOr(0, time(2 * HOUR)),
    forMs: plainOr<number | 'ever'>('ever', time(HOUR)),
  };
  return fc.oneof(...Object.entries(own).map(([kind, parts]) => record({ kind: fc.constant(kind), ...shared, parts: parts as Arbitrary<object> }).map(({ parts: rest, ...item }) => ({ ...item, ...rest }) as Behaviour)));
}

// --- faults ------------------------------------------------------------------------------------------------------------------------------

/** Simplest first, and kinds that need no number before those that do. */
export function anyFault(): Arbitrary<Fault> {
  const none = fc.constant({});
  const arm = record({ arm: fc.constantFrom('both', 'stable', 'candidate') });
  const late = record({ byMs: fc.constantFrom(MINUTE, 10 * SECOND, 15 * MINUTE, HOUR, 12 * HOUR) });
  const ahead = record({ aheadMs: fc.integer({ min: -10, max: 10 }).map(minutes) });
  const points = record({ points: fc.constantFrom(0.5, 0.01, 0.05, 0.9) });
  const own: { readonly [Kind in Fault['kind']]: Arbitrary<object> } = {
    'router-unavailable': none,
    'router-fails': none,
    'router-reply-lost': none,
    'router-lies': none,
    'router-halves': none,
    'router-late': late,
    'metrics-missing': arm,
    'metrics-stale': arm,
    'metrics-nan': arm,
    'metrics-empty': arm,
    'metrics-time-out': arm,
    'metrics-truncated': arm,
    'counter-reset': arm,
    'duplicated-series': record({ times: fc.integer({ min: 2, max: 4 }) }),
    'metrics-late': late,
    'out-of-order': none,
    extrapolated: record({ by: hundredths(1, 50) }),
    'label-swap': record({ share: hundredths(1, 100) }),
    'series-dropped': record({ arm: fc.constantFrom('stable', 'candidate'), share: tenths(1, 9) }),
    'unit-change': none,
    'zero-denominator': none,
    backfill: record({ factor: fc.constantFrom(0.5, 0.9, 2) }),
    'metrics-clock': ahead,
    'labels-late': record({ byMs: fc.constantFrom(10 * MINUTE, 6 * HOUR), lost: tenths(0, 9) }),
    'deployer-fails': none,
    'never-ready': none,
    'slot-lost': record({ arm: fc.constantFrom('candidate', 'stable') }),
    'registry-unavailable': none,
    'ledger-unavailable': none,
    'ledger-reply-lost': none,
    'ledger-lost-not-applied': none,
    'ledger-stale': none,
    'ledger-conflicts': none,
    'frozen-data-changed': none,
    'cron-late': late,
    'cron-missing': record({ probability: tenths(1, 10) }),
    'job-dies': record({ call: fc.integer({ min: 1, max: 40 }), when: fc.constantFrom('before', 'after') }),
    'tick-twice': none,
    'two-controllers': none,
    'old-job-re-run': none,
    'job-cancelled': none,
    'runner-clock': ahead,
    'person-aborts': none,
    'person-approves': none,
    'person-sets-weight': record({ weight: fc.constantFrom(0, 0.01, 0.5, 1) }),
    'new-version': none,
    'common-outage': points,
    'dependency-down': points,
    'flash-crowd': record({ factor: fc.integer({ min: 2, max: 50 }) }),
    'no-traffic': none,
    'mix-differs': record({ segment: aSegment(), factor: fc.constantFrom(2, 0.5, 5) }),
  };
  const during = { atMs: time(2 * HOUR), forMs: time(HOUR) };
  return fc.oneof(...Object.entries(own).map(([kind, parts]) => record({ kind: fc.constant(kind), ...during, parts }).map(({ parts: rest, ...item }) => ({ ...item, ...rest }) as Fault)));
}

// --- runner and router ---------------------------------------------------------------------------------------------------------------------

function anyRunner(): Arbitrary<RunnerModel> {
  return record({
    mode: fc.constantFrom<RunnerModel['mode']>('auto', 'tick', 'watch'),
    lateMedianMs: plainOr(0, fc.constantFrom(5 * MINUTE, 40 * MINUTE, 2 * HOUR)),
    missing: plainOr(0, tenths(1, 8)),
    jobDelayMs: plainOr(0, fc.constantFrom(30 * SECOND, 5 * MINUTE)),
    person: plainOr<RunnerModel['person']>(DEFAULT_RUNNER.person, record({ kind: fc.constantFrom('approves', 'aborts'), afterMs: time(HOUR) })),
  });
}

function anyRouter(): Arbitrary<RouterModel> {
  return record({
    stepPpm: plainOr(DEFAULT_ROUTER.stepPpm, fc.constantFrom(1_000, 50_000, 100_000, 500_000)),
    canMirror: fc.constantFrom(true, true, false),
    settlesAfterMs: plainOr(0, fc.constantFrom(10 * SECOND, 2 * MINUTE)),
  });
}

// --- pieces ----------------------------------------------------------------------------------------------------------------------------------

/** Objects as programs write them, with the usual prototype. */
function record<T>(model: { [K in keyof T]: Arbitrary<T[K]> }): Arbitrary<T> {
  return fc.record<T>(model, { noNullPrototype: true });
}

/** The plain value twice as often as another; shrinks to it from any other. */
function plainOr<T>(plain: T, other: Arbitrary<T>): Arbitrary<T> {
  return fc.oneof({ withCrossShrink: true }, { arbitrary: fc.constant(plain), weight: 2 }, { arbitrary: other, weight: 1 });
}

/** Offsets of half minutes: a rollout looks every half minute, so shorter ones fall between two looks. */
function time(maxMs: number): Arbitrary<number> {
  return fc.nat({ max: maxMs / (30 * SECOND) }).map((halfMinutes) => halfMinutes * 30 * SECOND);
}

function aSegment(): Arbitrary<string> {
  return fc.constantFrom('region=west', 'region=east');
}

function hundredths(min: number, max: number): Arbitrary<number> {
  return fc.integer({ min, max }).map((value) => value / 100);
}

function tenths(min: number, max: number): Arbitrary<number> {
  return fc.integer({ min, max }).map((value) => value / 10);
}

function seconds(count: number): number {
  return count * SECOND;
}

function minutes(count: number): number {
  return count * MINUTE;
}
