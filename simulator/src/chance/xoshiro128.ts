// A stream of uniform numbers: xoshiro128** 1.1 (Blackman & Vigna 2018, "Scrambled linear pseudorandom number generators", public domain).
// Its four words of state come from an address (address.ts); it is never seeded by hand outside tests.

export interface Random {
  /** Whole, 0 to 2^32 - 1. */
  u32(): number;
  /** In (0, 1), never either end, so that its logarithm is finite. 32 bits: `fineUniform` has 52. */
  uniform(): number;
}

const TWO_M32 = 2.3283064365386963e-10;
const TWO_M52 = 2.220446049250313e-16;

/** The bare generator over its four words, which must not all be zero. The words are the state: who writes them moves the stream. */
export class Xoshiro128 implements Random {
  readonly words: Int32Array;

  constructor(words: Int32Array) {
    this.words = words;
  }

  u32(): number {
    const words = this.words;
    const s0 = words[0] ?? 0;
    const s1 = words[1] ?? 0;
    const s2 = (words[2] ?? 0) ^ s0;
    const s3 = (words[3] ?? 0) ^ s1;
    const fives = Math.imul(s1, 5);
    words[0] = s0 ^ s3;
    words[1] = s1 ^ s2;
    words[2] = s2 ^ (s1 << 9);
    words[3] = (s3 << 11) | (s3 >>> 21);
    return Math.imul((fives << 7) | (fives >>> 25), 9) >>> 0;
  }

  uniform(): number {
    return (this.u32() + 0.5) * TWO_M32;
  }
}

/** In (0, 1) with 52 bits (so that half a step is exact, too) from two draws: for walks along a law whose tails below 1e-9 matter. */
export function fineUniform(random: Random): number {
  const high = random.u32() >>> 6;
  return (high * 67_108_864 + (random.u32() >>> 6) + 0.5) * TWO_M52;
}
