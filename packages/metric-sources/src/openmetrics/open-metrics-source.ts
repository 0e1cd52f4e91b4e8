// Metric pages as a source of blocks. Pages have no history: a block is what was counted between two looks, and ends at the look itself.
// A page is read as of now and nothing arrives late on it, so the lag of a request does not apply here.
import { plainLine, shownAddress } from '@rampart/json-exchange';
import { ok, type BlocksRequest, type MetricSource, type Question } from '@rampart/rollout-engine';
import type { Evidence, Gap } from '@rampart/rollout-policy';
import { increasesOf, NOTHING_COUNTED, rememberPage, type Increase, type PageNow } from './page-counters.ts';
import { viewPage, type Freshness, type PageFetching } from './page-view.ts';
import { bucketNames, counterNames, PROCESS_START, readSeries, type CounterNames, type Series } from './series.ts';
import { shareCells, type ArmIncreases, type Counted } from './share-cells.ts';
import { readSnapshot, type PageSnapshot, type Snapshot } from './snapshot.ts';
import { histogramTrouble, timeCells } from './time-cells.ts';
import { matchesAll } from './label-pattern.ts';

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
      const evidence = Object.fromEntries(request.questions.map((question) => [question.check, answer(question, look)]));
      return ok({ evidence, snapshot: snapshotOf(look) });
    },
  };
}

interface Look {
  readonly kind: 'look';
  readonly nowMs: number;
  readonly maxGapMs: number;
  readonly arms: Readonly<Record<'stable' | 'candidate', readonly PageNow[]>>;
  readonly questions: readonly Question[];
  readonly before: { readonly kind: 'none' } | { readonly kind: 'unusable'; readonly why: string } | { readonly kind: 'snapshot'; readonly snapshot: Snapshot };
}

async function lookAtPages(options: OpenMetricsOptions, request: BlocksRequest): Promise<Look | { readonly kind: 'nothing'; readonly evidence: Evidence }> {
  const { nowMs, maxGapMs, questions, arms } = request;
  const before = readSnapshot(request.snapshot);
  if (before.kind === 'snapshot') {
    const sinceMs = nowMs - before.snapshot.atMs;
    if (sinceMs < 0) return blind(`the last look was ${String(-sinceMs)} ms in the future: a clock went back`);
    // Counters lose nothing by waiting: the next look has a block that is long enough.
    if (sinceMs < request.blockMs) return { kind: 'nothing', evidence: { kind: 'blocks', blocks: [], gaps: [] } };
  }
  const wanted = new Set([PROCESS_START, ...questions.flatMap((question) => namesOf(question).flatMap(({ sample, created }) => [sample, created]))]);
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
  return { kind: 'look', nowMs, maxGapMs, questions, before, arms: { stable: stable.pages, candidate: candidate.pages } };
}

function answer(question: Question, look: Look): Evidence {
  const names = namesOf(question)[0];
  if (names === undefined) return noData(`metric pages cannot answer a check of ${question.signal.kind}`);
  const arms = { stable: readArm(look.arms.stable, names), candidate: readArm(look.arms.candidate, names) };
  if (arms.stable.trouble !== '') return noData(arms.stable.trouble);
  if (arms.candidate.trouble !== '') return noData(arms.candidate.trouble);
  const trouble = troubleWith(question, names, [...look.arms.stable, ...look.arms.candidate], [...arms.stable.pages, ...arms.candidate.pages]);
  if (trouble !== '') return noData(trouble);

  const span = spanOf(question, look);
  if (span.kind === 'evidence') return span.evidence;
  const pairs = { stable: increasesIn(arms.stable.pages, names, span.before), candidate: increasesIn(arms.candidate.pages, names, span.before) };
  if (pairs.stable.gap !== '') return gapFor(span.before.atMs, look.nowMs, pairs.stable.gap);
  if (pairs.candidate.gap !== '') return gapFor(span.before.atMs, look.nowMs, pairs.candidate.gap);
  const counted = cellsOf(question, { stable: pairs.stable.increases, candidate: pairs.candidate.increases });
  if (counted.kind === 'no-data') return noData(counted.why);
  return { kind: 'blocks', blocks: [{ fromMs: span.before.atMs, toMs: look.nowMs, cells: counted.cells }], gaps: [] };
}

/** The stretch since the last look, or why it makes no block. */
function spanOf({ fromMs }: Question, { before, nowMs, maxGapMs }: Look): { readonly kind: 'span'; readonly before: Snapshot } | { readonly kind: 'evidence'; readonly evidence: Evidence } {
  const none = (evidence: Evidence): { readonly kind: 'evidence'; readonly evidence: Evidence } => ({ kind: 'evidence', evidence });
  if (before.kind === 'none') return none({ kind: 'blocks', blocks: [], gaps: [] });
  if (before.kind === 'unusable') return none(gapFor(fromMs, nowMs, `the stored counters cannot be used: ${before.why}`));
  const { atMs } = before.snapshot;
  if (nowMs - atMs > maxGapMs) return none(gapFor(Math.max(fromMs, atMs), nowMs, `${String(Math.round((nowMs - atMs) / 1000))} s since the last look; counters bridge at most ${String(Math.round(maxGapMs / 1000))} s`));
  if (fromMs > atMs) return none(gapFor(fromMs, nowMs, 'evidence since the last look of this job was used already, by another one'));
  return { kind: 'span', before: before.snapshot };
}

interface SeriesOfPage {
  readonly now: PageNow;
  readonly series: ReadonlyMap<string, Series>;
}

function readArm(pages: readonly PageNow[], names: CounterNames): { readonly pages: readonly SeriesOfPage[]; readonly trouble: string } {
  const read: SeriesOfPage[] = [];
  for (const now of pages) {
    const found = readSeries(now.page, names, now.freshness);
    if (found.kind === 'no-data') return { pages: [], trouble: `${now.shown}: ${found.why}` };
    read.push({ now, series: found.series });
  }
  return { pages: read, trouble: '' };
}

/** What makes the counters unfit for this question, whatever they say. */
function troubleWith({ signal, slices }: Question, { sample, families }: CounterNames, pages: readonly PageNow[], read: readonly SeriesOfPage[]): string {
  const series = read.flatMap((page) => [...page.series.values()]);
  const isDeclared = pages.some(({ page }) => families.some((family) => page.types.has(family)));
  // A declared counter without a series has counted nothing yet. One that nobody knows is a wrong name.
  if (series.length === 0) return isDeclared ? '' : `no page has "${sample}"; seen: ${namesSeen(pages)}`;
  const labels = new Set(series.flatMap((each) => [...each.labels.keys()]));
  const asked = [...(signal.kind === 'labels' ? [] : signal.where.map(({ label }) => label)), ...slices];
  const missing = asked.find((label) => !labels.has(label));
  if (missing !== undefined) return `no series of "${sample}" has the label "${missing}"; they have: ${shortList([...labels].sort(), 10, ', ') || 'none'}`;
  if (signal.kind !== 'time') return '';
  for (const { now, series: found } of read) {
    const trouble = histogramTrouble([...found.values()]);
    if (trouble !== '') return `${now.shown}: "${sample}${plainLine(trouble, 160)}"`;
  }
  return '';
}

function increasesIn(pages: readonly SeriesOfPage[], names: CounterNames, before: Snapshot): { readonly increases: readonly Increase[]; readonly gap: string } {
  const increases: Increase[] = [];
  for (const { now, series } of pages) {
    const counted = increasesOf(now, { atMs: before.atMs, page: pageIn(before.pages, now.url) }, names, series);
    if (counted.kind === 'gap') return { increases: [], gap: counted.why };
    increases.push(...counted.increases);
  }
  return { increases, gap: '' };
}

function cellsOf({ signal, slices, bounds }: Question, arms: ArmIncreases): Counted {
  if (signal.kind === 'share') return shareCells(arms, signal.where, slices);
  const matches = matchesAll(signal.kind === 'time' ? signal.where : []);
  const matching = (increases: readonly Increase[]): readonly Increase[] => increases.filter(({ labels }) => matches(labels));
  return timeCells({ stable: matching(arms.stable), candidate: matching(arms.candidate) }, bounds);
}

function namesOf({ signal }: Question): readonly CounterNames[] {
  switch (signal.kind) {
    case 'share':
      return [counterNames(signal.metric)];
    case 'time':
      return [bucketNames(signal.metric)];
    case 'labels':
      return [];
  }
}

function snapshotOf({ arms, before, nowMs, questions }: Look): Snapshot {
  const known = before.kind === 'snapshot' ? before.snapshot.pages : {};
  const names = new Map(questions.flatMap(namesOf).map((each) => [each.sample, each]));
  const pages = [...arms.stable, ...arms.candidate].map((now) => [now.url, rememberPage(now, pageIn(known, now.url), [...names.values()])] as const);
  return { version: 1, atMs: nowMs, pages: Object.fromEntries(pages) };
}

function pageIn(pages: Snapshot['pages'], url: string): PageSnapshot {
  return (Object.hasOwn(pages, url) ? pages[url] : undefined) ?? NOTHING_COUNTED;
}

/** Names on the pages, those that look like counters and histograms first. */
function namesSeen(pages: readonly PageNow[]): string {
  const names = [...new Set(pages.flatMap(({ page }) => [...page.names]))].sort();
  const likely = names.filter((name) => name.endsWith('_total') || name.endsWith('_bucket'));
  return shortList([...likely, ...names.filter((name) => !likely.includes(name))], 10, ', ') || 'nothing';
}

function shortList(items: readonly string[], countMax: number, separator: string): string {
  const more = items.length - countMax;
  return items.slice(0, countMax).map((item) => plainLine(item)).join(separator) + (more > 0 ? `${separator}and ${String(more)} more` : '');
}

function toAll({ questions }: BlocksRequest, evidence: Evidence): Readonly<Record<string, Evidence>> {
  return Object.fromEntries(questions.map(({ check }) => [check, evidence]));
}

function gapFor(fromMs: number, toMs: number, why: string): Evidence {
  const gaps: readonly Gap[] = fromMs < toMs ? [{ fromMs, toMs, why }] : [];
  return { kind: 'blocks', blocks: [], gaps };
}

function blind(why: string): { readonly kind: 'nothing'; readonly evidence: Evidence } {
  return { kind: 'nothing', evidence: noData(why) };
}

function noData(why: string): Evidence {
  return { kind: 'no-data', why };
}
