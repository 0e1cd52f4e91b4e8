// Metric pages as a source of blocks. Pages have no history: a block is what was counted between two looks, and ends at the look itself.
// A page is read as of now and nothing arrives late on it, so the lag of a request does not apply here.
import { shownAddress } from '@rampart/json-exchange';
import { ok, type BlocksRequest, type MetricSource, type Question } from '@rampart/rollout-engine';
import type { Evidence } from '@rampart/rollout-policy';
import { answerTo, pageIn, shortList, type Look } from './page-answer.ts';
import { olderTrouble, rememberPage, type PageNow } from './page-counters.ts';
import { viewPage, type Freshness, type PageFetching } from './page-view.ts';
import { PROCESS_START } from './series.ts';
import { countingFor, samplesFor } from './signal-counters.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';

export interface OpenMetricsOptions extends PageFetching {
  /** Addresses of the pods' pages, by slot; a slot's pages make one arm. */
  readonly pages: Readonly<Record<string, readonly string[]>>;
}

export function openMetricsSource(options: OpenMetricsOptions): MetricSource {
  return {
    fetchBlocks: async (request) => {
      if (request.questions.length === 0) return ok({ evidence: {}, snapshot: request.snapshot });
      const look = await lookAtPages(options, request);
      if (look.kind === 'nothing') return ok({ evidence: toAll(request, look.evidence), snapshot: request.snapshot });
      const evidence = Object.fromEntries(request.questions.map((question) => [question.check, answerTo(question, look)]));
      return ok({ evidence, snapshot: snapshotOf(look) });
    },
  };
}

interface WholeLook extends Look {
  readonly kind: 'look';
  readonly questions: readonly Question[];
}

async function lookAtPages(options: OpenMetricsOptions, request: BlocksRequest): Promise<WholeLook | { readonly kind: 'nothing'; readonly evidence: Evidence }> {
  const { nowMs, maxGapMs, questions, arms } = request;
  const before = readSnapshot(request.snapshot);
  if (before.kind === 'snapshot') {
    const sinceMs = nowMs - before.snapshot.atMs;
    if (sinceMs < 0) return blind(`the last look was ${String(-sinceMs)} ms in the future: a clock went back`);
    // Counters lose nothing by waiting: the next look has a block that is long enough.
    if (sinceMs < request.blockMs) return { kind: 'nothing', evidence: { kind: 'blocks', blocks: [], gaps: [] } };
  }
  const wanted = new Set([PROCESS_START, ...questions.flatMap((question) => samplesFor(question.signal))]);
  const freshness: Freshness = { nowMs, maxGapMs };
  const read = async (slot: string): Promise<{ readonly pages: readonly PageNow[]; readonly troubles: readonly string[] }> => {
    const urls = Object.hasOwn(options.pages, slot) ? (options.pages[slot] ?? []) : [];
    if (urls.length === 0) return { pages: [], troubles: [`the policy names no metric page for slot "${slot}"`] };
    const views = await Promise.all(urls.map((url) => viewPage(url, wanted, freshness, options)));
    return {
      pages: views.flatMap((view) => (view.kind === 'page' ? [{ url: view.url, shown: shownAddress(view.url), page: view.page, freshness }] : [])),
      troubles: views.flatMap((view) => (view.kind === 'unreadable' ? [view.why] : [])),
    };
  };
  const [stable, candidate] = await Promise.all([read(arms.stable), read(arms.candidate)]);
  const troubles = [...stable.troubles, ...candidate.troubles];
  // The last look stays the baseline: when all pages answer again soon, the block from then to then has lost nothing.
  if (troubles.length > 0) return blind(shortList(troubles, 3, '; '));
  const older = before.kind === 'snapshot' && nowMs - before.snapshot.atMs <= maxGapMs ? olderPages([...stable.pages, ...candidate.pages], before.snapshot, questions) : [];
  if (older.length > 0) return blind(shortList(older, 3, '; '));
  return { kind: 'look', nowMs, maxGapMs, questions, before, arms: { stable: stable.pages, candidate: candidate.pages } };
}

function olderPages(pages: readonly PageNow[], { pages: known }: Snapshot, questions: readonly Question[]): readonly string[] {
  const countings = questions.map(({ signal }) => countingFor(signal, pages)).flatMap((choice) => (choice.kind === 'counting' ? [choice.counting] : []));
  return pages.flatMap((now) => countings.map(({ names }) => olderTrouble(now, pageIn(known, now.url), names)).filter((trouble) => trouble !== '').slice(0, 1));
}

function snapshotOf({ arms, before, nowMs, questions }: WholeLook): Snapshot {
  const known = before.kind === 'snapshot' ? before.snapshot.pages : {};
  const all = [...arms.stable, ...arms.candidate];
  const countings = questions.map(({ signal }) => countingFor(signal, all)).flatMap((choice) => (choice.kind === 'counting' ? [choice.counting] : []));
  // Two checks may count the same, one of them with its sums.
  const wanted = new Map(countings.map((counting) => [`${counting.names.sample} ${counting.beside}`, counting]));
  const pages = all.map((now) => [now.url, rememberPage(now, pageIn(known, now.url), [...wanted.values()])] as const);
  return { version: 1, atMs: nowMs, pages: Object.fromEntries(pages) };
}

function toAll({ questions }: BlocksRequest, evidence: Evidence): Readonly<Record<string, Evidence>> {
  return Object.fromEntries(questions.map(({ check }) => [check, evidence]));
}

function blind(why: string): { readonly kind: 'nothing'; readonly evidence: Evidence } {
  return { kind: 'nothing', evidence: { kind: 'no-data', why } };
}
