// Tests of two means under continuous looks by asymptotic confidence sequences, as experiment platforms run them (GrowthBook's sequential engine).
// For large samples and equal weights over time only. Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024, Ann. Statist. 52:2613 (arXiv 2103.06476).
import { exp, log, log1p } from '../../math/portable-math.ts';
import { armDifference, type ArmPair } from './arm-difference.ts';
import type { GreaterResult, LesserResult, TwoSidedResult } from './welch-tests.ts';

export interface SequentialInput extends ArmPair {
  /** Number of units of both arms at which the interval shall be narrowest. */
  readonly tuning: number;
  readonly alpha: number;
}

/** The platform's search for a one-sided p-value: levels from the first to the second, until the interval ends this close to no effect. */
const LEVEL_MIN = 1e-5;
const LEVEL_MAX = 0.4999;
const CLOSE_ENOUGH = 1e-6;
const HALVINGS_MAX = 100;

/** Is there a difference? p = min(1, 1/e-value). */
export function sequentialTwoSidedTest({ tuning, alpha, ...arms }: SequentialInput): TwoSidedResult {
  const { estimate, se, n } = armDifference(arms);
  const growth = n * bestRho2({ alpha, tuning });
  const half = halfWidth({ se, growth, logOdds: 0.5 * log1p(growth) - log(alpha) });
  const z = estimate / se;
  const logE = (growth / (growth + 1)) * (z * z) * 0.5 - 0.5 * log1p(growth);
  return { estimate, se, ci: [estimate - half, estimate + half], p: Math.min(1, exp(-logE)) };
}

/** Is b above a? alpha below 1/2. */
export function sequentialGreaterTest(input: SequentialInput): GreaterResult {
  const { estimate, se, halfAt } = oneSided(input);
  return { estimate, se, lower: estimate - halfAt(input.alpha), p: touchingLevel((alpha) => halfAt(alpha) - estimate) };
}

/** Is b below a? alpha below 1/2. */
export function sequentialLesserTest(input: SequentialInput): LesserResult {
  const { estimate, se, halfAt } = oneSided(input);
  return { estimate, se, upper: estimate + halfAt(input.alpha), p: touchingLevel((alpha) => halfAt(alpha) + estimate) };
}

/** Half width at any level, for the tuning of the level asked for. */
function oneSided({ tuning, alpha, ...arms }: SequentialInput): { readonly estimate: number; readonly se: number; readonly halfAt: (level: number) => number } {
  const { estimate, se, n } = armDifference(arms);
  const growth = n * bestRho2({ alpha: 2 * alpha, tuning });
  return { estimate, se, halfAt: (level) => halfWidth({ se, growth, logOdds: log1p(Math.sqrt(growth + 1) / (2 * level)) }) };
}

/**
 * The level at which the interval just touches no effect; `beyond` falls in the level. Halved as the platform does it, which reports the middle
 * of what is left once the end is close enough, so that its published values come out.
 */
function touchingLevel(beyond: (level: number) => number): number {
  let [from, to] = [LEVEL_MIN, LEVEL_MAX];
  if (Number.isNaN(beyond(from))) return Number.NaN;
  if (beyond(from) < 0) return from;
  if (beyond(to) > 0) return to;
  for (let step = 0; step < HALVINGS_MAX; step += 1) {
    const middle = 0.5 * (from + to);
    const distance = beyond(middle);
    if (distance > 0) from = middle;
    else to = middle;
    if (Math.abs(distance) < CLOSE_ENOUGH) break;
  }
  return 0.5 * (from + to);
}

/** se sqrt(2 (1 + 1/growth) logOdds), growth = n rho^2: equation (9) with the variance of the difference for n units. */
function halfWidth({ se, growth, logOdds }: { readonly se: number; readonly growth: number; readonly logOdds: number }): number {
  return se * Math.sqrt(2 * (1 + 1 / growth) * logOdds);
}

/** rho^2 = (-2 ln alpha + ln(1 - 2 ln alpha)) / tuning: nearly the best at that many units. Equation (161) of version 7. */
function bestRho2({ alpha, tuning }: { readonly alpha: number; readonly tuning: number }): number {
  const twiceLog = -2 * log(alpha);
  return (twiceLog + log1p(twiceLog)) / tuning;
}
