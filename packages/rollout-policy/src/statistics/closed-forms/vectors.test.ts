// Published and independently computed numbers (test/stat-vectors.json, with their sources) of every function here and of src/math.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { logIncompleteBeta } from '../../math/incomplete-beta.ts';
import { logGamma } from '../../math/log-gamma.ts';
import { logNormalCdf, normalQuantile } from '../../math/normal-distribution.ts';
import * as closed from './index.ts';

interface Vector {
  readonly id: string;
  readonly function: string;
  readonly inputs: Inputs;
  readonly expected: unknown;
  readonly tol: number;
  readonly note?: string;
}

/** Inputs of all functions in one shape: a missing one shows as NaN in the result. */
type Inputs = Readonly<Record<'s' | 'v' | 'v_opt' | 'alpha' | 'alpha_opt' | 'c' | 'g' | 'h' | 'v_min' | 'eta' | 't' | 't_min' | 'A' | 'quantile_p' | 't_opt' | 'delta', number>> &
  Readonly<Record<'num_successes' | 'num_trials' | 'successes' | 'trials' | 'p0' | 'm' | 'rho2' | 'n' | 'number_of_coefficients' | 'z' | 'phiS' | 'n1' | 'n2' | 'sigma' | 'x' | 'p' | 'na' | 'nb' | 'N_tune' | 'repeat', number>> & {
    readonly is_one_sided: boolean;
    readonly a: number & readonly number[] & string & closed.Arm & { readonly sum_squares?: number };
    readonly b: number & readonly number[] & string & closed.Arm & { readonly sum_squares?: number };
    readonly ya: readonly number[];
    readonly yb: readonly number[];
    readonly beta: readonly [number, number, number, number];
  };

const VECTORS = (JSON.parse(readFileSync(new URL('../../../test/stat-vectors.json', import.meta.url), 'utf8')) as { readonly vectors: readonly Vector[] }).vectors;

const FUNCTIONS: readonly (readonly [RegExp, (inputs: Inputs, vector: Vector) => unknown])[] = [
  [/best_rho$/, (i) => closed.bestRho(i)],
  [/^normal_log_mixture/, (i) => closed.normalLogMixture(mixture(i))],
  [/^normal_mixture_bound/, (i) => closed.normalMixtureBound(mixture(i))],
  [/^gamma_exponential_log_mixture/, (i) => closed.gammaExponentialLogMixture(mixture(i))],
  [/^gamma_exponential_mixture_bound/, (i) => closed.gammaExponentialMixtureBound(mixture(i))],
  [/^gamma_poisson_log_mixture/, (i) => closed.gammaPoissonLogMixture(mixture(i))],
  [/^gamma_poisson_mixture_bound/, (i) => closed.gammaPoissonMixtureBound(mixture(i))],
  [/^beta_binomial_log_mixture \(/, (i) => closed.binomialLogMixture({ ...mixture(i), successes: i.successes, trials: i.trials, p0: i.p0 })],
  [/^beta_binomial_log_mixture/, (i) => closed.betaBinomialLogMixture(mixture(i))],
  [/^beta_binomial_mixture_bound/, (i) => closed.betaBinomialMixtureBound(mixture(i))],
  [/^poly_stitching_bound/, (i) => closed.polyStitchingBound({ v: i.v, alpha: i.alpha, vMin: i.v_min, c: i.c, s: i.s, eta: i.eta })],
  [/^double_stitching_bound/, (i) => closed.doubleStitchingBound({ quantileP: i.quantile_p, t: i.t, alpha: i.alpha, tOpt: i.t_opt, delta: i.delta, s: i.s, eta: i.eta })],
  [/^empirical_process_lil_bound/, (i) => closed.empiricalProcessLilBound({ t: i.t, alpha: i.alpha, tMin: i.t_min, amplitude: i.A })],
  [/^quantile_ab_p_value/, (i) => closed.quantileAbPValue({ a: integers(i.a), b: integers(i.b), quantileP: i.quantile_p, tOpt: i.t_opt, alphaOpt: i.alpha_opt })],
  [/^bernoulli_confidence_interval/, (i) => closed.bernoulliConfidenceInterval({ successes: i.num_successes, trials: i.num_trials, alpha: i.alpha, tOpt: i.t_opt, alphaOpt: i.alpha_opt })],
  [/^lambda_predmix_eb/, (i) => closed.lambdaPredmixEb({ x: [0.5], alpha: i.alpha })[0]],
  [/^lambda_aKelly/, (i) => at(closed.lambdaAKelly({ x: list(i.x), m: i.m }), [1, 2, 5, 20])],
  [/^betting_mart/, (i) => at(closed.bettingMart({ x: list(i.x), m: i.m }), [1, 10, 20])],
  [/^predmix_empbern_twosided_cs/, (i) => atBoth(closed.predmixEmpbernTwosidedCs({ x: list(i.x), alpha: 0.05, truncation: 0.5 }), [1, 10, 20])],
  [/^predmix_hoeffding_cs/, (i) => lastOf(closed.predmixHoeffdingCs({ x: Array.from({ length: i.repeat }, () => list(i.x)).flat() }))],
  [/^std_conjmix_margin/, (i) => closed.stdConjmixMargin(i)],
  [/^std_LIL_margin/, (i) => closed.stdLilMargin(i)],
  [/^best_rho2_exact/, (i) => closed.bestRho2Exact({ tOpt: i.t_opt, alphaOpt: i.alpha_opt })],
  [/^t_radius/, (i) => closed.tRadius({ g: i.g, n: i.n, numberOfCoefficients: i.number_of_coefficients, alpha: i.alpha })],
  [/^z_radius/, (i) => closed.zRadius(i)],
  [/^calculateSequential2x2E/, (i) => closed.twoByTwoEValue(i)],
  [/^safeZTestStat/, (i) => closed.safeZTestStat({ z: i.z, phiS: i.phiS, n1: i.n1, n2: i.n2, sigma: i.sigma })],
  [/^SequentialTwoSidedTTest/, (i, v) => closed.sequentialTwoSidedTest(arms(i, v))],
  [/^SequentialOneSidedTreatmentGreaterTTest/, (i, v) => closed.sequentialGreaterTest(arms(i, v))],
  [/^SequentialOneSidedTreatmentLesserTTest/, (i, v) => closed.sequentialLesserTest(arms(i, v))],
  [/^TwoSidedTTest/, (i, v) => closed.welchTwoSidedTest(arms(i, v))],
  [/^ln Gamma/, (i) => logGamma(i.x)],
  [/^log of regularised incomplete beta/, (i) => tails(i)],
  [/^ln Phi/, (i) => logNormalCdf(i.x)],
  [/^normal quantile/, (i) => normalQuantile(i.p)],
];

describe('the published vectors', () => {
  const ours = VECTORS.flatMap((vector) => {
    const found = FUNCTIONS.find(([name]) => name.test(vector.function));
    return found === undefined ? [] : [{ vector, compute: found[1] }];
  });

  it('has a vector for each of our functions', () => {
    const unused = FUNCTIONS.filter(([name]) => !VECTORS.some((vector) => name.test(vector.function))).map(([name]) => name.source);
    expect(unused).toEqual([]);
    expect(ours).toHaveLength(80);
  });

  it.each(ours)('reproduces $vector.id', ({ vector, compute }) => {
    expectClose(compute(vector.inputs, vector), vector.expected, { tol: vector.tol, isRelative: vector.note?.includes('relative tolerance') ?? false });
  });
});

/** Every number of `expected` is found in `actual` at the same place, within the tolerance. */
function expectClose(actual: unknown, expected: unknown, tolerance: { readonly tol: number; readonly isRelative: boolean }): void {
  if (typeof expected !== 'number') {
    for (const [key, value] of Object.entries(expected as object)) expectClose((actual as Readonly<Record<string, unknown>>)[key], value, tolerance);
    return;
  }
  const allowed = tolerance.isRelative ? tolerance.tol * Math.abs(expected) : tolerance.tol;
  expect(Math.abs((actual as number) - expected), `${String(actual)} instead of ${String(expected)}`).toBeLessThanOrEqual(allowed);
}

function mixture(i: Inputs) {
  return { s: i.s, v: i.v, vOpt: i.v_opt, alpha: i.alpha, alphaOpt: i.alpha_opt, c: i.c, g: i.g, h: i.h, isOneSided: i.is_one_sided };
}

function arms(i: Inputs, vector: Vector): closed.SequentialInput {
  const arm = ({ sum, n, sum_squares: sumSquares }: Inputs['a']): closed.Arm => (sumSquares === undefined ? { sum, n } : { sum, n, sumSquares });
  return { a: arm(i.a), b: arm(i.b), effect: vector.function.includes('absolute') ? 'absolute' : 'relative', tuning: i.N_tune, alpha: i.alpha };
}

function tails(i: Inputs): object {
  const { logLower, logUpper } = logIncompleteBeta({ a: i.a, b: i.b, x: i.x });
  return { log_lower: logLower, log_upper: logUpper };
}

/** "integers 71..1070". */
function integers(words: string): readonly number[] {
  const [from = Number.NaN, to = Number.NaN] = (words.match(/\d+/g) ?? []).map(Number);
  return Array.from({ length: to - from + 1 }, (_, k) => from + k);
}

function list(x: unknown): readonly number[] {
  return x as readonly number[];
}

function at(values: readonly number[], times: readonly number[]): readonly unknown[] {
  return times.map((time) => values[time - 1]);
}

function atBoth({ lower, upper }: closed.Interval, times: readonly number[]): object {
  return { lower: at(lower, times), upper: at(upper, times) };
}

function lastOf({ lower, upper }: closed.Interval): object {
  return { lower: lower.at(-1), upper: upper.at(-1) };
}
