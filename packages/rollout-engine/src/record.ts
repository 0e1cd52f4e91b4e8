// Writes events: fold, check the invariants, append by compare-and-swap. What is not in the ledger did not happen.
import { fold, invariant, stepViolations, type Folded, type LedgerEvent, type TargetState } from '@rampart/rollout-policy';
import type { LedgerEntry, RolloutFreeze } from './ports/ledger.ts';
import type { PortError } from './ports/port-error.ts';
import type { Ports } from './ports.ts';
import { recordableEvent } from './recordable.ts';

/** The ledger as it was read: state and head belong together. */
export interface Position {
  readonly head: LedgerEntry['expectedHead'];
  readonly folded: Folded;
}

export type Recorded =
  | { readonly kind: 'recorded'; readonly position: Position; readonly state: TargetState }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'error'; readonly error: PortError };

export type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** An event without what the ledger adds to it. */
export type NewEvent = DistributiveOmit<LedgerEvent, 'schema' | 'sequence' | 'atMs' | 'actor'>;

export function nextSequence(position: Position): number {
  return position.folded.kind === 'empty' ? 1 : position.folded.state.sequence + 1;
}

interface RecordedBy {
  readonly actor: string;
  readonly atMs: number;
  readonly target: string;
  /** What the rollout that begins freezes. What one that ends has frozen is lifted with its end. */
  readonly freeze?: RolloutFreeze;
}

export async function record(ports: Pick<Ports, 'ledger' | 'titleOf'>, position: Position, event: NewEvent, by: RecordedBy): Promise<Recorded> {
  const full: LedgerEvent = { ...recordableEvent(event), schema: 1, sequence: nextSequence(position), atMs: by.atMs, actor: by.actor };
  const state = fold(position.folded, full);
  if (position.folded.kind === 'present') {
    const broken = stepViolations(position.folded.state, full, state);
    invariant(broken.length === 0, 'a step keeps every rule', { broken });
  }
  const freeze = by.freeze ?? (letsGo(position.folded, state) ? LIFT : undefined);
  const answer = await ports.ledger.append({ target: by.target, expectedHead: position.head, event: full, state, title: ports.titleOf(full, state), ...(freeze === undefined ? {} : { freeze }) });
  if (answer.kind === 'error') return { kind: 'error', error: answer.error };
  if (answer.value.kind === 'conflict') return { kind: 'conflict' };
  return { kind: 'recorded', state, position: { head: { kind: 'at', head: answer.value.head }, folded: { kind: 'present', state } } };
}

const LIFT: RolloutFreeze = { kind: 'lift' };

/** A rollout that held something frozen has ended. */
function letsGo(before: Folded, { rollout }: TargetState): boolean {
  if (before.kind === 'empty' || before.state.rollout.kind === 'none') return false;
  const { id, policy } = before.state.rollout;
  return (policy.freeze?.paths.length ?? 0) > 0 && (rollout.kind === 'none' || rollout.id !== id);
}

export type Opened = { readonly kind: 'position'; readonly position: Position } | { readonly kind: 'error'; readonly error: PortError };

export async function openLedger(ports: Pick<Ports, 'ledger'>, target: string): Promise<Opened> {
  const view = await ports.ledger.read(target);
  if (view.kind === 'error') return { kind: 'error', error: view.error };
  if (view.value.kind === 'empty') return { kind: 'position', position: { head: { kind: 'empty' }, folded: { kind: 'empty' } } };
  return { kind: 'position', position: { head: { kind: 'at', head: view.value.head }, folded: { kind: 'present', state: view.value.state } } };
}
