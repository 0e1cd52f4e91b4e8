import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { TILT_SHIFTS, TILT_WEIGHTS } from '../tilt.ts';
import { NO_WAGER, wagerOn } from '../wager.ts';
import { plainBets, plainTilts, restarted } from './over-blocks.ts';
import { tiltDetector } from './tilt-detectors.ts';
import { tiltGrid } from '../tilt-grid.ts';

const counts = fc.record({ trials: fc.integer({ min: 1, max: 400 }), share: fc.double({ min: 0, max: 1, noNaN: true }) }).map(({ trials, share }) => ({ trials, successes: Math.floor(share * trials) }));
const nullProb = fc.double({ min: 0.001, max: 0.9, noNaN: true });
const wager = fc.tuple(counts, nullProb).map(([{ successes, trials }, p]) => wagerOn(successes, trials, p));
const wagers = fc.array(wager, { minLength: 1, maxLength: 12 });
const last = (path: readonly number[]): number => path.at(-1) ?? NaN;
const close = (a: number, b: number): void => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(a)));

describe('plainTilts', () => {
  prop.prop([counts, counts, nullProb])('sees a batch and its parts alike', (one, other, p) => {
    const whole = plainTilts([wagerOn(one.successes + other.successes, one.trials + other.trials, p)]);
    close(last(whole), last(plainTilts([wagerOn(one.successes, one.trials, p), wagerOn(other.successes, other.trials, p)])));
  });

  prop.prop([wagers])('does not depend on the order of the blocks', (blocks) => {
    close(last(plainTilts(blocks)), last(plainTilts([...blocks].reverse())));
  });

  prop.prop([fc.integer({ min: 1, max: 60 }), nullProb, fc.double({ min: 0, max: 1, noNaN: true })])('gains nothing on average while successes are at most as likely as the null says', (trials, p0, u) => {
    const mean = (p: number): number => binomial(trials, p).reduce((sum, mass, x) => sum + mass * Math.exp(last(plainTilts([wagerOn(x, trials, p0)]))), 0);
    expect(mean(p0)).toBeCloseTo(1, 9);
    expect(mean(p0 * u)).toBeLessThanOrEqual(1 + 1e-12);
  });

  it('stays a number however strong the evidence for the null is', () => {
    expect(last(plainTilts([wagerOn(0, 10_000_000, 0.5)]))).toBeLessThan(-1e5);
  });
});

describe('plainBets', () => {
  prop.prop([wagers])('does not depend on the order of the blocks, and passes over those that say nothing', (blocks) => {
    close(last(plainBets(blocks)), last(plainBets([...blocks].reverse().flatMap((block) => [NO_WAGER, block]))));
  });
});

describe('restarted', () => {
  prop.prop([fc.constantFrom('bet', 'tilt'), wagers])('keeps half of what the plain mixture has, and the cash', (evaluator, blocks) => {
    const plain = evaluator === 'bet' ? plainBets(blocks) : plainTilts(blocks);
    restarted(evaluator, blocks).forEach((logCapital, t) => {
      expect(logCapital).toBeGreaterThanOrEqual((plain[t] ?? NaN) + Math.log(0.5) - 1e-9);
      expect(logCapital).toBeGreaterThanOrEqual(Math.log(1 / (t + 2)) - 1e-9);
    });
  });

  prop.prop([fc.constantFrom('bet', 'tilt'), fc.integer({ min: 1, max: 30 })])('neither wins nor loses by blocks that say nothing', (evaluator, looks) => {
    for (const logCapital of restarted(evaluator, Array.from({ length: looks }, () => NO_WAGER))) expect(Math.abs(logCapital)).toBeLessThan(1e-12);
  });

  it('depends on the order: trouble now counts for more than trouble long ago', () => {
    const [bad, good] = [wagerOn(40, 100, 0.2), wagerOn(10, 100, 0.2)];
    expect(last(restarted('tilt', [good, good, good, bad]))).toBeGreaterThan(last(restarted('tilt', [bad, good, good, good])));
  });
});

describe('tiltDetector', () => {
  prop.prop([wagers])('has Shiryaev-Roberts at or above CUSUM, and both at or above the plain mixture', (blocks) => {
    const [sr, cusum, plain] = [tiltDetector('shiryaev-roberts', blocks), tiltDetector('cusum', blocks), plainTilts(blocks)];
    blocks.forEach((_, t) => {
      expect(sr[t]).toBeGreaterThanOrEqual((cusum[t] ?? NaN) - 1e-9);
      expect(cusum[t]).toBeGreaterThanOrEqual((plain[t] ?? NaN) - 1e-9);
    });
  });

  prop.prop([fc.integer({ min: 1, max: 8 }), fc.double({ min: 0.05, max: 0.6, noNaN: true })])('rises by at most one per block on average under the null', (trials, p0) => {
    const masses = binomial(trials, p0);
    let mean = 0;
    masses.forEach((m1, x1) =>
      masses.forEach((m2, x2) => {
        mean += m1 * m2 * Math.exp(last(tiltDetector('shiryaev-roberts', [wagerOn(x1, trials, p0), wagerOn(x2, trials, p0)])));
      }),
    );
    expect(mean).toBeCloseTo(2, 8);
  });
});

describe('tiltGrid', () => {
  it('is the grid that decides, for 16 shifts from 0.1 to 3.5', () => {
    const { shifts, weights } = tiltGrid({ count: 16, from: 0.1, to: 3.5 });
    shifts.forEach((shift, k) => close(shift, TILT_SHIFTS[k] ?? NaN));
    weights.forEach((weight, k) => close(weight, TILT_WEIGHTS[k] ?? NaN));
  });

  it('is one shift with all the weight for a count of one', () => {
    expect(tiltGrid({ count: 1, from: 0.5, to: 2 })).toEqual({ shifts: [0.5], weights: [1] });
  });
});

function binomial(n: number, p: number): readonly number[] {
  let masses = [1];
  for (let trial = 0; trial < n; trial += 1) masses = Array.from({ length: masses.length + 1 }, (_, k) => (masses[k] ?? 0) * (1 - p) + (masses[k - 1] ?? 0) * p);
  return masses;
}
