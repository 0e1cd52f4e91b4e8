// Tests of two means with unequal variances for one look at the end (Welch 1947). Not valid under repeated looks; kept to compare with.
import { studentTQuantile, studentTUpperTail } from '../../math/student-t.ts';
import { armDifference, type ArmPair } from './arm-difference.ts';

export interface WelchInput extends ArmPair {
  readonly alpha: number;
}

export interface TwoSidedResult {
  readonly estimate: number;
  readonly se: number;
  readonly ci: readonly [number, number];
  readonly p: number;
}

export interface GreaterResult {
  readonly estimate: number;
  readonly se: number;
  /** Lower end of the one-sided interval. */
  readonly lower: number;
  readonly p: number;
}

export interface LesserResult {
  readonly estimate: number;
  readonly se: number;
  /** Upper end of the one-sided interval. */
  readonly upper: number;
  readonly p: number;
}

/** Is there a difference? */
export function welchTwoSidedTest({ alpha, ...arms }: WelchInput): TwoSidedResult {
  const { estimate, se, df } = armDifference(arms);
  const half = studentTQuantile({ p: 1 - alpha / 2, df }) * se;
  return { estimate, se, ci: [estimate - half, estimate + half], p: Math.min(1, 2 * studentTUpperTail({ t: Math.abs(estimate) / se, df })) };
}

/** Is b above a? */
export function welchGreaterTest({ alpha, ...arms }: WelchInput): GreaterResult {
  const { estimate, se, df } = armDifference(arms);
  return { estimate, se, lower: estimate - studentTQuantile({ p: 1 - alpha, df }) * se, p: studentTUpperTail({ t: estimate / se, df }) };
}

/** Is b below a? */
export function welchLesserTest({ alpha, ...arms }: WelchInput): LesserResult {
  const { estimate, se, df } = armDifference(arms);
  return { estimate, se, upper: estimate + studentTQuantile({ p: 1 - alpha, df }) * se, p: studentTUpperTail({ t: -estimate / se, df }) };
}
