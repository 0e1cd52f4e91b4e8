// From what a simulation noted to its Recording: how it ended, by the ledger and by what the router really did.
import type { EndedRollout, LedgerEvent, TargetState } from '@rampart/rollout-policy';
import type { Depth, Ending, Look, Recording, WeightInForce } from '../rollout/recording.ts';
import type { Simulation } from './simulation.ts';

export function concluded(sim: Simulation, depth: Depth): Recording {
  const { trial, startMs, notes, ports, reality } = sim;
  const { events, states } = ports.ledger;
  const ending = endingOf({ events, states, looks: notes.looks, weights: notes.weights, startMs, askedAtMs: notes.askedAtMs });
  const marks = new Set([...notes.marks, `outcome:${ending.outcome}`, ...events.map(({ kind }) => `event:${kind}`), ...events.flatMap(answeredIn)]);
  return { trial, depth, startMs, events, states, looks: notes.looks, weights: notes.weights, calls: notes.calls, truth: reality.truth(), ending, marks: new Set([...marks].sort()) };
}

interface Noted {
  readonly events: readonly LedgerEvent[];
  readonly states: readonly TargetState[];
  readonly looks: readonly Look[];
  readonly weights: readonly WeightInForce[];
  readonly startMs: number;
  readonly askedAtMs: Ending['askedAtMs'];
}

function endingOf({ events, states, looks, weights, startMs, askedAtMs }: Noted): Ending {
  const state = states.at(-1);
  const ended: EndedRollout | undefined = state?.rollout.kind === 'none' ? state.ended.at(-1) : undefined;
  const deciding = looks.find(({ decision }) => decision.kind === 'promote' || decision.kind === 'rollback');
  const decidedInRecord = events.find((event) => event.kind === 'ticked' && event.decision.kind === 'rollback');
  const decidedAtMs = Math.min(deciding?.atMs ?? Number.POSITIVE_INFINITY, decidedInRecord?.atMs ?? Number.POSITIVE_INFINITY);
  return {
    outcome: ended?.outcome ?? 'open',
    decidedAtMs: Number.isFinite(decidedAtMs) ? decidedAtMs - startMs : 'never',
    outAtMs: outAt(weights, startMs),
    endedAtMs: ended === undefined ? 'never' : ended.endedAtMs - startMs,
    askedAtMs,
    weightMaxPpm: Math.max(0, ...weights.map(({ weightPpm }) => weightPpm)),
    why: events.at(-1)?.kind === 'restored' ? 'restored' : (ended?.why ?? ''),
  };
}

/** When the candidate lost its last traffic for good. */
function outAt(weights: readonly WeightInForce[], startMs: number): Ending['outAtMs'] {
  const last = weights.at(-1);
  if (last === undefined || last.weightPpm > 0 || last.mirrorPpm > 0) return 'never';
  return last.atMs - startMs;
}

function answeredIn(event: LedgerEvent): readonly string[] {
  if (event.kind !== 'ticked' || event.situation.request.kind === 'none') return [];
  return [`request:${event.situation.request.kind}`];
}
