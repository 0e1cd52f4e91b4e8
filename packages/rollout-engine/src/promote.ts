// The promote job: everything less the holdback to the candidate, then the registry's pointer. Only what the policy decided to promote.
// Run again after any interruption it goes on where it stopped.
import { planPromotion, promotedWeight, questionOfFrozen, UNFROZEN, type Effect, type Ppm, type Rollout, type TargetState } from '@rampart/rollout-policy';
import { applyEffect, weightIn } from './apply-effect.ts';
import { frozenWarnings, heldBy, violationIn } from './frozen-data.ts';
import { candidateSituation } from './observe.ts';
import { describeError, NO_REPORT, type Report } from './outcome.ts';
import { pausedWhy } from './pause.ts';
import { finishPending } from './pending-effect.ts';
import type { PortError } from './ports/port-error.ts';
import type { Ports } from './ports.ts';
import { quietAt } from './quiet-times.ts';
import { nextSequence, openLedger, record, type NewEvent, type Position } from './record.ts';
import { NO_RERUN, standingOf, type Rerun } from './rerun.ts';

export interface PromoteInput {
  readonly target: string;
  readonly actor: string;
  /** The rollout that was meant; a job that comes late must not promote another one. Empty: the live one. */
  readonly rolloutId: string;
  /** Default: no. Who names the rollout needs no record of the run. */
  readonly rerun?: Rerun;
}

export type PromoteOutcome = Report &
  (
    | { readonly kind: 'promoted'; readonly state: TargetState; readonly weight: Ppm }
    /** The rollout that is meant was promoted before and has ended so, and still serves: another job of the same promotion was first. */
    | { readonly kind: 'was-promoted'; readonly state: TargetState; readonly version: string }
    /** Not now: frozen data changed, the router cannot be read, the registry is away. Nothing is lost; run it again. */
    | { readonly kind: 'held'; readonly state: TargetState; readonly why: string; readonly needs: 'nothing' | 'human' }
    /** Not before `untilMs`: people are away by the policy's quiet times. */
    | { readonly kind: 'quiet'; readonly state: TargetState; readonly untilMs: number }
    | { readonly kind: 'refused'; readonly why: string }
    | { readonly kind: 'lost-race' }
    | { readonly kind: 'no-ledger'; readonly error: PortError }
  );

export async function promote(ports: Ports, input: PromoteInput): Promise<PromoteOutcome> {
  const opened = await openLedger(ports, input.target);
  if (opened.kind === 'error') return { kind: 'no-ledger', error: opened.error, ...NO_REPORT };
  const { folded } = opened.position;
  if (folded.kind === 'empty') return refused(`target ${input.target} has no ledger yet: nothing was released here`);
  const { rollout } = folded.state;
  if (input.rolloutId !== '' && (rollout.kind === 'none' || rollout.id !== input.rolloutId)) return afterTheEnd(folded.state, input.rolloutId);
  if (rollout.kind === 'none') return refused(`target ${input.target} has no live rollout: ${folded.state.stable.version} serves`);
  const standing = await standingOf(input.rolloutId === '' ? (input.rerun ?? NO_RERUN) : NO_RERUN, input.target, ports.ledger);
  if (standing.kind === 'unread') return { kind: 'no-ledger', error: standing.error, ...NO_REPORT };
  if (standing.kind === 'unknown') return refused(standing.why);
  if (standing.rolloutId !== '' && standing.rolloutId !== rollout.id) return refused(`this job was about rollout ${standing.rolloutId} when it first ran, the live one is ${rollout.id}`);
  if (rollout.drill === true) return refused(`${rollout.candidate.version} is known to be bad and was let in for a drill: it is never promoted. rampart rollback ends it`);
  if (rollout.phase === 'baking') return { kind: 'promoted', state: folded.state, weight: rollout.weight, ...NO_REPORT };
  if (rollout.phase !== 'awaiting-promotion') return refused(`the policy has not decided to promote ${rollout.candidate.version} (it is in phase ${rollout.phase}). canary-step says when: output to-promote`);
  return unlessFrozenChanged({ ports, input, position: opened.position, state: folded.state }, rollout);
}

/**
 * While reviewers take their time, each look asks for the promotion again: all of those jobs but one come when it is over, and nothing is wrong then.
 * Once something else serves, such a job is of old, and says so.
 */
function afterTheEnd(state: TargetState, rolloutId: string): PromoteOutcome {
  const { rollout, ended, stable } = state;
  const meant = ended.findLast(({ id }) => id === rolloutId);
  if (meant?.outcome === 'promoted' && meant.candidate.digest === stable.digest) return { kind: 'was-promoted', state, version: meant.candidate.version, ...NO_REPORT };
  const now = rollout.kind === 'live' ? `the live one is ${rollout.id}` : `none is live: ${stable.version} serves`;
  return refused(`this job belongs to rollout ${rolloutId}${meant === undefined ? '' : `, which ended ${meant.outcome}`}; ${now}`);
}

interface Run {
  readonly ports: Ports;
  readonly input: PromoteInput;
  readonly position: Position;
  readonly state: TargetState;
}

/** A change of frozen data is recorded before anything else; then it is what the policy says it is. */
async function unlessFrozenChanged(run: Run, rollout: Rollout): Promise<PromoteOutcome> {
  const frozen = await run.ports.freeze.verify(rollout.policy.target, heldBy(rollout));
  const violation = violationIn(frozen, rollout, nextSequence(run.position));
  const written: Written = violation === 'none' ? { kind: 'run', run } : await write(run, violation);
  if (written.kind !== 'run') return written;
  const { state } = written.run;
  if (state.rollout.kind === 'none') return refused('the rollout ended meanwhile');
  const { then } = rollout.policy.freeze ?? UNFROZEN;
  if (then !== 'tell' && frozen.kind === 'unreadable') return held(state, `frozen data cannot be verified: ${frozen.why}`, frozen.lasts === true ? 'human' : 'nothing');
  // A person who approved the change when canary-step asked is not asked again.
  const isApproved = frozen.kind === 'changed' && then === 'hold' && rollout.answered.includes(questionOfFrozen(frozen.paths));
  if (then !== 'tell' && frozen.kind === 'changed' && !isApproved) {
    const paths = `frozen data changed: ${frozen.paths.join(', ')}`;
    return then === 'hold' ? held(state, paths, 'human') : held(state, `${paths}. The policy takes the candidate out for that: the next canary-step does`, 'nothing');
  }
  const outcome = await raiseAndMove(written.run, state.rollout);
  return { ...outcome, warnings: [...frozenWarnings(frozen, rollout), ...outcome.warnings] };
}

async function raiseAndMove(run: Run, rollout: Rollout): Promise<PromoteOutcome> {
  const { ports, state } = run;
  const reading = await ports.router.read(rollout.policy.target);
  if (reading.kind === 'error') return held(state, describeError(reading.error), 'nothing');
  const candidate = candidateSituation(rollout, reading);
  if (candidate.kind !== 'ready') return held(state, candidate.why, 'human');
  if (candidate.digest !== rollout.candidate.digest) return held(state, `slot ${rollout.candidate.slot} holds ${candidate.digest}, the rollout measured ${rollout.candidate.digest}`, 'human');
  if (rollout.pending.kind !== 'none') return resume(run, rollout, rollout.pending);
  if (weightIn(reading.value, rollout.candidate.slot) !== rollout.weight) return held(state, 'the router shows another weight than the ledger: run canary-step, which sorts it out', 'human');
  if (rollout.weight >= promotedWeight(rollout.policy, reading.value.step)) return movePointer(run, rollout);
  if (state.pause.kind === 'paused') return held(state, `the target is ${pausedWhy(state.pause, state.target)}`, 'nothing');
  const quiet = quietAt(rollout.policy.quiet, ports.clock.nowMs());
  if (quiet.kind === 'quiet') return { kind: 'quiet', state, untilMs: quiet.untilMs, ...NO_REPORT };
  const effect = planPromotion(rollout, nextSequence(run.position), reading.value.step);
  const intended = await write(run, { kind: 'intended', rolloutId: rollout.id, operation: `promote/${effect.id}`, effect });
  if (intended.kind !== 'run') return intended;
  const applied = await applyEffect(ports, { rollout, stable: state.stable }, effect, { kind: 'is', version: reading.value.version });
  if (applied.kind !== 'confirmed') return held(intended.run.state, applied.why, 'human');
  return confirm(intended.run, rollout, effect.id, applied);
}

/** Our own raise goes on to the pointer; a raise of the ramp that was still open is only the ground to promote from. */
async function resume(run: Run, rollout: Rollout, pending: Effect): Promise<PromoteOutcome> {
  const { ports, input, state } = run;
  const finished = await finishPending(ports, { rollout, stable: state.stable }, pending, ports.clock.nowMs());
  if (finished.kind !== 'confirmed') return held(state, finished.why, 'human');
  if (pending.purpose === 'promote') return confirm(run, rollout, pending.id, finished);
  const confirmed = await write(run, confirmation(rollout, pending.id, finished));
  return confirmed.kind === 'run' ? promote(ports, input) : confirmed;
}

function confirmation(rollout: Rollout, effectId: string, applied: Settled): NewEvent {
  return { kind: 'confirmed', rolloutId: rollout.id, operation: `confirm/${effectId}`, effectId, observed: applied.observed, settledAtMs: applied.settledAtMs };
}

interface Settled {
  readonly observed: Ppm;
  readonly settledAtMs: number;
}

async function confirm(run: Run, rollout: Rollout, effectId: string, applied: Settled): Promise<PromoteOutcome> {
  const confirmed = await write(run, confirmation(rollout, effectId, applied));
  if (confirmed.kind === 'no-ledger') return held(run.state, `traffic is on ${rollout.candidate.version}, but that is not recorded yet: ${describeError(confirmed.error)}`, 'nothing');
  if (confirmed.kind !== 'run') return confirmed;
  const { rollout: live } = confirmed.run.state;
  return live.kind === 'none' ? refused('the rollout ended meanwhile') : movePointer(confirmed.run, live);
}

async function movePointer(run: Run, rollout: Rollout): Promise<PromoteOutcome> {
  const { ports, input, state } = run;
  const { name, stage } = rollout.policy.model;
  const pointer = await ports.registry.pointer(name, stage);
  if (pointer.kind === 'error') return held(state, `traffic is on ${rollout.candidate.version}, but the registry's pointer is not moved yet: ${describeError(pointer.error)}`, 'nothing');
  const moved = await ports.registry.movePointer({ model: name, stage, from: pointer.value, to: rollout.candidate.version, actor: input.actor });
  if (moved.kind === 'error') return held(state, `traffic is on ${rollout.candidate.version}, but the registry's pointer is not moved yet: ${describeError(moved.error)}`, moved.error.retryable ? 'nothing' : 'human');
  const promoted = await write(run, { kind: 'promoted', rolloutId: rollout.id, operation: `promoted/${rollout.id}`, pointer: moved.value.record });
  if (promoted.kind === 'no-ledger') return held(state, `traffic and pointer are on ${rollout.candidate.version}, but that is not recorded yet: ${describeError(promoted.error)}`, 'nothing');
  return promoted.kind === 'run' ? { kind: 'promoted', state: promoted.run.state, weight: rollout.weight, ...NO_REPORT } : promoted;
}

type Written = { readonly kind: 'run'; readonly run: Run } | Extract<PromoteOutcome, { kind: 'lost-race' | 'no-ledger' }>;

async function write(run: Run, event: NewEvent): Promise<Written> {
  const recorded = await record(run.ports, run.position, event, { actor: run.input.actor, atMs: run.ports.clock.nowMs(), target: run.input.target });
  switch (recorded.kind) {
    case 'recorded':
      return { kind: 'run', run: { ...run, position: recorded.position, state: recorded.state } };
    case 'conflict':
      return { kind: 'lost-race', ...NO_REPORT };
    case 'error':
      return { kind: 'no-ledger', error: recorded.error, ...NO_REPORT };
  }
}

function refused(why: string): PromoteOutcome {
  return { kind: 'refused', why, ...NO_REPORT };
}

function held(state: TargetState, why: string, needs: 'nothing' | 'human'): PromoteOutcome {
  return { kind: 'held', state, why, needs, ...NO_REPORT };
}

