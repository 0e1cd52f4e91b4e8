// The step: ticks every target once, and stays where the mode says so. Returns data; nothing here knows a runner.
import type { LedgerEvent, Situation } from '@rampart/rollout-policy';
import { describeError, gatheredMsFor, gatheringLedger, askForRetraining, dueRetraining, ledgerOfOneLook, NO_NEWS, NO_RERUN, sinceStartOf, standingOf, tick, type Clock, type EnoughHistory, type Ledger, type PinnedPolicy, type Ports, type Rerun, type Retraining, type TickInput, type TickOutcome, type TickReport, type ValidationEvidence, type Wanted } from '@rampart/rollout-engine';
import { staysBlind, watchAfter, watchFrom } from './blind-look.ts';
import { askingFor, type Asked as AskedElsewhere, type Asking, type Conclusion, type Conclusions } from './conclusions.ts';
import { withEarlier } from './earlier-looks.ts';
import { canLookFromMemory, lookFromMemory, type Memory } from './from-memory.ts';
import { sharedMoments, type LookAhead, type SharedMoments } from './shared-moments.ts';
import { nextLookMs, SILENCE_MS, staysFor, type Mode } from './stays-for.ts';

export { nextLookMs, SILENCE_MS, staysFor, type Mode };

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
  /** How long nobody may look once this job has ended, at worst. Default: SILENCE_MS. */
  readonly silenceMs?: number;
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
  /** Default: every look reads for itself. */
  readonly lookAhead?: LookAhead;
  /** Absent: whoever reads that a check asks for a new model has to pass it on. */
  readonly retraining?: Retraining;
  /** Absent: what a look concludes is made by jobs that read the outputs of this one. */
  readonly conclusions?: Conclusions;
}

export interface TargetResult {
  readonly target: StepTarget;
  readonly outcome: TickOutcome;
  readonly mode: Mode;
  readonly looks: number;
  /** It stayed until its deadline, at which there was more to look at: the next job goes on. */
  readonly handedOver?: true;
  /** While the ledger was out of reach, traffic was taken away from what was read of it last. */
  readonly tookAway?: true;
  /** It was to be, and the router has not confirmed that. `stableSlot` serves whatever happens. */
  readonly unconfirmed?: { readonly stableSlot: string };
  /** What the look has concluded is made in a run of its own, which is there. */
  readonly concludedElsewhere?: true;
  /** The ledger as this look left it, oldest first, back to where it is enough; empty where it cannot be read. */
  readonly readHistory: (enough: EnoughHistory) => Promise<readonly LedgerEvent[]>;
}

/** A target's last look, with what the looks before it told, and with the history that its summary shows; empty where the ledger cannot be read. */
export interface StepResult extends Omit<TargetResult, 'readHistory'> {
  readonly history: readonly LedgerEvent[];
  readonly atMs: number;
}

export async function run(request: StepRequest, world: StepWorld): Promise<readonly StepResult[]> {
  const endsAtMs = deadlineOn(world.clock, request.deadlineMs);
  const { targets, lookAhead = () => Promise.resolve() } = world;
  const moments = sharedMoments(lookAhead);
  const asking = world.conclusions === undefined ? 'none' : askingFor(world.conclusions, world.clock, world.signal);
  const [looking, staying] = [new Set(targets.map(nameOf)), new Set(targets.map(nameOf))];
  await lookAhead(targets.map(nameOf));
  return Promise.all(
    targets.map(async (target) => {
      const { readHistory, ...last } = await stepTarget(target, request, world, { endsAtMs, moments, asking, looking, staying });
      return { ...last, history: await readHistory(shownOf(last.outcome)), atMs: world.clock.nowMs() };
    }),
  );
}

async function stepTarget(given: StepTarget, request: StepRequest, world: StepWorld, timing: Timing): Promise<TargetResult> {
  const ledger = gatheringLedger(given.ports.ledger, () => gatheredMsFor(timing.looking.size));
  const result = await lookAtTarget({ ...given, ports: { ...given.ports, ledger } }, request, world, { ...timing, flush: () => ledger.flush(nameOf(given)) });
  for (const targets of [timing.looking, timing.staying]) targets.delete(nameOf(given));
  const flushed = await ledger.flush(nameOf(given));
  return { ...result, target: given, outcome: flushed.kind === 'error' ? { ...result.outcome, warnings: [...result.outcome.warnings, describeError(flushed.error)] } : result.outcome };
}

/** By the clock as it then is: GitHub's answers put it right, and what is left of a job's time is as long as before. */
function deadlineOn(clock: Clock, deadlineMs: number): Timing['endsAtMs'] {
  const aheadMs = (): number => clock.nowMs() - (clock.steadyMs?.() ?? clock.nowMs());
  const before = aheadMs();
  const endsAtMs = clock.nowMs() + deadlineMs;
  // To the second, so that the last looks of all targets are at one moment.
  return () => endsAtMs + Math.round((aheadMs() - before) / 1_000) * 1_000;
}

interface Timing {
  readonly endsAtMs: () => number;
  readonly moments: SharedMoments;
  readonly asking: Asking | 'none';
  /** Targets that this job has not left yet, and those of them for which it stays. */
  readonly looking: Set<string>;
  readonly staying: Set<string>;
}

async function lookAtTarget(target: StepTarget, request: StepRequest, world: StepWorld, { moments, asking, staying, flush, ...timing }: Timing & { readonly flush: () => Promise<unknown> }): Promise<TargetResult> {
  // What tells the mode is what the first look begins with.
  const first = ledgerOfOneLook(target.ports.ledger);
  const mode = request.mode === 'by-history' ? await modeByHistory(first, nameOf(target)) : request.mode;
  const asked = await stillAsked(target, request, first);
  if (asked.kind === 'refused') return { target, outcome: { kind: 'refused', why: asked.why, ...NO_NEWS }, mode, looks: 0, readHistory: historyOf(target) };
  const { expert } = target.pinned.policy;
  let polledAtMs = Number.NEGATIVE_INFINITY;
  let snapshot: TickInput['snapshot'] = { kind: 'from-ledger' };
  // Told once, by whichever look met it: the job's summary has to have all of it.
  let told: TickReport = NO_NEWS;
  const silenceMs = request.silenceMs ?? SILENCE_MS;
  let watch = watchFrom(world.clock.nowMs());
  for (let looks = 1; ; looks += 1) {
    const [nowMs, endsAtMs] = [world.clock.nowMs(), timing.endsAtMs()];
    const isLast = mode !== 'tick' && endsAtMs - nowMs <= expert.lookMs;
    const pollRegistry = request.wanted.kind === 'newest' && nowMs - polledAtMs >= expert.tickMs;
    if (pollRegistry) polledAtMs = nowMs;
    const input: TickInput = {
      pinned: target.pinned,
      actor: request.actor,
      acts: mode !== 'observe',
      // A person's word is for the rollout that was there when it was said, not for every look after it.
      request: looks === 1 ? asked.request : { kind: 'none' },
      pollRegistry,
      // A version that was named is started once; afterwards this job only goes on with it.
      wanted: looks > 1 && asked.wanted.kind === 'version' ? { kind: 'nothing' } : asked.wanted,
      validation: request.validation,
      nextLookMs: nextLookMs(mode, expert, { isLast, silenceMs }),
      snapshot,
    };
    const seen = await tick(looks === 1 ? { ...target.ports, ledger: first } : target.ports, input);
    const isBlind = seen.kind !== 'decided';
    const leaves = isBlind && (isLast || !staysBlind(watch, seen, { mode, nowMs, blindMs: expert.blindMs, endsAtMs }));
    const outcome: TickOutcome = isBlind && watch.isWatching ? await withMemory(seen, watch.memory, target.ports, { ...input, nextLookMs: nextLookMs(mode, expert, { isLast: leaves, silenceMs }) }) : seen;
    const readHistory = historyOf(target);
    await world.told({ target, outcome, mode, looks, readHistory });
    const troubled = mode === 'observe' ? [] : await retrainingTrouble(target, outcome, { retraining: world.retraining, actor: request.actor, flush });
    const elsewhere = mode === 'observe' ? NOTHING_ASKED : await askElsewhere(target, outcome, { asking, flush });
    const report = withEarlier(told, { ...outcome, warnings: [...outcome.warnings, ...troubled, ...(elsewhere.kind === 'here' && elsewhere.why !== '' ? [elsewhere.why] : [])] });
    told = report;
    const result: TargetResult = { target, outcome: { ...outcome, ...report }, mode, looks, readHistory, ...(elsewhere.kind === 'elsewhere' ? { concludedElsewhere: true } : {}), ...tookAway(watch.memory) };
    if (world.signal.aborted || leaves) return result;
    if (outcome.kind === 'decided') {
      const { decision, state: { rollout } } = outcome;
      snapshot = { kind: 'kept', value: outcome.snapshot };
      // A token that may not, or no longer, record what was taken away: the next job has another.
      if (outcome.unrecorded?.retryable === false) return result;
      // With nobody there to look, the last look may have lowered the weight so far that a job in mode auto would leave anyway.
      if (isLast) return looks > 1 && staysFor('watch', rollout, decision, { nowMs, silenceMs }) ? { ...result, handedOver: true } : result;
      // What was promoted meanwhile, in a run of its own, is a reason to stay again.
      if (staysFor(mode, rollout, decision, { nowMs, silenceMs })) staying.add(nameOf(target));
      else {
        staying.delete(nameOf(target));
        // What waits for another job may begin with the end of this one only, and where it has a run of its own that may be cancelled: until then nobody else looks at it.
        const isAskedFor = asking !== 'none' && concludedBy(target, outcome) !== 'none';
        if (mode === 'tick' || mode === 'observe' || staying.size === 0 || rollout.kind === 'none' || (rollout.weight === 0 && !isAskedFor)) return result;
      }
    }
    const nextAtMs = Math.min(endsAtMs, moments.after(nowMs, expert.lookMs));
    const readAhead = moments.meet(nameOf(target), nextAtMs);
    // A machine's clock may be set back meanwhile: nobody waits for the same time twice.
    await world.clock.sleep(Math.min(Math.max(0, nextAtMs - world.clock.nowMs()), 2 * expert.lookMs), world.signal);
    if (world.signal.aborted) return result;
    watch = watchAfter(watch, seen, nowMs);
    await readAhead();
  }
}

function tookAway(memory: Memory | 'nothing'): Pick<TargetResult, 'tookAway' | 'unconfirmed'> {
  if (memory === 'nothing') return {};
  const { state, made, unconfirmed } = memory;
  return { ...(made.size === 0 ? {} : { tookAway: true }), ...(unconfirmed.size === 0 ? {} : { unconfirmed: { stableSlot: state.stable.slot } }) };
}

/** What a look without the ledger took away is told with it. */
async function withMemory(outcome: TickOutcome, memory: Memory | 'nothing', ports: Ports, input: TickInput): Promise<TickOutcome> {
  if (outcome.kind !== 'no-ledger' || memory === 'nothing' || !canLookFromMemory(memory, outcome.error)) return outcome;
  const { warnings, todo } = await lookFromMemory(ports, memory, outcome.error, input);
  return { ...outcome, warnings: [...outcome.warnings, ...warnings], todo: [...outcome.todo, ...todo] };
}

/** A new model is asked for once. What went wrong with that, in lines for a person. */
async function retrainingTrouble({ pinned, ports }: StepTarget, outcome: TickOutcome, { retraining, actor, flush }: { readonly retraining: Retraining | undefined; readonly actor: string; readonly flush: () => Promise<unknown> }): Promise<readonly string[]> {
  const causes = dueRetraining(outcome, pinned.policy);
  if (causes.length === 0) return [];
  // Who trains is pointed to a record, which has to be there.
  if (retraining !== undefined) await flush();
  if (retraining !== undefined) return askForRetraining(ports, retraining, { target: pinned.policy.target, actor, causes });
  return [`${causes.map(({ check }) => check).join(' and ')} asks for a new model, and nobody is told from here: only a job on GitHub that keeps its history there dispatches rampart-retrain`];
}

const NOTHING_ASKED: AskedElsewhere = { kind: 'here', why: '' };

/** At the look that concludes it, while this job stays for other targets, and at its last look just the same: then one place knows what is asked for. */
async function askElsewhere(target: StepTarget, outcome: TickOutcome, { asking, flush }: { readonly asking: Asking | 'none'; readonly flush: () => Promise<unknown> }): Promise<AskedElsewhere> {
  const conclusion = concludedBy(target, outcome);
  if (asking === 'none' || conclusion === 'none') return NOTHING_ASKED;
  return asking.ask(conclusion, { everyMs: target.pinned.policy.expert.tickMs, flush });
}

/** Traffic that is not away yet is this job's to take away. */
function concludedBy({ policyFile, pinned }: StepTarget, outcome: TickOutcome): Conclusion | 'none' {
  if (outcome.kind !== 'decided' || outcome.state.rollout.kind === 'none') return 'none';
  const { state: { rollout }, decision } = outcome;
  const about = { target: pinned.policy.target, policyFile, rolloutId: rollout.id };
  if (rollout.phase === 'leaving') return rollout.weight > 0 || rollout.pending.kind !== 'none' ? 'none' : { ...about, what: 'roll back' };
  return decision.kind === 'promote' ? { ...about, what: 'promote' } : 'none';
}

function nameOf({ pinned }: StepTarget): string {
  return pinned.policy.target;
}

type Asked = { readonly kind: 'asked' } & Pick<StepRequest, 'request' | 'wanted'>;

/** What this job is asked for beyond a look: a run that is run again says nothing twice, and nothing that nobody can tell is not past. */
async function stillAsked(target: StepTarget, { request, wanted, rerun = NO_RERUN }: StepRequest, ledger: Ledger): Promise<Asked | { readonly kind: 'refused'; readonly why: string }> {
  if (request.kind === 'none' && wanted.kind !== 'version') return { kind: 'asked', request, wanted };
  const standing = await standingOf(rerun, nameOf(target), ledger);
  if (standing.kind === 'unknown') return { kind: 'refused', why: standing.why };
  if (standing.kind === 'unread') return { kind: 'refused', why: `this run was run again, and whether an earlier attempt of it has been heard cannot be told: ${describeError(standing.error)}. Nothing was changed. Run it again when that has passed` };
  return standing.isRepeat ? { kind: 'asked', request: { kind: 'none' }, wanted: wanted.kind === 'version' ? { kind: 'nothing' } : wanted } : { kind: 'asked', request, wanted };
}

function historyOf({ ports, pinned }: StepTarget): TargetResult['readHistory'] {
  return async (enough) => {
    const history = await ports.ledger.history(pinned.policy.target, enough);
    return history.kind === 'ok' ? history.value : [];
  };
}

/** As many events come with the look itself. */
const EVENTS_BROUGHT = 40;
/** A page without the picture of its first days is better than a hundred requests. */
const EVENTS_SHOWN_MAX = 400;

/** What a summary shows of the history. A look that was not worth a record asks for nothing more to be told. */
function shownOf(outcome: TickOutcome): EnoughHistory {
  if (outcome.kind !== 'decided') return () => true;
  const most = outcome.recorded ? EVENTS_SHOWN_MAX : EVENTS_BROUGHT;
  const isStart = sinceStartOf(outcome.state);
  return (event, count) => count >= most || isStart(event, count);
}

async function modeByHistory(ledger: Ledger, target: string): Promise<Mode> {
  const view = await ledger.read(target);
  if (view.kind === 'error' || view.value.kind === 'empty') return 'observe';
  const { rollout, ended } = view.value.state;
  return rollout.kind === 'live' || ended.length > 0 ? 'auto' : 'observe';
}
