// What a person's approval answers: the questions that are open in the look in which it is given, and nothing that comes later. At the deadline, at the
// top of a ramp and in an approval stage it is the answer to those (declared-rules.ts, stage-rules.ts).
import { loneAlarm } from '../checks/lone-watch.ts';
import { isSplitOff } from '../checks/sample-ratio.ts';
import type { Look } from './look.ts';

export const SAMPLE_RATIO = 'sample-ratio';
export const STEP_BACK = 'step-back';

export function questionOfCheck(name: string): string {
  return `check:${name}`;
}

/** Of the watch over the candidate alone. */
export function questionOfWatch(name: string): string {
  return `before:${name}`;
}

export function questionOfFrozen(paths: readonly string[]): string {
  return `frozen:${paths.join(' ')}`;
}

export function isApproved({ situation: { request } }: Pick<Look, 'situation'>): boolean {
  return request.kind === 'approve';
}

/** Answered before, or by an approval in this very look. */
export function isAnswered(look: Look, question: string): boolean {
  return isApproved(look) || look.rollout.answered.includes(question);
}

/** What an approval in this look answers. */
export function answeredNow(look: Look): readonly string[] {
  if (!isApproved(look)) return [];
  const { frozen } = look.situation;
  const watched = look.policy.checks.filter(({ name }) => {
    const lone = look.absorbed.checks[name]?.lone;
    return lone?.kind === 'watching' && loneAlarm(look.policy, lone);
  });
  return [
    ...look.reports.filter(({ verdict, then }) => verdict === 'worse' && (then === 'hold' || then === 'stepBack')).map(({ name }) => questionOfCheck(name)),
    ...watched.map(({ name }) => questionOfWatch(name)),
    ...(frozen.kind === 'changed' && look.policy.freeze?.then === 'hold' ? [questionOfFrozen(frozen.paths)] : []),
    ...(isSplitOff(look.policy, look.absorbed.sampleRatio) ? [SAMPLE_RATIO] : []),
    ...(look.rollout.waitsForApproval ? [STEP_BACK] : []),
  ];
}
