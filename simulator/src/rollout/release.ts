// One release at depth `decide`: the core's decide() and fold() over a world, with a router that obeys and a ledger that is there. Synchronous and lean:
// claims run thousands of these. What a router, a ledger or a runner can do to a rollout is for the depths that have them (whyNotDecisions).
import { nextLookMs, SILENCE_MS, staysFor } from '@rampart/canary-step/run';
import { blocksRequest, isNews, observationFrom, quietAt, type NewEvent } from '@rampart/rollout-engine';
import { decide, fold, outcomeOf, planEffect, planPromotion, PPM_NONE, ppm, promotedWeight, waitsForRecord, type Absorbed, type Decision, type Effect, type LedgerEvent, type Ppm, type Rollout, type Situation, type TargetState } from '@rampart/rollout-policy';
import type { Scenario, Trial } from '../scenario/scenario.ts';
import { newTelemetry, nextCutMs, type SourceKind, type Telemetry } from '../telemetry/index.ts';
import type { Exposure, World } from '../world/world.ts';
import { scheduledTicks } from './schedule.ts';
import { liveOf, startedState } from './started-state.ts';
import type { Ending, Truth } from './recording.ts';

/** Monday, 1 January 2024, 00:00 UTC: every simulated release starts here. */
export const START_MS = 1_704_067_200_000;
/** As `deadline` of canary-step. */
const JOB_MS = 5 * 3_600_000;

export interface Watcher {
  readonly looked: (atMs: number, decision: Decision) => void;
  readonly recorded: (event: LedgerEvent, state: TargetState) => void;
  /** Offset, and the share that the router serves and copies from then on. */
  readonly moved: (atMs: number, weight: number, mirror: number) => void;
}

export interface Released {
  readonly ending: Ending;
  readonly promotedAtMs: number | 'never';
  readonly firstTrafficAtMs: number | 'never';
  readonly haltedAtMs: number | 'never';
  readonly askedAfterPromotionAtMs: number | 'never';
  readonly truth: Truth;
  readonly looks: number;
  /** Of looks: how many, and for how many minutes a runner is billed, each rounded up to a whole one. */
  readonly jobs: { readonly count: number; readonly minutes: number };
}

/** Everything that this depth cannot show, in a sentence; empty where it can show all. */
export function whyNotDecisions({ scenario }: Trial): string {
  const others = scenario.faults.filter(({ kind }) => !SHOWN.has(kind));
  return others.length === 0 ? '' : `the decision alone has no ${[...new Set(others.map(({ kind }) => kind))].join(', ')}: simulate it at depth tick`;
}

/** Faults of the telemetry and of the world, and of the schedule. */
const SHOWN: ReadonlySet<Scenario['faults'][number]['kind']> = new Set([
  'metrics-missing', 'metrics-stale', 'metrics-nan', 'metrics-empty', 'metrics-time-out', 'metrics-truncated', 'counter-reset', 'duplicated-series', 'metrics-late', 'out-of-order', 'extrapolated',
  'label-swap', 'series-dropped', 'unit-change', 'zero-denominator', 'backfill', 'metrics-clock', 'labels-late', 'cron-late', 'cron-missing', 'common-outage', 'dependency-down', 'flash-crowd',
  'no-traffic', 'mix-differs', 'person-aborts', 'person-approves',
]);

export function release(trial: Trial, world: World, watcher: Partial<Watcher> = {}): Released {
  const run = begin(trial, world, watcher);
  const schedule = scheduledTicks(trial);
  let job = { startedAtMs: 0, endsAtMs: JOB_MS };
  let isFirst = true;
  run.jobs.count = 1;
  for (;;) {
    const isLast = run.nowMs + trial.policy.expert.lookMs >= job.endsAtMs;
    const looked = look(run, { isFirst, isLast });
    isFirst = false;
    run.jobs.minutes = run.jobs.minutesBefore + billedMinutes(run.nowMs - job.startedAtMs);
    if (looked === 'over') return ended(run);
    const wantsAt = nextAnswer(run);
    const stays = !isLast && staysFor(trial.scenario.runner.mode, run.state.rollout, looked, { nowMs: START_MS + run.nowMs, silenceMs: SILENCE_MS });
    if (looked.kind === 'promote') {
      advance(run, run.nowMs + trial.scenario.runner.jobDelayMs);
      if (run.nowMs >= trial.scenario.horizonMs) return ended(run);
      promote(run);
    }
    const scheduledMs = schedule.nextAfter(run.nowMs);
    const nextMs = Math.min(stays ? run.nowMs + trial.policy.expert.lookMs : scheduledMs, wantsAt);
    if (!stays) {
      job = { startedAtMs: nextMs, endsAtMs: nextMs + JOB_MS };
      isFirst = true;
      run.jobs.minutesBefore = run.jobs.minutes;
    }
    advance(run, nextMs);
    if (run.nowMs >= trial.scenario.horizonMs) return ended(run);
    if (isFirst) run.jobs.count += 1;
  }
}

/** To begin, to check out the policies, and to end. */
const JOB_OVERHEAD_MS = 20_000;

/** GitHub bills every job by whole minutes. */
export function billedMinutes(forMs: number): number {
  return Math.ceil((forMs + JOB_OVERHEAD_MS) / 60_000);
}

interface Run {
  readonly trial: Trial;
  readonly watcher: Partial<Watcher>;
  readonly world: ReturnType<World['begin']>;
  readonly telemetry: Telemetry;
  readonly source: SourceKind;
  readonly truth: { stable: number; candidate: number; badStable: number; badCandidate: number; excess: number; excessInTrial: number; usersHarmed: number };
  nowMs: number;
  state: TargetState;
  exposure: Exposure;
  /** A weight that was set and is not in effect everywhere yet. */
  coming: { readonly atMs: number; readonly exposure: Exposure } | 'none';
  snapshot: unknown;
  looks: number;
  readonly jobs: { count: number; minutes: number; minutesBefore: number };
  decidedAtMs: number | 'never';
  promotedAtMs: number | 'never';
  outAtMs: number | 'never';
  askedAtMs: number | 'never';
  endedAtMs: number | 'never';
  firstTrafficAtMs: number | 'never';
  haltedAtMs: number | 'never';
  askedAfterPromotionAtMs: number | 'never';
  /** How many people have said something of their own accord, and since when a question is open that nobody has answered. */
  said: number;
  openSinceMs: number | 'none';
  /** People do not answer the same question again with every look. */
  answeredAtMs: number;
  outcome: Ending['outcome'];
  why: string;
  weightMaxPpm: number;
}

function begin(trial: Trial, world: World, watcher: Partial<Watcher>): Run {
  const { events, state } = startedState(trial.policy, START_MS);
  const source = trial.policy.metrics.kind === 'openmetrics' ? 'pages' : 'history';
  for (const event of events) watcher.recorded?.(event.event, event.state);
  return {
    trial,
    watcher,
    world: world.begin(),
    telemetry: newTelemetry(trial, { source, startMs: START_MS }),
    source,
    truth: { stable: 0, candidate: 0, badStable: 0, badCandidate: 0, excess: 0, excessInTrial: 0, usersHarmed: 0 },
    nowMs: 0,
    state,
    exposure: { weight: 0, mirror: 0, firstTrafficAtMs: 'never', weightSinceMs: 0, promotedAtMs: 'never' },
    coming: 'none',
    snapshot: null,
    looks: 0,
    jobs: { count: 0, minutes: 0, minutesBefore: 0 },
    decidedAtMs: 'never',
    promotedAtMs: 'never',
    outAtMs: 'never',
    askedAtMs: 'never',
    endedAtMs: 'never',
    firstTrafficAtMs: 'never',
    haltedAtMs: 'never',
    askedAfterPromotionAtMs: 'never',
    said: 0,
    openSinceMs: 'none',
    answeredAtMs: Number.NEGATIVE_INFINITY,
    outcome: 'open',
    why: '',
    weightMaxPpm: 0,
  };
}

// --- one look -----------------------------------------------------------------------------------------------------------------

/** `isFirst`: of its job; the look before was that of another one. `isLast`: whoever looks next is of another one. */
function look(run: Run, { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean }): Decision | 'over' {
  const rollout = liveOf(run.state);
  const { policy } = run.trial;
  const nowMs = START_MS + run.nowMs;
  const comesAfterMs = nextLookMs(run.trial.scenario.runner.mode, policy.expert, { isLast, silenceMs: SILENCE_MS });
  const { lookMs, tickMs } = policy.expert;
  const everyMs = isFirst ? Math.max(lookMs, tickMs) : lookMs;
  const request = blocksRequest({ rollout, stable: run.state.stable }, { nowMs, everyMs, snapshot: run.snapshot });
  const seen = observationFrom(rollout, request, run.telemetry.fetchBlocks(request));
  const situation = situationOf(run, rollout, nowMs, comesAfterMs);
  const { decision, checks, absorbed } = decide(rollout, seen.evidence, situation);
  run.looks += 1;
  run.snapshot = seen.snapshot;
  run.watcher.looked?.(run.nowMs, decision);
  note(run, decision);
  const sequence = run.state.sequence + 1;
  const effect = planEffect(rollout, decision, sequence, rollout.weight);
  const ticked = { kind: 'ticked', rolloutId: rollout.id, operation: `tick/${sequence}`, evidence: seen.evidence, situation, decision, snapshot: seen.snapshot } as const;
  if (effect.kind === 'none') {
    if (isNews(rollout, ticked, checks)) record(run, { ...ticked, effect: { kind: 'none' } }, absorbed);
    return decision;
  }
  if (waitsForRecord(rollout, effect)) {
    record(run, { ...ticked, effect: { kind: 'intended', effect } }, absorbed);
    move(run, effect);
    confirm(run, effect);
    return run.state.rollout.kind === 'none' ? over(run, 'promoted', 'baked') : decision;
  }
  move(run, effect);
  record(run, { ...ticked, effect: { kind: 'done', effect } }, absorbed);
  if (decision.kind !== 'rollback') return decision;
  const { leavingWhy } = liveOf(run.state);
  return over(run, outcomeOf(leavingWhy), leavingWhy);
}

/** What is decided for the first time, and whether a person was asked. */
function note(run: Run, decision: Decision): void {
  if (decision.needs === 'nothing') run.openSinceMs = 'none';
  else if (run.openSinceMs === 'none') run.openSinceMs = run.nowMs;
  if (run.askedAtMs === 'never' && decision.needs !== 'nothing') run.askedAtMs = run.nowMs;
  if (run.promotedAtMs !== 'never' && run.askedAfterPromotionAtMs === 'never' && decision.needs !== 'nothing') run.askedAfterPromotionAtMs = run.nowMs;
  if (run.haltedAtMs === 'never' && decision.kind === 'halt') run.haltedAtMs = run.nowMs;
  if (run.decidedAtMs === 'never' && (decision.kind === 'promote' || decision.kind === 'rollback')) run.decidedAtMs = run.nowMs;
  // Rollback moves at once: traffic is out when the router has settled.
  if (run.outAtMs === 'never' && decision.kind === 'rollback') run.outAtMs = run.nowMs + run.trial.scenario.router.settlesAfterMs;
}

function situationOf(run: Run, rollout: Rollout, nowMs: number, nextLookMs: number): Situation {
  const { policy } = rollout;
  const stage = policy.plan[rollout.stageIndex];
  const { stepPpm, canMirror } = run.trial.scenario.router;
  return {
    nowMs,
    nextLookMs,
    router: { kind: 'read', weight: rollout.weight, step: ppm(stepPpm), ours: false, mirror: canMirror ? rollout.mirror : 'cannot' },
    candidate: { kind: 'ready', digest: rollout.candidate.digest },
    stable: 'alive',
    frozen: NOT_FROZEN,
    smoke: stage?.kind === 'smoke' && stage.probe.kind !== 'none' ? SMOKE_PASSED : NOT_ASKED,
    quiet: policy.quiet.length === 0 ? NOT_QUIET : quietAt(policy.quiet, nowMs),
    request: requestOf(run),
  };
}

const NOT_FROZEN: Situation['frozen'] = { kind: 'none' };
const NOT_ASKED: Situation['smoke'] = { kind: 'not-asked' };
const SMOKE_PASSED: Situation['smoke'] = { kind: 'passed', cases: 1 };
const NOT_QUIET: Situation['quiet'] = { kind: 'no' };
const NOTHING_SAID: Situation['request'] = { kind: 'none' };

// --- people -------------------------------------------------------------------------------------------------------------------

/** When somebody will answer what is open now, or says something of their own accord. */
function nextAnswer(run: Run): number {
  const { runner, faults } = run.trial.scenario;
  const planned = faults.filter(({ kind, atMs }) => isSaid(kind) && atMs > run.nowMs).map(({ atMs }) => atMs);
  const answers = runner.person.kind !== 'never' && run.openSinceMs !== 'none' ? [Math.max(run.nowMs + 1, answersAt(run, run.openSinceMs + runner.person.afterMs))] : [];
  return Math.min(Number.POSITIVE_INFINITY, ...planned, ...answers);
}

function requestOf(run: Run): Situation['request'] {
  const { runner, faults } = run.trial.scenario;
  const spoken = faults.filter(({ kind, atMs }) => isSaid(kind) && atMs <= run.nowMs).toSorted((a, b) => a.atMs - b.atMs)[run.said];
  if (spoken !== undefined) {
    run.said += 1;
    return wordOf(spoken.kind === 'person-aborts' ? 'aborts' : 'approves');
  }
  const { person } = runner;
  if (person.kind === 'never' || run.openSinceMs === 'none' || run.nowMs < answersAt(run, run.openSinceMs + person.afterMs)) return NOTHING_SAID;
  run.answeredAtMs = run.nowMs;
  return wordOf(person.kind);
}

function answersAt({ answeredAtMs, trial: { policy } }: Run, atMs: number): number {
  return Math.max(atMs, answeredAtMs + policy.expert.tickMs);
}

function isSaid(kind: Scenario['faults'][number]['kind']): boolean {
  return kind === 'person-aborts' || kind === 'person-approves';
}

function wordOf(word: 'aborts' | 'approves'): Situation['request'] {
  return word === 'aborts' ? { kind: 'abort', actor: 'somebody', why: 'a person aborts' } : { kind: 'approve', actor: 'somebody' };
}

// --- the router, the ledger, the promote job --------------------------------------------------------------------------------------

function promote(run: Run): void {
  const rollout = liveOf(run.state);
  const step = ppm(run.trial.scenario.router.stepPpm);
  if (rollout.phase !== 'awaiting-promotion') return;
  if (rollout.weight < promotedWeight(rollout.policy, step)) {
    const effect = planPromotion(rollout, run.state.sequence + 1, step);
    record(run, { kind: 'intended', rolloutId: rollout.id, operation: 'promote', effect });
    move(run, effect);
    confirm(run, effect);
  }
  run.promotedAtMs = run.nowMs;
  run.exposure = { ...run.exposure, promotedAtMs: run.nowMs };
  if (run.coming !== 'none') run.coming = { ...run.coming, exposure: { ...run.coming.exposure, promotedAtMs: run.nowMs } };
  record(run, { kind: 'promoted', rolloutId: rollout.id, operation: 'promoted', pointer: rollout.candidate.version });
}

/** The router rounds down to its step, and takes its time. */
function move(run: Run, effect: Effect): void {
  const { stepPpm, settlesAfterMs } = run.trial.scenario.router;
  const atMs = run.nowMs + settlesAfterMs;
  const weight = observed(effect, stepPpm) / 1_000_000;
  const mirror = effect.mirror / 1_000_000;
  run.weightMaxPpm = Math.max(run.weightMaxPpm, observed(effect, stepPpm));
  if (weight === run.exposure.weight && mirror === run.exposure.mirror) return;
  if (run.firstTrafficAtMs === 'never' && weight > 0) run.firstTrafficAtMs = atMs;
  const firstTrafficAtMs = run.exposure.firstTrafficAtMs === 'never' && (weight > 0 || mirror > 0) ? atMs : run.exposure.firstTrafficAtMs;
  const exposure: Exposure = { ...run.exposure, weight, mirror, firstTrafficAtMs, weightSinceMs: atMs };
  if (settlesAfterMs === 0) run.exposure = exposure;
  else run.coming = { atMs, exposure };
  run.watcher.moved?.(atMs, weight, mirror);
}

function confirm(run: Run, effect: Effect): void {
  const { stepPpm, settlesAfterMs } = run.trial.scenario.router;
  const rollout = liveOf(run.state);
  record(run, { kind: 'confirmed', rolloutId: rollout.id, operation: `confirm/${effect.id}`, effectId: effect.id, observed: observed(effect, stepPpm), settledAtMs: START_MS + run.nowMs + settlesAfterMs });
}

function observed({ weight, purpose }: Effect, stepPpm: number): Ppm {
  return purpose === 'finish' ? weight : ppm(Math.floor(weight / stepPpm) * stepPpm);
}

function record(run: Run, event: NewEvent, absorbed?: Absorbed): void {
  const full = { ...event, schema: 1, sequence: run.state.sequence + 1, atMs: START_MS + run.nowMs, actor: 'simulation' } as LedgerEvent;
  run.state = fold({ kind: 'present', state: run.state }, full, absorbed);
  run.watcher.recorded?.(full, run.state);
}

// --- time ---------------------------------------------------------------------------------------------------------------------

/** Lets the world go on to `toMs`, or to the horizon; cut where a new weight takes effect, and where the blocks of a source begin. */
function advance(run: Run, toMs: number): void {
  const endMs = Math.min(toMs, run.trial.scenario.horizonMs);
  while (run.nowMs < endMs) {
    const { coming } = run;
    const cutMs = Math.min(endMs, nextCutMs(run.trial, { source: run.source, startMs: START_MS }, run.nowMs), coming === 'none' ? endMs : Math.max(coming.atMs, run.nowMs));
    if (cutMs > run.nowMs) happen(run, cutMs);
    if (coming !== 'none' && run.nowMs >= coming.atMs) {
      run.exposure = coming.exposure;
      run.coming = 'none';
    }
  }
}

function happen(run: Run, toMs: number): void {
  const happening = run.world.advance({ fromMs: run.nowMs, toMs }, run.exposure);
  const { truth } = run;
  truth.stable += happening.requests.stable;
  truth.candidate += happening.requests.candidate;
  truth.badStable += happening.bad.stable;
  truth.badCandidate += happening.bad.candidate;
  truth.excess += happening.excess;
  if (run.promotedAtMs === 'never') truth.excessInTrial += happening.excess;
  truth.usersHarmed += happening.usersHarmed;
  run.telemetry.record(happening);
  run.nowMs = toMs;
}

// --- the end ------------------------------------------------------------------------------------------------------------------

function over(run: Run, outcome: Exclude<Ending['outcome'], 'open'>, why: string): 'over' {
  run.outcome = outcome;
  run.why = why;
  if (outcome !== 'promoted') {
    // What the router still serves until it has settled is harm as well.
    advance(run, run.nowMs + run.trial.scenario.router.settlesAfterMs);
    const rollout = liveOf(run.state);
    record(run, { kind: 'ended', rolloutId: rollout.id, operation: `end/${rollout.id}`, outcome, why, observed: PPM_NONE });
  }
  run.endedAtMs = run.nowMs;
  return 'over';
}

function ended(run: Run): Released {
  const { truth, outcome, decidedAtMs, outAtMs, endedAtMs, askedAtMs, weightMaxPpm, why, promotedAtMs, firstTrafficAtMs, haltedAtMs, askedAfterPromotionAtMs, looks, jobs } = run;
  return {
    ending: { outcome, decidedAtMs, outAtMs, endedAtMs, askedAtMs, weightMaxPpm, why },
    promotedAtMs,
    firstTrafficAtMs,
    haltedAtMs,
    askedAfterPromotionAtMs,
    truth: { requests: { stable: truth.stable, candidate: truth.candidate }, bad: { stable: truth.badStable, candidate: truth.badCandidate }, excess: truth.excess, excessInTrial: truth.excessInTrial, usersHarmed: truth.usersHarmed },
    looks,
    jobs: { count: jobs.count, minutes: jobs.minutes },
  };
}

