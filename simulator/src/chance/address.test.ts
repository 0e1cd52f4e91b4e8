import { describe, expect, it } from 'vitest';
import { newRandom, purposeOf, randomAt, type Address } from './address.ts';
import { fitOf } from './goodness-of-fit.ts';
import { fineUniform, Xoshiro128, type Random } from './xoshiro128.ts';

const ADDRESS: Address = { seed: 1, run: 2, tick: 3, purpose: purposeOf('x') };

describe('Xoshiro128', () => {
  it('gives the numbers of the published algorithm', () => {
    // Of xoshiro128starstar.c with the state 0, 1, 2, 3: twelve numbers.
    const random = new Xoshiro128(Int32Array.of(0, 1, 2, 3));
    expect(take(random, 12)).toEqual([5760, 17280, 2966400, 32451840, 2604340873, 3891234569, 1254043636, 216095511, 3291724652, 2070429911, 3403762308, 371730125]);
  });

  it('keeps uniform numbers off both ends', () => {
    const always = (word: number): Random => new (class extends Xoshiro128 {
      override u32(): number {
        return word;
      }
    })(new Int32Array(4));
    for (const lowest of [always(0).uniform(), fineUniform(always(0))]) expect(lowest).toBeGreaterThan(0);
    for (const highest of [always(0xffffffff).uniform(), fineUniform(always(0xffffffff))]) expect(highest).toBeLessThan(1);
  });
});

describe('randomAt', () => {
  it('gives one address one stream, and any other address another', () => {
    expect(take(randomAt(ADDRESS), 4)).toEqual(take(randomAt(ADDRESS), 4));
    const few = [0, 1, 0xffffffff];
    const streams = few.flatMap((seed) => few.flatMap((run) => [...few, 2 ** 32, 2 ** 52].flatMap((tick) => few.map((purpose) => take(randomAt({ seed, run, tick, purpose }), 2).join()))));
    expect(new Set(streams).size).toBe(3 * 3 * 5 * 3);
  });

  it.each(['seed', 'run', 'tick', 'purpose'] as const)('gives neighbours in %s that have nothing to do with each other', (part) => {
    const first = Float64Array.from({ length: 200_000 }, (_, index) => randomAt({ ...ADDRESS, [part]: index }).uniform());
    expect(fitOf(first.map((value) => Math.floor(value * 50)), (k) => (k < 50 ? 1 / 50 : 0)).tail).toBeGreaterThan(1e-4);
    const pairs = first.map((value, index) => Math.floor(value * 10) * 10 + Math.floor((first[(index + 1) % first.length] ?? 0) * 10));
    expect(fitOf(pairs, (k) => (k < 100 ? 1 / 100 : 0)).tail).toBeGreaterThan(1e-4);
  });
});

describe('newRandom', () => {
  it('moves to any address and gives its stream from the beginning', () => {
    const random = newRandom();
    take(random.at(9, 9, 9, 9), 5);
    expect(take(random.at(ADDRESS.seed, ADDRESS.run, ADDRESS.tick, ADDRESS.purpose), 6)).toEqual(take(randomAt(ADDRESS), 6));
  });
});

describe('purposeOf', () => {
  it('tells purposes apart that differ little', () => {
    const names = ['', 'a', 'b', 'ab', 'ba', ...Array.from({ length: 2_000 }, (_, index) => `arrivals/${String(index)}`)];
    expect(new Set(names.map(purposeOf)).size).toBe(names.length);
  });
});

function take(random: Random, count: number): readonly number[] {
  return Array.from({ length: count }, () => random.u32());
}
