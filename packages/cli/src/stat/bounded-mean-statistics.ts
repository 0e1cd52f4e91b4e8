// Means of values in [0, 1] by betting (Waudby-Smith & Ramdas 2024). Paths are printed at the times `at`; left out, at those of the published vectors.
import {
  bettingMart,
  conjmixEmpbernLowerCs,
  conjmixEmpbernTwosidedCs,
  conjmixHoeffdingTwosidedCs,
  lambdaAKelly,
  lambdaPredmixEb,
  plainBets,
  predmixEmpbernTwosidedCs,
  predmixHoeffdingCs,
  wagerOn,
} from '@rampart/rollout-policy/statistics';
import { chance, listOf, optional, positive, positiveOrInfinite, ratio, values01, wholePositive, type Field } from './fields.ts';
import { statistic, type Statistic } from './statistic.ts';

const times = listOf(wholePositive, { accepts: 'a list of times from 1', atLeast: 1 });
const at = (...usual: readonly number[]): Field<readonly number[]> => optional(times, usual);

export const BOUNDED_MEAN_STATISTICS: readonly Statistic[] = [
  statistic({
    name: 'lambda_predmix_eb',
    does: 'the first bet of the predictable plug-in empirical Bernstein process, before any value was seen',
    alsoCalled: ['confseq.ut.lambda_predmix_eb'],
    inputs: { alpha: chance, truncation: optional(positiveOrInfinite, Number.POSITIVE_INFINITY) },
    compute: ({ alpha, truncation }) => lambdaPredmixEb({ x: [0.5], alpha, truncation })[0] ?? Number.NaN,
  }),
  statistic({
    name: 'lambda_akelly',
    does: 'approximate Kelly bets against the mean m, at t = 1, 2, 5, 20',
    alsoCalled: ['confseq.run.lambda_aKelly'],
    inputs: { x: values01, m: chance, at: at(1, 2, 5, 20) },
    compute: ({ x, m, at: ats }) => picked(lambdaAKelly({ x, m }), ats),
  }),
  statistic({
    name: 'betting_mart',
    does: 'hedged capital against the mean m, at t = 1, 10, 20',
    alsoCalled: ['confseq.run.betting_mart'],
    inputs: { x: values01, m: chance, at: at(1, 10, 20), alpha: optional(chance, 0.05), theta: optional(ratio, 0.5), trunc_scale: optional(ratio, 0.5) },
    compute: ({ x, m, at: ats, alpha, theta, trunc_scale: truncScale }) => picked(bettingMart({ x, m, alpha, theta, truncScale }), ats),
  }),
  statistic({
    name: 'predmix_empbern_twosided_cs',
    does: 'empirical Bernstein interval of a mean, at t = 1, 10, 20',
    alsoCalled: ['confseq.run.predmix_empbern'],
    inputs: { x: values01, at: at(1, 10, 20), alpha: optional(chance, 0.05), truncation: optional(chance, 0.5) },
    compute: ({ x, at: ats, ...rest }) => {
      const { lower, upper } = predmixEmpbernTwosidedCs({ x, ...rest });
      return { lower: picked(lower, ats), upper: picked(upper, ats) };
    },
  }),
  statistic({
    name: 'predmix_hoeffding_cs',
    does: 'Hoeffding interval of a mean after the last value; `repeat` says how often the list is to be taken',
    alsoCalled: ['confseq.run.predmix_hoeffding'],
    inputs: { x: values01, repeat: optional(wholePositive, 1), alpha: optional(chance, 0.05), truncation: optional(positiveOrInfinite, 1) },
    refuses: ({ x, repeat }) => (x.length * repeat > VALUES_MAX ? [`repeat: expected at most ${VALUES_MAX} values in all, got ${x.length} x ${repeat}`] : []),
    compute: ({ x, repeat, ...rest }) => {
      const { lower, upper } = predmixHoeffdingCs({ x: Array.from({ length: repeat }, () => x).flat(), ...rest });
      return { lower: lower.at(-1) ?? 0, upper: upper.at(-1) ?? 1 };
    },
  }),
  statistic({
    name: 'conjmix_hoeffding_cs',
    does: 'Hoeffding interval of a mean from a normal mixture tuned for t_opt values, at t = 1, 10, 20',
    alsoCalled: ['conjmix_hoeffding_twosided_cs', 'confseq.run.conjmix_hoeffding'],
    inputs: { x: values01, t_opt: positive, at: at(1, 10, 20), alpha: optional(chance, 0.05) },
    compute: ({ x, t_opt: tOpt, at: ats, alpha }) => {
      const { lower, upper } = conjmixHoeffdingTwosidedCs({ x, tOpt, alpha });
      return { lower: picked(lower, ats), upper: picked(upper, ats) };
    },
  }),
  statistic({
    name: 'conjmix_empbern_twosided_cs',
    does: 'empirical Bernstein interval of a mean from a gamma-exponential mixture tuned for v_opt, at t = 1, 10, 20',
    alsoCalled: ['confseq.run.conjmix_empbern', 'confseq.run.conjmix_empbern_twosided'],
    inputs: { x: values01, v_opt: positive, at: at(1, 10, 20), alpha: optional(chance, 0.05) },
    compute: ({ x, v_opt: vOpt, at: ats, alpha }) => {
      const { lower, upper } = conjmixEmpbernTwosidedCs({ x, vOpt, alpha });
      return { lower: picked(lower, ats), upper: picked(upper, ats) };
    },
  }),
  statistic({
    name: 'conjmix_empbern_lower_cs',
    does: 'lower ends of the same alone',
    alsoCalled: ['confseq.run.conjmix_empbern_lower'],
    inputs: { x: values01, v_opt: positive, at: at(1, 10, 20), alpha: optional(chance, 0.05) },
    compute: ({ x, v_opt: vOpt, at: ats, alpha }) => picked(conjmixEmpbernLowerCs({ x, vOpt, alpha }), ats),
  }),
  statistic({
    name: 'mean_bets',
    does: 'log capital of bets against "the mean is at most m" after each value, the eight fractions with equal shares',
    alsoCalled: ['mean bet', 'mean betting', 'bounded mean', 'proto.mean', 'proto.bet'],
    inputs: { x: values01, m: chance },
    compute: ({ x, m }) => plainBets(x.map((value) => wagerOn(value, 1, m))),
  }),
];

const VALUES_MAX = 1_000_000;

/** Times after the end are left out; if nothing is left, the end itself is taken. */
function picked(path: readonly number[], ats: readonly number[]): readonly number[] {
  const within = ats.filter((time) => time <= path.length);
  return (within.length > 0 ? within : [path.length]).map((time) => path[time - 1] ?? Number.NaN);
}
