import { createHash } from 'node:crypto';
import { fc, test as prop } from '@fast-check/vitest';
import { InvariantError } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { canonicalJson, digestPolicy } from './digest.ts';
import { anyPolicy } from '../test/arbitrary-policy.ts';

describe('canonicalJson', () => {
  it('sorts keys at every level and writes no white space', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true, B: 0.1 })).toBe('{"B":0.1,"a":true,"b":[1,{"c":"x","d":null}]}');
  });

  it('refuses what JSON would drop or change', () => {
    for (const value of [undefined, NaN, Infinity, { a: undefined }, [() => 1]]) expect(() => canonicalJson(value)).toThrow(InvariantError);
  });

  prop.prop([fc.jsonValue()])('says the same as JSON', (value) => {
    expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });

  prop.prop([fc.dictionary(fc.string(), fc.jsonValue())])('does not depend on the order of keys', (value) => {
    expect(canonicalJson(Object.fromEntries(Object.entries(value).reverse()))).toBe(canonicalJson(value));
  });
});

describe('digestPolicy', () => {
  prop.prop([anyPolicy], { numRuns: 20 })('is the SHA-256 of the canonical JSON', (policy) => {
    expect(digestPolicy(policy)).toBe(`sha256:${createHash('sha256').update(canonicalJson(policy)).digest('hex')}`);
  });
});
