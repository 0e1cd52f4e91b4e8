// Finds the one thing of ours that a list should have, makes it where it is missing, and takes away what is there twice: nothing on GitHub refuses a second
// one, and two jobs, a lost reply or a list from a replica that lags can each lead to it.
import type { ApiAnswer, FailedAnswer } from '@rampart/github-api';

export interface OnlyOne<T> {
  /** The oldest first. */
  readonly find: () => Promise<ApiAnswer<readonly T[]>>;
  /** Long enough for a replica to catch up. */
  readonly pause: () => Promise<void>;
  readonly make: () => Promise<ApiAnswer<T>>;
  readonly retire: (extra: T, kept: T) => Promise<ApiAnswer<unknown>>;
}

export type One<T> = { readonly kind: 'one'; readonly one: T; readonly isNew: boolean } | FailedAnswer;

export async function onlyOne<T>({ find, pause, make, retire }: OnlyOne<T>): Promise<One<T>> {
  let found = await find();
  if (found.kind === 'ok' && found.value.length === 0) {
    await pause();
    found = await find();
  }
  if (found.kind !== 'ok') return found;
  let isNew = false;
  let all = found.value;
  if (all.length === 0) {
    const made = await make();
    if (made.kind !== 'ok') return made;
    isNew = true;
    const after = await find();
    // A list that does not show it yet may not show another job's, either: whoever is next finds both.
    all = after.kind === 'ok' && after.value.length > 0 ? after.value : [made.value];
  }
  const [one, ...extras] = all;
  if (one === undefined) return { kind: 'unknown', why: 'GitHub lists nothing of what it has just shown' };
  for (const extra of extras) {
    const retired = await retire(extra, one);
    if (retired.kind !== 'ok' && retired.kind !== 'not-found') return retired;
  }
  return { kind: 'one', one, isNew };
}
