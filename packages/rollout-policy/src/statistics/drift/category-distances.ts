// Distances between two distributions over the same categories (or bins), given as counts or shares of any total. No test: they say how far, not how
// surely. What sampling noise alone does to the PSI is in psi-gate.ts.
import { log } from '../../math/portable-math.ts';

const LN2 = 0.6931471805599453;

/** Population stability index, sum of (q-p) ln(q/p): the symmetrised Kullback-Leibler (Jeffreys) divergence in nats. Infinite where a category is empty in one only. */
export function populationStabilityIndex(reference: readonly number[], current: readonly number[]): number {
  const [p, q] = [sharesOf(reference), sharesOf(current)];
  return p.reduce((sum, share, i) => sum + jeffreysTerm(share, q[i] ?? 0), 0);
}

/** Jensen-Shannon distance sqrt((KL(p||h) + KL(q||h))/2), h = (p+q)/2; in bits, so that it lies in [0, 1] (Endres & Schindelin 2003). */
export function jensenShannonDistance(reference: readonly number[], current: readonly number[]): number {
  const [p, q] = [sharesOf(reference), sharesOf(current)];
  const divergence = p.reduce((sum, share, i) => {
    const other = q[i] ?? 0;
    const middle = (share + other) / 2;
    return sum + entropyTerm(share, middle) + entropyTerm(other, middle);
  }, 0);
  return Math.sqrt(Math.max(0, divergence / 2 / LN2));
}

/** sqrt(sum of (sqrt p - sqrt q)^2 / 2), in [0, 1]. */
export function hellingerDistance(reference: readonly number[], current: readonly number[]): number {
  const [p, q] = [sharesOf(reference), sharesOf(current)];
  const squares = p.reduce((sum, share, i) => {
    const gap = Math.sqrt(share) - Math.sqrt(q[i] ?? 0);
    return sum + gap * gap;
  }, 0);
  return Math.sqrt(squares / 2);
}

function sharesOf(counts: readonly number[]): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

function jeffreysTerm(p: number, q: number): number {
  return p === q ? 0 : (q - p) * (log(q) - log(p));
}

function entropyTerm(p: number, middle: number): number {
  return p === 0 ? 0 : p * log(p / middle);
}
