// Samplers against their exact laws: chi-square goodness of fit at fixed seeds. A sampler that is off by one in a tail would bend every result below.
import { describe, expect, it } from 'vitest';
import { binomial } from './binomial.ts';
import { beta, gamma, negativeBinomial } from './gamma.ts';
import { burst, burstMean } from './geometric.ts';
import { lnBinomialMass, lnFactorial } from './ln-factorial.ts';
import { normal } from './normal.ts';
import { poisson } from './poisson.ts';
import { randomAt, xoshiro128 } from './random.ts';
import { zipfShares } from './zipf.ts';

const DRAWS = 200_000;

describe('xoshiro128', () => {
  it('gives the numbers of the published algorithm', () => {
    const random = xoshiro128([0, 1, 2, 3]);
    expect(Array.from({ length: 12 }, () => random.u32())).toEqual([5760, 17280, 2966400, 32451840, 2604340873, 3891234569, 1254043636, 216095511, 3291724652, 2070429911, 3403762308, 371730125]);
  });
});

describe('randomAt', () => {
  it('gives one address one stream, and any other address another', () => {
    const draw = (seed: number, run: number, purpose: string): string => {
      const random = randomAt({ seed, run, purpose });
      return [random.u32(), random.u32()].join();
    };
    expect(draw(1, 2, 'a')).toBe(draw(1, 2, 'a'));
    const streams = [0, 1, 2].flatMap((seed) => [0, 1, 2].flatMap((run) => ['', 'a', 'b', 'ab'].map((purpose) => draw(seed, run, purpose))));
    expect(new Set(streams).size).toBe(streams.length);
  });

  it('gives streams of neighbouring runs that have nothing to do with each other', () => {
    const first = Array.from({ length: DRAWS }, (_, run) => randomAt({ seed: 1, run, purpose: 'x' }).uniform());
    expectFit(first.map((value) => Math.floor(value * 50)), (k) => (k < 50 ? 1 / 50 : 0));
    const pairs = first.slice(1).map((value, index) => Math.floor(value * 10) * 10 + Math.floor((first[index] ?? 0) * 10));
    expectFit(pairs, (k) => (k < 100 ? 1 / 100 : 0));
  });
});

describe('binomial', () => {
  it.each([
    [1, 0.3], [10, 0.01], [60, 0.1], [750, 0.01], [1_000, 0.05], [1_000, 0.5], [1_000, 0.93], [30_000, 0.01],
  ])('follows its law for %d trials at %d', (trials, p) => {
    const random = randomAt({ seed: 1, run: trials, purpose: 'binomial' });
    expectFit(Array.from({ length: DRAWS }, () => binomial(random, trials, p)), (k) => (k <= trials ? Math.exp(lnBinomialMass(k, trials, p)) : 0));
  });

  it('knows its ends', () => {
    const random = randomAt({ seed: 1, run: 0, purpose: 'ends' });
    expect([binomial(random, 0, 0.5), binomial(random, 7, 0), binomial(random, 7, 1)]).toEqual([0, 0, 7]);
  });
});

describe('poisson', () => {
  it.each([0.02, 1, 9.9, 10.1, 37.5, 712.5, 20_000])('follows its law at mean %d', (mean) => {
    const random = randomAt({ seed: 2, run: Math.round(mean), purpose: 'poisson' });
    expectFit(Array.from({ length: DRAWS }, () => poisson(random, mean)), (k) => Math.exp(k * Math.log(mean) - mean - lnFactorial(k)));
  });
});

describe('negativeBinomial', () => {
  it('follows its law', () => {
    const random = randomAt({ seed: 3, run: 0, purpose: 'negative binomial' });
    const [mean, size] = [12, 3];
    // size is whole here, so that the law needs factorials only.
    const mass = (k: number): number => Math.exp(lnFactorial(k + size - 1) - lnFactorial(k) - lnFactorial(size - 1) + size * Math.log(size / (size + mean)) + k * Math.log(mean / (size + mean)));
    expectFit(Array.from({ length: DRAWS }, () => negativeBinomial(random, mean, size)), mass);
  });
});

describe('burst', () => {
  it('is geometric from 1 on and cut off, with the mean that it says', () => {
    const random = randomAt({ seed: 4, run: 0, purpose: 'burst' });
    const size = { mean: 5, max: 12 };
    const draws = Array.from({ length: DRAWS }, () => burst(random, size));
    expectFit(draws, (k) => (k < 1 || k > 12 ? 0 : k === 12 ? 0.8 ** 11 : 0.2 * 0.8 ** (k - 1)));
    expect(mean(draws)).toBeCloseTo(burstMean(size), 1);
  });
});

describe('normal, gamma and beta', () => {
  it('fall into the bins of their laws', () => {
    const random = randomAt({ seed: 5, run: 0, purpose: 'continuous' });
    // Quintiles of the standard normal law; quartiles of gamma(2): x with (1+x) e^-x = 3/4, 1/2, 1/4.
    const binOf = (bounds: readonly number[]) => (x: number): number => bounds.filter((bound) => x > bound).length;
    expectFit(Array.from({ length: DRAWS }, () => normal(random)).map(binOf([-0.8416212, -0.2533471, 0.2533471, 0.8416212])), (k) => (k < 5 ? 1 / 5 : 0));
    expectFit(Array.from({ length: DRAWS }, () => gamma(random, 2)).map(binOf([0.9612788, 1.678347, 2.6926345])), (k) => (k < 4 ? 1 / 4 : 0));
    // gamma(1/2) is half the square of a normal value; beta(1/2, 1/2) is the arcsine law.
    expectFit(Array.from({ length: DRAWS }, () => gamma(random, 0.5)).map((x) => (Math.sqrt(2 * x) > 0.6744898 ? 1 : 0)), (k) => (k < 2 ? 1 / 2 : 0));
    expectFit(Array.from({ length: DRAWS }, () => beta(random, 0.5, 0.5)).map((x) => Math.floor((40 / Math.PI) * Math.asin(Math.sqrt(x)))), (k) => (k < 20 ? 1 / 20 : 0));
  });
});

describe('zipfShares', () => {
  it('add up to 1, each in its rank', () => {
    const shares = zipfShares(1_000, 1.1);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect((shares[0] ?? 0) / (shares[9] ?? 0)).toBeCloseTo(10 ** 1.1, 10);
  });
});

/** Chi-square over bins with at least 20 expected draws; Wilson & Hilferty 1931 turns it into a normal score, and 4 of those are luck once in 30,000. */
function expectFit(draws: readonly number[], mass: (k: number) => number): void {
  const counts = new Map<number, number>();
  for (const draw of draws) counts.set(draw, (counts.get(draw) ?? 0) + 1);
  const highest = Math.max(...counts.keys());
  let [statistic, bins, observed, expected, covered] = [0, 0, 0, 0, 0];
  for (let k = 0; k <= highest; k += 1) {
    observed += counts.get(k) ?? 0;
    expected += mass(k) * draws.length;
    const rest = draws.length - covered - expected;
    if (expected < 20 || rest < 20) continue;
    statistic += (observed - expected) ** 2 / expected;
    [bins, covered, observed, expected] = [bins + 1, covered + expected, 0, 0];
  }
  const rest = draws.length - covered;
  const unbinned = draws.length - [...counts].reduce((sum, [, count]) => sum + count, 0) + observed;
  if (rest > 0.5) statistic += (unbinned - rest) ** 2 / rest;
  const degrees = rest > 0.5 ? bins : bins - 1;
  expect(degrees).toBeGreaterThan(0);
  const score = (Math.cbrt(statistic / degrees) - (1 - 2 / (9 * degrees))) / Math.sqrt(2 / (9 * degrees));
  expect(score, `chi-square ${String(statistic)} on ${String(degrees)} degrees of freedom`).toBeLessThan(4);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
