// State is the fold of the ledger. One event in, the next state out; whatever does not fit is our bug and stops the run.
import { absorb, newCheckState, restartCoverage, type Absorbed } from './checks/absorb.ts';
import { isDelayed } from './checks/delayed.ts';
import { followUp } from './checks/follow-up.ts';
import { copiesMore } from './plan.ts';
import { questionOfWatch, SAMPLE_RATIO, STEP_BACK } from './rules/answers.ts';
import { newDetector } from './statistics/detectors.ts';
import { startLoneWatch } from './checks/lone-watch.ts';
import { newSampleRatio } from './checks/sample-ratio.ts';
import type { Decision, Reason } from './decision.ts';
import type { Confirmed, Ended, FollowedUp, LedgerEvent, Paused, Promoted, Restored, Resumed, Started, Ticked } from './event.ts';
import type { Policy } from './policy.ts';
import type { Effect, EndedRollout, Followed, Outcome, Pause, Rollout, Span, TargetState } from './state.ts';
import { assertNever, invariant, PPM_ALL, PPM_NONE, type Ppm } from './units.ts';

export type Folded = { readonly kind: 'empty' } | { readonly kind: 'present'; readonly state: TargetState };

/** A change that has not settled lasts for ever, until it is confirmed. */
const NOT_SETTLED = Number.MAX_SAFE_INTEGER;
/** What ended longer ago is in the ledger's history, not in its state. */
export const ENDED_KEPT = 50;
const FOLLOWED_KEPT = 3;

/** All events of one target, oldest first, to its state. Throws InvariantError where an event does not follow from what is before it. */
export function foldAll(events: readonly LedgerEvent[]): Folded {
  return events.reduce<Folded>((folded, event) => ({ kind: 'present', state: fold(folded, event) }), { kind: 'empty' });
}

/**
 * The state after `event`. `absorbed`: what decide() made of the evidence in a `ticked` event, when it was just asked; a ledger that is read does not
 * carry it, and gets the same from the evidence.
 */
export function fold(before: Folded, event: LedgerEvent, absorbed?: Absorbed): TargetState {
  const sequence = before.kind === 'empty' ? 0 : before.state.sequence;
  invariant(event.sequence === sequence + 1, 'events follow each other without a gap', { expected: sequence + 1, seen: event.sequence });
  if (event.kind === 'adopted') {
    invariant(before.kind === 'empty', 'a target is adopted once', { sequence: event.sequence });
    return { schema: 1, target: event.target, sequence: 1, slots: event.slots, stable: event.stable, rollout: { kind: 'none' }, pause: { kind: 'none' }, following: [], ended: [] };
  }
  invariant(before.kind === 'present', 'the first event adopts the target', { seen: event.kind });
  const state = { ...before.state, sequence: event.sequence };
  if (event.kind === 'started') return start(state, event);
  if (event.kind === 'followed-up') return follow(state, event);
  if (event.kind === 'restored') return restore(state, event);
  if (event.kind === 'retraining-asked') return { ...state, retrainingAsked: [...(state.retrainingAsked ?? []), { rolloutId: event.rolloutId, check: event.check }].slice(-ENDED_KEPT) };
  if (event.kind === 'paused') return pause(state, event);
  if (event.kind === 'resumed') return resume(state, event);
  const { rollout } = state;
  invariant(rollout.kind === 'live' && rollout.id === event.rolloutId, 'the event belongs to the live rollout', { seen: event.rolloutId });
  switch (event.kind) {
    case 'ticked':
      return { ...state, rollout: tick(rollout, event, absorbed ?? absorb(rollout, event.evidence)) };
    case 'intended':
      return { ...state, rollout: intend(rollout, event.effect, event.atMs) };
    case 'confirmed':
      return confirm(state, rollout, event);
    case 'promoted':
      return { ...state, rollout: bakeFrom(rollout, event) };
    case 'violated':
      return { ...state, rollout: { ...rollout, violated: [...new Set([...(rollout.violated ?? []), ...event.paths])] } };
    case 'ended':
      return end(state, rollout, event);
    default:
      return assertNever(event);
  }
}

function start(state: TargetState, event: Started): TargetState {
  invariant(state.pause.kind === 'none', 'nothing is started on a paused target', { rollout: event.rolloutId });
  invariant(state.rollout.kind === 'none', 'one rollout per target at a time', { live: state.rollout.kind });
  invariant(event.candidate.slot !== state.stable.slot, 'the candidate has the slot that does not serve', { slot: event.candidate.slot });
  const { policy } = event;
  const rollout: Rollout = {
    kind: 'live',
    id: event.rolloutId,
    candidate: event.candidate,
    policy,
    policyDigest: event.policyDigest,
    startedAtMs: event.atMs,
    phase: 'trial',
    stageIndex: 0,
    stageEnteredAtMs: event.atMs,
    weightSinceMs: event.atMs,
    weight: PPM_NONE,
    weightMax: PPM_NONE,
    firstWeight: PPM_NONE,
    mirror: PPM_NONE,
    attempt: event.attempt,
    weights: [{ fromMs: event.atMs, weight: PPM_NONE, mirror: PPM_NONE }],
    sampleRatio: newSampleRatio(),
    suspicion: { kind: 'none' },
    pending: { kind: 'none' },
    exclusions: [],
    checks: Object.fromEntries(policy.checks.map((check) => [check.name, newCheckState(check, event.atMs)])),
    snapshot: null,
    answered: [],
    waitsForApproval: false,
    pause: { kind: 'none' },
    pointerMoved: false,
    confirmedEffect: '',
    lastRuling: '',
    leavingWhy: '',
    ...drillOf(event),
  };
  return { ...state, rollout };
}

function tick(rollout: Rollout, event: Ticked, absorbed: Absorbed): Rollout {
  const { decision, situation } = event;
  // What a person has looked into is watched anew from here.
  const checks = watchedAnew(absorbed.checks, decision.answered);
  const sampleRatio = decision.answered.includes(SAMPLE_RATIO) ? newSampleRatio() : absorbed.sampleRatio;
  const moved: Rollout = {
    ...rollout,
    checks,
    sampleRatio,
    suspicion: suspicionAfter(rollout, decision, event.atMs),
    snapshot: event.snapshot,
    exclusions: stillNeeded(rollout.exclusions, checks),
    weights: stillInForce(rollout.weights, checks),
    answered: [...new Set([...rollout.answered, ...decision.answered.filter(isRemembered)])],
    waitsForApproval: isAsking(decision) || (rollout.waitsForApproval && !decision.answered.includes(STEP_BACK)),
    stageIndex: decision.stageIndex,
    stageEnteredAtMs: decision.stageIndex === rollout.stageIndex ? rollout.stageEnteredAtMs : event.atMs,
    phase: phaseAfter(rollout, decision),
    lastRuling: rulingOf(decision),
    leavingWhy: rollout.leavingWhy === '' && decision.kind === 'rollback' ? leavingWhy(decision) : rollout.leavingWhy,
    ...retrainingAfter(rollout, decision),
  };
  switch (event.effect.kind) {
    case 'none':
      return wasNotDone(moved, event) ? abandon(moved, event.atMs) : moved;
    case 'intended':
    case 'unconfirmed':
      return intend(moved, event.effect.effect, situation.nowMs);
    case 'done':
      return settle(intend(moved, event.effect.effect, situation.nowMs), event.effect.effect, event.effect.effect.weight, event.atMs);
    default:
      return assertNever(event.effect);
  }
}

function retrainingAfter({ retrainingDue = [] }: Rollout, { checks }: Decision): Pick<Rollout, 'retrainingDue'> {
  const due = [...new Set([...retrainingDue, ...checks.filter(({ then, verdict }) => then === 'retrain' && verdict === 'worse').map(({ name }) => name)])];
  return due.length === 0 ? {} : { retrainingDue: due };
}

function phaseAfter(rollout: Rollout, decision: Decision): Rollout['phase'] {
  if (decision.kind === 'rollback') return 'leaving';
  if (decision.kind === 'promote') return 'awaiting-promotion';
  // A hold while a promotion waits (frozen data changed, say) does not take the promotion back; a step back does.
  return decision.kind === 'stepBack' ? 'trial' : rollout.phase;
}

/** Identity of what a decision says, without its numbers. */
export function rulingOf(decision: Decision): string {
  return `${decision.kind}/${decision.needs}/${decision.reasons.map((reason) => reason.code).join('+')}`;
}

/** A recorded raise that the router does not show: the job died before it acted, and a later look decided something else. */
function wasNotDone(rollout: Rollout, { situation: { router } }: Ticked): boolean {
  return rollout.pending.kind !== 'none' && router.kind === 'read' && router.weight === rollout.weight && !copiesMore(router, rollout);
}

function abandon(rollout: Rollout, atMs: number): Rollout {
  return { ...rollout, pending: { kind: 'none' }, exclusions: closed(rollout, atMs) };
}

function closed(rollout: Rollout, atMs: number): readonly Span[] {
  return rollout.exclusions.map((span) => (isClosed(span) ? span : { fromMs: span.fromMs, toMs: atMs + rollout.policy.expert.warmUpMs }));
}

function leavingWhy(decision: Decision): string {
  return decision.reasons[0]?.code ?? 'unknown';
}

/** `fromMs`: when the effect was decided; a lowering was made between then and its record. */
function intend(rollout: Rollout, effect: Effect, fromMs: number): Rollout {
  invariant(effect.rolloutId === rollout.id, 'an effect belongs to its rollout', { effect: effect.id, rollout: rollout.id });
  invariant(rollout.phase !== 'leaving' || effect.weight === 0, 'a candidate that leaves is never raised again', { weight: effect.weight });
  const open = rollout.exclusions.find((span) => !isClosed(span));
  return { ...rollout, pending: effect, exclusions: [...rollout.exclusions.filter(isClosed), open ?? { fromMs, toMs: NOT_SETTLED }] };
}

function isClosed(span: Span): boolean {
  return span.toMs !== NOT_SETTLED;
}

/** `weight`: what the router shows, which rounds down. */
function settle(rollout: Rollout, effect: Effect, weight: Ppm, settledAtMs: number): Rollout {
  return {
    ...rollout,
    weight,
    mirror: effect.mirror,
    weights: [...rollout.weights, { fromMs: settledAtMs, weight, mirror: effect.mirror }],
    confirmedEffect: effect.id,
    weightSinceMs: settledAtMs,
    weightMax: weight > rollout.weightMax ? weight : rollout.weightMax,
    firstWeight: rollout.firstWeight === 0 ? weight : rollout.firstWeight,
    pending: { kind: 'none' },
    checks: restartCoverage(rollout.weight === 0 && weight > 0 ? forgetShadow(rollout.policy, rollout.checks) : rollout.checks, settledAtMs),
    exclusions: closed(rollout, settledAtMs),
  };
}

/** What was learned from copies of requests may still speak against the candidate, but neither sizes the ramp nor certifies anything. */
function forgetShadow(policy: Policy, checks: Rollout['checks']): Rollout['checks'] {
  return Object.fromEntries(policy.checks.flatMap((check) => {
    const state = checks[check.name];
    const { same, better, caps } = newCheckState(check, 0);
    return state === undefined ? [] : [[check.name, isDelayed(check) ? state : { ...state, same, better, caps }]];
  }));
}

/** A span is kept until every check's evidence is past it; labels of that time may come much later. */
function stillNeeded(exclusions: readonly Span[], checks: Rollout['checks']): readonly Span[] {
  const oldest = Math.min(...Object.values(checks).map((check) => check.watermarkMs), Number.MAX_SAFE_INTEGER);
  return exclusions.filter((span) => span.toMs > oldest);
}

/** The weight that was in force when the oldest evidence still to come was measured, and all after it. */
function stillInForce(weights: Rollout['weights'], checks: Rollout['checks']): Rollout['weights'] {
  const oldest = Math.min(...Object.values(checks).map((check) => check.watermarkMs), Number.MAX_SAFE_INTEGER);
  const first = weights.findLastIndex(({ fromMs }) => fromMs <= oldest);
  return weights.slice(Math.max(0, first));
}

function confirm(state: TargetState, rollout: Rollout, event: Confirmed): TargetState {
  const { pending } = rollout;
  invariant(pending.kind !== 'none' && pending.id === event.effectId, 'only a pending effect is confirmed', { seen: event.effectId });
  const settled = settle(rollout, pending, event.observed, event.settledAtMs);
  if (pending.purpose !== 'finish') return { ...state, rollout: settled };
  const { version, digest, slot } = rollout.candidate;
  return { ...state, stable: { version, digest, slot }, rollout: { kind: 'none' }, following: followFrom(state, settled, event.atMs), ended: remember(state, settled, 'promoted', 'baked', event.atMs) };
}

function bakeFrom(rollout: Rollout, event: Promoted): Rollout {
  invariant(rollout.phase === 'awaiting-promotion', 'only what waits for promotion is promoted', { phase: rollout.phase });
  const bakeIndex = rollout.policy.plan.findIndex((stage) => stage.kind === 'bake');
  return {
    ...rollout,
    phase: 'baking',
    pointerMoved: true,
    stageIndex: bakeIndex < 0 ? rollout.policy.plan.length : bakeIndex,
    stageEnteredAtMs: event.atMs,
    checks: watchedAlone(rollout.policy, restartCoverage(rollout.checks, rollout.weightSinceMs)),
  };
}

function watchedAlone(policy: Policy, checks: Rollout['checks']): Rollout['checks'] {
  return Object.fromEntries(policy.checks.flatMap((check) => {
    const state = checks[check.name];
    return state === undefined ? [] : [[check.name, startLoneWatch(policy, check, state)]];
  }));
}

/** A finished release whose policy follows it: only what comes from labels is still to come. */
function followFrom(state: TargetState, { id, candidate, policy, checks, exclusions }: Rollout, endedAtMs: number): TargetState['following'] {
  const stage = policy.plan.find((planned) => planned.kind === 'follow');
  const awaited = policy.checks.filter(isDelayed).map(({ name }) => name);
  if (stage === undefined || awaited.length === 0) return state.following;
  const { version, digest, slot } = candidate;
  const followed: Followed = {
    id,
    candidate: { version, digest, slot },
    previous: state.stable,
    policy,
    checks: Object.fromEntries(Object.entries(checks).filter(([name]) => awaited.includes(name))),
    exclusions,
    endedAtMs,
    untilMs: endedAtMs + stage.durationMs,
    told: [],
  };
  return [...state.following, followed].slice(-FOLLOWED_KEPT);
}

function follow(state: TargetState, event: FollowedUp): TargetState {
  invariant(state.following.some(({ id }) => id === event.rolloutId), 'only a followed release gets labels', { seen: event.rolloutId });
  const following = state.following.map((followed) => (followed.id === event.rolloutId ? followUp(followed, event.evidence).followed : followed));
  return { ...state, following: following.filter(({ untilMs }) => untilMs > event.atMs) };
}

function restore(state: TargetState, event: Restored): TargetState {
  const followed = state.following.find(({ id }) => id === event.rolloutId);
  invariant(followed !== undefined && followed.candidate.digest === state.stable.digest, 'only a followed release that still serves is taken out again', { seen: event.rolloutId });
  invariant(state.rollout.kind === 'none', 'nothing else is being released meanwhile', { live: state.rollout.kind });
  const { version, digest } = followed.candidate;
  const ended: EndedRollout = { id: followed.id, candidate: { version, digest }, outcome: 'rolled-back', why: event.why, endedAtMs: event.atMs, weightMax: PPM_ALL };
  return { ...state, stable: followed.previous, following: state.following.filter(({ id }) => id !== followed.id), ended: [...state.ended, ended].slice(-ENDED_KEPT) };
}

function pause(state: TargetState, { actor, why, atMs }: Paused): TargetState {
  invariant(state.pause.kind === 'none', 'what is paused is not paused again', { actor });
  return withPause(state, { kind: 'paused', by: actor, why, sinceMs: atMs });
}

function resume(state: TargetState, { actor }: Resumed): TargetState {
  invariant(state.pause.kind === 'paused', 'only what is paused is resumed', { actor });
  return withPause(state, { kind: 'none' });
}

function withPause(state: TargetState, is: Pause): TargetState {
  const { rollout } = state;
  return { ...state, pause: is, rollout: rollout.kind === 'live' ? { ...rollout, pause: is } : rollout };
}

/** Remembered by what is watched anew, not by its name. */
function isRemembered(question: string): boolean {
  return question !== SAMPLE_RATIO && question !== STEP_BACK && !question.startsWith(questionOfWatch(''));
}

function isAsking(decision: Decision): boolean {
  return decision.kind === 'stepBack' && decision.needs === 'approval';
}

function watchedAnew(checks: Rollout['checks'], answered: readonly string[]): Rollout['checks'] {
  const isAnew = (name: string): boolean => answered.includes(questionOfWatch(name));
  return Object.fromEntries(Object.entries(checks).map(([name, state]) => [name, state.lone.kind === 'watching' && isAnew(name) ? { ...state, lone: { ...state.lone, atoms: newDetector() } } : state]));
}

/** Kept from the step back that a shared overload caused until the next raise, or until that level had time to show whether the step back helped. */
function suspicionAfter({ suspicion }: Rollout, decision: Decision, atMs: number): Rollout['suspicion'] {
  const [reason] = decision.reasons;
  if (decision.kind === 'stepBack' && reason?.code === 'shared-overload') return { kind: 'shared', check: reason.check, sinceMs: atMs };
  return decision.kind === 'advance' || decision.reasons.some(({ code }) => code === 'common-mode') ? { kind: 'none' } : suspicion;
}

function end(state: TargetState, rollout: Rollout, event: Ended): TargetState {
  invariant(event.observed === 0, 'a rollout ends without promotion only when its candidate serves nothing', { observed: event.observed });
  return { ...state, rollout: { kind: 'none' }, ended: remember(state, rollout, event.outcome, event.why, event.atMs) };
}

function remember(state: TargetState, rollout: Rollout, outcome: Outcome, why: string, endedAtMs: number): readonly EndedRollout[] {
  const { version, digest } = rollout.candidate;
  return [...state.ended, { id: rollout.id, candidate: { version, digest }, outcome, why, endedAtMs, weightMax: rollout.weightMax, ...drillOf(rollout) }].slice(-ENDED_KEPT);
}

function drillOf({ drill }: Pick<Rollout, 'drill'>): Pick<Rollout, 'drill'> {
  return drill === true ? { drill } : {};
}

/** How a rollout that left is remembered. */
export function outcomeOf(leavingWhyCode: string): Exclude<Outcome, 'promoted'> {
  const code = leavingWhyCode as Reason['code'];
  if (code === 'superseded') return 'superseded';
  return code === 'undecided' ? 'expired' : 'rolled-back';
}
