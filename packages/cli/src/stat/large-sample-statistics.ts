// Asymptotic confidence sequences, t-tests and z-tests of peers, and exact 2x2 e-values: what Rampart is compared with.
import {
  bestRho2Exact,
  logGF,
  logGT,
  safeZTestStat,
  sequentialGreaterTest,
  sequentialLesserTest,
  sequentialTwoSidedTest,
  stdConjmixMargin,
  stdLilMargin,
  tRadius,
  twoByTwoEValue,
  twoByTwoLogEValue,
  welchGreaterTest,
  welchLesserTest,
  welchTwoSidedTest,
  zRadius,
} from '@rampart/rollout-policy/statistics';
import { anyNumber, chance, halfChance, listOf, notNegative, numberField, optional, positive, wholeCount, wholePositive, type Field } from './fields.ts';
import { shown, statistic, type Statistic, type Value } from './statistic.ts';

interface Arm {
  readonly sum: number;
  readonly sumSquares?: number;
  readonly n: number;
}

/** Of values, or without `sum_squares` of zeros and ones. */
const arm: Field<Arm> = {
  accepts: 'an object {sum, n} of a proportion, or {sum, sum_squares, n} of values, n at least 2',
  read: (given) => {
    if (typeof given !== 'object' || given === null) return { kind: 'no' };
    const { sum, sum_squares: sumSquares, n } = given as Readonly<Record<string, unknown>>;
    if (!isFinite(sum) || !isFinite(n) || n < 2) return { kind: 'no' };
    if (sumSquares === undefined) return sum >= 0 && sum <= n ? { kind: 'value', value: { sum, n } } : { kind: 'no' };
    return isFinite(sumSquares) && sumSquares >= 0 ? { kind: 'value', value: { sum, sumSquares, n } } : { kind: 'no' };
  },
  otherwise: { kind: 'required' },
};

const perBlock = listOf(wholeCount, { accepts: 'a list of whole numbers of at least 0, one per block', atLeast: 1 });
/** Pseudo successes and failures of the first group, then of the second. */
const betaPrior = listOf(positive, { accepts: 'four numbers above 0', atLeast: 4, atMost: 4 });

export const LARGE_SAMPLE_STATISTICS: readonly Statistic[] = [
  ...(['relative', 'absolute'] as const).flatMap((effect) => [
    sequential({ name: 'sequential_two_sided_test', text: 'SequentialTwoSidedTTest', family: 'gb.seq.two', effect }, (inputs) => ({ ...sequentialTwoSidedTest(inputs) })),
    sequential({ name: 'sequential_greater_test', text: 'SequentialOneSidedTreatmentGreaterTTest', family: 'gb.seq.greater', effect }, (inputs) => ({ ...sequentialGreaterTest(inputs) })),
    sequential({ name: 'sequential_lesser_test', text: 'SequentialOneSidedTreatmentLesserTTest', family: 'gb.seq.lesser', effect }, (inputs) => ({ ...sequentialLesserTest(inputs) })),
    welch({ name: 'welch_two_sided_test', text: 'TwoSidedTTest', family: 'gb.welch', effect }, (inputs) => ({ ...welchTwoSidedTest(inputs) })),
    welch({ name: 'welch_greater_test', text: 'OneSidedTreatmentGreaterTTest', family: 'gb.welch.greater', effect }, (inputs) => ({ ...welchGreaterTest(inputs) })),
    welch({ name: 'welch_lesser_test', text: 'OneSidedTreatmentLesserTTest', family: 'gb.welch.lesser', effect }, (inputs) => ({ ...welchLesserTest(inputs) })),
  ]),
  statistic({
    name: 'std_conjmix_margin',
    does: 'half width of the asymptotic confidence sequence, in standard deviations',
    alsoCalled: ['drconfseq.run.std_conjmix_margin'],
    inputs: { t: positive, rho2: positive, alpha: chance },
    compute: stdConjmixMargin,
  }),
  statistic({
    name: 'std_lil_margin',
    does: 'half width that shrinks like the law of the iterated logarithm, in standard deviations',
    alsoCalled: ['drconfseq.run.std_LIL_margin'],
    inputs: { t: numberField('a number of at least 1', (t) => t >= 1), alpha: chance },
    compute: stdLilMargin,
  }),
  statistic({
    name: 'best_rho2_exact',
    does: 'tuning of the asymptotic confidence sequence that is tightest at time t_opt',
    alsoCalled: ['drconfseq.formula.best_rho2_exact'],
    inputs: { t_opt: positive, alpha_opt: chance },
    compute: ({ t_opt: tOpt, alpha_opt: alphaOpt }) => bestRho2Exact({ tOpt, alphaOpt }),
  }),
  statistic({
    name: 't_radius',
    does: 'half width of an anytime-valid t interval, in standard errors',
    alsoCalled: ['avlm.run.t_radius'],
    inputs: { g: positive, n: positive, number_of_coefficients: wholePositive, alpha: chance },
    refuses: ({ n, number_of_coefficients: coefficients }) => (n <= coefficients ? [`n: expected more than number_of_coefficients (${coefficients}), got ${n}`] : []),
    compute: ({ number_of_coefficients: numberOfCoefficients, ...rest }) => tRadius({ ...rest, numberOfCoefficients }),
  }),
  statistic({
    name: 'z_radius',
    does: 'half width of an anytime-valid z interval, in standard errors',
    alsoCalled: ['avlm.run.z_radius'],
    inputs: { g: positive, n: positive, alpha: chance },
    compute: zRadius,
  }),
  statistic({
    name: 'log_g_t',
    does: 'log e-value of a squared t statistic with nu degrees of freedom from n observations',
    alsoCalled: ['avlm.run.log_G_t'],
    inputs: { t2: notNegative, nu: positive, n: positive, g: positive },
    compute: logGT,
  }),
  statistic({
    name: 'log_g_f',
    does: 'log e-value of an F statistic for d coefficients',
    alsoCalled: ['avlm.run.log_G_f'],
    inputs: { f: notNegative, d: wholePositive, nu: positive, n: positive, g: positive },
    compute: logGF,
  }),
  twoByTwo('two_by_two_e_value', { does: 'e-value against equal rates of two groups, block by block, with beta priors', alsoCalled: ['calculateSequential2x2E', 'safestats.run.2x2'] }, twoByTwoEValue),
  twoByTwo('two_by_two_log_e_value', { does: 'its logarithm, which does not overflow', alsoCalled: [] }, twoByTwoLogEValue),
  safeZ('two_sided', 'twoSided', ['safeZTestStat', 'safestats.run.z', 'safestats.run.z.two']),
  safeZ('greater', 'greater', ['safestats.run.z.greater']),
  safeZ('less', 'less', ['safestats.run.z.less']),
];

function twoByTwo(name: string, said: { readonly does: string; readonly alsoCalled: readonly string[] }, valueOf: typeof twoByTwoEValue): Statistic {
  return statistic({
    name,
    ...said,
    inputs: { ya: perBlock, yb: perBlock, na: wholePositive, nb: wholePositive, beta: betaPrior },
    refuses: ({ ya, yb, na, nb }) => [
      ...(ya.length === yb.length ? [] : [`yb: expected as many blocks as ya (${ya.length}), got ${yb.length}`]),
      ...(ya.every((y) => y <= na) ? [] : [`ya: expected at most na (${na}) per block`]),
      ...(yb.every((y) => y <= nb) ? [] : [`yb: expected at most nb (${nb}) per block`]),
    ],
    compute: ({ beta: [a1 = 1, a2 = 1, b1 = 1, b2 = 1], ...rest }) => valueOf({ ...rest, beta: [a1, a2, b1, b2] }),
  });
}

function safeZ(name: string, alternative: 'twoSided' | 'greater' | 'less', alsoCalled: readonly string[]): Statistic {
  return statistic({
    name: `safe_z_test_${name}`,
    does: `e-value of a z-test designed for the effect phiS, alternative ${alternative}`,
    alsoCalled: [`safeZTestStat ${alternative}`, ...alsoCalled],
    inputs: { z: anyNumber, phiS: anyNumber, n1: positive, n2: optional(notNegative, 0), sigma: optional(positive, 1) },
    compute: ({ n2, ...rest }) => safeZTestStat({ ...rest, ...(n2 > 0 ? { n2 } : {}), alternative }),
  });
}

type Effect = 'relative' | 'absolute';
type Compared<More> = (inputs: { readonly a: Arm; readonly b: Arm; readonly effect: Effect; readonly alpha: number } & More) => Value;

interface Named {
  readonly name: string;
  readonly text: string;
  readonly family: string;
  readonly effect: Effect;
}

/** The published ids of a relative difference end in rel, prop or binom. */
function namesOf({ text, family, effect }: Named): readonly string[] {
  return [`${text} ${effect}`, ...(effect === 'absolute' ? ['abs'] : ['rel', 'prop', 'binom']).map((end) => `${family}.${end}`)];
}

function sequential(named: Named, test: Compared<{ readonly tuning: number }>): Statistic {
  const { name, effect } = named;
  return statistic({
    name: `${name}_${effect}`,
    does: `asymptotic confidence sequence of the ${effect} difference b - a (tuned for N_tune values)`,
    alsoCalled: namesOf(named),
    inputs: { a: arm, b: arm, N_tune: optional(positive, 5000), alpha: optional(isOneSided(named) ? halfChance : chance, 0.05) },
    refuses: (inputs) => armMistakes(inputs, effect),
    compute: ({ a, b, N_tune: tuning, alpha }) => test({ a, b, effect, tuning, alpha }),
  });
}

function welch(named: Named, test: Compared<object>): Statistic {
  const { name, effect } = named;
  return statistic({
    name: `${name}_${effect}`,
    does: `Welch's t-test of the ${effect} difference b - a, for one look only`,
    alsoCalled: namesOf(named),
    inputs: { a: arm, b: arm, alpha: optional(chance, 0.05) },
    refuses: (inputs) => armMistakes(inputs, effect),
    compute: ({ a, b, alpha }) => test({ a, b, effect, alpha }),
  });
}

function isOneSided({ text }: Named): boolean {
  return text.includes('OneSided');
}

/** A standard error of zero proves nothing, and nothing is so and so much more than zero. */
function armMistakes(arms: { readonly a: Arm; readonly b: Arm }, effect: Effect): readonly string[] {
  const constant = (['a', 'b'] as const).filter((key) => !varies(arms[key])).map((key) => `${key}: expected values that differ from each other, got ${shown(arms[key])}`);
  return effect === 'relative' && arms.a.sum === 0 ? [...constant, 'a: expected another sum than 0 to compare with'] : constant;
}

function varies({ sum, sumSquares = sum, n }: Arm): boolean {
  return sumSquares - (sum * sum) / n > 0;
}

function isFinite(given: unknown): given is number {
  return typeof given === 'number' && Number.isFinite(given);
}
