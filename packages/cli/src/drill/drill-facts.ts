// What happened in a drill, from the events of its ledger and from the router as it was read at the end.
import type { RouterReading } from '@rampart/rollout-engine';
import { excessHarm, type LedgerEvent, type Policy, type TargetState } from '@rampart/rollout-policy';

export interface DrillFacts {
  readonly rolloutId: string;
  readonly version: string;
  readonly startedAtMs: number;
  /** First traffic, as the router confirmed it. */
  readonly exposedAtMs: number | 'never';
  readonly weightPpm: number;
  /** When it was decided that it has to go, and whether the checks did. */
  readonly decidedAtMs: number | 'never';
  readonly decidedBy: 'checks' | 'time' | 'person' | 'nobody';
  /** All traffic away, as the router confirmed it. */
  readonly outAtMs: number | 'never';
  readonly endIsRecorded: boolean;
  /** Requests of the candidate that the checks counted, and those beyond what stable would have had of the bad ones. */
  readonly candidateRequests: number;
  readonly badRequests: number;
}

/** `last`: the state in which the drill was last seen live. */
export function drillFacts(rolloutId: string, events: readonly LedgerEvent[], last: TargetState['rollout']): DrillFacts | 'not started' {
  const own = events.filter((event) => 'rolloutId' in event && event.rolloutId === rolloutId);
  const started = own.find((event) => event.kind === 'started');
  if (started?.kind !== 'started') return 'not started';
  const exposed = own.find((event) => event.kind === 'confirmed' && event.observed > 0);
  const decidedIndex = own.findIndex((event) => event.kind === 'ticked' && event.decision.kind === 'rollback');
  const decided = own[decidedIndex];
  const out = decidedIndex === -1 ? undefined : own.slice(decidedIndex).find((event) => (event.kind === 'ticked' && event.effect.kind === 'done') || (event.kind === 'confirmed' && event.observed === 0));
  const live = last.kind === 'live' && last.id === rolloutId ? last : undefined;
  return {
    rolloutId,
    version: started.candidate.version,
    startedAtMs: started.atMs,
    exposedAtMs: exposed?.kind === 'confirmed' ? exposed.settledAtMs : 'never',
    weightPpm: exposed?.kind === 'confirmed' ? exposed.observed : 0,
    decidedAtMs: decided?.kind === 'ticked' ? decided.situation.nowMs : 'never',
    decidedBy: decided?.kind === 'ticked' ? decidedBy(decided.decision.reasons[0]?.code) : 'nobody',
    outAtMs: out === undefined ? 'never' : out.kind === 'confirmed' ? out.settledAtMs : out.atMs,
    endIsRecorded: own.some(({ kind }) => kind === 'ended'),
    candidateRequests: live === undefined ? 0 : requestsOf(live.policy, live.checks),
    badRequests: live === undefined ? 0 : Math.max(0, excessHarm(live.policy, live.checks)),
  };
}

function decidedBy(code: string | undefined): DrillFacts['decidedBy'] {
  switch (code) {
    case undefined:
      return 'nobody';
    case 'aborted':
    case 'weight-lowered-outside':
    case 'superseded':
      return 'person';
    case 'undecided':
      return 'time';
    default:
      return 'checks';
  }
}

type Live = Extract<TargetState['rollout'], { kind: 'live' }>;

function requestsOf({ checks }: Policy, states: Live['checks']): number {
  return Math.max(0, ...checks.filter(({ signal }) => signal.kind !== 'level').map(({ name }) => states[name]?.totals['all']?.candidate.trials ?? 0));
}

/** Nothing is sent to `slot`, not even copies. */
export function isOutOf({ slots, mirror }: RouterReading, slot: string): boolean {
  const copies = mirror === 'cannot' ? 0 : (mirror[slot] ?? 0);
  return copies === 0 && slots.every((known) => known.slot !== slot || known.weight === 0);
}
