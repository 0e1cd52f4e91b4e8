import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { nativeFrom, NO_BUCKETS } from '../../test/a-model-pod.ts';
import { boundAt, coarsened, countedUpTo, indexAtOrOver, nativeTrouble } from './native-histogram.ts';

const schema = fc.integer({ min: -4, max: 3 });
const value = fc.double({ min: 1e-9, max: 1e9, noNaN: true });

describe('boundAt', () => {
  // The example of the specification: schema 0 is powers of two; at schema 3 eight buckets make a factor of two.
  it.each([
    [0, 0, 1],
    [0, -3, 0.125],
    [2, 1, 1.189207115002721],
    [3, 8, 2],
    [3, -1, 0.9170040432046712],
    [-1, 1, 4],
    [-4, 1, 65_536],
    [-4, -1, 1 / 65_536],
    [3, 10_000, Infinity],
  ])('is at schema %d, index %d: %d', (of, index, bound) => {
    expect(boundAt(of, index)).toBe(bound);
  });

  test.prop([fc.integer({ min: -3, max: 3 }), fc.integer({ min: -400, max: 400 })])('of a coarser schema is bit for bit one of the finer schema', (of, index) => {
    expect(boundAt(of, 2 * index)).toBe(boundAt(of - 1, index));
  });
});

describe('indexAtOrOver', () => {
  test.prop([schema, value])('finds the bucket that a value falls into', (of, seconds) => {
    const index = indexAtOrOver(of, seconds);
    expect(boundAt(of, index)).toBeGreaterThanOrEqual(seconds);
    expect(boundAt(of, index - 1)).toBeLessThan(seconds);
  });
});

describe('coarsened', () => {
  test.prop([fc.array(value, { maxLength: 50 }), schema, schema])('is what a server of the coarser schema would have counted', (values, one, other) => {
    const [fine, coarse] = [Math.max(one, other), Math.min(one, other)];
    expect(coarsened(nativeFrom(values, fine), coarse)).toEqual(nativeFrom(values, coarse));
  });

  it('leaves a histogram that is coarser already', () => {
    expect(coarsened(nativeFrom([1, 2], 0), 3)).toEqual(nativeFrom([1, 2], 0));
  });
});

describe('countedUpTo', () => {
  test.prop([fc.array(value, { maxLength: 50 }), schema, fc.integer({ min: -30, max: 30 })])('counts the values at or under a bound', (values, of, index) => {
    expect(countedUpTo(nativeFrom(values, of), of)(index)).toBe(values.filter((each) => each <= boundAt(of, index)).length);
  });
});

describe('nativeTrouble', () => {
  it('has none with counts that add up', () => {
    expect(nativeTrouble({ ...NO_BUCKETS, zeroCount: 2, buckets: [[-4, 1], [7, 3]] }, 6)).toBe('');
  });

  it.each([
    ['custom bounds', { ...NO_BUCKETS, schema: -53 }, 0, 'has the schema -53; schemas from -4 to 8 are read'],
    ['half a schema', { ...NO_BUCKETS, schema: 1.5 }, 0, 'has the schema 1.5'],
    ['a negative zero bucket', { ...NO_BUCKETS, zeroThreshold: -1 }, 0, 'has the zero threshold -1'],
    ['values under zero', { ...NO_BUCKETS, negativeCount: 3 }, 3, 'has values under zero'],
    ['half a count', { ...NO_BUCKETS, buckets: [[1, 0.5]] as const }, 0.5, 'has a bucket of 0.5'],
    ['a negative count', { ...NO_BUCKETS, zeroCount: -1 }, -1, 'has a bucket of -1'],
    ['an index beyond all numbers', { ...NO_BUCKETS, buckets: [[1e9, 1]] as const }, 1, 'has a bucket beyond all numbers'],
    ['values that are no numbers', { ...NO_BUCKETS, buckets: [[1, 1]] as const }, 2, 'counts 2 in all and 1 in its buckets'],
  ])('names %s', (_, histogram, count, why) => {
    expect(nativeTrouble(histogram, count)).toContain(why);
  });
});
