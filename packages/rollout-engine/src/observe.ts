// Reads the world for one decision: router, slots, frozen data, new evidence. Failures become part of the situation, never exceptions.
import { withoutUnusedBounds, type Check, type CheckState, type Evidence, type PlacedRelease, type Rollout, type Situation } from '@rampart/rollout-policy';
import { isAbove, seenIn, shows, type Seen } from './apply-effect.ts';
import { describeError } from './outcome.ts';
import type { Result } from './ports/port-error.ts';
import type { BlocksAnswer, BlocksRequest, Question } from './ports/metric-source.ts';
import type { RouterReading } from './ports/traffic-router.ts';
import type { Ports } from './ports.ts';
import { recordableEvidence } from './recordable.ts';

export interface Look {
  readonly nowMs: number;
  /** Time between two looks. */
  readonly everyMs: number;
  /** Where the metric source left off. */
  readonly snapshot: unknown;
}

export interface Observation {
  readonly evidence: Readonly<Record<string, Evidence>>;
  readonly snapshot: unknown;
}

/** New evidence of every check since its watermark. A source that cannot be asked makes every check blind, with the reason. */
export async function observe(ports: Ports, arms: Arms, look: Look): Promise<Observation> {
  const request = blocksRequest(arms, look);
  return observationFrom(arms.rollout, request, await ports.metrics.fetchBlocks(request));
}

export interface Arms {
  readonly rollout: Rollout;
  readonly stable: PlacedRelease;
}

/** What a look asks the metric source. */
export function blocksRequest({ rollout, stable }: Arms, { nowMs, everyMs, snapshot }: Look): BlocksRequest {
  const { policy } = rollout;
  return {
    target: policy.target,
    rolloutId: rollout.id,
    arms: { stable: stable.slot, candidate: rollout.candidate.slot },
    versions: { stable: stable.version, candidate: rollout.candidate.version },
    questions: policy.checks.flatMap((check) => {
      const state = rollout.checks[check.name];
      return state === undefined ? [] : [questionOf(check, state)];
    }),
    nowMs,
    blockMs: policy.expert.blockMs,
    lagMs: policy.expert.lagMs,
    // A schedule that looks every quarter of an hour has no gap after a quarter of an hour.
    maxGapMs: Math.max(policy.expert.maxGapMs, 2 * everyMs),
    snapshot,
  };
}

/** What a look takes from the answer. */
export function observationFrom(rollout: Rollout, { questions, nowMs, snapshot }: BlocksRequest, answer: Result<BlocksAnswer>): Observation {
  if (answer.kind === 'ok') return { evidence: recordableEvidence(usedOf(rollout, ofThePast(onlyNews(answer.value.evidence), nowMs))), snapshot: answer.value.snapshot };
  const why = describeError(answer.error);
  return { evidence: recordableEvidence(Object.fromEntries(questions.map(({ check }) => [check, { kind: 'no-data', why }]))), snapshot };
}

/** The chosen bounds are enough, unless a limit needs a bound of its own. */
function questionOf(check: Check, state: CheckState): Question {
  const bounds = state.bounds.kind === 'chosen' && check.limit.kind === 'none' ? state.bounds.seconds : [];
  return { check: check.name, signal: check.signal, slices: check.slices, bounds, fromMs: state.watermarkMs };
}

/** A record of a look is kept for ever: it carries what the decision was made from, and no more. */
function usedOf({ policy, checks }: Rollout, evidence: Observation['evidence']): Observation['evidence'] {
  return Object.fromEntries(
    Object.entries(evidence).map(([name, news]) => {
      const [check, state] = [policy.checks.find((known) => known.name === name), checks[name]];
      if (check === undefined || state === undefined || news.kind === 'no-data') return [name, news];
      return [name, { ...news, blocks: news.blocks.map((block) => withoutUnusedBounds(check, state, block)) }];
    }),
  );
}

/** A block that ends in the future would pass for healthy time that nobody has lived, and move the watermark past all that is still to come. */
export function ofThePast(evidence: Readonly<Record<string, Evidence>>, nowMs: number): Readonly<Record<string, Evidence>> {
  const why = 'a block ends in the future: the clocks of the metric source and of this job differ';
  return Object.fromEntries(Object.entries(evidence).map(([check, news]) => [check, news.kind === 'blocks' && news.blocks.some((block) => block.toMs > nowMs) ? { kind: 'no-data', why } : news]));
}

/** An answer without a block, a gap or trouble is no news. */
export function onlyNews(evidence: Readonly<Record<string, Evidence>>): Readonly<Record<string, Evidence>> {
  return Object.fromEntries(Object.entries(evidence).filter(([, news]) => news.kind === 'no-data' || news.blocks.length > 0 || news.gaps.length > 0));
}

export function routerSituation(rollout: Rollout, reading: Result<RouterReading>): Situation['router'] {
  if (reading.kind === 'error') return { kind: 'unreadable', why: describeError(reading.error) };
  const { stamp } = reading.value;
  const seen = seenIn(reading.value, rollout.candidate.slot);
  const unconfirmed = stamp.kind === 'stamp' && stamp.rolloutId === rollout.id && stamp.effectId !== rollout.confirmedEffect;
  return { kind: 'read', ...seen, ours: unconfirmed && explains(rollout, stamp.effectId, seen) };
}

/** The pending effect, in force as it was asked for; or a lowering that did not reach the ledger. A raise that is not pending is nobody's. */
function explains(rollout: Rollout, effectId: string, seen: Seen): boolean {
  const { pending } = rollout;
  return pending.kind !== 'none' && pending.id === effectId ? shows(pending, seen) && !isSame(seen, rollout) : !isAbove(seen, rollout);
}

function isSame(seen: Seen, recorded: Rollout): boolean {
  return seen.weight === recorded.weight && (seen.mirror === 'cannot' || seen.mirror === recorded.mirror);
}

export function candidateSituation(rollout: Rollout, reading: Result<RouterReading>): Situation['candidate'] {
  if (reading.kind === 'error') return { kind: 'unknown', why: describeError(reading.error) };
  const placed = reading.value.slots.find((slot) => slot.slot === rollout.candidate.slot)?.placed;
  if (placed === undefined || placed.kind === 'nothing') return { kind: 'not-ready', why: `slot ${rollout.candidate.slot} is empty` };
  return placed.ready ? { kind: 'ready', digest: placed.digest } : { kind: 'not-ready', why: `slot ${rollout.candidate.slot} is not ready yet` };
}

export function stableSituation(stable: PlacedRelease, reading: Result<RouterReading>): Situation['stable'] {
  if (reading.kind === 'error') return 'unknown';
  const placed = reading.value.slots.find((slot) => slot.slot === stable.slot)?.placed;
  if (placed === undefined || placed.kind === 'nothing') return 'unknown';
  return placed.ready ? 'alive' : 'dead';
}
