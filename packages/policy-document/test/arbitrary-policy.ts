// Any policy that a file can say, for properties.
import fc from 'fast-check';
import { ppm, type Catch, type Check, type Expert, type LabelMatcher, type LabelsOrigin, type Limit, type Margin, type MetricsOrigin, type Policy, type Ppm, type QuietTime, type Serve, type Signal, type Stage } from '@rampart/rollout-policy';
import { DURATION_MS_MAX } from '../src/units/duration.ts';

const DAY = 86_400_000;
const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
const modelName = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9_/-]{0,10}[A-Za-z0-9])?$/);
const checkName = fc.oneof(fc.constantFrom('errors', 'latency', 'accuracy'), fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,20}$/)).filter((word) => !['constructor', 'prototype', 'within'].includes(word));
const metric = fc.stringMatching(/^[A-Za-z_:][A-Za-z0-9_:]{0,20}$/);
const label = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,10}$/).filter((word) => word !== 'le' && word !== '__proto__');
const url = fc.tuple(fc.constantFrom('http', 'https'), fc.domain(), fc.stringMatching(/^[a-z0-9/._~?&=%-]{0,20}$/)).map(([scheme, host, path]) => `${scheme}://${host}/${path}`);
const text = fc.string({ maxLength: 20, unit: 'binary' }).filter((written) => !/[\u0000-\u001f\u007f\ud800-\udfff]/u.test(written));
const argv = fc.tuple(text.filter((program) => program !== ''), fc.array(text, { maxLength: 3 })).map(([program, rest]) => [program, ...rest]);

function durationMs(min: number, max = DURATION_MS_MAX): fc.Arbitrary<number> {
  return fc.oneof(fc.integer({ min, max }), fc.integer({ min: Math.ceil(min / 60_000), max: Math.floor(max / 60_000) }).map((minutes) => Math.max(min, minutes * 60_000)));
}

function openShare(below = 1_000_000): fc.Arbitrary<Ppm> {
  return fc.integer({ min: 1, max: below - 1 }).map(ppm);
}

const ratio = openShare().map((share) => share / 1_000_000);

const margin: fc.Arbitrary<Margin> = fc.oneof(
  fc.integer({ min: 10_001, max: 10_000_000 }).map((parts): Margin => ({ kind: 'factor', factor: parts / 10_000 })),
  openShare().map((difference): Margin => ({ kind: 'points', ratio: difference / 1_000_000 })),
);

const matcher: fc.Arbitrary<LabelMatcher> = fc.oneof(
  fc.record({ label, op: fc.constantFrom('=' as const, '!=' as const), pattern: fc.string({ maxLength: 12, unit: 'binary' }).filter((pattern) => !/[\ud800-\udfff]/u.test(pattern)) }),
  fc.record({ label, op: fc.constantFrom('=~' as const, '!~' as const), pattern: fc.array(fc.constantFrom('a', 'B', '5', '-', '/', ' ', '.', '.*', '|', 'é'), { maxLength: 6 }).map((parts) => parts.join('')) }),
);

const labelsOrigin: fc.Arbitrary<LabelsOrigin> = fc.oneof(
  url.map((address): LabelsOrigin => ({ kind: 'http', url: address })),
  argv.map((words): LabelsOrigin => ({ kind: 'command', argv: words })),
);

const question = { source: labelsOrigin, everyMs: durationMs(100), matureMs: durationMs(0, 100 * DAY) };

/** As people write it: at most six decimals. */
const scoreValue = fc.integer({ min: -5_000_000, max: 5_000_000 }).map((millionths) => millionths / 1_000_000 + 0);
const scale = fc.uniqueArray(scoreValue, { minLength: 3, maxLength: 3 }).map((values) => values.sort((a, b) => a - b) as [number, number, number]);

const binName = fc.oneof(fc.constantFrom('approve', 'block', '0.5', '10', '+Inf'), text.filter((bin) => bin !== '' && bin !== '<<'));
const referenceShares = fc
  .tuple(fc.uniqueArray(binName, { minLength: 2, maxLength: 5 }), fc.uniqueArray(fc.integer({ min: 1, max: 999_999 }), { minLength: 4, maxLength: 4 }))
  .map(([bins, cuts]) => {
    const edges = [0, ...cuts.slice(0, bins.length - 1).sort((a, b) => a - b), 1_000_000];
    return Object.fromEntries(bins.map((bin, index) => [bin, (edges[index + 1]! - edges[index]!) / 1_000_000]));
  });

type SignalOf<K extends Signal['kind']> = fc.Arbitrary<Extract<Signal, { kind: K }>>;
const kindOf = <K extends string>(kind: K): fc.Arbitrary<K> => fc.constant(kind);
const where = fc.array(matcher, { maxLength: 2 });
/** One bin is nothing to compare. */
const withoutPinned = <S extends { readonly by: string; readonly where: readonly LabelMatcher[] }>(looksAt: S): S => ({ ...looksAt, where: looksAt.where.filter((one) => one.label !== looksAt.by) });
const share: SignalOf<'share'> = fc.record({ kind: kindOf('share'), metric, among: where, where: fc.array(matcher, { minLength: 1, maxLength: 3 }), unit: fc.constantFrom('requests' as const, 'users' as const) });
const time: SignalOf<'time'> = fc.record({ kind: kindOf('time'), metric, where });
const labels: SignalOf<'labels'> = fc.record({ kind: kindOf('labels'), ...question });
const pairs: SignalOf<'pairs'> = fc.record({ kind: kindOf('pairs'), ...question });
const calibration: SignalOf<'calibration'> = fc.record({ kind: kindOf('calibration'), ...question });
const scoreOrigin = fc.oneof(fc.record({ kind: kindOf('metric'), metric, where }), fc.record({ kind: kindOf('labels'), ...question }));
const bins: SignalOf<'bins'> = fc.record({
  kind: kindOf('bins'),
  metric,
  where,
  by: fc.oneof(fc.constant('le'), label),
  against: fc.oneof(fc.constant({ kind: 'stable' as const }), referenceShares.map((shares) => ({ kind: 'reference' as const, shares }))),
}).map(withoutPinned).map((looksAt) => (looksAt.by === 'le' ? { ...looksAt, against: withBounds(looksAt.against) } : looksAt));
/** Buckets are named by their upper bounds. */
function withBounds(against: Extract<Signal, { kind: 'bins' }>['against']): Extract<Signal, { kind: 'bins' }>['against'] {
  if (against.kind === 'stable') return against;
  const shares = Object.values(against.shares);
  return { kind: 'reference', shares: Object.fromEntries(shares.map((part, index) => [index === shares.length - 1 ? '+Inf' : String(index / 10 - 0.1), part])) };
}

const level: SignalOf<'level'> = fc.record({
  kind: kindOf('level'),
  metric: fc.oneof(metric, metric.map((word) => `${word}_bytes`)),
  where,
  growth: fc.oneof(fc.constant({ kind: 'none' as const }), fc.integer({ min: 1, max: 10_000_000 }).map((ppmPerHour) => ({ kind: 'perHour' as const, ratioMax: ppmPerHour / 1_000_000 }))),
});

const NO_LIMIT: Limit = { kind: 'none' };
const shareLimit = fc.oneof(fc.constant(NO_LIMIT), ratio.map((ratioMax): Limit => ({ kind: 'share', ratioMax })));
const timeLimit: fc.Arbitrary<Limit> = fc.oneof(
  fc.constant(NO_LIMIT),
  fc.record({ kind: kindOf('time'), quantile: openShare().map((part) => part / 1_000_000), msMax: fc.integer({ min: 1, max: 3_600_000_000 }).map((microseconds) => microseconds / 1_000) }),
);
const levelLimit = fc.oneof(
  fc.constant(NO_LIMIT),
  fc.oneof(fc.constantFrom(8 * 2 ** 30, 1e15, 5e8, 0.8), fc.integer({ min: 1, max: 1_000_000_000_000_000 }), fc.double({ min: 1e-9, max: 1e9, noNaN: true })).map((max): Limit => ({ kind: 'level', max })),
);

const none: Margin = { kind: 'none' };
const factors = margin.filter(({ kind }) => kind === 'factor');
const points = margin.filter(({ kind }) => kind === 'points');
const orNone = (some: fc.Arbitrary<Margin>): fc.Arbitrary<Margin> => fc.oneof({ arbitrary: some, weight: 4 }, { arbitrary: fc.constant(none), weight: 1 });
const gap = fc.oneof(fc.constant({ kind: 'none' as const }), openShare().map((difference) => ({ kind: 'points' as const, ratio: difference / 1_000_000 })));

interface Shape {
  readonly signal: Signal;
  readonly limit: Limit;
  readonly worseBy: Margin;
}

const scored: fc.Arbitrary<Shape> = fc.tuple(scoreOrigin, scale, orNone(margin), orNone(points), fc.boolean(), fc.boolean()).map(([origin, [first, mean, high], any, inPoints, isLimited, fromZero]) => {
  const low = fromZero && mean > 0 ? 0 : first;
  return {
    signal: { kind: 'score', origin, low, high },
    limit: isLimited ? { kind: 'share', ratioMax: (mean - low) / (high - low) } : NO_LIMIT,
    worseBy: low === 0 ? any : inPoints,
  };
});
const shape: fc.Arbitrary<Shape> = fc.oneof(
  fc.record({ signal: fc.oneof(share, labels, pairs), limit: shareLimit, worseBy: orNone(margin) }),
  fc.record({ signal: time, limit: timeLimit, worseBy: orNone(margin) }),
  scored,
  fc.record({ signal: calibration, limit: fc.constant(NO_LIMIT), worseBy: orNone(points) }),
  fc.record({ signal: bins, limit: fc.constant(NO_LIMIT), worseBy: orNone(margin) }),
  fc.record({ signal: level, limit: levelLimit, worseBy: orNone(factors) }),
);

const check: fc.Arbitrary<Check> = fc
  .record({
    name: checkName,
    shape,
    better: fc.constantFrom('lower' as const, 'higher' as const),
    slices: fc.uniqueArray(label, { maxLength: 3 }),
    gap,
    isTwoSided: fc.boolean(),
    then: fc.constantFrom('rollback' as const, 'stepBack' as const, 'hold' as const, 'tell' as const),
    independent: fc.boolean(),
  })
  .map(({ name: called, shape: { signal, limit, worseBy }, isTwoSided, ...rest }): Check => {
    const isOneOf = (...kinds: readonly Signal['kind'][]): boolean => kinds.includes(signal.kind);
    // Slices of pairs are compared in points.
    const isSliced = isOneOf('share', 'score', 'labels') || (isOneOf('pairs') && worseBy.kind !== 'factor');
    const slices = isSliced ? rest.slices : [];
    const ownGap: Check['gap'] = slices.length === 0 ? { kind: 'none' } : rest.gap;
    const grows = signal.kind === 'level' && signal.growth.kind !== 'none';
    const acts = worseBy.kind !== 'none' || limit.kind !== 'none' || ownGap.kind !== 'none' || grows;
    return {
      name: called,
      signal,
      better: isOneOf('share', 'score') ? rest.better : 'lower',
      slices,
      gap: ownGap,
      worseBy,
      sides: isOneOf('bins', 'calibration') || (isTwoSided && worseBy.kind !== 'none' && !isOneOf('level')) ? 'both' : 'worse',
      limit,
      then: acts ? rest.then : 'tell',
      independent: isOneOf('score', 'level') ? false : rest.independent,
    };
  });

const sticky = fc.constantFrom('none' as const, 'user' as const);
const ramp: fc.Arbitrary<Extract<Stage, { kind: 'ramp' }>> = fc.oneof(
  fc.record({ kind: kindOf('ramp'), steps: fc.constant({ kind: 'promise' as const }), weightMax: openShare(), sticky }),
  fc.tuple(fc.integer({ min: 2, max: 10_000 }), openShare(), sticky).map(([count, weightMax, kept]) => ({ kind: 'ramp' as const, steps: { kind: 'instances' as const, count }, weightMax: ppm(Math.max(weightMax, Math.ceil(1_000_000 / count))), sticky: kept })),
  fc.tuple(fc.uniqueArray(openShare(), { minLength: 1, maxLength: 6 }), durationMs(0), sticky).map(([weights, everyMs, kept]) => {
    const ascending = [...weights].sort((a, b) => a - b);
    return { kind: 'ramp' as const, steps: { kind: 'ladder' as const, weights: ascending, everyMs }, weightMax: ascending.at(-1)!, sticky: kept };
  }),
);

const smoke: fc.Arbitrary<Stage> = fc.record({ kind: kindOf('smoke'), probe: fc.oneof(fc.constant({ kind: 'none' as const }), labelsOrigin) });
const shadow = fc.record({ kind: kindOf('shadow'), durationMs: durationMs(100, 10 * DAY), share: fc.integer({ min: 1, max: 1_000_000 }).map(ppm) });
const split = fc.record({ kind: kindOf('split'), weight: openShare(), goal: fc.constantFrom('superior' as const, 'notWorse' as const), worthwhile: orNone(margin), durationMs: durationMs(100, 100 * DAY) });
const bake = fc.record({ kind: kindOf('bake'), durationMs: durationMs(100), holdback: fc.integer({ min: 0, max: 999_999 }).map(ppm) });
const follow: fc.Arbitrary<Stage> = fc.record({ kind: kindOf('follow'), durationMs: durationMs(100), then: fc.constantFrom('tell' as const, 'rollback' as const) });

const maybe = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> => fc.array(some, { maxLength: 1 });
const approval = fc.constant<Stage>({ kind: 'approval' });
const parts = fc.record({ smoke: maybe(smoke), shadow: maybe(shadow), early: maybe(approval), moves: fc.constantFrom('ramp', 'switch', 'split', 'ramp and split'), ramp, split, late: maybe(approval), bake: maybe(bake), follow: maybe(follow) });

function weightOf(stage: Stage | undefined): number {
  return stage?.kind === 'split' ? stage.weight : stage?.kind === 'ramp' ? stage.weightMax : 0;
}

/** Stages that fit the checks: what a stage needs and no check gives is left out. */
function planFor(checks: readonly Check[], written: typeof parts extends fc.Arbitrary<infer P> ? P : never): readonly Stage[] {
  const isLive = ({ signal }: Check): boolean => ['share', 'time', 'bins', 'level'].includes(signal.kind) || (signal.kind === 'score' && signal.origin.kind === 'metric');
  const isLabelled = ({ signal }: Check): boolean => signal.kind === 'labels' || signal.kind === 'calibration' || (signal.kind === 'score' && signal.origin.kind === 'labels');
  const judge = checks.find(({ signal, sides, worseBy }) => ['share', 'time', 'score', 'labels'].includes(signal.kind) && sides === 'worse' && worseBy.kind !== 'none');
  const hasSplit = judge !== undefined && written.moves.includes('split');
  const hasRamp = written.moves.includes('ramp') || (written.moves === 'split' && !hasSplit);
  const own: readonly Stage[] = [
    ...(hasRamp ? [written.ramp] : []),
    ...(hasSplit ? [{ ...written.split, judge: judge.name, weight: ppm(Math.max(written.split.weight, hasRamp ? written.ramp.weightMax : 0)), worthwhile: written.split.goal === 'superior' && judge.signal.kind !== 'score' ? written.split.worthwhile : none }] : []),
    ...(hasRamp || hasSplit ? [] : [{ kind: 'switch' } as const]),
  ];
  return [
    ...written.smoke,
    ...(checks.some((one) => isLive(one) || one.signal.kind === 'pairs') ? written.shadow : []),
    ...written.early,
    ...own,
    ...written.late,
    ...written.bake.map((stage) => ({ ...stage, holdback: ppm(Math.min(stage.holdback, 1_000_000 - weightOf(own.at(-1)))) })),
    ...(checks.some(isLabelled) ? written.follow : []),
  ];
}

/** Checks that fit the plan: pairs want a shadow, users want sticky routing, and sticky routing wants users. */
function fitted(one: Check, plan: readonly Stage[]): readonly Check[] {
  const isSticky = plan.some((stage) => stage.kind === 'ramp' && stage.sticky === 'user');
  if (one.signal.kind === 'pairs' && !plan.some(({ kind }) => kind === 'shadow')) return [];
  const looksAt: Signal = one.signal.kind === 'share' && !isSticky ? { ...one.signal, unit: 'requests' } : one.signal;
  const countsUsers = looksAt.kind === 'pairs' || (looksAt.kind === 'share' && looksAt.unit === 'users');
  return [{ ...one, signal: looksAt, independent: one.independent && (countsUsers || !isSticky) }];
}

function matureMsOf({ signal }: Check): number {
  if (signal.kind === 'labels' || signal.kind === 'pairs' || signal.kind === 'calibration') return signal.matureMs;
  return signal.kind === 'score' && signal.origin.kind === 'labels' ? signal.origin.matureMs : 0;
}

/** Something worse than the check's margin, later than its labels. */
function catchOf(one: Check, withinMs: number): readonly Catch[] {
  const { worseBy } = one;
  if (one.then !== 'rollback' || worseBy.kind === 'none') return [];
  if (worseBy.kind === 'points' ? worseBy.ratio > 0.9 : worseBy.factor > 900) return [];
  const effect = worseBy.kind === 'points' ? ({ kind: 'points', ratio: Math.round(worseBy.ratio * 1_000_000 + 1) / 1_000_000 } as const) : ({ kind: 'factor', factor: Math.round(worseBy.factor * 10_000 + 1) / 10_000 } as const);
  return [{ check: one.name, effect, withinMs: Math.max(withinMs, matureMsOf(one) + 1) }];
}

const quietTime: fc.Arbitrary<QuietTime> = fc
  .record({ fromMinute: fc.integer({ min: 0, max: 10_079 }), lengthMinutes: fc.integer({ min: 1, max: 3_000 }), zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Europe/Kyiv') })
  .map(({ fromMinute, lengthMinutes, zone }) => ({ fromMinute, toMinute: (fromMinute + lengthMinutes) % 10_080, zone }));

const HOUR = 3_600_000;
const expert: fc.Arbitrary<Expert> = durationMs(100, HOUR).chain((blockMs) =>
  fc.record({
    blockMs: fc.constant(blockMs),
    lagMs: durationMs(0, HOUR),
    lookMs: durationMs(100, HOUR),
    tickMs: durationMs(100, 24 * HOUR),
    warmUpMs: durationMs(0, HOUR),
    gridMs: durationMs(blockMs, 24 * HOUR),
    blindMs: durationMs(100, 24 * HOUR),
    maxGapMs: durationMs(100, 24 * HOUR),
    samplesMin: fc.integer({ min: 1, max: 1_000_000 }),
    sampleRatioAlpha: openShare(500_000).map((part) => part / 1_000_000),
    sampleRatioFactor: fc.integer({ min: 10_001, max: 10_000_000 }).map((tenThousandths) => tenThousandths / 10_000),
    certifyAlpha: openShare(500_000).map((share) => share / 1_000_000),
    stableRatioMax: ratio,
    growthMax: fc.integer({ min: 10_001, max: 10_000_000 }).map((parts) => parts / 10_000),
  }),
);

const promise = {
  falseAlarmRatio: ratio,
  badRequestsMax: fc.integer({ min: 1, max: 1_000_000_000 }),
  decideWithinMs: durationMs(100, 3_000 * DAY),
  ifUndecided: fc.constantFrom('ask' as const, 'promote' as const, 'rollback' as const),
};

export const anyPolicy: fc.Arbitrary<Policy> = fc
  .tuple(fc.uniqueArray(name, { minLength: 2, maxLength: 2 }), fc.uniqueArray(check, { minLength: 1, maxLength: 5, selector: (one) => one.name }), parts, fc.boolean())
  .chain(([slots, loose, written, promisesCatches]) => {
    const pair: readonly [string, string] = [slots[0]!, slots[1]!];
    const pages: fc.Arbitrary<MetricsOrigin> = fc
      .tuple(fc.uniqueArray(url, { minLength: 1, maxLength: 3 }), fc.uniqueArray(url, { minLength: 1, maxLength: 3 }))
      .map(([first, second]) => ({ kind: 'openmetrics', pages: { [pair[0]]: first, [pair[1]]: second } }));
    const plan = planFor(loose, written);
    const own = loose.flatMap((one) => fitted(one, plan));
    const checks = own.length > 0 ? own : [ALWAYS_FITS];
    const isDelayed = ({ signal }: Check): boolean => ['labels', 'pairs', 'calibration'].includes(signal.kind) || (signal.kind === 'score' && signal.origin.kind === 'labels');
    const fixedMs = plan.reduce((sum, stage) => sum + (stage.kind === 'shadow' || stage.kind === 'split' ? stage.durationMs : 0), 0);
    return fc.record<Policy>({
      target: name,
      model: fc.record({ registry: fc.constant('gto' as const), name: modelName, stage: modelName }),
      serve: fc.oneof(
        url.map((address): Serve => ({ kind: 'http', url: address, slots: pair })),
        argv.map((words): Serve => ({ kind: 'command', argv: words, slots: pair })),
      ),
      metrics: checks.every(isDelayed) ? fc.oneof(pages, fc.constant<MetricsOrigin>({ kind: 'none' })) : pages,
      promise: fc.tuple(fc.record(promise), fc.array(durationMs(100, 100 * DAY), { minLength: 5, maxLength: 5 })).map(([said, times]) => ({
        ...said,
        catches: promisesCatches ? checks.flatMap((one, index) => catchOf(one, times[index % 2 === 0 ? 0 : index]!)) : [],
        decideWithinMs: Math.max(said.decideWithinMs, fixedMs + 1),
        ifUndecided: plan.some(({ kind }) => kind === 'approval') && said.ifUndecided === 'promote' ? 'ask' : said.ifUndecided,
      })),
      checks: fc.constant(checks),
      plan: fc.constant(plan),
      quiet: fc.array(quietTime, { maxLength: 3 }),
      onNewVersion: fc.constantFrom('replace' as const, 'queue' as const, 'refuse' as const),
      freeze: fc.option(fc.record({ paths: fc.uniqueArray(fc.constantFrom('data/**', 'features/*.csv', '!data/tmp'), { maxLength: 3 }), then: fc.constantFrom('tell' as const, 'hold' as const, 'rollback' as const) }), { nil: undefined }),
      expert,
    }).map(({ freeze, ...policy }): Policy => (freeze === undefined ? policy : { ...policy, freeze }));
  });

const ALWAYS_FITS: Check = {
  name: 'errors', signal: { kind: 'time', metric: 'm', where: [] }, better: 'lower', slices: [], gap: { kind: 'none' }, worseBy: { kind: 'factor', factor: 2 }, sides: 'worse', limit: { kind: 'none' }, then: 'hold', independent: false,
};
