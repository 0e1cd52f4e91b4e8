// A few records of one target, for the contract suites that write some.
import type { LedgerEntry, LedgerView } from '@rampart/rollout-engine';
import { fold, PPM_NONE, type Folded, type LedgerEvent } from '@rampart/rollout-policy';
import { aPolicy } from '../fakes/a-policy.ts';

export const TARGET = 'fraud-prod';

export function entryAfter(view: LedgerView, event: LedgerEvent): LedgerEntry {
  const before: Folded = view.kind === 'empty' ? { kind: 'empty' } : { kind: 'present', state: view.state };
  return {
    target: event.kind === 'adopted' ? event.target : TARGET,
    expectedHead: view.kind === 'empty' ? { kind: 'empty' } : { kind: 'at', head: view.head },
    event,
    state: fold(before, event),
    title: `${event.kind} by ${event.actor.split('\n')[0] ?? ''}`,
  };
}

export function adopted(): Extract<LedgerEvent, { kind: 'adopted' }> {
  return {
    kind: 'adopted',
    schema: 1,
    sequence: 1,
    atMs: 1_700_000_000_000,
    operation: 'op-1',
    actor: 'ada',
    target: TARGET,
    slots: ['a', 'b'],
    stable: { slot: 'a', version: 'v1.0.0', digest: `sha256:${'1'.repeat(64)}` },
  };
}

export function started(): Extract<LedgerEvent, { kind: 'started' }> {
  const candidate = { slot: 'b', version: 'v2.0.0', digest: `sha256:${'2'.repeat(64)}`, artifact: 'https://models.example/fraud/2' };
  return { kind: 'started', schema: 1, sequence: 2, atMs: 1_700_000_030_000, operation: 'op-2', actor: 'ada', rolloutId: 'r-1', candidate, policy: aPolicy(), policyDigest: `sha256:${'9'.repeat(64)}`, attempt: 1, why: '' };
}

export function ended(): LedgerEvent {
  return { kind: 'ended', schema: 1, sequence: 3, atMs: 1_700_000_060_000, operation: 'op-3', actor: 'ada', rolloutId: 'r-1', outcome: 'rolled-back', why: 'regression', observed: PPM_NONE };
}
