// The answer to one question from one look at all pages: a block since the last look, a gap, or no data, with the reason.
import { plainLine } from '@rampart/json-exchange';
import type { Question } from '@rampart/rollout-engine';
import type { Evidence, Gap, Signal } from '@rampart/rollout-policy';
import { bucketBinCells, labelBinCells } from './bin-cells.ts';
import { matching, type ArmIncreases, type Counted } from './counted.ts';
import { matchesAll } from './label-pattern.ts';
import { levelCells } from './level-cells.ts';
import { binGrid, growthsOf, nativesTrouble, onOneGrid, timeGrid } from './native-increases.ts';
import { increasesOf, NOTHING_COUNTED, type PageNow, type SeriesIncrease } from './page-counters.ts';
import { scoreCells, scoreIncreases, sumsTrouble } from './score-cells.ts';
import { readSeries, type Series } from './series.ts';
import { shareCells } from './share-cells.ts';
import { countingFor, type Counting } from './signal-counters.ts';
import type { PageSnapshot, Snapshot } from './snapshot.ts';
import { histogramTrouble, timeCells } from './time-cells.ts';

export interface Look {
  readonly nowMs: number;
  readonly maxGapMs: number;
  readonly arms: Readonly<Record<Arm, readonly PageNow[]>>;
  readonly before: { readonly kind: 'none' } | { readonly kind: 'unusable'; readonly why: string } | { readonly kind: 'snapshot'; readonly snapshot: Snapshot };
}

type Arm = 'stable' | 'candidate';

export function answerTo(question: Question, look: Look): Evidence {
  const { signal } = question;
  if (signal.kind === 'level') return levelEvidence(question, signal, look);
  const pages = [...look.arms.stable, ...look.arms.candidate];
  const choice = countingFor(signal, pages);
  if (choice.kind === 'none') return noData(choice.why);
  const { counting } = choice;
  const arms = { stable: readArm(look.arms.stable, counting), candidate: readArm(look.arms.candidate, counting) };
  if (arms.stable.trouble !== '') return noData(arms.stable.trouble);
  if (arms.candidate.trouble !== '') return noData(arms.candidate.trouble);
  const trouble = troubleWith(question, counting, pages, [...arms.stable.pages, ...arms.candidate.pages]);
  if (trouble !== '') return noData(trouble);

  const span = spanOf(question, look);
  if (span.kind === 'evidence') return span.evidence;
  const { before } = span;
  const pairs = { stable: increasesIn(arms.stable.pages, counting, before), candidate: increasesIn(arms.candidate.pages, counting, before) };
  const gap = pairs.stable.gap || pairs.candidate.gap;
  if (gap !== '') return gapFor(before.atMs, look.nowMs, gap);
  const counted = cellsOf(question, counting, look, { before, arms: { stable: pairs.stable.increases, candidate: pairs.candidate.increases } });
  if (counted.kind === 'gap') return gapFor(before.atMs, look.nowMs, counted.why);
  return blockOf(counted, before.atMs, look.nowMs);
}

/** Gauges need no baseline; their block is the time since the last look all the same, so that all checks have the same spans. */
function levelEvidence(question: Question, signal: Extract<Signal, { kind: 'level' }>, look: Look): Evidence {
  const pages = [...look.arms.stable, ...look.arms.candidate];
  const counted = pages.some(({ page }) => page.samples.has(signal.metric)) ? levelCells(look.arms, signal) : ({ kind: 'no-data', why: `no page has "${signal.metric}"; seen: ${namesSeen(pages)}` } as const);
  if (counted.kind === 'no-data') return counted;
  const span = spanOf(question, look);
  return span.kind === 'evidence' ? span.evidence : blockOf(counted, span.before.atMs, look.nowMs);
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

function readArm(pages: readonly PageNow[], { names }: Counting): { readonly pages: readonly SeriesOfPage[]; readonly trouble: string } {
  const read: SeriesOfPage[] = [];
  for (const now of pages) {
    const found = readSeries(now.page, names, now.freshness);
    if (found.kind === 'no-data') return { pages: [], trouble: `${now.shown}: ${found.why}` };
    read.push({ now, series: found.series });
  }
  return { pages: read, trouble: '' };
}

/** What makes the counters unfit for this question, whatever they say. */
function troubleWith(question: Question, { names: { sample, families }, family, beside }: Counting, pages: readonly PageNow[], read: readonly SeriesOfPage[]): string {
  const series = read.flatMap((page) => [...page.series.values()]);
  const isDeclared = pages.some(({ page }) => families.some((each) => page.types.has(each)));
  // A declared counter without a series has counted nothing yet. One that nobody knows is a wrong name.
  if (series.length === 0) return isDeclared ? '' : `no page has "${sample}"; seen: ${namesSeen(pages)}`;
  const labels = new Set(series.flatMap((each) => [...each.labels.keys()]));
  const missing = labelsAskedBy(question).find((label) => !labels.has(label));
  if (missing !== undefined) return `no series of "${sample}" has the label "${missing}"; they have: ${shortList([...labels].sort(), 10, ', ') || 'none'}`;
  const nobody = question.signal.kind === 'share' ? amongNobody(question.signal, series) : '';
  if (nobody !== '') return nobody;
  for (const { now, series: found } of read) {
    const trouble = beside === 'sums' ? sumsTrouble(now, family, found) : beside === 'natives' ? nativesTrouble(now, family, found) : sample.endsWith('_bucket') ? classicTrouble(now, sample, found) : '';
    if (trouble !== '') return trouble;
  }
  return '';
}

function classicTrouble({ shown }: PageNow, sample: string, series: ReadonlyMap<string, Series>): string {
  const trouble = histogramTrouble([...series.values()]);
  return trouble === '' ? '' : `${shown}: "${sample}${plainLine(trouble, 160)}"`;
}

/** A share of nothing would wait for its first request for ever. One series of either arm is enough: the other arm may not have served yet. */
function amongNobody({ metric, among }: Extract<Signal, { kind: 'share' }>, series: readonly Series[]): string {
  const matches = matchesAll(among);
  if (series.some(({ labels }) => matches(labels))) return '';
  const seen = [...new Set(among.map(({ label }) => label))].map((label) => `${label}: ${shortList([...new Set(series.map(({ labels }) => JSON.stringify(labels.get(label) ?? '')))].sort(), 10, ', ')}`);
  return `no series of "${metric}" is matched by \`among\`; their values are ${seen.join('; ')}`;
}

function labelsAskedBy({ signal, slices }: Question): readonly string[] {
  const among = signal.kind === 'share' ? signal.among : [];
  const where = 'where' in signal ? signal.where : signal.kind === 'score' && signal.origin.kind === 'metric' ? signal.origin.where : [];
  const bins = signal.kind === 'bins' && signal.by !== 'le' ? [signal.by] : [];
  return [...[...among, ...where].map(({ label }) => label), ...bins, ...slices];
}

function increasesIn(pages: readonly SeriesOfPage[], { names }: Counting, before: Snapshot): { readonly increases: readonly SeriesIncrease[]; readonly gap: string } {
  const increases: SeriesIncrease[] = [];
  for (const { now, series } of pages) {
    const counted = increasesOf(now, { atMs: before.atMs, page: pageIn(before.pages, now.url) }, names, series);
    if (counted.kind === 'gap') return { increases: [], gap: counted.why };
    increases.push(...counted.increases);
  }
  return { increases, gap: '' };
}

type CountedOrGap = Counted | { readonly kind: 'gap'; readonly why: string };

function cellsOf({ signal, slices, bounds }: Question, counting: Counting, look: Look, { before, arms }: { readonly before: Snapshot; readonly arms: ArmIncreases<SeriesIncrease> }): CountedOrGap {
  switch (signal.kind) {
    case 'share':
      return shareCells(arms, signal, slices);
    case 'time': {
      const buckets = bucketsOf(signal, counting, look, { before, arms, bounds });
      return buckets.kind === 'buckets' ? timeCells(buckets.arms, bounds) : buckets;
    }
    case 'bins': {
      if (signal.by !== 'le') return labelBinCells(matching(arms, signal.where), signal);
      const buckets = bucketsOf(signal, counting, look, { before, arms, bounds: [] });
      return buckets.kind === 'buckets' ? bucketBinCells(buckets.arms, signal) : buckets;
    }
    case 'score': {
      const matched = matching(arms, signal.origin.kind === 'metric' ? signal.origin.where : []);
      const stable = scoreIncreases(look.arms.stable, counting.family, matched.stable, before);
      if (stable.kind === 'gap') return stable;
      const candidate = scoreIncreases(look.arms.candidate, counting.family, matched.candidate, before);
      if (candidate.kind === 'gap') return candidate;
      return scoreCells({ stable: stable.increases, candidate: candidate.increases }, signal, slices);
    }
    case 'level':
    case 'labels':
    case 'pairs':
    case 'calibration':
      return { kind: 'no-data', why: `metric pages cannot count a check of ${signal.kind}` };
  }
}

/** Increases per bucket bound: as they stand on the pages, or out of native histograms. */
function bucketsOf(
  signal: Extract<Signal, { kind: 'time' | 'bins' }>,
  { beside, family }: Counting,
  look: Look,
  { before, arms, bounds }: { readonly before: Snapshot; readonly arms: ArmIncreases<SeriesIncrease>; readonly bounds: readonly number[] },
): { readonly kind: 'buckets'; readonly arms: ArmIncreases } | Exclude<CountedOrGap, { kind: 'cells' }> {
  const matched = matching(arms, signal.where);
  if (beside !== 'natives') return { kind: 'buckets', arms: matched };
  const stable = growthsOf(look.arms.stable, family, matched.stable, before);
  if (stable.kind === 'gap') return stable;
  const candidate = growthsOf(look.arms.candidate, family, matched.candidate, before);
  if (candidate.kind === 'gap') return candidate;
  const growths = { stable: stable.growths, candidate: candidate.growths };
  const all = [...growths.stable, ...growths.candidate];
  const grid = signal.kind === 'time' ? timeGrid(all, bounds) : binGrid(all);
  if (grid === 'too coarse') return { kind: 'no-data', why: `the native buckets of "${family}" are wider than a factor of two, so they make no bins` };
  return { kind: 'buckets', arms: onOneGrid(growths, grid) };
}

export function pageIn(pages: Snapshot['pages'], url: string): PageSnapshot {
  return (Object.hasOwn(pages, url) ? pages[url] : undefined) ?? NOTHING_COUNTED;
}

/** Names on the pages, those that look like counters and histograms first. */
function namesSeen(pages: readonly PageNow[]): string {
  const names = [...new Set(pages.flatMap(({ page }) => [...page.names]))].sort();
  const likely = names.filter((name) => name.endsWith('_total') || name.endsWith('_bucket'));
  return shortList([...likely, ...names.filter((name) => !likely.includes(name))], 10, ', ') || 'nothing';
}

export function shortList(items: readonly string[], countMax: number, separator: string): string {
  const more = items.length - countMax;
  return items.slice(0, countMax).map((item) => plainLine(item)).join(separator) + (more > 0 ? `${separator}and ${String(more)} more` : '');
}

function blockOf(counted: Counted, fromMs: number, toMs: number): Evidence {
  return counted.kind === 'no-data' ? counted : { kind: 'blocks', blocks: [{ fromMs, toMs, cells: counted.cells }], gaps: [] };
}

function gapFor(fromMs: number, toMs: number, why: string): Evidence {
  const gaps: readonly Gap[] = fromMs < toMs ? [{ fromMs, toMs, why }] : [];
  return { kind: 'blocks', blocks: [], gaps };
}

function noData(why: string): Evidence {
  return { kind: 'no-data', why };
}
