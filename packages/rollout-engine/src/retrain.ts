// A check with `then: retrain` says that a model no longer fits the world: a new one is asked for, once per rollout and check. First asked, then recorded:
// what could not be asked, or not be recorded, is asked again by the next look.
import type { Policy, RetrainingCause } from '@rampart/rollout-policy';
import { describeError, type TickOutcome } from './outcome.ts';
import type { Retraining } from './ports/retraining.ts';
import type { Ports } from './ports.ts';
import { nextSequence, openLedger, record, type NewEvent } from './record.ts';

/** What a look found worse and nobody has asked a new model for yet. `policy`: for releases whose own policy is gone with them. */
export function dueRetraining(outcome: TickOutcome, policy: Policy): readonly RetrainingCause[] {
  if (outcome.kind !== 'decided' && outcome.kind !== 'idle') return [];
  const { state } = outcome;
  const liveId = state.rollout.kind === 'live' ? state.rollout.id : (state.ended.at(-1)?.id ?? '');
  const live = outcome.kind === 'decided' ? outcome.decision.checks.filter(({ then, verdict }) => then === 'retrain' && verdict === 'worse').map(({ name }) => ({ rolloutId: liveId, check: name })) : [];
  const earlier = state.rollout.kind === 'live' ? (state.rollout.retrainingDue ?? []).map((check) => ({ rolloutId: liveId, check })) : [];
  const followed = state.following.flatMap(({ id, told, policy: own }) => causesOf(id, told, own));
  // A release that was brought back in this look is followed no more.
  const news = outcome.followed.flatMap(({ rolloutId, worse }) => causesOf(rolloutId, worse, state.following.find(({ id }) => id === rolloutId)?.policy ?? policy));
  return [...live, ...earlier, ...followed, ...news].filter((cause, index, all) => !isIn(state.retrainingAsked ?? [], cause) && all.findIndex((other) => isSame(other, cause)) === index);
}

export interface RetrainInput {
  readonly target: string;
  readonly actor: string;
  readonly causes: readonly RetrainingCause[];
}

/** What went wrong, for a person; empty where everything was asked for, and recorded. */
export async function askForRetraining(ports: Pick<Ports, 'ledger' | 'clock' | 'titleOf'>, retraining: Retraining, { target, actor, causes }: RetrainInput): Promise<readonly string[]> {
  const warnings: string[] = [];
  for (const cause of causes) {
    const { rolloutId, check } = cause;
    const opened = await openLedger(ports, target);
    if (opened.kind === 'error') return [...warnings, describeError(opened.error)];
    const { head, folded } = opened.position;
    if (head.kind === 'empty' || folded.kind === 'empty' || isIn(folded.state.retrainingAsked ?? [], cause)) continue;
    const asked = await retraining.ask({ target, check, rolloutId, evidence: head.head });
    if (asked.kind === 'error') {
      warnings.push(`${check} asks for a new model, and nobody could be told; the next look asks again. ${asked.error.message}`);
      continue;
    }
    const event: NewEvent = { kind: 'retraining-asked', rolloutId, operation: `retrain/${rolloutId}/${check}/${String(nextSequence(opened.position))}`, check, evidence: head.head };
    const recorded = await record(ports, opened.position, event, { actor, atMs: ports.clock.nowMs(), target });
    if (recorded.kind === 'recorded') continue;
    const why = recorded.kind === 'error' ? describeError(recorded.error) : 'another job wrote to the ledger meanwhile';
    warnings.push(`a new model was asked for (${check}), and that is not recorded: ${why}. The next look asks once more`);
  }
  return warnings;
}

function causesOf(rolloutId: string, worse: readonly string[], { checks }: Policy): readonly RetrainingCause[] {
  return worse.filter((name) => checks.some((check) => check.name === name && check.then === 'retrain')).map((check) => ({ rolloutId, check }));
}

function isIn(causes: readonly RetrainingCause[], cause: RetrainingCause): boolean {
  return causes.some((other) => isSame(other, cause));
}

function isSame(a: RetrainingCause, b: RetrainingCause): boolean {
  return a.rolloutId === b.rolloutId && a.check === b.check;
}
