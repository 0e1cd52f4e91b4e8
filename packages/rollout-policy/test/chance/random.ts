// Chance that can be repeated: a stream of its own for each (seed, run, purpose), so that a result does not depend on what else was drawn, in which order,
// or on how many workers. xoshiro128** 1.1 (Blackman & Vigna 2018, public domain), its state made by mixing the three parts of the address.

export interface Random {
  /** Whole, 0 to 2^32 - 1. */
  u32(): number;
  /** In (0, 1), never either end, so that its logarithm is finite. 32 bits: tails below 1e-9 are out of reach. */
  uniform(): number;
}

export interface Address {
  /** Whole, 0 to 2^32 - 1. */
  readonly seed: number;
  readonly run: number;
  /** What is drawn, e.g. `requests of the candidate`. */
  readonly purpose: string;
}

export function randomAt({ seed, run, purpose }: Address): Random {
  const words = [seed, run, hash(purpose)];
  const lane = (start: number): number => words.reduce((state, word) => mix(Math.imul(state ^ word, 0x85ebca6b) + 0x9e3779b9), start);
  // The lowest bit keeps the state from being all zero, from which the generator would never leave.
  return xoshiro128([lane(0x243f6a88) | 1, lane(0x85a308d3), lane(0x13198a2e), lane(0x03707344)]);
}

/** The bare generator; its four words must not all be zero. */
export function xoshiro128([first, second, third, fourth]: readonly [number, number, number, number]): Random {
  let [s0, s1, s2, s3] = [first, second, third, fourth];
  const u32 = (): number => {
    const fives = Math.imul(s1, 5);
    const result = Math.imul((fives << 7) | (fives >>> 25), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
    return result;
  };
  return { u32, uniform: () => (u32() + 0.5) * 2.3283064365386963e-10 };
}

/** Finaliser of splitmix32: every bit of the word moves every bit of the result. */
function mix(word: number): number {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}

/** FNV-1a. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (const letter of text) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return sum;
}
