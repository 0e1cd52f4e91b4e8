// One pod's page at one look: fetched, checked to be fresh and whole, parsed.
import { plainLine, sendRequest, shownAddress } from '@rampart/json-exchange';
import { parsePage, type Page, type PageFormat } from './exposition.ts';

export interface PageFetching {
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
}

export interface Freshness {
  readonly nowMs: number;
  readonly maxGapMs: number;
}

export type PageView = { readonly kind: 'page'; readonly url: string; readonly page: Page } | { readonly kind: 'unreadable'; readonly why: string };

const BYTES_MAX = 16 * 1024 * 1024;
/** Servers' clocks differ from ours; absolute times are believed within this. */
export const CLOCK_DIFFERENCE_MS = 60_000;
/** Servers that know native histograms show them in version 2 alone, and only when they are asked for it. */
const ACCEPT = 'application/openmetrics-text;version=2.0.0;escaping=underscores;q=0.7,application/openmetrics-text;version=1.0.0;escaping=underscores;q=0.6,text/plain;version=0.0.4;escaping=underscores;q=0.5';

export async function viewPage(url: string, wanted: ReadonlySet<string>, { nowMs, maxGapMs }: Freshness, { fetch, timeoutMs }: PageFetching): Promise<PageView> {
  const unreadable = (why: string): PageView => ({ kind: 'unreadable', why: `${shownAddress(url)} ${why}` });
  const answer = await sendRequest({ url, method: 'GET', headers: { accept: ACCEPT, 'cache-control': 'no-cache' }, timeoutMs, bytesMax: BYTES_MAX }, fetch);
  if (answer.kind === 'no-answer') return { kind: 'unreadable', why: answer.message };
  if (answer.status !== 200) return unreadable(`answered ${String(answer.status)}`);
  const format = formatOf(answer.headers.get('content-type'));
  if (format === 'none') return unreadable(`is no metric page: its content type is "${plainLine(answer.headers.get('content-type') ?? '', 60)}"`);
  const staleMs = ageMs(answer.headers, nowMs);
  if (staleMs > maxGapMs) return unreadable(`is stale: ${String(Math.round(staleMs / 1000))} s old, by its own account`);
  const parsed = parsePage(answer.text, format, wanted);
  return parsed.kind === 'page' ? { kind: 'page', url, page: parsed.page } : unreadable(`cannot be read: ${parsed.why}`);
}

function formatOf(contentType: string | null): PageFormat | 'none' {
  const type = (contentType ?? 'text/plain').split(';')[0]?.trim().toLowerCase();
  if (type === 'application/openmetrics-text') return 'openmetrics';
  return type === 'text/plain' ? 'prometheus-text' : 'none';
}

/** How old the answer is: what a cache says, or how far its date is behind, less what clocks may differ. */
function ageMs(headers: Headers, nowMs: number): number {
  const age = Number(headers.get('age') ?? '0') * 1000;
  const dateMs = Date.parse(headers.get('date') ?? '');
  return Math.max(0, Number.isFinite(age) ? age : 0, Number.isNaN(dateMs) ? 0 : nowMs - dateMs - CLOCK_DIFFERENCE_MS);
}
