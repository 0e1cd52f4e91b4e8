// Whether an answer is a rate limit, and when to come back. What was asked for was not done then, so it may be asked again as it is.
import { field, textField } from './reply.ts';
import type { Reply } from './reply.ts';

export interface RateLimit {
  /** `all`: GitHub wants less of everything. `bucket`: only the requests of this kind (REST or GraphQL) are used up. */
  readonly scope: 'all' | 'bucket';
  /** `unsaid`: GitHub asks for a minute, and longer each time. */
  readonly wait: { readonly kind: 'for'; readonly waitMs: number } | { readonly kind: 'unsaid' };
}

export function rateLimitOf(reply: Extract<Reply, { kind: 'reply' }>, nowMs: number): RateLimit | 'none' {
  const { status, headers } = reply;
  const errors = reply.body.kind === 'json' ? field(reply.body.value, 'errors') : undefined;
  const isPossible = status === 429 || status === 403 || (status === 200 && Array.isArray(errors));
  if (!isPossible) return 'none';

  // The server's clock is the one that its times are on.
  const dateMs = Date.parse(headers['date'] ?? '');
  const serverMs = Number.isNaN(dateMs) ? nowMs : dateMs;
  const retryAfter = headers['retry-after'] ?? '';
  if (retryAfter !== '') {
    const waitMs = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - serverMs;
    if (!Number.isNaN(waitMs)) return { scope: 'all', wait: { kind: 'for', waitMs: atLeastASecond(waitMs) } };
  }
  const isUsedUp = headers['x-ratelimit-remaining'] === '0';
  const resetMs = Number(headers['x-ratelimit-reset'] ?? 'unsaid') * 1000;
  if (isUsedUp && Number.isFinite(resetMs)) return { scope: 'bucket', wait: { kind: 'for', waitMs: atLeastASecond(resetMs - serverMs) } };
  if (isUsedUp || status === 429) return { scope: 'all', wait: { kind: 'unsaid' } };
  return saysSo(reply, errors) ? { scope: 'all', wait: { kind: 'unsaid' } } : 'none';
}

/** A limit without a header is known by GitHub's type or words for it. Limited or forbidden, nothing was done: the words only tell whether to come back. */
function saysSo({ body }: Extract<Reply, { kind: 'reply' }>, errors: unknown): boolean {
  const all: readonly unknown[] = Array.isArray(errors) ? errors : body.kind === 'json' ? [body.value] : [];
  return all.some((error) => textField(error, 'type') === 'RATE_LIMITED' || /\brate limit\b/i.test(textField(error, 'message')));
}

function atLeastASecond(waitMs: number): number {
  return Math.max(1000, Math.ceil(waitMs));
}
