// What an effect leaves at the router for whoever has nothing but the router: which slot serves if all else is lost.
import { entriesOf, type Chronicle } from '../chronicle.ts';
import { records, wasAltered } from './ledger-moves.ts';

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
