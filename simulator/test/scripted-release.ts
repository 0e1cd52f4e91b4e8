// A release from a script: whatever a script says was seen and decided upon is written down as a ledger would. For checkers, which need recordings that are in
// order and recordings that are not, and for a search over situations that no world would produce in years (a slot with other bytes, a dead stable, ...).
import { decide, fold, labelsQuestionOf, outcomeOf, planEffect, planPromotion, ppm, promotedWeight, waitsForRecord, type Block, type Cell, type Check, type Effect, type Evidence, type LedgerEvent, type Policy, type Rollout, type Situation, type TargetState } from '@rampart/rollout-policy';
import type { Look, Recording, WeightInForce } from '../src/rollout/recording.ts';
import { startedState } from '../src/rollout/started-state.ts';
import { DEFAULT_SCENARIO } from '../src/scenario/default-scenario.ts';
import type { Scenario } from '../src/scenario/scenario.ts';

export const SCRIPT_START_MS = 1_704_067_200_000;

export interface ScriptStep {
  /** Whole blocks of time that pass before the look. */
  readonly blocks: number;
  /** Requests of both arms in a block. */
  readonly requests: number;
  /** Bad ones of a hundred requests. */
  readonly stable: number;
  readonly candidate: number;
  /** Name of the only check in which the candidate is like that; in the others it is like stable. Empty: in all. */
  readonly only: string;
  /** What the source says; `all-again` tells the blocks of the look before once more. */
  readonly news: 'blocks' | 'no-data' | 'gap' | 'invalid' | 'all-again';
  /** Check that `news` is about; the others have their blocks. Empty: all of them. */
  readonly about: string;
  readonly situation: Partial<Situation>;
  /** A raise is confirmed at once, before the next look, or never; a lowering is confirmed or not. */
  readonly fate: 'done' | 'late' | 'lost';
  /** What somebody does before the look; pausing what is paused does nothing. */
  readonly person: 'nothing' | 'pauses' | 'resumes';
}

/** A script says what is told, and has no world behind it. */
const ENDLESS = { stable: Number.MAX_SAFE_INTEGER, candidate: Number.MAX_SAFE_INTEGER };

export const PLAIN_STEP: ScriptStep = { blocks: 2, requests: 2_000, stable: 1, candidate: 1, only: '', news: 'blocks', about: '', situation: {}, fate: 'done', person: 'nothing' };

export function aStep(parts: Partial<ScriptStep> = {}): ScriptStep {
  return { ...PLAIN_STEP, ...parts };
}

/** Looks as the script says until it or the rollout is over. */
export function scriptedRelease(policy: Policy, steps: readonly ScriptStep[], scenario: Partial<Scenario> = {}): Recording {
  const run = begin(policy, { ...DEFAULT_SCENARIO, name: 'scripted', ...scenario });
  for (const step of steps) {
    if (run.state.rollout.kind === 'none') break;
    run.nowMs += step.blocks * policy.expert.blockMs;
    finishPending(run, run.state.rollout, step);
    pauseOrResume(run, step);
    // Finishing may have ended it.
    const { rollout } = run.state;
    if (rollout.kind === 'live') look(run, rollout, step);
  }
  return ended(run);
}

interface Run {
  readonly policy: Policy;
  readonly scenario: Scenario;
  readonly events: LedgerEvent[];
  readonly states: TargetState[];
  readonly looks: Look[];
  readonly weights: WeightInForce[];
  nowMs: number;
  state: TargetState;
  before: Readonly<Record<string, Evidence>>;
  /** Whether the router carries the pending effect. */
  isMade: boolean;
}

function begin(policy: Policy, scenario: Scenario): Run {
  const { events, state } = startedState(policy, SCRIPT_START_MS);
  return { policy, scenario, events: events.map(({ event }) => event), states: events.map((one) => one.state), looks: [], weights: [], nowMs: SCRIPT_START_MS, state, before: {}, isMade: false };
}

function finishPending(run: Run, { pending, id }: Rollout, { fate, situation }: ScriptStep): void {
  if (pending.kind === 'none' || fate === 'lost' || situation.router !== undefined || situation.request?.kind === 'abort') return;
  move(run, pending, id);
  confirm(run, pending, id);
}

function pauseOrResume(run: Run, { person }: ScriptStep): void {
  const isPaused = run.state.pause.kind === 'paused';
  if (person === 'pauses' && !isPaused) record(run, { kind: 'paused', operation: `pause/${run.state.sequence + 1}`, why: 'wait' });
  if (person === 'resumes' && isPaused) record(run, { kind: 'resumed', operation: `resume/${run.state.sequence + 1}`, why: '' });
}

function look(run: Run, rollout: Rollout, step: ScriptStep): void {
  const { nowMs, policy } = run;
  const evidence = evidenceOf(run, rollout, step);
  const situation: Situation = {
    nowMs,
    nextLookMs: policy.expert.lookMs,
    router: { kind: 'read', weight: rollout.weight, step: ppm(run.scenario.router.stepPpm), ours: false, mirror: rollout.mirror },
    candidate: { kind: 'ready', digest: rollout.candidate.digest },
    stable: 'alive',
    frozen: { kind: 'none' },
    smoke: { kind: 'passed', cases: 3 },
    quiet: { kind: 'no' },
    request: { kind: 'none' },
    ...step.situation,
  };
  const { decision } = decide(rollout, evidence, situation);
  run.looks.push({ atMs: nowMs, job: 'canary-step', decision });
  const sequence = run.state.sequence + 1;
  const effect = planEffect(rollout, decision, sequence, situation.router.kind === 'read' ? situation.router.weight : 'unknown');
  const ticked = { kind: 'ticked', rolloutId: rollout.id, operation: `tick/${sequence}`, evidence, situation, decision, snapshot: null } as const;
  run.before = evidence;
  if (effect.kind === 'none') {
    record(run, { ...ticked, effect: { kind: 'none' } });
    if (decision.kind === 'promote' && step.fate !== 'lost') promote(run);
    if (decision.kind === 'rollback') conclude(run);
    return;
  }
  if (waitsForRecord(rollout, effect)) {
    record(run, { ...ticked, effect: { kind: 'intended', effect } });
    if (step.fate !== 'done') return;
    move(run, effect, rollout.id);
    confirm(run, effect, rollout.id);
    return;
  }
  if (step.fate !== 'lost') move(run, effect, rollout.id);
  record(run, { ...ticked, effect: { kind: step.fate === 'lost' ? 'unconfirmed' : 'done', effect } });
  if (decision.kind === 'rollback') conclude(run);
}

// --- what was seen ------------------------------------------------------------------------------------------------------------

function evidenceOf(run: Run, rollout: Rollout, step: ScriptStep): Readonly<Record<string, Evidence>> {
  return Object.fromEntries(
    run.policy.checks.flatMap((check): readonly (readonly [string, Evidence])[] => {
      const blocks = blocksOf(run, rollout, check, step);
      const isMeant = step.about === '' || step.about === check.name;
      if (!isMeant || step.news === 'blocks') return blocks.length === 0 ? [] : [[check.name, { kind: 'blocks', blocks, gaps: [] }]];
      switch (step.news) {
        case 'no-data':
          return [[check.name, { kind: 'no-data', why: 'nobody answers' }]];
        case 'gap':
          return [[check.name, { kind: 'blocks', blocks: [], gaps: blocks.map(({ fromMs, toMs }) => ({ fromMs, toMs, why: 'restart' })) }]];
        case 'invalid':
          return [[check.name, { kind: 'blocks', blocks: blocks.map((block) => ({ ...block, cells: { all: { stable: { trials: 10, events: 11 }, candidate: { trials: 10, events: Number.NaN } } } })), gaps: [] }]];
        case 'all-again': {
          const known = run.before[check.name];
          return known === undefined ? [] : [[check.name, known]];
        }
      }
    }),
  );
}

/** Closed blocks since the watermark; labels when they have matured. */
function blocksOf(run: Run, rollout: Rollout, check: Check, step: ScriptStep): readonly Block[] {
  const { blockMs, lagMs } = run.policy.expert;
  const labels = labelsQuestionOf(check.signal);
  const waitsMs = lagMs + (labels.kind === 'asked' ? labels.question.matureMs : 0);
  const blocks: Block[] = [];
  for (let fromMs = rollout.checks[check.name]?.watermarkMs ?? 0; fromMs + blockMs + waitsMs <= run.nowMs; fromMs += blockMs) {
    const { weight, mirror } = rollout.weights.findLast((known) => known.fromMs <= fromMs) ?? rollout;
    blocks.push({ fromMs, toMs: fromMs + blockMs, cells: cellsOf(check, step, weight, mirror) });
  }
  return blocks;
}

function cellsOf(check: Check, { requests, stable, candidate: said, only }: ScriptStep, weight: number, mirror: number): Block['cells'] {
  const candidate = only === '' || only === check.name ? said : stable;
  const given = Math.round((requests * weight) / 1_000_000) + Math.round((requests * mirror) / 1_000_000);
  const kept = requests - Math.round((requests * weight) / 1_000_000);
  const badOf = (trials: number, percent: number): number => Math.min(trials, Math.round((trials * (check.better === 'lower' ? percent : 100 - percent)) / 100));
  const all: Cell = { stable: { trials: kept, events: badOf(kept, stable) }, candidate: { trials: given, events: badOf(given, candidate) } };
  switch (check.signal.kind) {
    case 'time': {
      // Slower than a tenth of a second: ten times as many as fail; than a second: as many.
      const slower = (arm: 'stable' | 'candidate'): Cell['stable'] => ({ trials: all[arm].trials, events: Math.min(all[arm].trials, all[arm].events * 10) });
      const done = { stable: { trials: kept, events: 0 }, candidate: { trials: given, events: 0 } };
      return { all: done, 'le=0.1': { stable: slower('stable'), candidate: slower('candidate') }, 'le=1': all };
    }
    case 'level':
      return { all: { stable: { trials: 2, events: 2 * (100 + stable) }, candidate: { trials: 2, events: 2 * (100 + candidate) } } };
    case 'share':
    case 'labels':
      return check.slices.length === 0 ? { all } : { all, ...Object.fromEntries(check.slices.flatMap((dimension) => [[`${dimension}=west`, part(all, 3)], [`${dimension}=east`, part(all, 2)]])) };
    case 'score':
    case 'pairs':
    case 'calibration':
    case 'bins':
      return { all };
  }
}

function part({ stable, candidate }: Cell, by: number): Cell {
  const of = ({ trials, events }: Cell['stable']): Cell['stable'] => ({ trials: Math.floor(trials / by), events: Math.floor(events / by) });
  return { stable: of(stable), candidate: of(candidate) };
}

// --- what is done --------------------------------------------------------------------------------------------------------------

function move(run: Run, effect: Effect, rolloutId: string): void {
  run.weights.push({ atMs: run.nowMs, weightPpm: made(run, effect), mirrorPpm: effect.mirror, rolloutId, by: 'rampart', effectId: effect.id });
}

function made({ scenario }: Run, { weight }: Effect): number {
  return weight - (weight % scenario.router.stepPpm);
}

function confirm(run: Run, effect: Effect, rolloutId: string): void {
  record(run, { kind: 'confirmed', rolloutId, operation: `confirm/${effect.id}`, effectId: effect.id, observed: ppm(made(run, effect)), settledAtMs: run.nowMs });
}

function promote(run: Run): void {
  const { rollout } = run.state;
  if (rollout.kind === 'none' || rollout.phase !== 'awaiting-promotion' || rollout.pending.kind !== 'none') return;
  const step = ppm(run.scenario.router.stepPpm);
  if (rollout.weight < promotedWeight(rollout.policy, step)) {
    const effect = planPromotion(rollout, run.state.sequence + 1, step);
    record(run, { kind: 'intended', rolloutId: rollout.id, operation: 'promote', effect });
    move(run, effect, rollout.id);
    confirm(run, effect, rollout.id);
  }
  record(run, { kind: 'promoted', rolloutId: rollout.id, operation: 'promoted', pointer: rollout.candidate.version });
}

function conclude(run: Run): void {
  const { rollout } = run.state;
  if (rollout.kind === 'none' || rollout.phase !== 'leaving' || rollout.weight > 0 || rollout.mirror > 0 || rollout.pending.kind !== 'none') return;
  record(run, { kind: 'ended', rolloutId: rollout.id, operation: 'end', outcome: outcomeOf(rollout.leavingWhy), why: rollout.leavingWhy, observed: ppm(0) });
}

type Part<T> = T extends LedgerEvent ? Omit<T, 'schema' | 'sequence' | 'atMs' | 'actor'> : never;

function record(run: Run, part: Part<LedgerEvent>): void {
  const event: LedgerEvent = { ...part, schema: 1, sequence: run.state.sequence + 1, atMs: run.nowMs, actor: 'script' };
  run.state = fold({ kind: 'present', state: run.state }, event);
  run.events.push(event);
  run.states.push(run.state);
}

function ended({ policy, scenario, events, states, looks, weights, nowMs, state }: Run): Recording {
  const atOf = (kind: (look: Look) => boolean): number | 'never' => {
    const found = looks.find(kind);
    return found === undefined ? 'never' : found.atMs - SCRIPT_START_MS;
  };
  const last = state.ended.at(-1);
  return {
    trial: { policy, scenario: { ...scenario, horizonMs: Math.max(1, nowMs - SCRIPT_START_MS) } },
    depth: 'decide',
    startMs: SCRIPT_START_MS,
    events,
    states,
    looks,
    weights,
    calls: [],
    truth: { requests: ENDLESS, bad: ENDLESS, excess: 0, excessInTrial: 0, usersHarmed: 0 },
    ending: {
      outcome: last?.outcome ?? 'open',
      decidedAtMs: atOf(({ decision }) => decision.kind === 'promote' || decision.kind === 'rollback'),
      outAtMs: atOf(({ decision }) => decision.kind === 'rollback'),
      endedAtMs: last === undefined ? 'never' : last.endedAtMs - SCRIPT_START_MS,
      askedAtMs: atOf(({ decision }) => decision.needs !== 'nothing'),
      weightMaxPpm: Math.max(0, ...weights.map(({ weightPpm }) => weightPpm)),
      why: last?.why ?? '',
    },
    marks: new Set(looks.flatMap(({ decision }) => [`decision:${decision.kind}`, ...decision.reasons.map(({ code }) => `reason:${code}`)])),
  };
}
