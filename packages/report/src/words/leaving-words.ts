// Why a rollout left, from the code that the ledger keeps of it, or from the words of whoever ended it.
import { assertNever, type Reason } from '@rampart/rollout-policy';
import { named, said } from './foreign-text.ts';
import type { RolloutContext } from './rollout-context.ts';

/** `why` is a reason's code where Rampart decided; anything else is shown as it was said. */
export function leavingWords(why: string, context: Pick<RolloutContext, 'stable' | 'candidate'>): string {
  return isLeavingCode(why) ? codeWords(why, named(context.stable)) : said(why);
}

/** Reasons that take a candidate out, all of them, as the compiler checks. */
const LEAVING: Readonly<Record<LeavingCode, true>> = {
  aborted: true,
  'weight-lowered-outside': true,
  'lowered-before-record': true,
  'limit-breached': true,
  regression: true,
  'combined-regression': true,
  'shared-overload': true,
  'smoke-failed': true,
  'split-futile': true,
  undecided: true,
  superseded: true,
};

type LeavingCode = Extract<
  Reason['code'],
  'aborted' | 'weight-lowered-outside' | 'lowered-before-record' | 'limit-breached' | 'regression' | 'combined-regression' | 'shared-overload' | 'smoke-failed' | 'split-futile' | 'undecided' | 'superseded'
>;

function isLeavingCode(why: string): why is LeavingCode {
  return Object.hasOwn(LEAVING, why);
}

function codeWords(code: LeavingCode, stable: string): string {
  switch (code) {
    case 'aborted':
      return 'a person stopped it';
    case 'weight-lowered-outside':
      return 'somebody else lowered its weight at the router';
    case 'lowered-before-record':
      return 'a run took it out and could not record why';
    case 'limit-breached':
      return 'it broke a limit of the policy';
    case 'regression':
    case 'combined-regression':
      return `it was worse than ${stable}`;
    case 'shared-overload':
      return `it was too much for what it shares with ${stable}`;
    case 'smoke-failed':
      return 'it got golden cases wrong before its first user';
    case 'split-futile':
      return `it could not become better than ${stable} by enough`;
    case 'undecided':
      return 'the checks did not decide in time';
    case 'superseded':
      return 'a newer version took its place';
    default:
      return assertNever(code);
  }
}
