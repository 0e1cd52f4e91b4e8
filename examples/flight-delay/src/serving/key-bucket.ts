// Gives every key a fixed place among 1,000,000, a different one for every purpose.
import { hash } from 'node:crypto';

/** 0 to 999,999, spread evenly; the same for the same purpose and key, for ever and everywhere. */
export function keyBucket(purpose: string, key: string): number {
  return Number.parseInt(hash('sha256', `${purpose}\0${key}`).slice(0, 12), 16) % 1_000_000;
}
