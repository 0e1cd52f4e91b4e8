// Any policy that a file can say, for properties.
import fc from 'fast-check';
import { ppm, type Check, type Expert, type LabelMatcher, type LabelsOrigin, type Limit, type Margin, type MetricsOrigin, type Policy, type Ppm, type Serve, type Signal, type Stage } from '@rampart/rollout-policy';
import { DURATION_MS_MAX } from '../src/units/duration.ts';

const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
const modelName = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9_/-]{0,10}[A-Za-z0-9])?$/);
const checkName = fc.oneof(fc.constantFrom('errors', 'latency', 'accuracy'), fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,20}$/)).filter((word) => !['constructor', 'prototype'].includes(word));
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

const signal: fc.Arbitrary<Signal> = fc.oneof(
  fc.record({ kind: fc.constant('share' as const), metric, where: fc.array(matcher, { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant('time' as const), metric, where: fc.array(matcher, { maxLength: 2 }) }),
  fc.record({ kind: fc.constant('labels' as const), source: labelsOrigin, everyMs: durationMs(100), matureMs: durationMs(0) }),
);

function limit(kind: Signal['kind']): fc.Arbitrary<Limit> {
  const time = fc.record({ kind: fc.constant('time' as const), quantile: openShare().map((part) => part / 1_000_000), msMax: fc.integer({ min: 1, max: 3_600_000_000 }).map((microseconds) => microseconds / 1_000) });
  const share = ratio.map((ratioMax): Limit => ({ kind: 'share', ratioMax }));
  return fc.oneof(fc.constant<Limit>({ kind: 'none' }), kind === 'time' ? time : share);
}

const check: fc.Arbitrary<Check> = signal.chain((looksAt) =>
  fc.record({
    name: checkName,
    signal: fc.constant(looksAt),
    slices: looksAt.kind === 'time' ? fc.constant([]) : fc.uniqueArray(label, { maxLength: 3 }),
    worseBy: margin,
    limit: limit(looksAt.kind),
    then: fc.constantFrom('rollback' as const, 'stepBack' as const, 'hold' as const, 'tell' as const),
  }),
);

const ramp: fc.Arbitrary<Stage> = fc.oneof(
  openShare().map((weightMax): Stage => ({ kind: 'ramp', steps: { kind: 'promise' }, weightMax })),
  fc.tuple(fc.integer({ min: 2, max: 10_000 }), openShare()).map(([count, weightMax]): Stage => ({ kind: 'ramp', steps: { kind: 'instances', count }, weightMax: ppm(Math.max(weightMax, Math.ceil(1_000_000 / count))) })),
  fc.tuple(fc.uniqueArray(openShare(), { minLength: 1, maxLength: 6 }), durationMs(0)).map(([weights, everyMs]): Stage => {
    const ascending = [...weights].sort((a, b) => a - b);
    return { kind: 'ramp', steps: { kind: 'ladder', weights: ascending, everyMs }, weightMax: ascending.at(-1)! };
  }),
);

const bake: fc.Arbitrary<Stage> = fc.record({ kind: fc.constant('bake' as const), durationMs: durationMs(100), holdback: fc.integer({ min: 0, max: 999_999 }).map(ppm) });

const plan: fc.Arbitrary<readonly Stage[]> = fc
  .tuple(fc.boolean(), fc.oneof(ramp, fc.constant<Stage>({ kind: 'switch' })), fc.option(bake, { nil: 'none' as const }))
  .map(([hasSmoke, moves, last]) => [...(hasSmoke ? [{ kind: 'smoke' } as const] : []), moves, ...(last === 'none' ? [] : [last])]);

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
    certifyAlpha: openShare(500_000).map((share) => share / 1_000_000),
    stableRatioMax: ratio,
    growthMax: fc.integer({ min: 10_001, max: 10_000_000 }).map((parts) => parts / 10_000),
  }),
);

export const anyPolicy: fc.Arbitrary<Policy> = fc
  .tuple(fc.uniqueArray(name, { minLength: 2, maxLength: 2 }), fc.uniqueArray(check, { minLength: 1, maxLength: 4, selector: (one) => one.name }))
  .chain(([slots, checks]) => {
    const pair: readonly [string, string] = [slots[0]!, slots[1]!];
    const pages: fc.Arbitrary<MetricsOrigin> = fc
      .tuple(fc.uniqueArray(url, { minLength: 1, maxLength: 3 }), fc.uniqueArray(url, { minLength: 1, maxLength: 3 }))
      .map(([first, second]) => ({ kind: 'openmetrics', pages: { [pair[0]]: first, [pair[1]]: second } }));
    const needsMetrics = checks.some(({ signal: looksAt }) => looksAt.kind !== 'labels');
    return fc.record<Policy>({
      target: name,
      model: fc.record({ registry: fc.constant('gto' as const), name: modelName, stage: modelName }),
      serve: fc.oneof(
        url.map((address): Serve => ({ kind: 'http', url: address, slots: pair })),
        argv.map((words): Serve => ({ kind: 'command', argv: words, slots: pair })),
      ),
      metrics: needsMetrics ? pages : fc.oneof(pages, fc.constant<MetricsOrigin>({ kind: 'none' })),
      promise: fc.record({
        falseAlarmRatio: ratio,
        badRequestsMax: fc.integer({ min: 1, max: 1_000_000_000 }),
        decideWithinMs: durationMs(100),
        ifUndecided: fc.constantFrom('ask' as const, 'promote' as const, 'rollback' as const),
      }),
      checks: fc.constant(checks),
      plan,
      onNewVersion: fc.constantFrom('replace' as const, 'queue' as const, 'refuse' as const),
      expert,
    });
  });
