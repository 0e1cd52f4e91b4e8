// One past release through decide(), look by look, as if the policy had watched it: the evidence that there was, at the weights that were in force.
// What the policy would have done with the weights is not asked: nobody knows what would have been seen then.
import { quietAt } from '@rampart/rollout-engine';
import { decide, fold, invariant, ppm, type Decision, type Effect, type Evidence, type LedgerEvent, type Policy, type Ppm, type Reason, type Rollout, type Situation, type TargetState } from '@rampart/rollout-policy';
import { startedState } from '../rollout/started-state.ts';
import type { PastRelease } from './past-releases.ts';
import type { Arriving, ReleaseEvidence } from './release-evidence.ts';

export interface Verdicts {
  /** The first decision that ends the trial, and what followed. */
  readonly promotedAtMs: number | 'never';
  readonly rolledBackAtMs: number | 'never';
  readonly rollbackReason: Reason | 'none';
  /** More bad requests than the promise allows: the policy takes the traffic away and asks a person. */
  readonly budgetSpentAtMs: number | 'never';
  /** A person is asked for the first time, and why. */
  readonly askedAtMs: number | 'never';
  readonly askedReason: Reason | 'none';
  /** What it said at the last look, and why. */
  readonly last: { readonly kind: Decision['kind']; readonly reason: Reason | 'none' };
  readonly looks: number;
  readonly blocks: number;
  readonly gaps: number;
  /** Bad requests of the candidate beyond what stable would have had, up to the last look. */
  readonly excess: number;
}

interface Replay {
  readonly evidence: ReleaseEvidence;
  /** Of the policy as it was written. */
  readonly budget: number;
  state: TargetState;
  weightsTaken: number;
  readonly taken: Map<string, { blocks: number; gaps: number }>;
}

/** `policy`: as far as the history can be asked (replayableFrom). `budget`: bad requests that were promised. */
export function replayRelease(policy: Policy, release: PastRelease, evidence: ReleaseEvidence, { stepMs, budget }: { readonly stepMs: number; readonly budget: number }): Verdicts {
  const replay: Replay = { evidence, budget, state: startedState(policy, release.startMs).state, weightsTaken: 0, taken: new Map(policy.checks.map(({ name }) => [name, { blocks: 0, gaps: 0 }])) };
  const everyMs = Math.max(1, Math.ceil(policy.expert.lookMs / stepMs)) * stepMs;
  const seen = { promotedAtMs: 'never' as number | 'never', budgetSpentAtMs: 'never' as number | 'never', askedAtMs: 'never' as number | 'never', askedReason: 'none' as Reason | 'none' };
  let looks = 0;
  let last: Decision | 'none' = 'none';
  const lastMs = lastArrival(evidence, release.endMs);
  for (let nowMs = release.startMs; nowMs < lastMs + everyMs; nowMs += everyMs) {
    const atMs = Math.min(nowMs, lastMs);
    const decision = look(replay, atMs, everyMs);
    looks += 1;
    last = decision;
    // Behind the end of a release nothing is exposed any more; looks there wait for its labels.
    if (seen.askedAtMs === 'never' && decision.needs !== 'nothing' && atMs <= release.endMs) [seen.askedAtMs, seen.askedReason] = [atMs, decision.reasons[0] ?? 'none'];
    if (seen.budgetSpentAtMs === 'never' && seen.promotedAtMs === 'never' && decision.harm.excess >= budget) seen.budgetSpentAtMs = atMs;
    if (decision.kind === 'promote') {
      seen.promotedAtMs = atMs;
      bake(replay, atMs);
    }
    if (decision.kind === 'rollback') return { ...seen, ...soFar(replay, looks, decision), rolledBackAtMs: atMs, rollbackReason: decision.reasons[0] ?? 'none' };
    if (decision.kind === 'finished') break;
  }
  return { ...seen, ...soFar(replay, looks, last), rolledBackAtMs: 'never', rollbackReason: 'none' };
}

function look(replay: Replay, nowMs: number, nextLookMs: number): Decision {
  takeWeights(replay, nowMs);
  const rollout = liveOf(replay.state);
  const evidence = newEvidence(replay, nowMs);
  const situation = situationAt(rollout, nowMs, nextLookMs);
  const { decision } = decide(rollout, evidence, situation);
  if (decision.kind !== 'rollback' && decision.kind !== 'finished') {
    record(replay, { kind: 'ticked', rolloutId: rollout.id, evidence, situation, decision, effect: { kind: 'none' }, snapshot: null }, nowMs);
  }
  return decision;
}

/** What became known up to now. Its own delay comes from the policy: labels when they are mature, counts after the lag. */
function newEvidence({ evidence: { blocks, gaps }, taken }: Replay, nowMs: number): Readonly<Record<string, Evidence>> {
  const news: Record<string, Evidence> = {};
  for (const [check, until] of taken) {
    const newBlocks = arrived(blocks.get(check) ?? [], until.blocks, nowMs);
    const newGaps = arrived(gaps.get(check) ?? [], until.gaps, nowMs);
    taken.set(check, { blocks: until.blocks + newBlocks.length, gaps: until.gaps + newGaps.length });
    news[check] = { kind: 'blocks', blocks: newBlocks, gaps: newGaps };
  }
  return news;
}

function arrived<T>(all: readonly Arriving<T>[], from: number, nowMs: number): readonly T[] {
  let end = from;
  while ((all[end]?.atMs ?? Infinity) <= nowMs) end += 1;
  return all.slice(from, end).map(({ value }) => value);
}

/** The router is where the history says: every change is taken as done and confirmed when it happened. */
function takeWeights(replay: Replay, nowMs: number): void {
  const { weights } = replay.evidence;
  for (let change = weights[replay.weightsTaken]; change !== undefined && change.atMs < nowMs; change = weights[replay.weightsTaken]) {
    replay.weightsTaken += 1;
    const rollout = liveOf(replay.state);
    if (change.weight === rollout.weight) continue;
    const effect = effectTo(change.weight, rollout, replay.state.sequence + 1);
    record(replay, { kind: 'intended', rolloutId: rollout.id, effect }, change.atMs);
    record(replay, { kind: 'confirmed', rolloutId: rollout.id, effectId: effect.id, observed: change.weight, settledAtMs: change.atMs }, change.atMs);
  }
}

function effectTo(weight: Ppm, rollout: Rollout, sequence: number): Effect {
  return { kind: 'set-weight', id: `${rollout.id}/${sequence}/${weight}`, rolloutId: rollout.id, sequence, weight, mirror: rollout.mirror, purpose: weight > rollout.weight ? 'advance' : 'stepBack' };
}

/** What the promote job would have done, but for the weight. */
function bake(replay: Replay, nowMs: number): void {
  const { id } = liveOf(replay.state);
  record(replay, { kind: 'promoted', rolloutId: id, pointer: 'replayed' }, nowMs);
}

/** Everything that a history does not say was in order. */
function situationAt(rollout: Rollout, nowMs: number, nextLookMs: number): Situation {
  const stage = rollout.policy.plan[rollout.stageIndex];
  return {
    nowMs,
    nextLookMs,
    router: { kind: 'read', weight: rollout.weight, step: ANY_STEP, ours: false, mirror: rollout.mirror },
    candidate: { kind: 'ready', digest: rollout.candidate.digest },
    stable: 'alive',
    frozen: { kind: 'none' },
    smoke: stage?.kind === 'smoke' && stage.probe.kind !== 'none' ? { kind: 'passed', cases: 0 } : { kind: 'not-asked' },
    quiet: quietAt(rollout.policy.quiet, nowMs),
    request: { kind: 'none' },
  };
}

const ANY_STEP = ppm(1);

type Part = Extract<LedgerEvent, { kind: 'ticked' | 'intended' | 'confirmed' | 'promoted' }> extends infer E ? (E extends LedgerEvent ? Omit<E, 'schema' | 'sequence' | 'atMs' | 'operation' | 'actor'> : never) : never;

function record(replay: Replay, part: Part, atMs: number): void {
  const sequence = replay.state.sequence + 1;
  replay.state = fold({ kind: 'present', state: replay.state }, { ...part, schema: 1, sequence, atMs, operation: `replay/${sequence}`, actor: 'history' });
}

function soFar({ taken }: Replay, looks: number, last: Decision | 'none'): Pick<Verdicts, 'looks' | 'blocks' | 'gaps' | 'last' | 'excess'> {
  const sums = [...taken.values()].reduce((all, { blocks, gaps }) => ({ blocks: all.blocks + blocks, gaps: all.gaps + gaps }), { blocks: 0, gaps: 0 });
  return { looks, ...sums, last: last === 'none' ? { kind: 'hold', reason: 'none' } : { kind: last.kind, reason: last.reasons[0] ?? 'none' }, excess: last === 'none' ? 0 : last.harm.excess };
}

/** Labels of the release come after its end: who watched it would have waited for them. */
function lastArrival({ blocks }: ReleaseEvidence, endMs: number): number {
  return Math.max(endMs, ...[...blocks.values()].map((arriving) => arriving.at(-1)?.atMs ?? endMs));
}

function liveOf({ rollout }: TargetState): Rollout {
  invariant(rollout.kind === 'live', 'a replayed release is live until it is over', {});
  return rollout;
}
