// A recorded raise is made while it is fresh: whoever finds it later decides anew. And the registry names who serves: its pointer follows the traffic.
import { entriesOf, type Chronicle } from '../chronicle.ts';
import { routerRaises } from './i07-effects-are-fenced.ts';
import { intendedRaise, records, wasAltered } from './ledger-moves.ts';

/** Between the look at the clock and the router lie a few questions. */
const ON_ITS_WAY_MS = 30_000;

/** Of jobs that have found the raise in the ledger; by clocks that agree, of processes that nothing holds up. */
export function madeTooLate(chronicle: Chronicle): readonly string[] {
  if (chronicle.plot.faults.some(({ number }) => [16, 22, 23].includes(number))) return [];
  const { maxGapMs } = chronicle.policy.expert;
  const intended = new Map(records(chronicle).flatMap((record) => {
    const raise = intendedRaise(record);
    return raise === 'none' ? [] : [[raise.id, record] as const];
  }));
  return routerRaises(chronicle).flatMap(({ step, atMs, job, change }) => {
    const record = intended.get(change.stamp.effectId);
    const isLate = record !== undefined && record.by !== job && atMs - record.atMs > maxGapMs + ON_ITS_WAY_MS;
    return isLate ? [`${step}: ${job} makes the raise ${change.stamp.effectId}, which ${record.by} recorded ${Math.round((atMs - record.atMs) / 1_000)} s ago`] : [];
  });
}

/** To a version that was given its traffic by then, or back to one that serves. */
export function pointerAhead(chronicle: Chronicle): readonly string[] {
  if (wasAltered(chronicle)) return [];
  const landed = records(chronicle);
  return entriesOf(chronicle, 'pointer-moved').flatMap(({ step, job, to }) => {
    const before = landed.filter((record) => record.step < step);
    const serves = before.at(-1)?.state.stable.version === to;
    const isPromoted = before.some(({ event, state }) => event.kind === 'confirmed' && state.rollout.kind === 'live' && state.rollout.candidate.version === to && state.rollout.confirmedEffect === event.effectId && state.rollout.weight > HALF);
    return serves || isPromoted ? [] : [`${step}: ${job} points the registry to ${to}, which has no traffic that was confirmed`];
  });
}

const HALF = 500_000;
