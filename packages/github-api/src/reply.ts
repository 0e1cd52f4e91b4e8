// One answer of a server as it came, before anybody says what it means.
import type { ResponseHeaders } from './github-api.ts';

export type Reply =
  | { readonly kind: 'reply'; readonly status: number; readonly headers: ResponseHeaders; readonly body: ReplyBody }
  /** Nothing came, or the connection broke on the way. */
  | { readonly kind: 'lost'; readonly why: string };

export type ReplyBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'none' }
  /** Cut off, a page of HTML, another type. */
  | { readonly kind: 'unreadable'; readonly why: string };

export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

export function textField(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === 'string' ? found : '';
}
