// Moves of the ledger's branch, with what was recorded by them: what most rules are about.
import type { LedgerEvent, TargetState } from '@rampart/rollout-policy';
import { entriesOf, type Chronicle, type Happened, type SeenCommit } from '../chronicle.ts';

export interface LedgerMove extends Happened {
  readonly by: string;
  readonly from: SeenCommit | 'none';
  readonly to: SeenCommit | 'none';
}

export function ledgerMoves(chronicle: Chronicle): readonly LedgerMove[] {
  const commitOf = (id: string): SeenCommit | 'none' => chronicle.commits.get(id) ?? 'none';
  return entriesOf(chronicle, 'moved')
    .filter(({ move }) => move.ref === chronicle.refs.ledger)
    .map(({ step, atMs, move }) => ({ step, atMs, by: move.by, from: commitOf(move.from), to: commitOf(move.to) }));
}

export interface Record extends Happened {
  readonly by: string;
  readonly commit: SeenCommit;
  readonly before: TargetState | 'none';
  readonly event: LedgerEvent;
  readonly state: TargetState;
}

/** What jobs have recorded, in the order in which it landed. What people did to the branch is left out. */
export function records(chronicle: Chronicle): readonly Record[] {
  return ledgerMoves(chronicle).flatMap(({ step, atMs, by, from, to }) => {
    if (by === 'person' || to === 'none' || to.content.kind === 'damaged') return [];
    const before = from === 'none' || from.content.kind === 'damaged' ? 'none' : from.content.state;
    return [{ step, atMs, by, commit: to, before, event: to.content.event, state: to.content.state }];
  });
}

/** Commits that lead to this one, itself first, as far as they were ever at the head. */
export function lineOf(chronicle: Chronicle, id: string): readonly SeenCommit[] {
  const line: SeenCommit[] = [];
  for (let at = chronicle.commits.get(id); at !== undefined && !line.includes(at); at = chronicle.commits.get(at.parents[0] ?? '')) line.push(at);
  return line;
}

/** Version of the release that a rollout is about; empty where nobody has recorded its start. */
export function versionOf(chronicle: Chronicle, rolloutId: string): string {
  const started = records(chronicle).find(({ event }) => event.kind === 'started' && event.rolloutId === rolloutId)?.event;
  return started?.kind === 'started' ? started.candidate.version : '';
}

/** Whether a person ever changed the branch past Rampart. */
export function wasAltered(chronicle: Chronicle): boolean {
  return ledgerMoves(chronicle).some(({ by }) => by === 'person');
}

/** A raise that an event records before it is made. */
export function intendedRaise({ event, before }: Pick<Record, 'event' | 'before'>): { readonly id: string; readonly weight: number } | 'none' {
  const effect = event.kind === 'intended' ? event.effect : event.kind === 'ticked' && event.effect.kind === 'intended' ? event.effect.effect : undefined;
  const weight = before === 'none' || before.rollout.kind === 'none' ? 0 : before.rollout.weight;
  return effect === undefined || effect.weight <= weight ? 'none' : effect;
}
