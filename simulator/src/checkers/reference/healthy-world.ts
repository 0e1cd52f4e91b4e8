// A world in which nothing is wrong: every block arrives, both arms are alike, the router does what it is told, and whoever paused it has
// resumed it. From any state of a ledger a rollout must find its end in it, or ask somebody.
import { decide, fold, labelsQuestionOf, outcomeOf, planEffect, planPromotion, ppm, promotedWeight, waitsForRecord, type Block, type Check, type Decision, type Effect, type Evidence, type LedgerEvent, type Rollout, type Situation, type TargetState } from '@rampart/rollout-policy';

export interface Continued {
  readonly kind: 'ended' | 'asks' | 'hangs';
  readonly looks: number;
  readonly said: string;
}

const LOOKS_PER_DEADLINE = 80;
/** A question that is still the same after so many looks is a question. */
const ASKED_AFTER = 10;
/** Requests per second, and how many of a thousand fail on either arm. */
const RATE = 200;
const BAD = 10;

export function continueWell(state: TargetState, nowMs: number, stepPpm: number): Continued {
  const { rollout } = state;
  if (rollout.kind === 'none') return { kind: 'ended', looks: 0, said: '' };
  const { promise, plan, expert } = rollout.policy;
  const waitsMs = plan.reduce((sum, stage) => sum + (stage.kind === 'bake' || stage.kind === 'shadow' ? stage.durationMs : 0), 0);
  const eachMs = Math.max(expert.blockMs, Math.ceil((promise.decideWithinMs + waitsMs) / LOOKS_PER_DEADLINE));
  const run: Run = { state, nowMs, stepPpm };
  if (state.pause.kind === 'paused') record(run, { kind: 'resumed', operation: 'continued', why: '' });
  let asked = 0;
  let said = '';
  for (let looks = 1; looks <= 4 * LOOKS_PER_DEADLINE; looks += 1) {
    run.nowMs += eachMs;
    const decision = step(run, eachMs);
    if (decision === 'ended') return { kind: 'ended', looks, said };
    said = `${decision.kind} (${decision.reasons.map(({ code }) => code).join(', ')})`;
    asked = decision.needs === 'nothing' ? 0 : asked + 1;
    if (asked >= ASKED_AFTER) return { kind: 'asks', looks, said };
  }
  return { kind: 'hangs', looks: 4 * LOOKS_PER_DEADLINE, said };
}

interface Run {
  state: TargetState;
  readonly stepPpm: number;
  nowMs: number;
}

function step(run: Run, eachMs: number): Decision | 'ended' {
  const live = finish(run);
  if (live === 'ended') return 'ended';
  const evidence = Object.fromEntries(live.policy.checks.flatMap((check) => evidenceOf(live, check, run.nowMs)));
  const situation: Situation = {
    nowMs: run.nowMs,
    nextLookMs: eachMs,
    router: { kind: 'read', weight: live.weight, step: ppm(run.stepPpm), ours: false, mirror: live.mirror },
    candidate: { kind: 'ready', digest: live.candidate.digest },
    stable: 'alive',
    frozen: { kind: 'none' },
    smoke: { kind: 'passed', cases: 1 },
    quiet: { kind: 'no' },
    request: { kind: 'none' },
  };
  const { decision } = decide(live, evidence, situation);
  const effect = planEffect(live, decision, run.state.sequence + 1, live.weight);
  const ticked = { kind: 'ticked', rolloutId: live.id, operation: 'continued', evidence, situation, decision, snapshot: null } as const;
  if (effect.kind === 'none') record(run, { ...ticked, effect: { kind: 'none' } });
  else if (waitsForRecord(live, effect)) record(run, { ...ticked, effect: { kind: 'intended', effect } });
  else record(run, { ...ticked, effect: { kind: 'done', effect } });
  return finish(run) === 'ended' ? 'ended' : decision;
}

/** Whatever is open is done: an effect is confirmed, a promotion made, a rollback concluded. */
function finish(run: Run): Rollout | 'ended' {
  const { rollout } = run.state;
  if (rollout.kind === 'none') return 'ended';
  if (rollout.pending.kind !== 'none') return confirm(run, rollout, rollout.pending);
  if (rollout.phase === 'leaving' && rollout.weight === 0 && rollout.mirror === 0) {
    record(run, { kind: 'ended', rolloutId: rollout.id, operation: 'continued', outcome: outcomeOf(rollout.leavingWhy), why: rollout.leavingWhy, observed: ppm(0) });
    return 'ended';
  }
  if (rollout.phase !== 'awaiting-promotion') return rollout;
  if (rollout.weight < promotedWeight(rollout.policy, ppm(run.stepPpm))) {
    const effect = planPromotion(rollout, run.state.sequence + 1, ppm(run.stepPpm));
    record(run, { kind: 'intended', rolloutId: rollout.id, operation: 'continued', effect });
    const confirmed = confirm(run, rollout, effect);
    if (confirmed === 'ended') return 'ended';
  }
  record(run, { kind: 'promoted', rolloutId: rollout.id, operation: 'continued', pointer: rollout.candidate.version });
  return liveOf(run);
}

function confirm(run: Run, rollout: Rollout, effect: Effect): Rollout | 'ended' {
  const observed = ppm(effect.weight - (effect.weight % run.stepPpm));
  record(run, { kind: 'confirmed', rolloutId: rollout.id, operation: 'continued', effectId: effect.id, observed, settledAtMs: run.nowMs });
  return liveOf(run);
}

function liveOf({ state: { rollout } }: Run): Rollout | 'ended' {
  return rollout.kind === 'none' ? 'ended' : rollout;
}

type Part<T> = T extends LedgerEvent ? Omit<T, 'schema' | 'sequence' | 'atMs' | 'actor'> : never;

function record(run: Run, part: Part<LedgerEvent>): void {
  run.state = fold({ kind: 'present', state: run.state }, { ...part, schema: 1, sequence: run.state.sequence + 1, atMs: run.nowMs, actor: 'continued' });
}

/** One block per look, as long as the time since the watermark allows. */
function evidenceOf(rollout: Rollout, check: Check, nowMs: number): readonly (readonly [string, Evidence])[] {
  const labels = labelsQuestionOf(check.signal);
  const fromMs = rollout.checks[check.name]?.watermarkMs ?? nowMs;
  const toMs = nowMs - rollout.policy.expert.lagMs - (labels.kind === 'asked' ? labels.question.matureMs : 0);
  if (toMs - fromMs < rollout.policy.expert.blockMs) return [];
  const { weight, mirror } = rollout.weights.findLast((known) => known.fromMs <= fromMs) ?? rollout;
  return [[check.name, { kind: 'blocks', blocks: [{ fromMs, toMs, cells: cellsOf(check, (toMs - fromMs) / 1000, weight, mirror) }], gaps: [] }]];
}

function cellsOf(check: Check, seconds: number, weight: number, mirror: number): Block['cells'] {
  const requests = Math.round(RATE * seconds);
  const moved = Math.round((requests * weight) / 1_000_000);
  const counts = (trials: number, perThousand: number): { readonly trials: number; readonly events: number } => ({ trials, events: Math.round((trials * perThousand) / 1_000) });
  const cell = (perThousand: number): Block['cells'][string] => ({ stable: counts(requests - moved, perThousand), candidate: counts(moved + Math.round((requests * mirror) / 1_000_000), perThousand) });
  switch (check.signal.kind) {
    case 'time':
      return { all: cell(0), 'le=0.1': cell(100), 'le=0.5': cell(10), 'le=10': cell(0) };
    case 'level':
      return { all: { stable: { trials: 1, events: 1 }, candidate: { trials: 1, events: 1 } } };
    case 'bins':
      return { all: cell(0), 'bin=yes': cell(500), 'bin=no': cell(500) };
    case 'pairs':
      return { all: cell(BAD), discordant: { stable: counts(requests, 10), candidate: counts(requests, 10) }, different: { stable: counts(requests, 0), candidate: counts(requests, 0) } };
    case 'calibration':
      return { all: cell(BAD), predicted: cell(BAD) };
    case 'share':
    case 'labels':
    case 'score':
      return { all: cell(check.better === 'lower' ? BAD : 1_000 - BAD) };
  }
}
