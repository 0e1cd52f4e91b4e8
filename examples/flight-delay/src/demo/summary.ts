// demo-out/summary.json: what happened, from the ledger and from the proxy's own count.
import type { LedgerEvent } from '@rampart/rollout-policy';
import { sentence, contextOf } from '@rampart/report';
import { fold, type Folded, type TargetState } from '@rampart/rollout-policy';
import type { AccessEntry } from '../serving/access-log.ts';

export interface DemoSummary {
  readonly rollouts: readonly RolloutSummary[];
  readonly requests: { readonly total: number; readonly failed: number; readonly byArm: Readonly<Record<string, { readonly total: number; readonly failed: number }>> };
}

export interface RolloutSummary {
  /** Version. */
  readonly candidate: string;
  readonly outcome: string;
  /** Looks that were recorded. */
  readonly ticks: number;
  /** In percent. */
  readonly maxWeight: number;
  /** Bad requests beyond what stable would have had, as of the last decision. */
  readonly excessBadRequests: number;
  readonly durationMs: number;
  readonly reasons: readonly string[];
}

export function summarise(events: readonly LedgerEvent[], accesses: Iterable<AccessEntry>): DemoSummary {
  return { rollouts: rolloutsOf(events), requests: countRequests(accesses) };
}

function rolloutsOf(events: readonly LedgerEvent[]): readonly RolloutSummary[] {
  const summaries: RolloutSummary[] = [];
  let folded: Folded = { kind: 'empty' };
  let open: { readonly startedAtMs: number; readonly ticks: number; readonly excess: number; readonly reasons: readonly string[] } | undefined;
  for (const event of events) {
    const before = folded.kind === 'present' ? folded.state : undefined;
    const state: TargetState = fold(folded, event);
    folded = { kind: 'present', state };
    if (event.kind === 'started') open = { startedAtMs: event.atMs, ticks: 0, excess: 0, reasons: [] };
    if (event.kind === 'ticked' && open !== undefined) {
      const decisive = event.decision.kind !== 'hold' && event.decision.kind !== 'advance';
      const said = decisive ? [sentence(event.decision, contextOf(state.rollout.kind === 'live' ? state : (before ?? state)))] : [];
      open = { ...open, ticks: open.ticks + 1, excess: event.decision.harm.excess, reasons: [...open.reasons, ...said] };
    }
    const ended = state.ended.at(-1);
    if (open !== undefined && ended !== undefined && state.ended.length > (before?.ended.length ?? 0)) {
      summaries.push({
        candidate: ended.candidate.version,
        outcome: ended.outcome,
        ticks: open.ticks,
        maxWeight: ended.weightMax / 10_000,
        excessBadRequests: Math.round(open.excess * 10) / 10,
        durationMs: event.atMs - open.startedAtMs,
        reasons: open.reasons,
      });
      open = undefined;
    }
  }
  return summaries;
}

/** By version, which is the arm that a request reached. */
function countRequests(accesses: Iterable<AccessEntry>): DemoSummary['requests'] {
  const byArm = new Map<string, { total: number; failed: number }>();
  let total = 0;
  let failed = 0;
  for (const { status, version } of accesses) {
    const arm = byArm.get(version) ?? { total: 0, failed: 0 };
    const bad = status === 200 ? 0 : 1;
    byArm.set(version, { total: arm.total + 1, failed: arm.failed + bad });
    total += 1;
    failed += bad;
  }
  return { total, failed, byArm: Object.fromEntries([...byArm].sort(([a], [b]) => (a < b ? -1 : 1))) };
}
