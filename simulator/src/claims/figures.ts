// The figures of a claim out of the rows that it looked at.
import type { Claim, ClaimResult } from './claim.ts';
import type { CandidateFigures, ClaimFigures } from './check-report.ts';
import { rounded } from './check-result.ts';
import { caughtAtMs } from './claims-of.ts';
import { NOTHING_SEEN } from './clopper-pearson.ts';
import { judgedBy, type Heard } from './hearing.ts';
import { CHECK_ALPHA, verdictOver, worstOf, type Court } from './judge.ts';
import { quantileBound, seenQuantile, type QuantileBound } from './quantile-bound.ts';
import { candidateText } from './series.ts';
import { stoppingRule } from './stopping-rule.ts';

export function claimResult(courts: readonly Court[], index: number, heard: readonly Heard[]): ClaimResult {
  const court = courtAt(courts, index);
  const judged = judgedBy(index, heard);
  const verdict = verdictOver(judged);
  const worst = worstOf(judged, court.rule);
  const seen = worst?.seen ?? NOTHING_SEEN;
  const bound = verdict === 'refuted' ? court.rule.lowerBound(seen) : court.rule.upperBound(seen);
  return {
    name: court.claim.name,
    family: court.claim.family,
    bound: court.claim.boundRatio,
    candidate: worst === undefined ? court.claim.candidate : candidateText(worst.series),
    observed: { broken: seen.broken, ratio: rounded(seen.runs === 0 ? 0 : seen.broken / seen.runs), bound: rounded(bound) },
    confidence: rounded(1 - CHECK_ALPHA / courts.length),
    runs: seen.runs,
    verdict,
  };
}

export function claimFigures(courts: readonly Court[], index: number, heard: readonly Heard[]): Omit<ClaimFigures, 'counterexample'> {
  const court = courtAt(courts, index);
  const { claim } = court;
  const result = claimResult(courts, index, heard);
  const judged = judgedBy(index, heard);
  const byCandidate = judged.map(({ series, seen, verdict, rows }): CandidateFigures => ({
    candidate: candidateText(series),
    runs: seen.runs,
    broken: seen.broken,
    verdict,
    upperBound: rounded(court.rule.upperBound(seen)),
    excessIn99: quantileBound(rows.map((row) => (claim.name === 'badRequests' ? claim.severity(row) : row.excessInTrial)), inNinetyNineOfHundred(court, courts.length)),
  }));
  const rows = judged.flatMap((one) => one.rows.filter(claim.isAbout));
  const times = rows.map((row) => (claim.candidate === 'equal' ? row.decidedAtMs : caughtAtMs(row)));
  return {
    ...result,
    promised: claim.promised,
    path: claim.path,
    why: whyOpen(claim, result),
    byCandidate,
    excessIn99: largest(byCandidate.map(({ excessIn99 }) => excessIn99)),
    times: { median: seenQuantile(times, 0.5), p95: seenQuantile(times, 0.95) },
    askedRatio: rows.length === 0 ? 0 : rounded(rows.filter(({ askedAtMs }) => askedAtMs !== 'never').length / rows.length),
  };
}

function courtAt(courts: readonly Court[], index: number): Court {
  const court = courts[index];
  if (court === undefined) throw new RangeError(`there is no claim ${index}`);
  return court;
}

function inNinetyNineOfHundred({ budget }: Court, claims: number) {
  const level = CHECK_ALPHA / claims;
  return stoppingRule(budget.kind, { provedAtMost: 0.01, refutedAbove: 0.01 }, { prove: level, refute: level });
}

/** Known only where it is known of every candidate. */
function largest(bounds: readonly QuantileBound[]): QuantileBound {
  const values = bounds.flatMap((bound) => (bound.kind === 'bound' ? [bound.value] : []));
  return values.length === 0 || values.length < bounds.length ? { kind: 'too-few-runs' } : { kind: 'bound', value: Math.max(...values) };
}

function whyOpen({ name, cannotBeJudged, boundRatio }: Claim, { verdict, runs, observed }: ClaimResult): string {
  if (verdict !== 'inconclusive') return '';
  if (cannotBeJudged !== '') return cannotBeJudged;
  if (runs === 0) return name === 'afterPromotion' ? 'no simulated release was promoted, so nothing was seen of the time after it' : 'no simulated release is one that it speaks of';
  if (observed.ratio <= boundRatio) return `it holds as far as ${runs} runs can tell, which are too few to be sure`;
  return name === 'decideWithin' ? 'the other good releases would ask a person' : 'too close to the bound to tell with so many runs';
}
