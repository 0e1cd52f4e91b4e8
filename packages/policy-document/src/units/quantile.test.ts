import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { formatQuantile, parseQuantile } from './quantile.ts';

describe('parseQuantile', () => {
  it.each([['p50', 0.5], ['p99', 0.99], ['p99.9', 0.999], ['p99.99', 0.9999]])('reads %s', (text, quantile) => {
    expect(parseQuantile(text)).toEqual({ kind: 'ok', value: quantile });
  });

  it.each([['p0'], ['p100'], ['p'], ['99'], ['P99'], ['p99%'], ['p-1'], ['p1e1'], ['p99.99999']])('refuses %j', (text) => {
    expect(parseQuantile(text)).toMatchObject({ kind: 'refused' });
  });
});

describe('formatQuantile', () => {
  prop.prop([fc.integer({ min: 1, max: 999_999 })])('writes what parseQuantile reads back exactly', (parts) => {
    expect(parseQuantile(formatQuantile(parts / 1_000_000))).toEqual({ kind: 'ok', value: parts / 1_000_000 });
  });
});
