// The runs that claims are judged by, in series: one per family, kind of candidate, and, where a kind is many, per candidate. Claims share series.
import { WORST } from '../scenario/families/index.ts';
import type { CandidateKind, Claim } from './claim.ts';

export interface Series {
  readonly family: string;
  readonly candidate: CandidateKind;
  readonly stratum: Stratum;
}

/** Of a kind that is many by turns: every how-manieth run of the family, from which on. Run `i` of the series is run `first + every * i` of the family. */
export interface Stratum {
  /** e.g. `dead on arrival`; empty where the kind is one. */
  readonly name: string;
  readonly first: number;
  readonly every: number;
}

const WHOLE: Stratum = { name: '', first: 0, every: 1 };

/** Each of the worst has to keep the promise by itself: a mixture would hide the one that does not. */
export function strataOf(candidate: CandidateKind): readonly Stratum[] {
  return candidate === 'worst' ? WORST.map((name, first) => ({ name, first, every: WORST.length })) : [WHOLE];
}

/** The series that a claim is judged by; none where no run can say anything. */
export function seriesOf({ family, candidate, cannotBeJudged }: Claim): readonly Series[] {
  return cannotBeJudged === '' ? strataOf(candidate).map((stratum) => ({ family, candidate, stratum })) : [];
}

/** Without repetition, in the order of the claims. */
export function allSeries(claims: readonly Claim[]): readonly Series[] {
  const byKey = new Map(claims.flatMap(seriesOf).map((series) => [seriesKey(series), series]));
  return [...byKey.values()];
}

/** `own-traffic worst: 3x`. */
export function seriesKey(series: Series): string {
  return `${series.family} ${candidateText(series)}`;
}

/** `worst: 3x`, `equal`, `worse:errors=2x`. */
export function candidateText({ candidate, stratum }: Pick<Series, 'candidate' | 'stratum'>): string {
  return stratum.name === '' ? candidate : `${candidate}: ${stratum.name}`;
}
