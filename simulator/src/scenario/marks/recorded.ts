// What marks are told from: the same questions about a recording, asked in one place.
import type { ArmCounts, Block, DecisionKind, Evidence, Reason } from '@rampart/rollout-policy';
import type { Look, PortCall, Recording } from '../../rollout/recording.ts';

/** Looks that were decided by this reason: it is the first of their reasons. */
export function decidedBy<Code extends Reason['code']>({ looks }: Recording, code: Code, kind?: DecisionKind): readonly { readonly look: Look; readonly reason: Extract<Reason, { code: Code }> }[] {
  return looks.flatMap((look) => {
    const [reason] = look.decision.reasons;
    return reason !== undefined && isOf(reason, code) && (kind === undefined || look.decision.kind === kind) ? [{ look, reason }] : [];
  });
}

function isOf<Code extends Reason['code']>(reason: Reason, code: Code): reason is Extract<Reason, { code: Code }> {
  return reason.code === code;
}

export function everDecided({ looks }: Recording, kind: DecisionKind): boolean {
  return looks.some(({ decision }) => decision.kind === kind);
}

/** Why a look had no data, of every look. */
export function darkness({ looks }: Recording): readonly string[] {
  return looks.flatMap(({ decision }) => decision.reasons.flatMap((reason) => (reason.code === 'no-data' ? [reason.why] : [])));
}

/** Offset. */
export function firstTrafficAtMs({ weights, startMs }: Recording): number {
  return (weights.find(({ weightPpm }) => weightPpm > 0)?.atMs ?? Number.POSITIVE_INFINITY) - startMs;
}

export function evidenceOf({ events }: Recording): readonly Evidence[] {
  return events.flatMap((event) => (event.kind === 'ticked' ? Object.values(event.evidence) : []));
}

/** Blocks of one check, in the order of time. */
export function blocksOf({ events }: Recording, check: string): readonly Block[] {
  return events.flatMap((event) => {
    const evidence = event.kind === 'ticked' ? event.evidence[check] : undefined;
    return evidence?.kind === 'blocks' ? evidence.blocks : [];
  });
}

export function gapsIn(recording: Recording): readonly string[] {
  return evidenceOf(recording).flatMap((evidence) => (evidence.kind === 'blocks' ? evidence.gaps.map(({ why }) => why) : []));
}

export function callsOf({ calls }: Recording, port: string, method: string, answer?: PortCall['answer']): readonly PortCall[] {
  return calls.filter((call) => call.port === port && call.method === method && (answer === undefined || call.answer === answer));
}

/** Share of the candidate's requests that really failed. */
export function failingShare({ truth }: Recording): number {
  return truth.bad.candidate / Math.max(1, truth.requests.candidate);
}

export function stableRatio(blocks: readonly Block[]): number {
  return ratioOf(blocks.map(({ cells }) => cells['all']?.stable ?? NOTHING));
}

export function candidateRatio(blocks: readonly Block[]): number {
  return ratioOf(blocks.map(({ cells }) => cells['all']?.candidate ?? NOTHING));
}

const NOTHING: ArmCounts = { trials: 0, events: 0 };

function ratioOf(counts: readonly ArmCounts[]): number {
  return counts.reduce((sum, { events }) => sum + events, 0) / Math.max(1, counts.reduce((sum, { trials }) => sum + trials, 0));
}

/** What the check `errors` counts. */
export function unitOf({ trial }: Recording): 'requests' | 'users' {
  const counted = trial.policy.checks.find(({ name }) => name === 'errors')?.signal;
  return counted?.kind === 'share' ? counted.unit : 'requests';
}

/** The longest time between two looks. */
export function longestPauseMs({ looks }: Recording): number {
  return looks.reduce((longest, look, index) => Math.max(longest, look.atMs - (looks[index - 1]?.atMs ?? look.atMs)), 0);
}

/** Requests of both arms per second, told by a block. */
export function ratePerSecond({ fromMs, toMs, cells }: Block): number {
  const all = cells['all'];
  return all === undefined ? 0 : ((all.stable.trials + all.candidate.trials) * 1_000) / (toMs - fromMs);
}
