// Bounded values per answer, from the sum and the count of a histogram or summary: trials are the answers, events their sum scaled to 0..1.
import { plainLine } from '@rampart/json-exchange';
import type { Cell } from '@rampart/rollout-policy';
import { outside, scaled, type Scale, type ScoreTotal } from '../score-scale.ts';
import { onBothArms, slicesOf, type ArmIncreases, type Counted } from './counted.ts';
import type { Page } from './exposition.ts';
import type { Increase, PageNow, SeriesIncrease } from './page-counters.ts';
import { labelsText, type Series } from './series.ts';
import type { Snapshot } from './snapshot.ts';

export interface ScoreIncrease extends Increase {
  /** What the answers add up to. */
  readonly sum: number;
  /** How far rounding may have moved it. */
  readonly slack: number;
}

/** By canonical label text; of the last one where a series stands there twice, which the counts refuse. */
export function sumsOn(page: Page, family: string): ReadonlyMap<string, number> {
  return new Map((page.samples.get(`${family}_sum`) ?? []).map(({ labels, value }) => [labelsText(labels), value]));
}

/** What is wrong with the sums of one page, or nothing. */
export function sumsTrouble({ page, shown }: PageNow, family: string, counts: ReadonlyMap<string, Series>): string {
  const sums = sumsOn(page, family);
  for (const key of counts.keys()) {
    const sum = sums.get(key);
    if (sum === undefined) return `${shown}: "${family}_sum{${plainLine(key, 120)}}" is missing beside its count`;
    if (!Number.isFinite(sum)) return `${shown}: "${family}_sum{${plainLine(key, 120)}}" is ${String(sum)}`;
  }
  return '';
}

export type ScoreIncreases = { readonly kind: 'grown'; readonly increases: readonly ScoreIncrease[] } | { readonly kind: 'gap'; readonly why: string };

/** Sums may fall where scores may be negative, so that a restart shows in the counts alone. */
export function scoreIncreases(pages: readonly PageNow[], family: string, increases: readonly SeriesIncrease[], before: Snapshot): ScoreIncreases {
  const sums = new Map(pages.map(({ url, page }) => [url, sumsOn(page, family)]));
  const grown: ScoreIncrease[] = [];
  for (const { url, labels, key, by, isBorn } of increases) {
    const now = sums.get(url)?.get(key) ?? 0;
    const stored = isBorn ? 0 : before.pages[url]?.sums?.[family]?.[key];
    if (stored === undefined) return { kind: 'gap', why: `"${family}_sum{${key}}" has no baseline from an earlier look` };
    // Each addition to a running sum is rounded to its 53 bits.
    const slack = (by + 2) * Number.EPSILON * Math.max(Math.abs(now), Math.abs(stored));
    grown.push({ url, labels, by, sum: now - stored, slack });
  }
  return { kind: 'grown', increases: grown };
}

/** Only what `where` of the signal matches is given here. */
export function scoreCells(arms: ArmIncreases<ScoreIncrease>, scale: Scale, slices: readonly string[]): Counted {
  const sliced = slicesOf(arms, slices);
  if (sliced.kind === 'no-data') return sliced;
  const cells: Record<string, Cell> = {};
  for (const { cell, isIn } of [{ cell: 'all', isIn: (): boolean => true }, ...sliced.slices]) {
    const { stable, candidate } = onBothArms(arms, (increases) => increases.filter(({ labels }) => isIn(labels)));
    const counts = { stable: scaled(totalOf(stable), scale), candidate: scaled(totalOf(candidate), scale) };
    for (const arm of ['stable', 'candidate'] as const) if (counts[arm] === 'outside') return { kind: 'no-data', why: outside(arm, cell, totalOf(arm === 'stable' ? stable : candidate), scale) };
    if (counts.stable !== 'outside' && counts.candidate !== 'outside') cells[cell] = { stable: counts.stable, candidate: counts.candidate };
  }
  return { kind: 'cells', cells };
}

function totalOf(increases: readonly ScoreIncrease[]): ScoreTotal {
  return increases.reduce<ScoreTotal>((total, { by, sum, slack }) => ({ trials: total.trials + by, sum: total.sum + sum, slack: total.slack + slack }), { trials: 0, sum: 0, slack: 0 });
}
