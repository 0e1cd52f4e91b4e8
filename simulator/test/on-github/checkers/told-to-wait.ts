// How long GitHub has told a job to wait: computed here from what was answered, and not as the client does it.
import type { EntryOf, Exchange } from '../chronicle.ts';

/** `unsaid`: without a word of how long. `isAll`: for requests of every kind, else for those of this bucket. */
export type Told = { readonly isAll: boolean; readonly why: string } & ({ readonly kind: 'for'; readonly forMs: number } | { readonly kind: 'unsaid' });

export function bucketOf(operation: string): 'graphql' | 'rest' {
  return operation.startsWith('graphql/') ? 'graphql' : 'rest';
}

export function toldToWait({ status, headers, isGraphqlLimit }: Pick<EntryOf<'answered'>, 'status' | 'headers' | 'isGraphqlLimit'>, { faults }: Pick<Exchange, 'faults'>): Told | 'none' {
  const after = headers['retry-after'];
  const serverMs = Date.parse(headers['date'] ?? '');
  const isRefused = status === 403 || status === 429;
  if (isRefused && after !== undefined) {
    const forMs = /^\d+$/.test(after) ? Number(after) * 1_000 : Date.parse(after) - serverMs;
    return { kind: 'for', forMs, isAll: true, why: `retry-after: ${after}` };
  }
  // The last request of an hour is served, and says 0 as well; only who is refused has to wait.
  if ((isRefused && headers['x-ratelimit-remaining'] === '0') || isGraphqlLimit) {
    return { kind: 'for', forMs: Number(headers['x-ratelimit-reset'] ?? 0) * 1_000 - serverMs, isAll: false, why: `the hour is used up until ${headers['x-ratelimit-reset'] ?? ''}` };
  }
  // A 403 without a header says it in words, which the story does not keep: that it was planned as a limit, it does.
  return status === 429 || (status === 403 && faults.some((name) => name.includes('secondary-limit'))) ? { kind: 'unsaid', isAll: true, why: `${status} without a word` } : 'none';
}
