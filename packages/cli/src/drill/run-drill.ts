// Lets a bad version in at a small weight and looks until it is out. Whatever happens, the traffic is taken back at the end.
import { rollback, tick, type PinnedPolicy, type Ports, type RegisteredRelease, type RollbackOutcome, type RouterReading, type TickInput, type TickOutcome } from '@rampart/rollout-engine';
import type { Decision, TargetState } from '@rampart/rollout-policy';
import { drillFacts, isOutOf, type DrillFacts } from './drill-facts.ts';

export interface DrillOrder {
  readonly pinned: PinnedPolicy;
  readonly release: RegisteredRelease;
  readonly actor: string;
  readonly withinMs: number;
}

export interface DrillWorld {
  /** Opened such that an interruption does not end what they are doing: the traffic has to come back. */
  readonly ports: Ports;
  readonly interrupted: AbortSignal;
  readonly told: (outcome: TickOutcome) => void;
}

export type DrillEnd =
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'done'; readonly facts: DrillFacts; readonly stopped: Stopped; readonly isReadBack: boolean; readonly taken: RollbackOutcome | 'not needed'; readonly state: TargetState };

/** Why the looks ended. */
export type Stopped = 'out' | 'passed' | 'interrupted' | 'over' | 'trouble';

/** So many looks in a row may come to nothing (a lost race, a ledger that is away) before it is given up. */
const TROUBLE_MAX = 5;

export async function runDrill(order: DrillOrder, world: DrillWorld): Promise<DrillEnd> {
  const { ports } = world;
  const target = order.pinned.policy.target;
  const watched = await lookUntilOut(order, world).catch(async (error: unknown) => {
    // A bug of ours must not leave it in.
    await takeBack(ports, { target, rolloutId: '', actor: order.actor, stopped: 'trouble' });
    throw error;
  });
  if (watched.kind === 'refused') return watched;
  const { rolloutId, state, stopped, slot } = watched;
  const taken = await takeBack(ports, { target, rolloutId, actor: order.actor, stopped });
  const [reading, events] = [await ports.router.read(target), await ports.ledger.history(target)];
  const facts = drillFacts(rolloutId, events.kind === 'ok' ? events.value : [], state.rollout);
  if (facts === 'not started') return { kind: 'refused', why: `the start of ${order.release.version} cannot be read back from the ledger${events.kind === 'error' ? `: ${events.error.message}` : ''}` };
  return { kind: 'done', facts, stopped, isReadBack: isBack(reading, slot), taken, state };
}

function isBack(reading: Awaited<ReturnType<Ports['router']['read']>>, slot: string): boolean {
  const value: RouterReading | 'unread' = reading.kind === 'ok' ? reading.value : 'unread';
  return value !== 'unread' && isOutOf(value, slot);
}

interface Watched {
  readonly kind: 'watched';
  readonly rolloutId: string;
  readonly slot: string;
  /** As it was last seen live. */
  readonly state: TargetState;
  readonly stopped: Stopped;
}

async function lookUntilOut(order: DrillOrder, { ports, interrupted, told }: DrillWorld): Promise<Watched | Extract<DrillEnd, { kind: 'refused' }>> {
  const { clock } = ports;
  const { lookMs } = order.pinned.policy.expert;
  const beganMs = clock.nowMs();
  let own: Omit<Watched, 'kind' | 'stopped'> | undefined;
  let exposedMs: number | 'never' = 'never';
  let snapshot: TickInput['snapshot'] = { kind: 'from-ledger' };
  let trouble = 0;
  const ended = (stopped: Stopped): Watched | Extract<DrillEnd, { kind: 'refused' }> => (own === undefined ? { kind: 'refused', why: 'it was stopped before it began; nothing was changed' } : { kind: 'watched', ...own, stopped });
  while (!interrupted.aborted) {
    const nowMs = clock.nowMs();
    const outcome = await tick(ports, inputOf(order, own === undefined, snapshot));
    told(outcome);
    const live = 'state' in outcome && outcome.state.rollout.kind === 'live' ? outcome.state.rollout : undefined;
    if (own === undefined && live !== undefined && live.drill !== true) return { kind: 'refused', why: `${live.candidate.version} is being released; a drill waits until that has ended` };
    if (own === undefined && (outcome.kind === 'refused' || outcome.kind === 'idle' || outcome.kind === 'no-ledger')) return { kind: 'refused', why: outcome.kind === 'no-ledger' ? outcome.error.message : outcome.why };
    if ('state' in outcome && live !== undefined && (own === undefined || own.rolloutId === live.id)) own = { rolloutId: live.id, slot: live.candidate.slot, state: outcome.state };
    // Somebody else ended it, or has begun something else.
    if (own !== undefined && 'state' in outcome && live?.id !== own.rolloutId) return ended('out');
    if (live !== undefined && live.weight > 0 && exposedMs === 'never') exposedMs = clock.nowMs();
    if (live?.phase === 'leaving' && live.weight === 0 && live.pending.kind === 'none') return ended('out');
    if (outcome.kind === 'decided' && hasPassed(outcome.decision)) return ended('passed');
    if (clock.nowMs() - (exposedMs === 'never' ? beganMs : exposedMs) > order.withinMs) return ended('over');
    trouble = outcome.kind === 'decided' ? 0 : trouble + 1;
    if (trouble > TROUBLE_MAX) return ended('trouble');
    if (outcome.kind === 'decided') snapshot = { kind: 'kept', value: outcome.snapshot };
    await clock.sleep(Math.max(0, nowMs + lookMs - clock.nowMs()), interrupted);
  }
  return ended('interrupted');
}

/** The checks find nothing wrong with it: nothing more will be seen. */
function hasPassed({ kind, reasons }: Decision): boolean {
  return kind === 'promote' || reasons[0]?.code === 'approval-needed';
}

function inputOf({ pinned, release, actor }: DrillOrder, isFirst: boolean, snapshot: TickInput['snapshot']): TickInput {
  return {
    pinned,
    actor,
    acts: true,
    request: { kind: 'none' },
    pollRegistry: false,
    wanted: isFirst ? { kind: 'drill', release } : { kind: 'nothing' },
    validation: { kind: 'not-demanded' },
    nextLookMs: pinned.policy.expert.lookMs,
    snapshot,
  };
}

/** Concludes what the checks took out; takes out what they did not. Only while the live rollout is this drill, or nobody can say. */
async function takeBack(ports: Ports, { target, rolloutId, actor, stopped }: { readonly target: string; readonly rolloutId: string; readonly actor: string; readonly stopped: Stopped }): Promise<RollbackOutcome | 'not needed'> {
  const view = await ports.ledger.read(target);
  const live = view.kind === 'ok' && view.value.kind === 'present' ? view.value.state.rollout : undefined;
  if (live?.kind === 'none' || (live?.kind === 'live' && (live.drill !== true || (rolloutId !== '' && live.id !== rolloutId)))) return 'not needed';
  const why = { out: 'the drill is over', passed: 'the drill: the checks let it pass', interrupted: 'the drill was interrupted', over: 'the drill: not caught in time', trouble: 'the drill could not go on' }[stopped];
  // The router may still carry the stamp of a rollout before: then this drill had no traffic yet.
  return rollback(ports, { target, actor, why, rolloutId: live === undefined ? rolloutId : '', stableVersion: '', routerOnly: false });
}
