// Half widths of asymptotic confidence sequences for a mean, in standard deviations. They hold for large samples only: never a safety gate.
// Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024, Ann. Statist. 52:2613 (arXiv 2103.06476).
import { lambertWMinus1OfLog } from '../../math/lambert-w.ts';
import { log, log1p } from '../../math/portable-math.ts';

/** Normal-mixture margin after t observations for the tuning rho2 > 0: sqrt(2 (t rho2 + 1) ln(sqrt(t rho2 + 1)/alpha) / (t^2 rho2)). Theorem 2.2. */
export function stdConjmixMargin({ t, rho2, alpha }: { readonly t: number; readonly rho2: number; readonly alpha: number }): number {
  return Math.sqrt((2 * (t * rho2 + 1) * (0.5 * log1p(t * rho2) - log(alpha))) / (t * t * rho2));
}

/**
 * Two-sided margin at the rate of the law of the iterated logarithm: 1.7 sqrt((ln ln 2t + 0.72 ln(10.4/alpha)) / t), t >= 1.
 * Howard, Ramdas, McAuliffe & Sekhon 2021, equation (2), at alpha/2 per side.
 */
export function stdLilMargin({ t, alpha }: { readonly t: number; readonly alpha: number }): number {
  return 1.7 * Math.sqrt((log(log(2 * t)) + 0.72 * (log(10.4) - log(alpha))) / t);
}

/** The rho2 that makes the normal-mixture margin narrowest at tOpt: (-W_-1(-alphaOpt^2/e) - 1)/tOpt. */
export function bestRho2Exact({ tOpt, alphaOpt }: { readonly tOpt: number; readonly alphaOpt: number }): number {
  return (-lambertWMinus1OfLog(2 * log(alphaOpt) - 1) - 1) / tOpt;
}
