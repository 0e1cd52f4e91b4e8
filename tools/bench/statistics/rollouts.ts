// Whole rollouts: decide() and the fold of its events, the ramp sized by the promise, a router that obeys at once, until the candidate is sent back or
// promoted. Harm is what really happened in the world, between looks and while nothing could be known, not what the evidence says.
import { decide, fold, planEffect, ppm, waitsForRecord, type Block, type Decision, type Evidence, type LedgerEvent, type Policy, type Rollout, type Situation, type TargetState } from '@rampart/rollout-policy';
import { aPolicy, aRollout, aSituation, blocksOf } from '@rampart/testing/fakes';
import { defaultExpert } from '../../../packages/policy-document/src/defaults.ts';
import { requestWorld } from '../../../packages/rollout-policy/test/worlds/requests.ts';
import { upperBound } from './clopper-pearson.ts';
import { ALPHA, CONFIDENCE, SLACK } from './promised.ts';
import { DAY_MS } from './releases.ts';
import { percent, type Row } from './row.ts';

const STABLE_RATIO = 0.01;
const WITHIN = 0.95;
const TOTAL_FAILURE = 1 / STABLE_RATIO;

export interface RolloutsAsked {
  readonly requestsPerSecond: number;
  /** The candidate fails this many times as often as stable, which fails in 1 %. */
  readonly effect: number;
  readonly badRequestsMax: number;
  readonly lookMs: number;
  readonly runs: number;
}

/** Half a minute is the look of a job that stays. Where looks are rarer still, the promise begins with less than a router can make. */
export const HARM_CASES: readonly RolloutsAsked[] = [5, 50, 500].flatMap((requestsPerSecond) =>
  [100, 300].flatMap((badRequestsMax) =>
    [30_000, 300_000].filter((lookMs) => lookMs === 30_000 || requestsPerSecond <= 50).map((lookMs) => ({ requestsPerSecond, badRequestsMax, lookMs, effect: TOTAL_FAILURE, runs: 500 })),
  ),
);

export const GOOD_CASES: readonly RolloutsAsked[] = [5, 50, 500].map((requestsPerSecond) => ({ requestsPerSecond, badRequestsMax: 300, lookMs: 30_000, effect: 1, runs: 2_000 }));

export interface RolloutsSeen {
  /** Of each run, ascending. */
  readonly excess: readonly number[];
  readonly minutes: readonly number[];
  /** How the runs ended, by kind of decision. */
  readonly endings: Readonly<Record<string, number>>;
}

export function measureRollouts({ requestsPerSecond, effect, badRequestsMax, lookMs, runs }: RolloutsAsked): RolloutsSeen {
  const policy = aPolicy({ promise: { badRequestsMax }, expert: { ...defaultExpert(), lookMs } });
  const ended = Array.from({ length: runs }, (_, run) => rollOut(policy, { requestsPerSecond, effect }, run));
  const endings: Record<string, number> = {};
  for (const { ending } of ended) endings[ending] = (endings[ending] ?? 0) + 1;
  const ascending = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);
  return { excess: ascending(ended.map(({ excess }) => excess)), minutes: ascending(ended.map(({ minutes }) => minutes)), endings };
}

export function harmRow({ requestsPerSecond, badRequestsMax, lookMs }: RolloutsAsked, { excess, minutes, endings }: RolloutsSeen): Row {
  const within = excess.filter((bad) => bad <= badRequestsMax).length / excess.length;
  const sentBack = endings['rollback'] ?? 0;
  return {
    what: `every request fails, ${requestsPerSecond} per second, budget ${badRequestsMax}, a look every ${lookMs / 1_000} s`,
    measured: `within budget in ${percent(within, 1)} of ${excess.length} (95 % of them below ${quantile(excess, 0.95)}, half below ${quantile(excess, 0.5)}); sent back in ${percent(sentBack / excess.length, 1)}, half within ${quantile(minutes, 0.5)} min`,
    target: { kind: 'target', text: `>= ${percent(WITHIN, 0)} within budget, all sent back`, isMet: within >= WITHIN && sentBack === excess.length },
  };
}

/** The same rollouts for a candidate that is as good as stable. */
export function goodRow({ requestsPerSecond, badRequestsMax }: RolloutsAsked, { minutes, endings }: RolloutsSeen): Row {
  const [sentBack, promoted] = [endings['rollback'] ?? 0, endings['promote'] ?? 0];
  const bound = upperBound(sentBack, minutes.length, CONFIDENCE);
  return {
    what: `an equal candidate, ${requestsPerSecond} per second, budget ${badRequestsMax}, a look every 30 s`,
    measured: `sent back in ${percent(sentBack / minutes.length)} of ${minutes.length.toLocaleString('en')} (99 % bound ${percent(bound)}); promoted in ${percent(promoted / minutes.length, 1)} within 24 h, half within ${quantile(minutes, 0.5)} min`,
    target: { kind: 'target', text: `sent back in <= ${percent(ALPHA, 1)}, and bound <= ${percent(ALPHA + SLACK, 1)}`, isMet: sentBack / minutes.length <= ALPHA && bound <= ALPHA + SLACK },
  };
}

function quantile(ascending: readonly number[], share: number): string {
  return (ascending[Math.ceil(share * ascending.length) - 1] ?? NaN).toFixed(0);
}

interface RolledOut {
  readonly excess: number;
  readonly minutes: number;
  readonly ending: Decision['kind'];
}

function rollOut(policy: Policy, { requestsPerSecond, effect }: Pick<RolloutsAsked, 'requestsPerSecond' | 'effect'>, run: number): RolledOut {
  const { blockMs, lookMs, lagMs } = policy.expert;
  const check = policy.checks[0]?.name ?? '';
  const world = requestWorld({ name: `rollout/${effect}`, requestsPerSecond, errorRatio: STABLE_RATIO, effect });
  const traffic = world.begin({ seed: 5, run, blockMs, durationMs: DAY_MS });
  let state = aRollout(policy).state();
  let rollout = liveOf(state);
  const startMs = rollout.startedAtMs;
  let [weight, excess] = [0, 0];
  let blocks: readonly Block[] = [];
  let last: Decision['kind'] = 'hold';
  for (let nowMs = startMs; nowMs <= startMs + DAY_MS; nowMs += blockMs) {
    if ((nowMs - startMs) % lookMs === 0) {
      const news = blocks.filter((block) => block.toMs + lagMs <= nowMs);
      blocks = blocks.filter((block) => block.toMs + lagMs > nowMs);
      const looked = look(state, rollout, blocksOf(check, news), nowMs);
      last = looked.decision.kind;
      if (last === 'rollback' || last === 'promote' || last === 'halt') return { excess, minutes: (nowMs - startMs) / 60_000, ending: last };
      state = looked.state;
      rollout = liveOf(state);
      weight = rollout.weight / 1_000_000;
    }
    const all = traffic.next(weight);
    excess += all.candidate.events - STABLE_RATIO * all.candidate.trials;
    blocks = [...blocks, { fromMs: nowMs, toMs: nowMs + blockMs, cells: { all } }];
  }
  return { excess, minutes: DAY_MS / 60_000, ending: last };
}

/** Decides, records, and moves the router, as a tick does. */
function look(state: TargetState, rollout: Rollout, evidence: Readonly<Record<string, Evidence>>, nowMs: number): { readonly decision: Decision; readonly state: TargetState } {
  const situation: Situation = aSituation(rollout, { nowMs });
  const { decision } = decide(rollout, evidence, situation);
  const sequence = state.sequence + 1;
  const effect = planEffect(rollout, decision, sequence, rollout.weight);
  const envelope = { schema: 1, atMs: nowMs, operation: `look-${sequence}`, actor: 'bench', rolloutId: rollout.id } as const;
  const isRaise = effect.kind !== 'none' && waitsForRecord(rollout, effect);
  const ticked: LedgerEvent = {
    ...envelope,
    kind: 'ticked',
    sequence,
    evidence,
    situation,
    decision,
    effect: effect.kind === 'none' ? { kind: 'none' } : { kind: isRaise ? 'intended' : 'done', effect },
    snapshot: null,
  };
  const recorded = fold({ kind: 'present', state }, ticked);
  if (effect.kind === 'none' || !isRaise) return { decision, state: recorded };
  const confirmed: LedgerEvent = { ...envelope, kind: 'confirmed', sequence: sequence + 1, effectId: effect.id, observed: ppm(effect.weight), settledAtMs: nowMs };
  return { decision, state: fold({ kind: 'present', state: recorded }, confirmed) };
}

function liveOf({ rollout }: TargetState): Rollout {
  if (rollout.kind === 'none') throw new Error('the rollout ended without a decision');
  return rollout;
}
