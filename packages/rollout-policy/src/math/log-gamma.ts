// ln Gamma(x) for x > 0: a Taylor series about 2 near the two zeros, Stirling's series far from them, the recurrence between.
import { log, log1p } from './portable-math.ts';

const HALF_LN_2PI_LESS_HALF = 0.4189385332046727;
const EULER_COMPLEMENT = 0.42278433509846713; // 1 - Euler's constant

/** (-1)^k (zeta(k) - 1) / k for k = 2, 3, ...: ln Gamma(2 + e) = e (1 - Euler) + sum of these times e^k. DLMF 5.7.3. */
const TAYLOR_ABOUT_TWO = [
  0.3224670334241132, -0.06735230105319809, 0.020580808427784546, -0.007385551028673986, 0.0028905103307415234, -0.001192753911703261, 0.0005096695247430425,
  -0.00022315475845357939, 0.00009945751278180853, -0.00004492623673813314, 0.00002050721277567069, -0.000009439488275268397, 0.000004374866789907488, -0.000002039215753801366,
  9.55141213040742e-7, -4.492469198764566e-7, 2.1207184805554667e-7, -1.00432248239681e-7, 4.7698101693639804e-8, -2.2711094608943164e-8, 1.0838659214896955e-8,
  -5.183475041970047e-9, 2.4836745438024785e-9, -1.1921401405860912e-9, 5.731367241678862e-10,
];

/** B(2k) / (2k (2k - 1)) for k = 1, 2, ...: Stirling's series. DLMF 5.11.1. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/** From here on the eighth term of Stirling's series is below 1e-16. */
export const STIRLING_MIN = 10;

/** ln Gamma(x) for x > 0, relative error below 1e-15 also near the zeros at 1 and 2. Infinity at 0, NaN below. */
export function logGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  if (x >= STIRLING_MIN) return x > 1e305 ? Number.POSITIVE_INFINITY : (x - 0.5) * (log(x) - 1) + (HALF_LN_2PI_LESS_HALF + stirlingCorrection(x));
  if (x < 0.5) return aboutTwo(x) - log1p(x) - log(x);
  if (x < 1.5) return aboutTwo(x - 1) - log1p(x - 1);
  let product = 1;
  let rest = x;
  for (; rest > 2.5; rest -= 1) product *= rest - 1;
  return log(product) + aboutTwo(rest - 2);
}

/** ln Gamma(x) less its leading part (x - 1/2) ln x - x + ln(2 pi)/2, for x >= STIRLING_MIN. Differences of large ln Gamma are taken with it. */
export function stirlingCorrection(x: number): number {
  const inverse = 1 / x;
  const square = inverse * inverse;
  let sum = 0;
  for (let k = STIRLING.length - 1; k >= 0; k -= 1) sum = sum * square + (STIRLING[k] ?? 0);
  return sum * inverse;
}

/** ln Gamma(2 + e) for |e| <= 1/2. */
function aboutTwo(e: number): number {
  let sum = 0;
  for (let k = TAYLOR_ABOUT_TWO.length - 1; k >= 0; k -= 1) sum = (sum + (TAYLOR_ABOUT_TWO[k] ?? 0)) * e;
  return (sum + EULER_COMPLEMENT) * e;
}
