// What an effect leaves at the router for whoever has nothing but the router: which slot serves if all else is lost.
import { entriesOf, type Chronicle } from '../chronicle.ts';
import { records, wasAltered } from './ledger-moves.ts';

/** By its number a router tells old effects from new ones: it is that of the record. */
export function wrongNumbers(chronicle: Chronicle): readonly string[] {
  const numbers = new Map(records(chronicle).flatMap(({ event }) => {
    if (event.kind === 'intended') return [[event.effect.id, event.sequence] as const];
    return event.kind === 'ticked' && event.effect.kind !== 'none' ? [[event.effect.effect.id, event.sequence] as const] : [];
  }));
  return entriesOf(chronicle, 'router-set').flatMap(({ step, job, change: { stamp } }) => {
    const number = numbers.get(stamp.effectId);
    return number === undefined || number === stamp.sequence ? [] : [`${step}: ${job} makes effect ${stamp.effectId} of record ${number} as number ${stamp.sequence}`];
  });
}

export function stampsOfCandidates(chronicle: Chronicle): readonly string[] {
  if (wasAltered(chronicle)) return [];
  const landed = records(chronicle);
  return entriesOf(chronicle, 'router-set').flatMap(({ step, job, change, carries }) => {
    const { stamp, weights } = change;
    const isWhole = (weights[stamp.liveSlot] ?? 0) === 1_000_000;
    const known = landed.findLast((record) => record.step < step)?.state;
    if (isWhole || known === undefined || carries !== stamp.effectId || known.stable.slot === stamp.liveSlot) return [];
    return [`${step}: ${job} leaves word that slot ${stamp.liveSlot} serves, where the ledger has ${known.stable.version} in ${known.stable.slot}`];
  });
}
