// I1 to I15.
import type { Chronicle, Played } from '../chronicle.ts';
import type { Checker } from './checker.ts';
import { oneLine } from './i01-one-line.ts';
import { oneRollout } from './i02-one-rollout.ts';
import { operationOnce } from './i03-operation-once.ts';
import { raiseHasEvidence } from './i04-raise-has-evidence.ts';
import { endsAreFinal } from './i05-ends-are-final.ts';
import { noDataNoRaise } from './i06-no-data-no-raise.ts';
import { effectsAreFenced } from './i07-effects-are-fenced.ts';
import { intentFirst } from './i08-intent-first.ts';
import { mirrorsConverge } from './i09-mirrors-converge.ts';
import { successIsTrue } from './i10-success-is-true.ts';
import { limitsAreKept } from './i11-limits-are-kept.ts';
import { noSecrets } from './i12-no-secrets.ts';
import { changesAreAccountable } from './i13-changes-are-accountable.ts';
import { clocksShortenNothing } from './i14-clocks-shorten-nothing.ts';
import { itEnds } from './i15-it-ends.ts';

export const CHECKERS: readonly Checker[] = [
  oneLine, oneRollout, operationOnce, raiseHasEvidence, endsAreFinal, noDataNoRaise, effectsAreFenced, intentFirst, mirrorsConverge, successIsTrue, limitsAreKept, noSecrets, changesAreAccountable, clocksShortenNothing, itEnds,
];

export interface Broken {
  readonly id: string;
  readonly seen: string;
}

/** Each rule is asked of each target; what is about jobs and their requests, of everything. */
export function checkAll(played: Played): readonly Broken[] {
  return CHECKERS.flatMap(({ id, asks, check }) => {
    if (asks === 'jobs') return check(everything(played)).map((seen) => ({ id, seen }));
    const ofEach = played.targets.flatMap((target) => check(target).map((seen) => (played.targets.length === 1 ? seen : `${target.policy.target}: ${seen}`)));
    return ofEach.map((seen) => ({ id, seen }));
  });
}

/** As if it were about one target: the one that is not at its end, if there is one. */
function everything({ entries, targets }: Played): Chronicle {
  const unfinished = targets.find(({ end: { state } }) => state === 'none' || state.rollout.kind === 'live');
  return { ...(unfinished ?? targets[0]), entries };
}
