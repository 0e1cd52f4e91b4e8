// JSON out, JSON back, or one of the ways this fails. Knows nothing of routers or metrics.

/** Never throws and always ends within its time limit. `request` is plain JSON. */
export type Exchange = (request: unknown) => Promise<Exchanged>;

export type Exchanged = { readonly kind: 'answered'; readonly value: unknown } | ExchangeFailure;

export type FailureCode = 'unavailable' | 'conflict' | 'malformed' | 'missing' | 'denied' | 'refused';

export interface ExchangeFailure {
  readonly kind: 'failed';
  readonly code: FailureCode;
  /** What was seen and what to do, on one line. */
  readonly message: string;
  readonly retryable: boolean;
  /** For a request that changes something: `unknown` when it may have happened all the same. */
  readonly outcome: 'not-done' | 'unknown';
  readonly cause?: unknown;
}

/** What the other side may say about its own refusal: `{"error": "one sentence"}`. Empty when it says nothing of that form. */
export function refusalText(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && 'error' in parsed && typeof parsed.error === 'string') return parsed.error;
  } catch {
    // Not JSON: the status alone has to do.
  }
  return '';
}
