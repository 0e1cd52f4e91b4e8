// Value of a continued fraction, front to back.

const TINY = 1e-100;
const STEPS_MAX = 1_000_000;

/** The k-th pair of a continued fraction b0 + a1/(b1 + a2/(b2 + ...)). */
export interface ContinuedFraction {
  readonly numerator: (k: number) => number;
  readonly denominator: (k: number) => number;
}

/** Modified Lentz algorithm (Lentz 1976; Thompson & Barnett 1986): stops when a step changes nothing, at the latest after a million steps. */
export function continuedFraction({ numerator, denominator }: ContinuedFraction): number {
  let value = notZero(denominator(0));
  let c = value;
  let d = 0;
  for (let k = 1; k < STEPS_MAX; k += 1) {
    const a = numerator(k);
    const b = denominator(k);
    d = 1 / notZero(b + a * d);
    c = notZero(b + a / c);
    const ratio = c * d;
    value *= ratio;
    if (Math.abs(ratio - 1) < 2.3e-16) break;
  }
  return value;
}

function notZero(x: number): number {
  return x === 0 ? TINY : x;
}
