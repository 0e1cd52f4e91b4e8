// A rollout that holds data frozen begins and ends together with its freeze: one move of two branches, and nobody ever sees one without the other.
import { FREEZES_REF } from '@rampart/ledger-records';
import { entriesOf, type Chronicle } from '../chronicle.ts';
import { records, wasAltered, type Record } from './ledger-moves.ts';

export function apartFromFreeze(chronicle: Chronicle): readonly string[] {
  // A person may lift it before, and then nothing is left to be lifted.
  const isByHand = entriesOf(chronicle, 'moved').some(({ move }) => move.ref === FREEZES_REF && (move.by === 'person' || move.by.startsWith('freeze-')));
  if (wasAltered(chronicle) || isByHand) return [];
  const moves = entriesOf(chronicle, 'asked').filter(({ exchange }) => exchange.operation === 'graphql/updateRefs').map(({ exchange }) => refsIn(exchange.sent));
  return records(chronicle).flatMap((record) => {
    const what = changeOf(record);
    if (what === 'none') return [];
    const isTogether = moves.some((refs) => refs.get(chronicle.refs.ledger) === record.commit.id && refs.has(FREEZES_REF));
    return isTogether ? [] : [`${record.step}: ${record.by} records the ${what} of a rollout that holds data frozen, and leaves the freezes as they are`];
  });
}

function changeOf({ event, before, state }: Record): 'start' | 'end' | 'none' {
  if (event.kind === 'started') return (event.policy.freeze?.paths.length ?? 0) > 0 ? 'start' : 'none';
  if (before === 'none' || before.rollout.kind === 'none' || state.rollout.kind === 'live') return 'none';
  return (before.rollout.policy.freeze?.paths.length ?? 0) > 0 ? 'end' : 'none';
}

function refsIn(sent: string): ReadonlyMap<string, string> {
  const { variables } = JSON.parse(sent) as { readonly variables: { readonly input: { readonly refUpdates: readonly { readonly name: string; readonly afterOid: string }[] } } };
  return new Map(variables.input.refUpdates.map(({ name, afterOid }) => [name, afterOid]));
}
