// Takes the candidate out with as little as possible: the router's own read is enough. Metrics are not asked, registry and ledger come
// after the traffic, and what could not be done is said.
import { decide, outcomeOf, planEffect, ppm, PPM_ALL, PPM_NONE, promotedWeight, type Rollout, type TargetState } from '@rampart/rollout-policy';
import { applyEffect, weightIn } from './apply-effect.ts';
import { candidateSituation, routerSituation, stableSituation } from './observe.ts';
import { sinceStartOf } from './needed-history.ts';
import { describeError } from './outcome.ts';
import type { Result } from './ports/port-error.ts';
import type { RouterReading } from './ports/traffic-router.ts';
import type { Ports } from './ports.ts';
import { recordableSituation } from './recordable.ts';
import { nextSequence, openLedger, record, type NewEvent, type Position } from './record.ts';
import { NO_RERUN, operationBy, standingOf, type Rerun } from './rerun.ts';

export interface RollbackInput {
  readonly target: string;
  readonly actor: string;
  readonly why: string;
  /** The rollout that was meant; refused when the router's stamp names another one. Empty: whatever is out there. */
  readonly rolloutId: string;
  /** Version that shall serve, for a router without a stamp. Empty: as the stamp or the ledger says. */
  readonly stableVersion: string;
  /** Nothing but the router: no ledger, no registry. */
  readonly routerOnly: boolean;
  /** Default: no. Who names the rollout needs no record of the run. */
  readonly rerun?: Rerun;
}

export interface RollbackOutcome {
  readonly kind:
    /** The router was read back: the candidate serves nothing. */
    | 'out'
    /** There was nothing to take out. */
    | 'nothing'
    /** A person is needed now: traffic may still be on the candidate. */
    | 'unconfirmed'
    /** Nothing was changed: the request does not fit what is there. */
    | 'refused';
  readonly why: string;
  /** The rollout is recorded as ended. */
  readonly concluded: boolean;
  readonly state: { readonly kind: 'unknown' } | { readonly kind: 'known'; readonly state: TargetState };
  readonly warnings: readonly string[];
  readonly todo: readonly string[];
}

export async function rollback(ports: Ports, asked: RollbackInput): Promise<RollbackOutcome> {
  const { rerun = NO_RERUN } = asked;
  const standing = await standingOf(asked.rolloutId === '' && !asked.routerOnly ? rerun : NO_RERUN, asked.target, ports.ledger);
  if (standing.kind === 'unknown') return plain('refused', standing.why);
  // Nothing that this job needs is in the ledger.
  const input: RollbackInput = standing.kind === 'unread' || standing.rolloutId === '' ? asked : { ...asked, rolloutId: standing.rolloutId };
  const taken = await takeTrafficAway(ports, input);
  if (taken.kind === 'refused' || input.routerOnly) return taken;
  return settleAccounts(ports, input, taken);
}

// --- traffic: the router alone ----------------------------------------------------------------------------------------------

async function takeTrafficAway(ports: Ports, input: RollbackInput): Promise<RollbackOutcome> {
  const reading = await ports.router.read(input.target);
  if (reading.kind === 'error') return plain('unconfirmed', describeError(reading.error), { todo: ['move all traffic to the stable slot: the router did not answer'] });
  const { stamp } = reading.value;
  const isOther = input.rolloutId !== '' && stamp.kind === 'stamp' && stamp.rolloutId !== input.rolloutId;
  const older = isOther ? await stateBeyond(ports, input, stamp.rolloutId) : 'none';
  if (isOther && older === 'none') {
    return plain('refused', `this rollback belongs to rollout ${input.rolloutId}; the router now carries rollout ${stamp.rolloutId}. Nothing was changed`);
  }
  const stable: StableSlot = older === 'none' ? await stableSlot(ports, input, reading.value) : { kind: 'slot', slot: older.stable.slot };
  if (stable.kind === 'unknown') return plain('refused', stable.why);
  if (isOut(reading.value, stable.slot)) return plain('nothing', `all traffic is on slot ${stable.slot} already`);

  const known = older !== 'none' ? { rolloutId: input.rolloutId, sequence: older.sequence } : stamp.kind === 'stamp' ? stamp : { rolloutId: `manual-${input.target}`, sequence: 0 };
  const weights = Object.fromEntries(reading.value.slots.map(({ slot }) => [slot, slot === stable.slot ? PPM_ALL : PPM_NONE]));
  const mark = { rolloutId: known.rolloutId, sequence: known.sequence, effectId: `${known.rolloutId}/rollback/${reading.value.version}`, liveSlot: stable.slot, liveDigest: digestIn(reading.value, stable.slot) };
  const answer = await ports.router.set({ target: input.target, weights, mirror: {}, ifVersion: { kind: 'any' }, stamp: mark });
  const after = await ports.router.read(input.target);
  if (after.kind === 'ok' && isOut(after.value, stable.slot)) return plain('out', `all traffic is on slot ${stable.slot}, read back at the router`);
  const why = answer.kind === 'error' ? describeError(answer.error) : 'the router does not show the change';
  return plain('unconfirmed', why, { todo: [`move all traffic to slot ${stable.slot}`] });
}

/** A job that was shown an old history may have left the stamp of a rollout that has ended since: then the ledger tells that the one that is meant is live. */
async function stateBeyond(ports: Ports, { target, rolloutId, routerOnly }: RollbackInput, stamped: string): Promise<TargetState | 'none'> {
  const opened = routerOnly ? undefined : await openLedger(ports, target);
  if (opened?.kind !== 'position' || opened.position.folded.kind !== 'present') return 'none';
  const { state } = opened.position.folded;
  return state.rollout.kind === 'live' && state.rollout.id === rolloutId && state.ended.some(({ id }) => id === stamped) ? state : 'none';
}

/** Nobody is answered by the candidate, and it gets no copies either. */
function isOut(reading: RouterReading, stableSlot: string): boolean {
  const copies = reading.mirror === 'cannot' ? [] : Object.values(reading.mirror);
  return weightIn(reading, stableSlot) === PPM_ALL && copies.every((share) => share === 0);
}

/** What serves there as the router tells it. A stamp is never without words: routers refuse that. */
function digestIn({ slots }: RouterReading, slot: string): string {
  const placed = slots.find((known) => known.slot === slot)?.placed;
  return placed?.kind === 'release' ? placed.digest : 'unknown';
}

type StableSlot = { readonly kind: 'slot'; readonly slot: string } | { readonly kind: 'unknown'; readonly why: string };

/** A version named by a person, the router's own stamp, and only then the ledger. */
async function stableSlot(ports: Ports, input: RollbackInput, reading: RouterReading): Promise<StableSlot> {
  if (input.stableVersion !== '') {
    const found = reading.slots.find((slot) => slot.placed.kind === 'release' && slot.placed.version === input.stableVersion);
    const seen = reading.slots.map((slot) => `${slot.slot}: ${slot.placed.kind === 'release' ? slot.placed.version : 'nothing'}`).join(', ');
    return found === undefined ? { kind: 'unknown', why: `no slot holds ${input.stableVersion} (${seen}). Name one that is there` } : { kind: 'slot', slot: found.slot };
  }
  if (reading.stamp.kind === 'stamp') return { kind: 'slot', slot: reading.stamp.liveSlot };
  const opened = input.routerOnly ? undefined : await openLedger(ports, input.target);
  if (opened?.kind === 'position' && opened.position.folded.kind === 'present') return { kind: 'slot', slot: opened.position.folded.state.stable.slot };
  return { kind: 'unknown', why: 'the router carries no stamp of a rollout, so it is unclear which slot is stable. Name the version that shall serve: input stable-version' };
}

// --- accounts: ledger and registry ------------------------------------------------------------------------------------------

async function settleAccounts(ports: Ports, input: RollbackInput, taken: RollbackOutcome): Promise<RollbackOutcome> {
  const opened = await openLedger(ports, input.target);
  if (opened.kind === 'error') {
    const todo = taken.kind === 'nothing' ? [] : ['record the rollback: run it again when the ledger can be reached'];
    return { ...taken, warnings: [...taken.warnings, describeError(opened.error)], todo: [...taken.todo, ...todo] };
  }
  const { folded } = opened.position;
  if (folded.kind === 'empty' || folded.state.rollout.kind === 'none') {
    return { ...taken, state: folded.kind === 'empty' ? { kind: 'unknown' } : { kind: 'known', state: folded.state }, concluded: folded.kind === 'present' };
  }
  const { rollout } = folded.state;
  if (input.rolloutId !== '' && rollout.id !== input.rolloutId) return plain('refused', `this rollback belongs to rollout ${input.rolloutId}, the live one is ${rollout.id}. Nothing was changed`);
  const account: Account = { ports, input, taken: { ...taken, state: { kind: 'known', state: folded.state } }, position: opened.position, state: folded.state };
  return hasLeft(rollout) ? conclude(account, rollout) : recordLeaving(account, rollout);
}

/** Everything that could be taken away was, and the ledger knows. */
function hasLeft({ phase, weight, mirror, pending }: Rollout): boolean {
  return phase === 'leaving' && weight === 0 && mirror === 0 && pending.kind === 'none';
}

interface Account {
  readonly ports: Ports;
  readonly input: RollbackInput;
  readonly taken: RollbackOutcome;
  readonly position: Position;
  readonly state: TargetState;
}

async function recordLeaving(account: Account, rollout: Rollout): Promise<RollbackOutcome> {
  const { ports, input, position, state, taken } = account;
  const reading = await ports.router.read(input.target);
  const situation = recordableSituation({
    nowMs: ports.clock.nowMs(),
    nextLookMs: 0,
    router: routerSituation(rollout, reading),
    candidate: candidateSituation(rollout, reading),
    stable: stableSituation(state.stable, reading),
    frozen: { kind: 'none' },
    smoke: { kind: 'not-asked' },
    quiet: { kind: 'no' },
    request: { kind: 'abort', actor: input.actor, why: input.why },
  });
  const { decision } = decide(rollout, {}, situation);
  const sequence = nextSequence(position);
  const effect = planEffect(rollout, decision, sequence, 'unknown');
  if (effect.kind === 'none') return conclude(account, rollout);
  const applied = await applyEffect(ports, { rollout, stable: state.stable }, effect, { kind: 'any' });
  const event: NewEvent = {
    kind: 'ticked',
    rolloutId: rollout.id,
    operation: `rollback/${rollout.id}/${String(sequence)}/${operationBy(input.actor)}`,
    evidence: {},
    situation,
    decision,
    effect: { kind: applied.kind === 'confirmed' ? 'done' : 'unconfirmed', effect },
    snapshot: rollout.snapshot,
  };
  const recorded = await record(ports, position, event, { actor: input.actor, atMs: ports.clock.nowMs(), target: input.target });
  const traffic: RollbackOutcome = applied.kind === 'confirmed' ? { ...taken, kind: 'out', why: outWhy(state), todo: [] } : { ...taken, kind: 'unconfirmed', why: applied.why };
  if (recorded.kind === 'conflict') return { ...traffic, todo: [...traffic.todo, 'record the rollback: another job wrote to the ledger meanwhile; run it again'] };
  if (recorded.kind === 'error') return { ...traffic, warnings: [...traffic.warnings, describeError(recorded.error)], todo: [...traffic.todo, 'record the rollback: run it again when the ledger can be reached'] };
  const { rollout: left } = recorded.state;
  if (left.kind === 'none' || applied.kind !== 'confirmed') return { ...traffic, state: { kind: 'known', state: recorded.state } };
  return conclude({ ...account, taken: { ...traffic, state: { kind: 'known', state: recorded.state } }, position: recorded.position, state: recorded.state }, left);
}

async function conclude(account: Account, rollout: Rollout): Promise<RollbackOutcome> {
  const { state } = account;
  const taken: RollbackOutcome = account.taken.kind === 'nothing' ? { ...account.taken, kind: 'out', why: outWhy(state) } : account.taken;
  if (taken.kind !== 'out') return taken;
  if (rollout.pointerMoved || (await isPointedTo(account, rollout))) {
    const restored = await restorePointer(account, rollout);
    // Neither where promotion left it nor where it was: a person has moved the pointer, and a person wins.
    if (restored.kind === 'error' && restored.error.code === 'conflict') return end(account, rollout, { ...taken, warnings: [...taken.warnings, `${describeError(restored.error)}. It is left as it is`] });
    if (restored.kind === 'error') return { ...taken, warnings: [...taken.warnings, describeError(restored.error)], todo: [...taken.todo, `point ${rollout.policy.model.stage} of ${rollout.policy.model.name} back to ${state.stable.version}: run the rollback again when the registry can be reached`] };
  }
  return end(account, rollout, taken);
}

/**
 * A promote job records that it begins, raises, moves the pointer, and may end before it has recorded that. Where none has begun, the pointer is at the candidate because a
 * person has moved it, and a person wins.
 */
async function isPointedTo({ ports, state }: Account, { id, policy, candidate, weightMax }: Rollout): Promise<boolean> {
  // Whatever a router's step is, rounding down to it leaves more than half: only who has had that much may have been promoted, and has a history worth reading.
  if (2 * weightMax <= promotedWeight(policy, ppm(1))) return false;
  const history = await ports.ledger.history(state.target, sinceStartOf(state));
  // One that cannot be read now may have it.
  if (history.kind === 'ok' && !history.value.some((event) => event.kind === 'intended' && event.rolloutId === id)) return false;
  const pointer = await ports.registry.pointer(policy.model.name, policy.model.stage);
  return pointer.kind === 'ok' && pointer.value.kind === 'at' && pointer.value.version === candidate.version;
}

async function end({ ports, input, position }: Account, rollout: Rollout, taken: RollbackOutcome): Promise<RollbackOutcome> {
  const ended: NewEvent = { kind: 'ended', rolloutId: rollout.id, operation: `end/${rollout.id}`, outcome: outcomeOf(rollout.leavingWhy), why: rollout.leavingWhy, observed: PPM_NONE };
  const recorded = await record(ports, position, ended, { actor: input.actor, atMs: ports.clock.nowMs(), target: input.target });
  if (recorded.kind === 'recorded') return { ...taken, concluded: true, state: { kind: 'known', state: recorded.state } };
  const warnings = recorded.kind === 'error' ? [...taken.warnings, describeError(recorded.error)] : taken.warnings;
  return { ...taken, warnings, todo: [...taken.todo, 'conclude the rollout in the ledger: run the rollback again'] };
}

function restorePointer({ ports, input, state }: Account, rollout: Rollout): Promise<Result<{ readonly record: string }>> {
  const { name, stage } = rollout.policy.model;
  return ports.registry.movePointer({ model: name, stage, from: { kind: 'at', version: rollout.candidate.version }, to: state.stable.version, actor: input.actor });
}

function outWhy(state: TargetState): string {
  return `all traffic is on ${state.stable.version} in slot ${state.stable.slot}, read back at the router`;
}

function plain(kind: RollbackOutcome['kind'], why: string, more: { readonly todo?: readonly string[] } = {}): RollbackOutcome {
  return { kind, why, concluded: false, state: { kind: 'unknown' }, warnings: [], todo: more.todo ?? [] };
}

