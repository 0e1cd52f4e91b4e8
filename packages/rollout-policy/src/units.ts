// Numbers that get mixed up carry a brand; each is built by a function that checks it.

declare const brand: unique symbol;

/** Share of traffic in parts per million: an integer from 0 (nothing) to 1,000,000 (everything). People see percent. */
export type Ppm = number & { readonly [brand]: 'ppm' };

export const PPM_ALL = 1_000_000 as Ppm;
export const PPM_NONE = 0 as Ppm;

/** Checks that `value` is an integer from 0 to 1,000,000. Throws InvariantError otherwise: callers decode user input first. */
export function ppm(value: number): Ppm {
  invariant(Number.isInteger(value) && value >= 0 && value <= 1_000_000, 'a weight is an integer from 0 to 1,000,000 ppm', { value });
  return value as Ppm;
}

/** The largest whole ppm that is not above `ratio`, clamped to 0..1. Rounding down never exposes more traffic than asked for. */
export function floorPpm(ratio: number): Ppm {
  if (!(ratio > 0)) return PPM_NONE;
  return ratio >= 1 ? PPM_ALL : (Math.floor(ratio * 1_000_000) as Ppm);
}

/** Raised only by our own bugs. Invariants stay on in production: the run fails and nothing advances. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
  readonly facts: Readonly<Record<string, unknown>>;
  constructor(message: string, facts: Readonly<Record<string, unknown>>) {
    super(`${message} (${JSON.stringify(facts)})`);
    this.facts = facts;
  }
}

export function invariant(condition: boolean, message: string, facts: Readonly<Record<string, unknown>>): asserts condition {
  if (!condition) throw new InvariantError(message, facts);
}

/** Makes a switch over a union exhaustive at compile time. */
export function assertNever(value: never): never {
  throw new InvariantError('unreachable case', { value });
}
