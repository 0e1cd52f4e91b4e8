// Whatever comes from outside is decoded or refused with mistakes; nothing throws, and what is decoded is what the types say.
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { describeOutcome, describeRule } from './describe-gate.ts';
import { concludeValidation, decodeEvidence, encodeEvidence } from './evidence.ts';
import { decodeGates } from './gate.ts';
import { decodeGoldenSet } from './golden-set.ts';
import { judgeGates } from './judge-gates.ts';
import { decodeReport, type MetricsReport } from './metrics-report.ts';
import type { Decoded } from './mistake.ts';
import { compareTensors } from './run-golden.ts';
import { shareMax, shareMin } from './score-bounds.ts';
import { sizeOf } from './tensor.ts';

const hostile = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', '::error::x', 'a\nb', '\u202e', '\ud800', '', 'n', 'metrics', 'slices'), fc.string({ unit: 'binary', maxLength: 12 }));
const figure = fc.oneof(fc.double(), fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(NaN, Infinity, -0));
const anything = fc.oneof(fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, key: hostile }), fc.jsonValue());
const metrics = fc.dictionary(hostile, fc.oneof(figure, anything), { maxKeys: 4 });
const reportLike = fc.oneof(anything, metrics, fc.record({ n: fc.oneof(fc.integer(), anything), metrics, slices: fc.dictionary(fc.oneof(hostile, fc.constant('region=west')), metrics, { maxKeys: 3 }) }, { requiredKeys: [] }));
const gatesLike = fc.oneof(
  anything,
  fc.dictionary(
    hostile,
    fc.record(
      { min: fc.oneof(figure, hostile), max: figure, worseByAtMost: fc.oneof(fc.constantFrom('1 point', '2% of stable', '3 absolute', '4%'), anything), better: fc.constantFrom('higher', 'lower', 'up'), sure: fc.constantFrom('95%', 0.95), slices: fc.array(hostile, { maxLength: 2 }), whenMissing: fc.constantFrom('tell', 'fail', 'pass') },
      { requiredKeys: [] },
    ),
    { maxKeys: 3 },
  ),
);

/** Valid documents, so that the interesting half is reached on every run. */
const name = fc.constantFrom('accuracy', 'loss', 'f1', '__proto__');
const cell = fc.record({ n: fc.integer({ min: 1, max: 1e6 }), metrics: fc.dictionary(name, fc.double({ min: 0, max: 1, noNaN: true }), { minKeys: 1, maxKeys: 3 }) });
const report = fc.record({ n: fc.integer({ min: 1, max: 1e6 }), metrics: fc.dictionary(name, fc.double({ min: -2, max: 2, noNaN: true }), { minKeys: 1, maxKeys: 3 }), slices: fc.dictionary(fc.constantFrom('region=west', 'region=east'), cell) });
const gates = fc.dictionary(
  name,
  fc.oneof(
    fc.record({ min: fc.double({ min: 0, max: 1, noNaN: true }), worseByAtMost: fc.constantFrom('1 point', '5% of stable', '0.1 absolute') }),
    fc.record({ max: fc.double({ min: 0, max: 1, noNaN: true }), sure: fc.constantFrom('90%', '99%'), slices: fc.constant(['region']), whenMissing: fc.constantFrom('tell', 'fail') }),
  ),
  { minKeys: 1, maxKeys: 3 },
);

function value<T>(decoded: Decoded<T>): T {
  if (decoded.kind === 'refused') throw new Error(JSON.stringify(decoded.mistakes));
  return decoded.value;
}

function expectTotal(decoded: Decoded<unknown>): void {
  if (decoded.kind === 'decoded') return;
  for (const { place, message } of decoded.mistakes) {
    expect(message).not.toBe('');
    expect(`${place}${message}`).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  }
}

function cellsOf(decoded: MetricsReport): readonly ReadonlyMap<string, number>[] {
  return [decoded.all.metrics, ...[...decoded.slices.values()].map((slice) => slice.metrics)];
}

describe('decodeReport', () => {
  test.prop([reportLike])('is total, and every metric that it lets through is a finite number', (document) => {
    const decoded = decodeReport(document);
    expectTotal(decoded);
    if (decoded.kind === 'refused') return;
    expect(decoded.value.all.metrics.size).toBeGreaterThan(0);
    for (const cellMetrics of cellsOf(decoded.value)) for (const metric of cellMetrics.values()) expect(Number.isFinite(metric)).toBe(true);
  });
});

describe('decodeGates', () => {
  test.prop([gatesLike])('is total', (document) => expectTotal(decodeGates(document)));
});

describe('decodeGoldenSet', () => {
  test.prop([fc.oneof(anything, fc.record({ tolerance: anything, cases: fc.array(fc.record({ name: hostile, inputs: fc.dictionary(hostile, anything, { maxKeys: 2 }), outputs: anything }), { maxLength: 3 }) }))])('is total', (document) => expectTotal(decodeGoldenSet(document)));

  test.prop([fc.array(fc.nat({ max: 4 }), { maxLength: 3 }), fc.infiniteStream(fc.float({ noNaN: true, noDefaultInfinity: true }))])('keeps a tensor as it was written, equal to itself and to nothing with a NaN', (shape, stream) => {
    const data = [...stream.take(sizeOf(shape))];
    const tensor = { type: 'float32', shape, data };
    const decoded = value(decodeGoldenSet({ tolerance: { abs: 0, rel: 0 }, cases: [{ name: 'one', inputs: { x: tensor }, outputs: { x: tensor } }] }));
    const read = decoded.cases[0]?.outputs.get('x');
    expect(read).toEqual(tensor);
    if (read === undefined || data.length === 0) return;
    expect(compareTensors(read, read, decoded.tolerance)).toBe('');
    expect(compareTensors({ type: 'float32', shape, data: data.with(data.length - 1, NaN) }, read, { abs: 1e300, rel: 1e300 })).not.toBe('');
  });
});

describe('decodeEvidence', () => {
  test.prop([fc.oneof(fc.string({ unit: 'binary' }), fc.json(), anything.map((document) => JSON.stringify(document, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? ''))])('is total', (text) => {
    const decoded = decodeEvidence(text);
    expectTotal(decoded);
    expect(decoded.kind).toBe('refused');
  });

  test.prop([report, gates, fc.option(report), fc.nat({ max: 12 })])('gives back whatever a validation concludes', (candidate, asked, stable, failed) => {
    const results = judgeGates(value(decodeGates(asked)), value(decodeReport(candidate)), stable === null ? { kind: 'none' } : { kind: 'report', report: value(decodeReport(stable)) });
    const digest = `sha256:${'0'.repeat(64)}`;
    const shown = Array.from({ length: Math.min(failed, 10) }, (_, index) => ({ name: `case ${index}`, why: 'p is NaN, expected 1' }));
    const evidence = concludeValidation({ model: 'm', version: 'v1', digest, gates: results, golden: { kind: 'run', digest, cases: 12, failed, shown }, atMs: 0 });
    expect(decodeEvidence(encodeEvidence(evidence))).toEqual({ kind: 'decoded', value: evidence });
  });
});

describe('judgeGates', () => {
  test.prop([report, gates, fc.option(report)])('gives every rule of every gate an outcome, and only a decided pass or a told absence lets the validation go on', (candidate, asked, stable) => {
    const decoded = value(decodeGates(asked));
    const results = judgeGates(decoded, value(decodeReport(candidate)), stable === null ? { kind: 'none' } : { kind: 'report', report: value(decodeReport(stable)) });
    for (const gate of decoded) {
      for (const rule of gate.rules) expect(results.some((result) => result.metric === gate.metric && result.rule === rule && result.cell === 'all')).toBe(true);
    }
    for (const result of results) {
      const gate = decoded.find(({ metric }) => metric === result.metric);
      expect(result.stops).toBe(result.outcome.kind === 'failed' || (result.outcome.kind === 'undecidable' && gate?.whenMissing === 'fail'));
      expect(`${describeRule(result)}: ${describeOutcome(result)}`).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  test.prop([fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true })])('never passes on a bound what it fails on the figure', (accuracy, n, floor) => {
    const verdict = (gate: unknown) => judgeGates(value(decodeGates({ a: gate })), value(decodeReport({ n, a: accuracy })), { kind: 'none' })[0]?.outcome.kind;
    if (verdict({ min: floor }) === 'failed') expect(verdict({ min: floor, sure: '95%' })).toBe('failed');
    if (verdict({ max: floor }) === 'failed') expect(verdict({ max: floor, sure: '95%' })).toBe('failed');
  });
});

describe('shareMin and shareMax', () => {
  test.prop([fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 1e9 })])('enclose the share and mirror each other', (ratio, count) => {
    const [min, max] = [shareMin({ ratio, count }, 1.96), shareMax({ ratio, count }, 1.96)];
    expect(min).toBeLessThanOrEqual(ratio + 1e-12);
    expect(max).toBeGreaterThanOrEqual(ratio - 1e-12);
    expect(1 - shareMax({ ratio: 1 - ratio, count }, 1.96)).toBeCloseTo(min, 9);
  });
});
