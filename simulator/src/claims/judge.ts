// Claims against the rows of their series: when a series has said enough, and what it says.
import type { Claim, ClaimVerdict, RunRow } from './claim.ts';
import { NOTHING_SEEN, type Tally } from './clopper-pearson.ts';
import { seriesOf, type Series } from './series.ts';
import { stoppingRule, type RunBudget, type StoppingRule } from './stopping-rule.ts';

/** The chance that any claim of a check is called proved although it is broken, at most; and the same the other way round. */
export const CHECK_ALPHA = 0.01;

/** How far a claim has come in one series. Grows run by run; the same whatever the batches were. */
export interface Judging {
  /** Of the runs that the claim speaks of. */
  readonly seen: Tally;
  /** Rows looked at, from the first on. */
  readonly looked: number;
  readonly verdict: ClaimVerdict;
  readonly isOver: boolean;
}

export const BEGUN: Judging = { seen: NOTHING_SEEN, looked: 0, verdict: 'inconclusive', isOver: false };

/** A claim about releases that do not occur is given up after so many runs without one. */
const NONE_SPOKEN_OF_RUNS = 300;
/** How often a promise that stays open is broken is told to a few percent. */
const OPEN_RUNS_MIN = 500;

export interface Court {
  readonly claim: Claim;
  readonly rule: StoppingRule;
  readonly budget: RunBudget;
}

/** One court per claim. The error probability is split evenly over the claims of the check (Bonferroni). */
export function courtsOf(claims: readonly Claim[], budget: RunBudget): readonly Court[] {
  return claims.map((claim) => ({ claim, budget, rule: stoppingRule(budget.kind, { provedAtMost: claim.boundRatio, refutedAbove: claim.refutedAboveRatio }, levelsOf(claim, claims.length)) }));
}

/** To prove a claim each of its series is proved, at the full level; to refute it one is enough, so that the level is split once more. */
function levelsOf(claim: Claim, claims: number): { readonly prove: number; readonly refute: number } {
  const level = CHECK_ALPHA / claims;
  return { prove: level, refute: level / Math.max(1, seriesOf(claim).length) };
}

/** Goes on from `judging` with the rows of the series that were not looked at yet; `rows` are all of them so far, in run order. */
export function judge({ claim, rule, budget }: Court, judging: Judging, rows: readonly RunRow[]): Judging {
  let { seen, looked, verdict, isOver } = judging;
  while (!isOver && looked < Math.min(rows.length, budget.runs)) {
    const row = rows[looked];
    looked += 1;
    if (row !== undefined && claim.isAbout(row)) seen = { runs: seen.runs + 1, broken: seen.broken + (claim.isBroken(row) ? 1 : 0) };
    const isLast = looked === budget.runs;
    verdict = rule.verdictAt(seen, isLast);
    isOver = isLast || verdict !== 'inconclusive' || (looked >= OPEN_RUNS_MIN && rule.staysOpen(seen)) || (budget.kind === 'at-most' && seen.runs === 0 && looked >= NONE_SPOKEN_OF_RUNS);
  }
  return { seen, looked, verdict, isOver };
}

export interface JudgedSeries extends Judging {
  readonly series: Series;
}

/** All series proved: proved. One refuted: refuted. */
export function verdictOver(judged: readonly Pick<Judging, 'verdict'>[]): ClaimVerdict {
  if (judged.some(({ verdict }) => verdict === 'refuted')) return 'refuted';
  return judged.length > 0 && judged.every(({ verdict }) => verdict === 'proved') ? 'proved' : 'inconclusive';
}

const RANK: Readonly<Record<ClaimVerdict, number>> = { refuted: 0, inconclusive: 1, proved: 2 };

/** The series that looks worst: by verdict, then by the bound of its rate, then by the order of the series. */
export function worstOf(judged: readonly JudgedSeries[], rule: StoppingRule): JudgedSeries | undefined {
  const ranked = judged.map((one) => ({ one, rank: RANK[one.verdict], bound: rule.upperBound(one.seen) }));
  return ranked.toSorted((a, b) => a.rank - b.rank || b.bound - a.bound)[0]?.one;
}
