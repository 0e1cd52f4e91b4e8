import { describe, expect, it } from 'vitest';
import { decodeReport } from './metrics-report.ts';

function mistakes(document: unknown): readonly string[] {
  const decoded = decodeReport(document);
  return decoded.kind === 'refused' ? decoded.mistakes.map(({ place, message }) => `${place}: ${message}`) : [];
}

describe('decodeReport', () => {
  it('reads a flat report, with or without n', () => {
    expect(decodeReport({ accuracy: 0.81, 'f1 (macro)': 0.7 })).toEqual({ kind: 'decoded', value: { all: { samples: { kind: 'unknown' }, metrics: new Map([['accuracy', 0.81], ['f1 (macro)', 0.7]]) }, slices: new Map() } });
    expect(decodeReport({ n: 1200, accuracy: 0.81 })).toMatchObject({ value: { all: { samples: { kind: 'known', count: 1200 } } } });
  });

  it('reads slices in both forms', () => {
    const decoded = decodeReport({ n: 10, metrics: { a: 1 }, slices: { 'region=west': { n: 4, metrics: { a: 0.5 } }, 'region=east': { n: 6, a: 0.75 } } });
    expect(decoded.kind === 'decoded' && decoded.value.slices).toEqual(
      new Map([
        ['region=west', { samples: { kind: 'known', count: 4 }, metrics: new Map([['a', 0.5]]) }],
        ['region=east', { samples: { kind: 'known', count: 6 }, metrics: new Map([['a', 0.75]]) }],
      ]),
    );
  });

  it('takes a metric that is called metrics', () => {
    expect(decodeReport({ metrics: 0.5 })).toMatchObject({ value: { all: { metrics: new Map([['metrics', 0.5]]) } } });
  });

  it.each([
    [{}, ': has no metric; an empty report proves nothing'],
    [{ n: 5 }, ': has no metric; an empty report proves nothing'],
    [{ metrics: {} }, 'metrics: has no metric; an empty report proves nothing'],
    [{ slices: {} }, 'metrics: expected an object of metrics such as {"accuracy": 0.81}, got nothing'],
    [null, ': expected an object of metrics such as {"accuracy": 0.81}, got null'],
    [[], ': expected an object of metrics such as {"accuracy": 0.81}, got an empty list'],
    ['0.8', ': expected an object of metrics such as {"accuracy": 0.81}, got "0.8"'],
    [new Date(0), ': expected an object of metrics such as {"accuracy": 0.81}, got an object'],
  ])('refuses %j', (document, mistake) => {
    expect(mistakes(document)).toEqual([mistake]);
  });

  it('collects every mistake', () => {
    expect(mistakes({ n: 0, metrics: { a: NaN, b: Infinity, c: '0.8', d: null, e: { f: 1 }, 'g\n': 1 }, slices: { west: { a: 1 }, 'region=east': { n: 1.5, metrics: {}, other: 1 } }, model: 'x' })).toEqual([
      'model: is an unknown key. Accepted: n, metrics, slices',
      'n: expected a whole number from 1, got 0',
      'metrics.a: expected a finite number, got NaN',
      'metrics.b: expected a finite number, got Infinity',
      'metrics.c: expected a finite number, got "0.8"',
      'metrics.d: expected a finite number, got null',
      'metrics.e: expected a finite number, got an object',
      'metrics.g\\u000a: expected a text of 1 to 200 characters on one line, got "g\\u000a"',
      'slices.west: expected a name such as region=west',
      'slices.region=east.other: is an unknown key. Accepted: n, metrics',
      'slices.region=east.n: expected a whole number from 1, got 1.5',
      'slices.region=east.metrics: has no metric; an empty report proves nothing',
    ]);
  });

  it('shows twenty mistakes and counts the rest', () => {
    const many = mistakes(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`m${index}`, 'x'])));
    expect(many).toHaveLength(21);
    expect(many.at(-1)).toBe(': and 30 more mistakes');
  });
});
