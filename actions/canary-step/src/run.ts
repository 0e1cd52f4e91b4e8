// The step: ticks every target once, and stays where the mode says so. Returns data; nothing here knows a runner.
import { outlastsBudget, type Decision, type LedgerEvent, type Rollout, type Situation, type TargetState } from '@rampart/rollout-policy';
import { NO_NEWS, NO_RERUN, standingOf, tick, type Clock, type PinnedPolicy, type Ports, type Rerun, type TickInput, type TickOutcome, type TickReport, type ValidationEvidence, type Wanted } from '@rampart/rollout-engine';
import { withEarlier } from './earlier-looks.ts';

export type Mode = 'observe' | 'auto' | 'tick' | 'watch';

export interface StepRequest {
  /** `by-history`: observe for a target's first release, auto after it. */
  readonly mode: Mode | 'by-history';
  readonly wanted: Wanted;
  readonly validation: ValidationEvidence;
  readonly request: Extract<Situation['request'], { kind: 'none' | 'abort' | 'approve' }>;
  readonly actor: string;
  /** Default: no. A version to start, an abort and an approval are for the moment in which they were said. */
  readonly rerun?: Rerun;
  readonly deadlineMs: number;
}

export interface StepTarget {
  readonly policyFile: string;
  readonly pinned: PinnedPolicy;
  readonly ports: Ports;
  /** The line that takes all traffic back with nothing but this router, if `stableSlot` serves. */
  readonly breakGlass: (stableSlot: string) => string;
}

export interface StepWorld {
  readonly targets: readonly StepTarget[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called after every look; the next one waits for it. */
  readonly told: (result: TargetResult) => void | Promise<void>;
}

export interface TargetResult {
  readonly target: StepTarget;
  readonly outcome: TickOutcome;
  readonly mode: Mode;
  readonly looks: number;
  /** The ledger as this look left it, oldest first; empty where it cannot be read. Reads it once. */
  readonly readHistory: () => Promise<readonly LedgerEvent[]>;
}

/** A target's last look, with what the looks before it told, and with the history that its summary shows; empty where the ledger cannot be read. */
export interface StepResult extends Omit<TargetResult, 'readHistory'> {
  readonly history: readonly LedgerEvent[];
  readonly atMs: number;
}

export async function run(request: StepRequest, world: StepWorld): Promise<readonly StepResult[]> {
  const endsAtMs = world.clock.nowMs() + request.deadlineMs;
  return Promise.all(
    world.targets.map(async (target) => {
      const { readHistory, ...last } = await stepTarget(target, request, world, endsAtMs);
      return { ...last, history: await readHistory(), atMs: world.clock.nowMs() };
    }),
  );
}

async function stepTarget(target: StepTarget, request: StepRequest, world: StepWorld, endsAtMs: number): Promise<TargetResult> {
  const mode = request.mode === 'by-history' ? await modeByHistory(target) : request.mode;
  const asked = await stillAsked(target, request);
  if (asked.kind === 'refused') return { target, outcome: { kind: 'refused', why: asked.why, ...NO_NEWS }, mode, looks: 0, readHistory: historyOf(target) };
  const { expert } = target.pinned.policy;
  let polledAtMs = Number.NEGATIVE_INFINITY;
  let snapshot: TickInput['snapshot'] = { kind: 'from-ledger' };
  // Told once, by whichever look met it: the job's summary has to have all of it.
  let told: TickReport = NO_NEWS;
  for (let looks = 1; ; looks += 1) {
    const nowMs = world.clock.nowMs();
    const pollRegistry = request.wanted.kind === 'newest' && nowMs - polledAtMs >= expert.tickMs;
    if (pollRegistry) polledAtMs = nowMs;
    const outcome = await tick(target.ports, {
      pinned: target.pinned,
      actor: request.actor,
      acts: mode !== 'observe',
      // A person's word is for the rollout that was there when it was said, not for every look after it.
      request: looks === 1 ? asked.request : { kind: 'none' },
      pollRegistry,
      // A version that was named is started once; afterwards this job only goes on with it.
      wanted: looks > 1 && asked.wanted.kind === 'version' ? { kind: 'nothing' } : asked.wanted,
      validation: request.validation,
      nextLookMs: mode === 'tick' ? expert.tickMs : expert.lookMs,
      snapshot,
    });
    const readHistory = historyOf(target);
    await world.told({ target, outcome, mode, looks, readHistory });
    const report = withEarlier(told, outcome);
    told = report;
    const result: TargetResult = { target, outcome: { ...outcome, ...report }, mode, looks, readHistory };
    if (outcome.kind === 'decided') snapshot = { kind: 'kept', value: outcome.snapshot };
    const leftMs = endsAtMs - world.clock.nowMs();
    if (outcome.kind !== 'decided' || !staysFor(mode, outcome.state.rollout, outcome.decision, nowMs) || leftMs <= expert.lookMs || world.signal.aborted) return result;
    await world.clock.sleep(Math.max(0, Math.min(leftMs, nowMs + expert.lookMs - world.clock.nowMs())), world.signal);
    if (world.signal.aborted) return result;
  }
}

type Asked = { readonly kind: 'asked' } & Pick<StepRequest, 'request' | 'wanted'>;

/** What this job is asked for beyond a look: a run that is run again says nothing twice, and nothing that nobody can tell is not past. */
async function stillAsked({ pinned, ports }: StepTarget, { request, wanted, rerun = NO_RERUN }: StepRequest): Promise<Asked | { readonly kind: 'refused'; readonly why: string }> {
  if (request.kind === 'none' && wanted.kind !== 'version') return { kind: 'asked', request, wanted };
  const standing = await standingOf(rerun, pinned.policy.target, ports.ledger);
  if (standing.kind === 'unknown') return { kind: 'refused', why: standing.why };
  return standing.isRepeat ? { kind: 'asked', request: { kind: 'none' }, wanted: wanted.kind === 'version' ? { kind: 'nothing' } : wanted } : { kind: 'asked', request, wanted };
}

function historyOf({ ports, pinned }: StepTarget): TargetResult['readHistory'] {
  let reading: Promise<readonly LedgerEvent[]> | 'not asked' = 'not asked';
  const read = async (): Promise<readonly LedgerEvent[]> => {
    const history = await ports.ledger.history(pinned.policy.target);
    return history.kind === 'ok' ? history.value : [];
  };
  return () => {
    if (reading === 'not asked') reading = read();
    return reading;
  };
}

async function modeByHistory(target: StepTarget): Promise<Mode> {
  const view = await target.ports.ledger.read(target.pinned.policy.target);
  if (view.kind === 'error' || view.value.kind === 'empty') return 'observe';
  const { rollout, ended } = view.value.state;
  return rollout.kind === 'live' || ended.length > 0 ? 'auto' : 'observe';
}

/** Whether this job takes another look, or leaves it to the next one. */
export function staysFor(mode: Mode, rollout: TargetState['rollout'], { kind, needs }: Pick<Decision, 'kind' | 'needs'>, nowMs: number): boolean {
  if (mode === 'observe' || mode === 'tick') return false;
  if (rollout.kind === 'none' || kind === 'promote' || kind === 'halt' || kind === 'finished') return false;
  // Traffic that could not be taken away is tried again at once; what is out waits for the rollback job.
  if (rollout.phase === 'leaving') return rollout.weight > 0 || rollout.pending.kind !== 'none';
  return mode === 'watch' || isUnseen(rollout, nowMs) || exposesTooMuch(rollout, rollout.weightMax === 0 && kind === 'hold' && needs === 'nothing');
}

/** So many looks are enough for the first evidence at a new weight, where there is traffic at all. */
const LOOKS_TO_SEE = 4;

/** Nothing was measured yet at a weight that was just raised: until the next tick nobody would know what it does. */
function isUnseen({ weight, weightSinceMs, checks, policy: { expert } }: Rollout, nowMs: number): boolean {
  const waitsMs = expert.warmUpMs + expert.lagMs + LOOKS_TO_SEE * Math.max(expert.lookMs, expert.blockMs);
  return weight > 0 && nowMs - weightSinceMs < waitsMs && Object.values(checks).every(({ coveredMs }) => coveredMs === 0);
}

/** `auto`: weight x traffic x time to the next tick against what is left of the promise; and smoke, which takes a look or two. */
function exposesTooMuch(rollout: Rollout, stillInSmoke: boolean): boolean {
  const { policy } = rollout;
  return stillInSmoke || outlastsBudget(policy, rollout.checks, { weight: rollout.weight, untilMs: policy.expert.tickMs });
}
