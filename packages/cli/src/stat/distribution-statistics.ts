// How far apart are two samples or two sets of shares? For one look, or for showing.
import {
  contingency,
  criticalPsi,
  designEffect,
  effectiveCount,
  effectiveRows,
  exactPoissonPValue,
  goodnessOfFit,
  hellingerDistance,
  jensenShannonDistance,
  kolmogorovSmirnov,
  mannWhitney,
  mcNemar,
  noncentralUpperQuantile,
  normalisedWasserstein,
  pageHinkleyAlarms,
  populationStabilityIndex,
  shiftInterval,
  wassersteinDistance,
} from '@rampart/rollout-policy/statistics';
import { chance, counts, digits, listOf, notNegative, numberField, optional, positive, positives, ratio, values, wholeCount } from './fields.ts';
import { statistic, type Statistic } from './statistic.ts';

const SHARES = { p: counts, q: counts };
const CATEGORIES = { reference: positives, current: counts };
const SAMPLES = { x: values, y: values };
/** What an exact p-value may add up. */
const EVENTS_MAX = 1_000_000;
const wholePair = listOf(numberField('', (x) => Number.isSafeInteger(x) && x >= 0 && x <= EVENTS_MAX), { accepts: `two whole numbers from 0 to ${EVENTS_MAX}`, atLeast: 2, atMost: 2 });
const exposurePair = listOf(positive, { accepts: 'two numbers above 0', atLeast: 2, atMost: 2 });
const rows = numberField('a number of rows, above 0 and up to 1e9', (x) => x > 0 && x <= 1e9);
const bins = numberField('a whole number from 2 to 10000', (x) => Number.isSafeInteger(x) && x >= 2 && x <= 10_000);

export const DISTRIBUTION_STATISTICS: readonly Statistic[] = [
  statistic({
    name: 'psi',
    does: 'population stability index of reference shares p and current shares q',
    alsoCalled: ['population stability index', 'formula.psi'],
    inputs: SHARES,
    refuses: ({ p, q }) => sharesMistakes({ p, q }),
    compute: ({ p, q }) => populationStabilityIndex(p, q),
  }),
  statistic({
    name: 'psi_critical',
    does: 'PSI above which B bins of m reference and n current rows show more than a true PSI of tau',
    alsoCalled: ['critical PSI', 'PSI gate', 'sample-size-aware PSI gate', 'formula.psi_critical', 'formula.psi_gate'],
    inputs: { m: rows, n: rows, B: bins, tau: numberField('a number from 0 to 10', (x) => x >= 0 && x <= 10), alpha: chance },
    compute: ({ m, n, B, tau, alpha }) => criticalPsi({ bins: B, tolerance: tau, alpha }, effectiveRows(m, n)),
  }),
  statistic({
    name: 'noncentral_chi_square_quantile',
    does: 'value that a non-central chi-square exceeds with probability alpha',
    alsoCalled: ['ncx2 quantile', 'scipy.ncx2'],
    inputs: { df: positive, noncentrality: numberField('a number from 0 to 1e10', (x) => x >= 0 && x <= 1e10), alpha: chance },
    compute: ({ df, noncentrality, alpha }) => noncentralUpperQuantile({ df, noncentrality }, alpha),
  }),
  statistic({
    name: 'js_distance',
    does: 'Jensen-Shannon distance of two sets of shares, in bits: 0 to 1',
    alsoCalled: ['JS distance', 'Jensen-Shannon distance', 'scipy.js', 'scipy.jensenshannon', 'formula.js'],
    inputs: SHARES,
    refuses: ({ p, q }) => sharesMistakes({ p, q }),
    compute: ({ p, q }) => jensenShannonDistance(p, q),
  }),
  statistic({
    name: 'hellinger_distance',
    does: 'Hellinger distance of category shares: 0 to 1',
    alsoCalled: ['Hellinger distance of category shares', 'Hellinger', 'evidently.ut.hellinger'],
    inputs: { reference: counts, current: counts },
    refuses: ({ reference, current }) => sharesMistakes({ reference, current }),
    compute: ({ reference, current }) => hellingerDistance(reference, current),
  }),
  statistic({
    name: 'chi_square_goodness_of_fit',
    does: 'p-value of current counts against reference frequencies taken as known, scaled to the current total',
    alsoCalled: ['chi-square goodness of fit', 'evidently.ut.chi2'],
    inputs: CATEGORIES,
    refuses: ({ reference, current }) => sharesMistakes({ reference, current }),
    compute: ({ reference, current }) => goodnessOfFit(reference, current).pValue,
  }),
  statistic({
    name: 'chi_square_contingency',
    does: 'chi-square of two samples of counts, neither of them known: statistic, degrees of freedom, p-value',
    alsoCalled: ['chi-square contingency', 'contingency chi-square', 'scipy.chi2_contingency'],
    inputs: { reference: counts, current: counts },
    refuses: ({ reference, current }) => sharesMistakes({ reference, current }),
    compute: ({ reference, current }) => {
      const { statistic: chi2, df, pValue: p } = contingency(reference, current);
      return { chi2, df, p };
    },
  }),
  statistic({
    name: 'wasserstein',
    does: 'Wasserstein-1 distance of two samples, in the units of the values',
    alsoCalled: ['Wasserstein distance', 'W1', 'scipy.wasserstein', 'scipy.w1'],
    inputs: SAMPLES,
    compute: ({ x, y }) => wassersteinDistance(x, y),
  }),
  statistic({
    name: 'wasserstein_normalised',
    does: 'the same in standard deviations of the reference x',
    alsoCalled: ['normalised Wasserstein', 'normalised W1', 'evidently.ut.wasserstein'],
    inputs: SAMPLES,
    compute: ({ x, y }) => normalisedWasserstein(x, y),
  }),
  statistic({
    name: 'kolmogorov_smirnov',
    does: 'largest gap D between two distribution functions, exact and asymptotic p-value',
    alsoCalled: ['two-sample KS', 'KS', 'scipy.ks', 'R.ks.test'],
    inputs: SAMPLES,
    refuses: ({ x, y }) => (x.length * y.length > PAIRS_MAX ? [`y: expected at most ${PAIRS_MAX} pairs of values, got ${x.length} x ${y.length}`] : []),
    compute: ({ x, y }) => {
      const { distance: D, exactPValue, asymptoticPValue } = kolmogorovSmirnov(x, y);
      return { D, p_exact: exactPValue, p_asymp: asymptoticPValue };
    },
  }),
  statistic({
    name: 'mann_whitney',
    does: 'U of the first sample and two-sided p-value (normal approximation, continuity, ties)',
    alsoCalled: ['U and two-sided p', 'Mann-Whitney', 'scipy.mannwhitney', 'scipy.mannwhitneyu'],
    inputs: SAMPLES,
    compute: ({ x, y }) => {
      const { u: U, pValue: p } = mannWhitney(x, y);
      return { U, p };
    },
  }),
  statistic({
    name: 'mann_whitney_shift',
    does: 'Hodges-Lehmann shift of experiment over control with its interval, and the p-value',
    alsoCalled: ['mannWhitneyUTest', 'wilcox.test', 'kayenta.mw', 'R.wilcox.test'],
    inputs: { experiment: values, control: values, confidence: optional(chance, 0.95) },
    refuses: ({ experiment, control }) => (experiment.length * control.length > DIFFERENCES_MAX ? [`control: expected at most ${DIFFERENCES_MAX} pairs of values, got ${experiment.length} x ${control.length}`] : []),
    compute: ({ experiment, control, confidence }) => {
      const { lower, estimate, upper } = shiftInterval(experiment, control, confidence);
      return { ci: [lower, upper], estimate, p: mannWhitney(experiment, control).pValue };
    },
  }),
  statistic({
    name: 'mcnemar',
    does: 'chi-square of b against c discordant pairs, with continuity correction, and its p-value',
    alsoCalled: ['McNemar chi-square with continuity', 'R.mcnemar.test'],
    inputs: { b: wholeCount, c: wholeCount },
    compute: ({ b, c }) => {
      const { chiSquare: chi2, pValue: p } = mcNemar(b, c);
      return { chi2, p };
    },
  }),
  statistic({
    name: 'poisson_exact',
    does: 'two-sided exact p-value that two Poisson counts x with exposures T have rates in the ratio r',
    alsoCalled: ['exact Poisson', 'Poisson exact', 'poisson.test', 'R.poisson.test', 'scipy.poisson_means'],
    inputs: { x: wholePair, T: exposurePair, r: optional(positive, 1) },
    compute: ({ x: [x1 = 0, x2 = 0], T: [t1 = 1, t2 = 1], r }) => exactPoissonPValue({ events: x1, exposure: t1 }, { events: x2, exposure: t2 }, r),
  }),
  statistic({
    name: 'design_effect',
    does: 'DEFF = 1 + (m - 1) icc of clusters of mean size m, and what n requests are worth',
    alsoCalled: ['DEFF', 'formula.deff'],
    inputs: { m: numberField('a number of at least 1', (x) => x >= 1), icc: ratio, n: optional(notNegative, 0) },
    compute: ({ m, icc, n }) => {
      const deff = designEffect(m, icc);
      return { deff, effective_n: effectiveCount(n, deff) };
    },
  }),
  statistic({
    name: 'page_hinkley',
    does: 'indices from 0 of the values that raise an alarm',
    alsoCalled: ['PageHinkley', 'river.ut.page_hinkley'],
    inputs: { digits, min_instances: optional(wholeCount, 30), delta: optional(notNegative, 0.005), threshold: optional(positive, 50), alpha: optional(numberField('a number above 0, at most 1', (x) => x > 0 && x <= 1), 0.9999) },
    compute: ({ digits: seen, min_instances: valuesMin, delta: tolerance, threshold, alpha: memory }) => pageHinkleyAlarms(seen, { valuesMin, tolerance, threshold, memory }),
  }),
];

/** What an exact p-value may take in steps, and all differences of pairs in memory. */
const PAIRS_MAX = 50_000_000;
const DIFFERENCES_MAX = 5_000_000;

/** Two sets of shares over the same categories, neither of them empty. */
function sharesMistakes(sets: Readonly<Record<string, readonly number[]>>): readonly string[] {
  const entries = Object.entries(sets);
  const [[, first] = ['', []]] = entries;
  return entries.flatMap(([key, shares]) => [
    ...(shares.length === first.length ? [] : [`${key}: expected ${first.length} categories, got ${shares.length}`]),
    ...(shares.some((share) => share > 0) ? [] : [`${key}: expected at least one number above 0`]),
  ]);
}
