import { describe, expect, it } from 'vitest';
import { timeTraffic } from '../../test/a-profile.ts';
import { comparedSlowShares, quantileBucket, slowCountsOfPods, slowerThan } from './histogram.ts';
import { factorOfNoise, podNoise } from './pod-noise.ts';

describe('podNoise', () => {
  it('is what DerSimonian and Laird give, worked by hand for three pods', () => {
    // y = ln .01, ln .02, ln .04; v = 1/x - 1/n = .0099, .0049, .0024; w = 101.0101, 204.0816, 416.6667.
    const noise = podNoise([{ trials: 10_000, events: 100 }, { trials: 10_000, events: 200 }, { trials: 10_000, events: 400 }]);
    const w = [1 / 0.0099, 1 / 0.0049, 1 / 0.0024];
    const y = [0, Math.LN2, 2 * Math.LN2];
    const total = w[0]! + w[1]! + w[2]!;
    const mean = (w[1]! * y[1]! + w[2]! * y[2]!) / total;
    const q = w.reduce((sum, weight, k) => sum + weight * (y[k]! - mean) ** 2, 0);
    const variance = (q - 2) / (total - w.reduce((sum, weight) => sum + weight ** 2, 0) / total);
    expect(noise).toMatchObject({ kind: 'measured', pods: 3 });
    expect(noise.kind === 'measured' ? noise.logRateSd : 0).toBeCloseTo(Math.sqrt(variance), 12);
    expect(Math.sqrt(variance)).toBeGreaterThan(0.5);
  });

  it('finds the spread that was put in: rates of exp(+-0.1) around 1 %, counted without luck', () => {
    const pods = [0.1, -0.1, 0.1, -0.1].map((shift) => ({ trials: 100_000_000, events: Math.round(1_000_000 * Math.exp(shift)) }));
    const noise = podNoise(pods);
    // The standard deviation of four values +-0.1 around their mean, with three degrees of freedom.
    expect(noise.kind === 'measured' ? noise.logRateSd : 0).toBeCloseTo(0.1 * Math.sqrt(4 / 3), 3);
  });

  it('does not call luck a difference', () => {
    expect(podNoise([{ trials: 1_000, events: 10 }, { trials: 1_000, events: 14 }])).toEqual({ kind: 'none-beyond-counting', pods: 2 });
  });

  it.each([[[]], [[{ trials: 100, events: 50 }]], [[{ trials: 100, events: 4 }, { trials: 100, events: 50 }]]])('says too little of %j', (pods) => {
    expect(podNoise(pods).kind).toBe('too-little');
  });
});

describe('factorOfNoise', () => {
  it('is the published margin: a spread of 10 % asks for a factor of 1.33', () => {
    expect(factorOfNoise(0.1)).toBeCloseTo(1.33, 2);
  });
});

describe('slowerThan, quantileBucket, comparedSlowShares, slowCountsOfPods', () => {
  it('judge a limit at the lowest bound that is not under it', () => {
    expect(slowerThan(timeTraffic(), 0.05)).toEqual({ kind: 'counted', boundSeconds: 0.05, trials: 10_000, events: 500 });
    expect(slowerThan(timeTraffic(), 0.08)).toMatchObject({ boundSeconds: 0.1, events: 50 });
    expect(slowerThan(timeTraffic(), 2)).toEqual({ kind: 'beyond-buckets' });
  });

  it('find the bucket of a quantile', () => {
    expect(quantileBucket(timeTraffic(), 0.5)).toEqual({ overSeconds: 0, upToSeconds: 0.025 });
    expect(quantileBucket(timeTraffic(), 0.99)).toEqual({ overSeconds: 0.05, upToSeconds: 0.1 });
    expect(quantileBucket(timeTraffic({ withinBound: [0, 0, 0, 0, 10] }), 0.5)).toEqual({ overSeconds: 1, upToSeconds: Number.POSITIVE_INFINITY });
  });

  it('compare slow shares that can differ at all', () => {
    expect(comparedSlowShares(timeTraffic())).toEqual([0.5, 0.05, 0.005]);
    expect(comparedSlowShares(timeTraffic({ trials: 0 }))).toEqual([]);
  });

  it('count the slow requests of each pod at one bound', () => {
    const pods = [{ trials: 100, withinBound: [50, 90, 95, 99, 100] }, { trials: 100, withinBound: [50, 95, 95, 99, 100] }];
    expect(slowCountsOfPods(timeTraffic({ pods }))).toEqual([{ trials: 100, events: 10 }, { trials: 100, events: 5 }]);
  });
});
