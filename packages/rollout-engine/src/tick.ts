// One look: observe, decide, record, act, confirm. Safe to run twice at once, to die anywhere, and to come late.
//
// Raising waits for the record: intent, effect, read back, confirmation. Lowering is done first and recorded after.
import { decide, planEffect, waitsForRecord, type Decision, type Effect, type Rollout, type Situation, type TargetState } from '@rampart/rollout-policy';
import { adoptionFrom, adoptionWarnings } from './adopt.ts';
import { applyEffect, type Applied } from './apply-effect.ts';
import { candidateSituation, observe, routerSituation, stableSituation } from './observe.ts';
import { describeError, NO_NEWS, type TickOutcome, type TickReport } from './outcome.ts';
import { followReleases, isFollowDue } from './follow.ts';
import { frozenWarnings, heldBy, violationIn } from './frozen-data.ts';
import { pausedWhy } from './pause.ts';
import { finishPending } from './pending-effect.ts';
import type { RolloutFreeze } from './ports/ledger.ts';
import type { Ports } from './ports.ts';
import { ledgerOfOneLook } from './one-look.ts';
import { recordableSituation } from './recordable.ts';
import { nextSequence, openLedger, record, type NewEvent, type Position } from './record.ts';
import { isNews } from './news.ts';
import { operationBy } from './rerun.ts';
import { quietAt } from './quiet-times.ts';
import { smokeSituation } from './smoke-situation.ts';
import { evidenceProblem, findCandidate, startEvent, type PinnedPolicy, type ValidationEvidence, type Wanted } from './start-rollout.ts';

export interface TickInput {
  readonly pinned: PinnedPolicy;
  /** Login, workflow run or command line: recorded with every event. */
  readonly actor: string;
  /** `observe` reads and decides, and changes nothing anywhere. */
  readonly acts: boolean;
  readonly request: Extract<Situation['request'], { kind: 'none' | 'abort' | 'approve' }>;
  /** Look for a new version also while a rollout is live. */
  readonly pollRegistry: boolean;
  readonly wanted: Wanted;
  readonly validation: ValidationEvidence;
  readonly nextLookMs: number;
  /** Where the metric source of this very process left off; `from-ledger` in a fresh one. */
  readonly snapshot: { readonly kind: 'from-ledger' } | { readonly kind: 'kept'; readonly value: unknown };
}

/** A lowering that was done but lost the race for the record is looked at again; more often than this it is left to the next tick. */
const ATTEMPTS = 3;

export async function tick(ports: Ports, input: TickInput): Promise<TickOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attemptTick({ ...ports, ledger: ledgerOfOneLook(ports.ledger) }, input);
    if (outcome !== 'again') return outcome;
    if (attempt === ATTEMPTS) return { kind: 'lost-race', ...NO_NEWS, todo: ['record the lowered weight: the next tick does'] };
  }
}

interface Run {
  readonly ports: Ports;
  readonly input: TickInput;
  readonly position: Position;
  readonly state: TargetState;
  readonly report: TickReport;
}

async function attemptTick(ports: Ports, input: TickInput): Promise<TickOutcome | 'again'> {
  const opened = await openLedger(ports, input.pinned.policy.target);
  if (opened.kind === 'error') return { kind: 'no-ledger', error: opened.error, ...NO_NEWS };
  if (opened.position.folded.kind === 'empty') return adopt(ports, input, opened.position);
  const run: Run = { ports, input, position: opened.position, state: opened.position.folded.state, report: NO_NEWS };
  if (run.state.rollout.kind === 'none') return followFirst(run);
  const outcome = await continueFrom(run);
  return outcome === 'again' ? outcome : followBeside(ports, input, outcome);
}

// --- releases that ended ----------------------------------------------------------------------------------------------------

/** Nothing new begins on a ledger that traffic has left behind. */
async function followFirst(run: Run): Promise<TickOutcome | 'again'> {
  const end = await followReleases({ ...run, actor: run.input.actor, acts: run.input.acts });
  switch (end.kind) {
    case 'followed':
      return continueFrom({ ...run, position: end.run.position, state: end.run.state, report: end.run.report });
    case 'unsettled':
      return { kind: 'idle', state: end.run.state, why: 'the release before is being brought back', ...end.run.report };
    case 'lost-race':
      return { kind: 'lost-race', ...end.report };
    case 'no-ledger':
      return { kind: 'no-ledger', error: end.error, ...end.report };
  }
}

/** Labels of a release before are in no hurry: first comes the rollout that is live. What cannot be recorded now is asked again. */
async function followBeside(ports: Ports, input: TickInput, outcome: TickOutcome): Promise<TickOutcome> {
  if (outcome.kind !== 'decided' || !isFollowDue(outcome.state, ports.clock.nowMs())) return outcome;
  const opened = await openLedger(ports, input.pinned.policy.target);
  if (opened.kind === 'error' || opened.position.folded.kind === 'empty') return outcome;
  const { warnings, todo, followed } = outcome;
  const end = await followReleases({ ports, actor: input.actor, acts: input.acts, position: opened.position, state: opened.position.folded.state, report: { warnings, todo, followed } });
  return end.kind === 'followed' ? { ...outcome, ...end.run.report, state: end.run.state } : outcome;
}

async function continueFrom(run: Run): Promise<TickOutcome | 'again'> {
  const { rollout } = run.state;
  if (rollout.kind === 'none') return beginRollout(run);
  if (isReplaced(rollout) && run.input.acts) return advance(run, { kind: 'ended', rolloutId: rollout.id, operation: `end/${rollout.id}`, outcome: 'superseded', why: 'superseded', observed: rollout.weight }, continueFrom);
  // Who aborts must not see a recorded raise made first.
  if (rollout.pending.kind !== 'none' && run.input.acts && run.input.request.kind !== 'abort') return resume(run, rollout, rollout.pending);
  return look(run, rollout);
}

// --- before a rollout -------------------------------------------------------------------------------------------------------

async function adopt(ports: Ports, input: TickInput, position: Position): Promise<TickOutcome | 'again'> {
  const { policy } = input.pinned;
  const reading = await ports.router.read(policy.target);
  if (reading.kind === 'error') return { kind: 'refused', why: `the target has no ledger yet, and what serves cannot be read: ${describeError(reading.error)}`, ...NO_NEWS };
  const adoption = adoptionFrom(policy, reading.value);
  if (adoption.kind === 'refused') return { kind: 'refused', why: adoption.why, ...NO_NEWS };
  if (!input.acts) return { kind: 'would-start', what: `adopt ${adoption.stable.version} in slot ${adoption.stable.slot} as stable`, ...NO_NEWS };
  const event: NewEvent = { kind: 'adopted', operation: `adopt/${policy.target}`, target: policy.target, slots: adoption.slots, stable: adoption.stable };
  return advance({ ports, input, position, report: { ...NO_NEWS, warnings: adoptionWarnings(reading.value) } }, event, continueFrom);
}

async function beginRollout(run: Run): Promise<TickOutcome | 'again'> {
  const { ports, input, state, report } = run;
  if (state.pause.kind === 'paused') {
    const why = `${state.target} is ${pausedWhy(state.pause, state.target)}`;
    const isAsked = input.wanted.kind === 'version' || input.wanted.kind === 'retry' || input.wanted.kind === 'drill';
    return isAsked ? { kind: 'refused', why, ...report } : { kind: 'idle', state, why, ...report };
  }
  const found = await findCandidate(ports, input.pinned, state, input.wanted);
  switch (found.kind) {
    case 'nothing':
      return { kind: 'idle', state, why: found.why, ...report };
    case 'unknown':
      return { kind: 'idle', state, why: 'the registry cannot be read', ...report, warnings: [...report.warnings, found.why] };
    case 'refused':
      return { kind: 'refused', why: found.why, ...report };
    case 'candidate':
      break;
  }
  const problem = evidenceProblem(found.release, input.validation);
  if (problem !== '') return { kind: 'refused', why: problem, ...report };
  if (!input.acts) return { kind: 'would-start', what: `release ${found.release.version} (${found.release.digest})`, ...report };
  const event = startEvent(input.pinned, state, found.release, input.wanted);
  const { target, freeze } = input.pinned.policy;
  if (freeze === undefined || freeze.paths.length === 0) return advance(run, event, continueFrom);
  const pinned = await ports.freeze.pin({ target, rolloutId: event.rolloutId, paths: freeze.paths });
  if (pinned.kind === 'refused') return { kind: 'refused', why: `the policy wants data frozen, and that cannot be: ${pinned.why}`, ...report };
  return advance(run, event, continueFrom, { kind: 'hold', document: pinned.document });
}

/** Records `event` and goes on from there; a lost race ends the tick quietly. */
async function advance(run: Omit<Run, 'state'>, event: NewEvent, next: (run: Run) => Promise<TickOutcome | 'again'>, freeze?: RolloutFreeze): Promise<TickOutcome | 'again'> {
  const { ports, input } = run;
  const recorded = await record(ports, run.position, event, { actor: input.actor, atMs: ports.clock.nowMs(), target: input.pinned.policy.target, ...(freeze === undefined ? {} : { freeze }) });
  switch (recorded.kind) {
    case 'recorded':
      return next({ ...run, position: recorded.position, state: recorded.state });
    case 'conflict':
      return { kind: 'lost-race', ...run.report };
    case 'error':
      return { kind: 'no-ledger', error: recorded.error, ...run.report };
  }
}

// --- a rollout is live ------------------------------------------------------------------------------------------------------

async function resume(run: Run, rollout: Rollout, effect: Effect): Promise<TickOutcome | 'again'> {
  const { ports, state } = run;
  const intendedAtMs = rollout.exclusions.at(-1)?.fromMs ?? rollout.weightSinceMs;
  const finished = await finishPending(ports, { rollout, stable: state.stable }, effect, intendedAtMs);
  if (finished.kind === 'confirmed') return advance(run, confirmation(rollout, effect, finished), continueFrom);
  const warned: Run = { ...run, report: { ...run.report, warnings: [...run.report.warnings, finished.why] } };
  if (finished.kind === 'open') return look(warned, rollout);
  return look({ ...warned, input: { ...run.input, request: { kind: 'abort', actor: 'somebody at the router', why: finished.why } } }, rollout);
}

function confirmation(rollout: Rollout, effect: Effect, applied: Extract<Applied, { kind: 'confirmed' }>): NewEvent {
  return { kind: 'confirmed', rolloutId: rollout.id, operation: `confirm/${effect.id}`, effectId: effect.id, observed: applied.observed, settledAtMs: applied.settledAtMs };
}

async function look(run: Run, rollout: Rollout): Promise<TickOutcome | 'again'> {
  const { ports, input, position } = run;
  const frozen = await ports.freeze.verify(rollout.policy.target, heldBy(rollout));
  const warned = { ...run, report: { ...run.report, warnings: [...run.report.warnings, ...frozenWarnings(frozen, rollout)] } };
  const violation = violationIn(frozen, rollout, nextSequence(position));
  if (violation === 'none' || !input.acts) return lookWith(warned, rollout, frozen);
  const recorded = await record(ports, position, violation, { actor: input.actor, atMs: ports.clock.nowMs(), target: rollout.policy.target });
  if (recorded.kind === 'conflict') return 'again';
  // Taking traffic away waits for no ledger: what could not be recorded now is new to the next look as well.
  if (recorded.kind === 'error' || recorded.state.rollout.kind === 'none') return lookWith(warned, rollout, frozen);
  return lookWith({ ...warned, position: recorded.position, state: recorded.state }, recorded.state.rollout, frozen);
}

async function lookWith(run: Run, rollout: Rollout, frozen: Situation['frozen']): Promise<TickOutcome | 'again'> {
  const { ports, input, state } = run;
  const placement = await place(run, rollout);
  const reading = await ports.router.read(rollout.policy.target);
  const nowMs = ports.clock.nowMs();
  const snapshot = input.snapshot.kind === 'kept' ? input.snapshot.value : rollout.snapshot;
  // The first look of a job follows one of the job before it, which left it to the schedule.
  const { lookMs, tickMs } = rollout.policy.expert;
  const everyMs = input.snapshot.kind === 'kept' ? lookMs : Math.max(lookMs, tickMs);
  const seen = await observe(ports, { rollout, stable: state.stable }, { nowMs, everyMs, snapshot });
  const request = await requestOf(run, rollout);
  const candidate = candidateSituation(rollout, reading);
  const situation = recordableSituation({
    nowMs,
    nextLookMs: input.nextLookMs,
    router: routerSituation(rollout, reading),
    candidate,
    stable: stableSituation(state.stable, reading),
    frozen,
    smoke: await smokeSituation(ports, rollout, candidate),
    quiet: quietAt(rollout.policy.quiet, nowMs),
    request,
  });
  const { decision, checks } = decide(rollout, seen.evidence, situation);
  const sequence = nextSequence(run.position);
  const ticked = { kind: 'ticked', rolloutId: rollout.id, operation: `tick/${rollout.id}/${String(sequence)}/${operationBy(input.actor)}`, evidence: seen.evidence, situation, decision, snapshot: seen.snapshot } as const;
  const watched: Run = { ...run, report: { ...run.report, warnings: [...run.report.warnings, ...placement] } };
  if (!input.acts) return { kind: 'decided', state, decision, recorded: false, snapshot: seen.snapshot, ...watched.report };

  const planned = planEffect(rollout, decision, sequence, situation.router.kind === 'read' ? situation.router.weight : 'unknown');
  if (planned.kind === 'none') {
    if (!isNews(rollout, ticked, checks)) return { kind: 'decided', state, decision, recorded: false, snapshot: seen.snapshot, ...watched.report };
    return advance(watched, { ...ticked, effect: { kind: 'none' } }, (next) => conclude(next, decision, seen.snapshot));
  }
  if (waitsForRecord(rollout, planned)) {
    return advance(watched, { ...ticked, effect: { kind: 'intended', effect: planned } }, (next) => raise(next, decision, planned, reading.kind === 'ok' ? reading.value.version : '', seen.snapshot));
  }
  return lower(watched, rollout, ticked, planned, seen.snapshot);
}

/** While nothing is exposed the candidate's slot is brought to the recorded digest. Returns what went wrong, if anything. */
async function place(run: Run, rollout: Rollout): Promise<readonly string[]> {
  const { ports, input } = run;
  if (!input.acts || rollout.phase !== 'trial' || rollout.weight > 0) return [];
  const { slot, version, digest, artifact } = rollout.candidate;
  const answer = await ports.deployer.place({ target: rollout.policy.target, slot, version, digest, artifact, rolloutId: rollout.id });
  return answer.kind === 'error' ? [describeError(answer.error)] : [];
}

async function requestOf(run: Run, rollout: Rollout): Promise<Situation['request']> {
  const { input, ports, state } = run;
  // What is paused keeps what it has: nothing could be started in its place.
  const busy = rollout.phase === 'leaving' || rollout.phase === 'baking' || state.pause.kind === 'paused';
  if (input.request.kind !== 'none' || !input.pollRegistry || busy || input.pinned.policy.onNewVersion !== 'replace') return input.request;
  const found = await findCandidate(ports, input.pinned, state, { kind: 'newest' });
  if (found.kind !== 'candidate' || found.release.digest === rollout.candidate.digest) return input.request;
  return { kind: 'supersede', by: found.release.version };
}

async function raise(run: Run, decision: Decision, effect: Effect, version: string, snapshot: unknown): Promise<TickOutcome | 'again'> {
  const { ports, state } = run;
  if (state.rollout.kind === 'none') return conclude(run, decision, snapshot);
  const applied = await applyEffect(ports, { rollout: state.rollout, stable: state.stable }, effect, { kind: 'is', version });
  if (applied.kind === 'confirmed') {
    const outcome = await advance(run, confirmation(state.rollout, effect, applied), (next) => conclude(next, decision, snapshot));
    if (outcome === 'again' || outcome.kind !== 'no-ledger') return outcome;
    // The traffic has moved and its intent is recorded; whoever reads this must not be told that nothing happened.
    const { warnings, todo, followed, error } = outcome;
    return { kind: 'decided', state, decision, recorded: true, snapshot, followed, warnings: [...warnings, describeError(error)], todo: [...todo, 'confirm the raise in the ledger: the next tick reads it back at the router and does'] };
  }
  const report = { ...run.report, warnings: [...run.report.warnings, applied.why], todo: [...run.report.todo, 'the raise was recorded but is not confirmed: the next tick reads back and finishes or drops it'] };
  return conclude({ ...run, report }, decision, snapshot);
}

type TickedSoFar = Omit<Extract<NewEvent, { kind: 'ticked' }>, 'effect'>;

async function lower(run: Run, rollout: Rollout, ticked: TickedSoFar, effect: Effect, snapshot: unknown): Promise<TickOutcome | 'again'> {
  const { ports, input, state } = run;
  const applied = await applyEffect(ports, { rollout, stable: state.stable }, effect, { kind: 'any' });
  const confirmed = applied.kind === 'confirmed';
  const report = confirmed
    ? run.report
    : { ...run.report, warnings: [...run.report.warnings, applied.why], todo: [...run.report.todo, `take the weight to ${String(effect.weight / 10_000)} %: the next tick tries again; until then use the break-glass command`] };
  const event: NewEvent = { ...ticked, effect: { kind: confirmed ? 'done' : 'unconfirmed', effect } };
  const recorded = await record(ports, run.position, event, { actor: input.actor, atMs: ports.clock.nowMs(), target: rollout.policy.target });
  switch (recorded.kind) {
    case 'recorded':
      return conclude({ ...run, position: recorded.position, state: recorded.state, report }, ticked.decision, snapshot);
    case 'conflict':
      return 'again';
    case 'error':
      // The traffic is where it belongs. The router's stamp tells the next tick what happened.
      return {
        kind: 'decided',
        state,
        decision: ticked.decision,
        recorded: false,
        unrecorded: recorded.error,
        // What this look read is not in the ledger: the next one reads it again.
        snapshot: rollout.snapshot,
        ...report,
        warnings: [...report.warnings, describeError(recorded.error)],
        todo: [...report.todo, 'record the lowered weight: the next tick that reaches the ledger does'],
      };
  }
}

/** A candidate that was replaced and is out has nothing left to restore: it ends at once, so that the newer one need not wait for a rollback job. */
function isReplaced(rollout: Rollout): boolean {
  return rollout.phase === 'leaving' && rollout.leavingWhy === 'superseded' && rollout.weight === 0 && rollout.mirror === 0 && rollout.pending.kind === 'none' && !rollout.pointerMoved;
}

async function conclude(run: Run, decision: Decision, snapshot: unknown): Promise<TickOutcome | 'again'> {
  const { state, report } = run;
  if (state.rollout.kind === 'live' && isReplaced(state.rollout)) return continueFrom(run);
  return { kind: 'decided', state, decision, recorded: true, snapshot, ...report };
}
