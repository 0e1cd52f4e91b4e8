// Samplers of counts against their exact laws: chi-square goodness of fit at fixed addresses. A sampler that is off by one in a tail would bend every result
// that stands on it. The level is one in ten thousand per case; it is never loosened.
import { describe, expect, it } from 'vitest';
import { purposeOf, randomAt } from './address.ts';
import { aliasTable } from './alias-table.ts';
import { binomial } from './binomial.ts';
import { burst, burstMean } from './burst.ts';
import { fitOf } from './goodness-of-fit.ts';
import { lnBinomialMass, lnFactorial } from './ln-factorial.ts';
import { batchesOf, logarithmic } from './logarithmic.ts';
import { multinomial } from './multinomial.ts';
import { negativeBinomial } from './negative-binomial.ts';
import { poisson } from './poisson.ts';
import type { Random } from './xoshiro128.ts';
import { zipf, zipfShares } from './zipf.ts';

const DRAWS = 400_000;
const TAIL_MIN = 1e-4;

describe('binomial', () => {
  // Both sides of the switch at ten expected successes, both halves of p, near and far from the mode.
  it.each([
    [1, 0.3], [10, 0.01], [60, 0.1], [750, 0.01], [5_000, 0.001], [9_999, 0.001], [20, 0.5], [100, 0.1], [300, 0.05], [1_000, 0.05], [1_000, 0.5], [1_000, 0.93], [30_000, 0.01], [1_000_000, 0.01], [1_000_000_000, 2e-6],
  ])('follows its law for %d trials at %d', (trials, p) => {
    const random = stream('binomial', trials);
    expectFit(draw(() => binomial(random, trials, p)), (k) => (k <= trials ? Math.exp(lnBinomialMass(k, trials, p)) : 0));
  });

  it('knows its ends', () => {
    const random = stream('ends', 0);
    expect([binomial(random, 0, 0.5), binomial(random, 7, 0), binomial(random, 7, 1), binomial(random, 7, -1e-17), binomial(random, 7, 1 + 1e-16)]).toEqual([0, 0, 7, 0, 7]);
  });
});

describe('poisson', () => {
  it.each([0.02, 1, 9.9, 10, 10.1, 37.5, 712.5, 20_000])('follows its law at mean %d', (mean) => {
    const random = stream('poisson', Math.round(mean));
    expectFit(draw(() => poisson(random, mean)), (k) => poissonMass(k, mean));
  });

  it('gives none where nothing is expected', () => {
    expect([poisson(stream('none', 0), 0), poisson(stream('none', 0), -1)]).toEqual([0, 0]);
  });
});

describe('negativeBinomial', () => {
  it.each([[12, 5], [0.5, 3], [200, 41], [30, 71]])('follows its law at mean %d and variance over mean %d', (mean, varianceOverMean) => {
    const random = stream('negative binomial', mean);
    expectFit(draw(() => negativeBinomial(random, mean, varianceOverMean)), negativeBinomialMass(mean, varianceOverMean));
  });

  it('is Poisson at variance over mean 1', () => {
    const random = stream('negative binomial', 1);
    expectFit(draw(() => negativeBinomial(random, 4, 1)), (k) => poissonMass(k, 4));
  });
});

describe('logarithmic', () => {
  it.each([0.01, 0.5, 0.9, 1 - 1 / 71])('follows its law at theta %d', (theta) => {
    const random = stream('logarithmic', Math.round(1_000 * theta));
    expectFit(draw(() => logarithmic(random, theta)), (k) => (k < 1 ? 0 : Math.exp(k * Math.log(theta) - Math.log(k)) / -Math.log1p(-theta)));
  });

  it('gives the sizes of batches that add up to negative binomial counts', () => {
    const { theta, meanSize } = batchesOf(5);
    const random = stream('batches', 5);
    const count = (): number => {
      let sum = 0;
      for (let left = poisson(random, 12 / meanSize); left > 0; left -= 1) sum += logarithmic(random, theta);
      return sum;
    };
    expectFit(draw(count), negativeBinomialMass(12, 5));
  });
});

describe('multinomial', () => {
  it('follows its law, and its counts add up', () => {
    const random = stream('multinomial', 0);
    const [n, shares] = [5, [0.5, 0, 0.2, 0.3]];
    // Each outcome as one number in base 6.
    const draws = draw(() => {
      const [a = 0, b = 0, c = 0, d = 0] = multinomial(random, n, shares);
      expect(a + b + c + d).toBe(n);
      return b > 0 ? 1_000 : a * 36 + c * 6 + d;
    });
    expectFit(draws, (code) => {
      const [a, c, d] = [Math.floor(code / 36), Math.floor(code / 6) % 6, code % 6];
      return a + c + d === n ? Math.exp(lnFactorial(n) - lnFactorial(a) - lnFactorial(c) - lnFactorial(d) + a * Math.log(0.5) + c * Math.log(0.2) + d * Math.log(0.3)) : 0;
    });
  });

  it('leaves nothing over when shares add up to 1 but for rounding', () => {
    const shares = Array.from({ length: 10 }, () => 0.1);
    expect(multinomial(stream('rounding', 0), 1_000_000, shares).reduce((sum, count) => sum + count, 0)).toBe(1_000_000);
    expect(multinomial(stream('rounding', 0), 7, [])).toEqual([]);
  });
});

describe('aliasTable', () => {
  it.each([[[1]], [[3, 0, 1]], [[0.1, 0.2, 0.3, 0.4]], [[1e-3, 1, 1e-3, 2, 5]]])('chooses by the shares %j', (shares) => {
    const random = stream('alias', shares.length);
    const chooser = aliasTable(shares);
    const sum = shares.reduce((total, share) => total + share, 0);
    const draws = draw(() => chooser.choose(random));
    if (shares.length > 1) expectFit(draws, (k) => (shares[k] ?? 0) / sum);
    expect(draws.every((index) => (shares[index] ?? 0) > 0)).toBe(true);
  });
});

describe('zipf', () => {
  it('has shares that add up to 1, each in its rank', () => {
    const shares = zipfShares(1_000, 1.1);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect((shares[0] ?? 0) / (shares[9] ?? 0)).toBeCloseTo(10 ** 1.1, 10);
    expect(zipfShares(4, 0)).toEqual(Float64Array.of(0.25, 0.25, 0.25, 0.25));
  });

  it.each([[50, 0], [5_000, 1.1]])('draws ranks by them: %d users, exponent %d', (count, exponent) => {
    const random = stream('zipf', count);
    const [chooser, shares] = [zipf(count, exponent), zipfShares(count, exponent)];
    expectFit(draw(() => chooser.choose(random)), (k) => shares[k] ?? 0);
  });
});

describe('burst', () => {
  it('is geometric from 1 on and cut off, with the mean that it says', () => {
    const random = stream('burst', 0);
    const size = { mean: 5, max: 12 };
    const mass = (k: number): number => (k < 1 || k > 12 ? 0 : k === 12 ? 0.8 ** 11 : 0.2 * 0.8 ** (k - 1));
    expectFit(draw(() => burst(random, size)), mass);
    expect(burstMean(size)).toBeCloseTo(Array.from({ length: 13 }, (_, k) => k * mass(k)).reduce((sum, part) => sum + part, 0), 12);
  });

  it('of mean 1 is each by itself', () => {
    expect([burst(stream('burst', 1), { mean: 1, max: 9 }), burstMean({ mean: 1, max: 9 })]).toEqual([1, 1]);
  });
});

function stream(name: string, run: number): Random {
  return randomAt({ seed: 1, run, tick: 0, purpose: purposeOf(name) });
}

function draw(one: () => number): Float64Array {
  return Float64Array.from({ length: DRAWS }, one);
}

function expectFit(draws: Float64Array, mass: (k: number) => number): void {
  const { statistic, degrees, tail } = fitOf(draws, mass);
  expect(degrees).toBeGreaterThan(0);
  expect(tail, `chi-square ${statistic} on ${degrees} degrees of freedom`).toBeGreaterThan(TAIL_MIN);
}

function poissonMass(k: number, mean: number): number {
  return Math.exp(k * Math.log(mean) - mean - lnFactorial(k));
}

/** P(0) = d^-size for size = mean / (d - 1); each further mass from the one before it. */
function negativeBinomialMass(mean: number, varianceOverMean: number): (k: number) => number {
  const size = mean / (varianceOverMean - 1);
  const masses = [Math.exp(-size * Math.log(varianceOverMean))];
  return (k) => {
    for (let next = masses.length; next <= k; next += 1) masses.push((masses.at(-1)! * (size + next - 1) * (1 - 1 / varianceOverMean)) / next);
    return masses[k] ?? 0;
  };
}
