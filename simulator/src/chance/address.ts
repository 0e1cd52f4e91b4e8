// Chance that is addressed and not consumed: each (seed, run, tick, purpose) has a stream of its own, so that a result does not depend on what else was
// drawn, in which order, or on how many workers. Philox maps the address to the state of the stream.
import { philox4x32 } from './philox.ts';
import { Xoshiro128, type Random } from './xoshiro128.ts';

export interface Address {
  /** Whole, 0 to 2^32 - 1. */
  readonly seed: number;
  readonly run: number;
  /** When: a whole number, e.g. the second in which a span begins. */
  readonly tick: number;
  /** What is drawn: `purposeOf('arrivals')`. */
  readonly purpose: number;
}

/** The stream of an address, from its beginning. */
export function randomAt({ seed, run, tick, purpose }: Address): Random {
  return newRandom().at(seed, run, tick, purpose);
}

/** A stream that is moved from address to address without allocating; for loops. */
export interface MovableRandom extends Random {
  /** Moves to the beginning of that address' stream; returns itself. */
  at(seed: number, run: number, tick: number, purpose: number): this;
}

/** Stands at the address of zeros until it is moved. */
export function newRandom(): MovableRandom {
  return new AddressedStream();
}

class AddressedStream extends Xoshiro128 implements MovableRandom {
  constructor() {
    super(new Int32Array(4));
    this.at(0, 0, 0, 0);
  }

  at(seed: number, run: number, tick: number, purpose: number): this {
    philox4x32(this.words, tick, Math.floor(tick * 2.3283064365386963e-10), purpose, 0, seed, run);
    // xoshiro never leaves the state of zeros. One address in 2^128 would start there.
    if (this.words[0] === 0 && this.words[1] === 0 && this.words[2] === 0 && this.words[3] === 0) this.words[0] = 1;
    return this;
  }
}

/** A number for a purpose in words; computed once by who draws, not per draw. FNV-1a over its UTF-16 units. */
export function purposeOf(name: string): number {
  let sum = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) sum = Math.imul(sum ^ name.charCodeAt(index), 0x01000193);
  // FNV mixes its last letters little; the finaliser of splitmix32 moves every bit.
  sum = Math.imul(sum ^ (sum >>> 16), 0x21f0aaad);
  sum = Math.imul(sum ^ (sum >>> 15), 0x735a2d97);
  return (sum ^ (sum >>> 15)) >>> 0;
}
