// A workflow run that is run again keeps its number and its inputs, however much later: what it was asked for may be past by then. It goes on with what an
// earlier attempt has recorded; an attempt that finds no record of its run is refused, because nobody can tell what it would be repeating.
import type { LedgerEvent } from '@rampart/rollout-policy';
import type { Ledger } from './ports/ledger.ts';
import type { PortError } from './ports/port-error.ts';

/** Whether this job is one that ran before. */
export type Rerun = { readonly kind: 'no' } | { readonly kind: 'yes'; readonly run: string };

export const NO_RERUN: Rerun = { kind: 'no' };

/** `ada, run 123.2`: who, in a workflow. The attempt is for people; what identifies an operation leaves it out (operationBy). */
export function actorOfRun(who: string, { run, attempt }: { readonly run: string; readonly attempt: string }): string {
  return `${who}, run ${run}.${attempt}`;
}

/** Who asks, the same for every attempt of a run. */
export function operationBy(actor: string): string {
  return actor.replace(RUN, ', run $1');
}

export type Standing =
  /** A first attempt, or one whose run has recorded something here. */
  | {
      readonly kind: 'goes-on';
      readonly isRepeat: boolean;
      /** The rollout that the earlier attempts were about, the last one of several; empty for none. A repeat is about no other. */
      readonly rolloutId: string;
    }
  | { readonly kind: 'unknown'; readonly why: string }
  /** The history could not be read, which tells nothing of what an earlier attempt has done. */
  | { readonly kind: 'unread'; readonly error: PortError };

export async function standingOf(rerun: Rerun, target: string, ledger: Pick<Ledger, 'history'>): Promise<Standing> {
  if (rerun.kind === 'no') return FIRST;
  const history = await ledger.history(target);
  if (history.kind === 'error') return { kind: 'unread', error: history.error };
  const own = history.value.filter((event) => isOf(event, rerun.run));
  if (own.length > 0) return { kind: 'goes-on', isRepeat: true, rolloutId: own.map((event) => ('rolloutId' in event ? event.rolloutId : '')).findLast((id) => id !== '') ?? '' };
  return { kind: 'unknown', why: `run ${rerun.run} was run again, and no earlier attempt of it has recorded anything on ${target}: what it was asked for may be past. Nothing was changed. Start the workflow anew instead of running it again` };
}

const FIRST: Standing = { kind: 'goes-on', isRepeat: false, rolloutId: '' };

const RUN = /, run (\d+)\.\d+$/;

function isOf({ actor }: LedgerEvent, run: string): boolean {
  return RUN.exec(actor)?.[1] === run;
}
