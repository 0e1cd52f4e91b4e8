// P(D_n < d) exactly, as one entry of the n-th power of a matrix (Durbin 1968; Marsaglia, Tsang & Wang 2003, J. Stat. Softw. 8:18).
//
// With d = (k - h)/n, k whole and 0 <= h < 1, it is n!/n^n times the entry (k, k) of H^n. H is of size 2k-1: entries 1/(i-j+1)! on and below the first
// upper diagonal, less powers of h in the first column and the last row.

/** n values; d in (1/(2n), 1). Costs k^3 log n steps with k about n d. */
export function durbinProbability(n: number, d: number): number {
  const k = Math.floor(n * d) + 1;
  const size = 2 * k - 1;
  const { values, exponent } = power({ values: transitions(size, k - n * d), exponent: 0 }, n, size);
  let probability = values[(k - 1) * size + k - 1] ?? 0;
  let scale = exponent;
  for (let i = 1; i <= n; i += 1) {
    probability = (probability * i) / n;
    if (probability < DOWN) {
      probability *= UP;
      scale -= 1;
    }
  }
  for (; scale < 0; scale += 1) probability *= DOWN;
  for (; scale > 0; scale -= 1) probability *= UP;
  return Math.min(1, Math.max(0, probability));
}

/** Values times 2^(256 exponent): powers of two change no digit. */
interface Scaled {
  readonly values: Float64Array;
  readonly exponent: number;
}

const UP = 1.157920892373162e77; // 2^256
const DOWN = 8.636168555094445e-78;

function transitions(size: number, h: number): Float64Array {
  const values = new Float64Array(size * size);
  const powers = [1];
  for (let i = 1; i <= size; i += 1) powers.push((powers[i - 1] ?? 0) * h);
  const add = (i: number, j: number, value: number): void => void (values[i * size + j] = (values[i * size + j] ?? 0) + value);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= Math.min(i + 1, size - 1); j += 1) add(i, j, 1);
    add(i, 0, -(powers[i + 1] ?? 0));
    add(size - 1, i, -(powers[size - i] ?? 0));
  }
  const corner = 2 * h - 1;
  if (corner > 0) add(size - 1, 0, Array.from({ length: size }).reduce<number>((product) => product * corner, 1));
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      for (let divisor = 2; divisor <= i - j + 1; divisor += 1) values[i * size + j] = (values[i * size + j] ?? 0) / divisor;
    }
  }
  return values;
}

function power(base: Scaled, n: number, size: number): Scaled {
  if (n === 1) return base;
  const half = power(base, Math.floor(n / 2), size);
  const square = product(half, half, size);
  return n % 2 === 0 ? square : product(square, base, size);
}

function product(a: Scaled, b: Scaled, size: number): Scaled {
  const values = new Float64Array(size * size);
  let largest = 0;
  for (let i = 0; i < size; i += 1) {
    for (let l = 0; l < size; l += 1) {
      const factor = a.values[i * size + l] ?? 0;
      if (factor === 0) continue;
      for (let j = 0; j < size; j += 1) values[i * size + j] = (values[i * size + j] ?? 0) + factor * (b.values[l * size + j] ?? 0);
    }
    for (let j = 0; j < size; j += 1) largest = Math.max(largest, Math.abs(values[i * size + j] ?? 0));
  }
  const exponent = a.exponent + b.exponent;
  return largest > UP ? { values: values.map((value) => value * DOWN), exponent: exponent + 1 } : { values, exponent };
}
