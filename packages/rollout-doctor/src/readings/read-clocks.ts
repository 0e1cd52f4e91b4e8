// What others say that the time is: the Date of their answers.
import { sendRequest, shownAddress } from '@rampart/json-exchange';
import type { Clock } from '@rampart/rollout-engine';
import type { Policy } from '@rampart/rollout-policy';
import type { OtherClock } from './clock-readings.ts';

/** A Date header has no parts of a second. */
const DATE_STEP_MS = 1_000;
const TIMEOUT_MS = 10_000;
const BYTES_MAX = 16 * 1024 * 1024;

/** Of the first page of each slot; who does not answer, or names no time, is left out. */
export async function readPageClocks({ metrics }: Policy, { fetch, clock }: { readonly fetch: typeof globalThis.fetch; readonly clock: Clock }): Promise<readonly OtherClock[]> {
  if (metrics.kind === 'none') return [];
  const urls = Object.values(metrics.pages).flatMap((pages) => pages.slice(0, 1));
  const read = urls.map(async (url): Promise<readonly OtherClock[]> => {
    const sentMs = clock.nowMs();
    const answer = await sendRequest({ url, method: 'GET', headers: {}, timeoutMs: TIMEOUT_MS, bytesMax: BYTES_MAX }, fetch);
    return answer.kind === 'answer' ? otherClock(shownAddress(url), answer.headers.get('date') ?? '', { sentMs, cameMs: clock.nowMs() }) : [];
  });
  return (await Promise.all(read)).flat();
}

/** `date`: as in the header; empty or unreadable: nothing is known. */
export function otherClock(who: string, date: string, { sentMs, cameMs }: { readonly sentMs: number; readonly cameMs: number }): readonly OtherClock[] {
  const theirsMs = Date.parse(date);
  if (Number.isNaN(theirsMs)) return [];
  const half = (cameMs - sentMs) / 2;
  return [{ who, aheadMs: Math.round(sentMs + half - (theirsMs + DATE_STEP_MS / 2)), uncertainMs: Math.ceil(half + DATE_STEP_MS / 2) }];
}
