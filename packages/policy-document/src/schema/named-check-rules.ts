// What names a check, a promise to catch or the judge of a split, and whether that check can do it.
import type { Catch, Check, Stage } from '@rampart/rollout-policy';
import { didYouMean } from '../did-you-mean.ts';
import type { Finding } from '../mistakes/finding.ts';
import { keyRefusal, refusal, type Refusal } from '../mistakes/refusal.ts';
import type { MistakeName } from '../mistakes/mistake-kinds.ts';
import { SCORE_IN_FACTORS } from './check-values.ts';
import type { Path } from '../source/path.ts';
import { formatDuration } from '../units/duration.ts';
import { formatMargin } from '../units/margin.ts';

/** `names`: of all checks as written, also of those with a mistake. */
export interface NamedChecks {
  readonly names: readonly string[];
  readonly checks: readonly Check[];
}

/** `paths`: where each of `catches` is written. */
export function catchFindings(catches: readonly Catch[], paths: readonly Path[], { names, checks }: NamedChecks): readonly Finding[] {
  return catches.flatMap((caught, index): readonly Finding[] => {
    const path = paths[index] ?? ['promise', 'catches'];
    const check = checks.find(({ name }) => name === caught.check);
    if (!names.includes(caught.check)) return [{ path, ...unknownCheck('broken-promise', caught.check, names) }];
    if (catches.findIndex((earlier) => earlier.check === caught.check) < index) return [{ path, ...TWICE }];
    return check === undefined ? [] : unkeepable(caught, check).map((refused) => ({ path, ...refused }));
  });
}

const TWICE = keyRefusal('repeated', { says: 'this check is promised twice', accepted: 'the smaller effect: what is larger is caught sooner' });

function unkeepable({ effect, withinMs }: Catch, { then, worseBy, signal }: Check): readonly Refusal[] {
  const refused = (says: string, accepted: string): readonly Refusal[] => [keyRefusal('broken-promise', { says, accepted })];
  if (then !== 'rollback') return refused(`this check does not take the new version out (then: ${then})`, '`then: rollback` for this check, or no promise about it');
  if (worseBy.kind === 'none') return refused('this check compares nothing with stable', 'a `worseBy` for this check, or no promise about it');
  if (worseBy.kind !== effect.kind) {
    const asks = worseBy.kind === 'points' ? 'points' : 'a factor or percent';
    return refused(`its margin is ${formatMargin(worseBy)}, and nobody can say whether ${formatMargin(effect)} is more`, `${asks}, above ${formatMargin(worseBy)}`);
  }
  const isLarger = effect.kind === 'factor' ? worseBy.kind === 'factor' && effect.factor > worseBy.factor : worseBy.kind === 'points' && effect.ratio > worseBy.ratio;
  if (!isLarger) return refused(`its margin accepts ${formatMargin(worseBy)} as fine`, `more than ${formatMargin(worseBy)}, or a smaller margin`);
  const matureMs = maturityMs(signal);
  return matureMs < withinMs ? [] : refused(`its labels are final only after ${formatDuration(matureMs)}`, `within more than ${formatDuration(matureMs)}`);
}

function maturityMs(signal: Check['signal']): number {
  if (signal.kind === 'labels' || signal.kind === 'pairs' || signal.kind === 'calibration') return signal.matureMs;
  return signal.kind === 'score' && signal.origin.kind === 'labels' ? signal.origin.matureMs : 0;
}

export function judgeFindings(plan: readonly Stage[], { names, checks }: NamedChecks): readonly Finding[] {
  return plan.flatMap((stage, index): readonly Finding[] => {
    if (stage.kind !== 'split') return [];
    const path = ['plan', index, 'split', 'judge'];
    if (!names.includes(stage.judge)) return [{ path, ...unknownCheck('plan-and-checks', stage.judge, names), at: 'value' }];
    const check = checks.find(({ name }) => name === stage.judge);
    if (check === undefined) return [];
    const worth = ['plan', index, 'split', 'worthwhile'];
    const isPercentOfScore = check.signal.kind === 'score' && check.signal.low !== 0 && stage.worthwhile.kind === 'factor';
    return [...unfitJudge(check).map((refused) => ({ path, ...refused })), ...(isPercentOfScore ? [{ path: worth, ...SCORE_IN_FACTORS }] : [])];
  });
}

function unfitJudge({ signal, sides, worseBy }: Check): readonly Refusal[] {
  const refused = (says: string, accepted: string): readonly Refusal[] => [refusal('plan-and-checks', { says, accepted })];
  if (signal.kind === 'pairs') return refused('pairs come from a shadow, a split has none', 'a check of share, time, score or labels');
  if (signal.kind === 'bins' || signal.kind === 'calibration' || signal.kind === 'level') return refused(`a check of ${signal.kind} has no better side to win by`, 'a check of share, time, score or labels');
  if (sides === 'both') return refused('this check looks at both sides (differsBy), so no side wins', 'a check with `worseBy`');
  return worseBy.kind === 'none' ? refused('this check compares nothing with stable', 'a check with `worseBy`') : [];
}

function unknownCheck(mistake: MistakeName, name: string, names: readonly string[]): Refusal {
  const meant = didYouMean(name, names);
  const hint = meant.kind === 'suggestion' ? `Did you mean ${meant.word}?` : '';
  return keyRefusal(mistake, { says: 'there is no check of this name', accepted: names.length === 0 ? 'the name of a check' : names.join(', '), hint });
}
