import { entriesOf, type Chronicle } from '../chronicle.ts';
import { apart } from './apart.ts';
import type { Checker } from './checker.ts';
import { records, wasAltered } from './ledger-moves.ts';

export const itEnds: Checker = {
  id: 'I15',
  rule: 'whatever was killed, clean looks afterwards finish it or take it back; who stays stuck has asked a person; and what stops one target stops no other',
  check: (chronicle) => [...open(chronicle), ...untried(chronicle), ...apart(chronicle), ...router(chronicle), ...pointer(chronicle), ...stuck(chronicle), ...stopped(chronicle)],
};

function open({ end, candidates }: Chronicle): readonly string[] {
  if (end.state === 'none') return ['there is no ledger at the end'];
  const { rollout } = end.state;
  if (rollout.kind === 'live') return [`${candidates[rollout.candidate.version] ?? 'other'} candidate: the rollout ${rollout.id} is still live in phase ${rollout.phase} at ${rollout.weight}${rollout.pending.kind === 'none' ? '' : ', with an open effect'}`];
  return [];
}

/** A newer version does not wait for ever. */
function untried(chronicle: Chronicle): readonly string[] {
  const { state } = chronicle.end;
  if (state === 'none') return [];
  return entriesOf(chronicle, 'registered').flatMap(({ step, version }) => (state.stable.version === version || state.ended.some(({ candidate }) => candidate.version === version) ? [] : [`${step}: ${version} was registered, and no look has ever released it`]));
}

/** The router shows what the ledger says. */
function router({ end }: Chronicle): readonly string[] {
  if (end.state === 'none' || end.state.rollout.kind === 'live') return [];
  const { stable } = end.state;
  const serving = end.router.slots.filter(({ weight }) => weight > 0);
  const shown = serving.map(({ slot, weight }) => `${slot} ${weight}`).join(', ');
  if (serving.length !== 1 || serving[0]?.slot !== stable.slot) return [`the ledger says that ${stable.version} in ${stable.slot} serves, the router has ${shown}`];
  const { placed } = serving[0];
  return placed.kind === 'release' && placed.digest === stable.digest ? [] : [`the ledger says that ${stable.version} serves, in its slot is ${placed.kind === 'release' ? placed.version : 'nothing'}`];
}

/** So does the registry: who was promoted is pointed to, and who was taken out is not. */
function pointer(chronicle: Chronicle): readonly string[] {
  const { state, pointer: named } = chronicle.end;
  if (state === 'none' || state.rollout.kind === 'live' || wasAltered(chronicle) || named === state.stable.version) return [];
  return [`the ledger says that ${state.stable.version} serves, the registry points to ${named}`];
}

/** Before somebody ends it by hand: it must have asked for one. */
function stuck(chronicle: Chronicle): readonly string[] {
  const [first] = entriesOf(chronicle, 'last-resort');
  if (first === undefined) return [];
  const told = entriesOf(chronicle, 'told').filter(({ step }) => step < first.step);
  const asked = told.slice(-6).some(({ outcome }) => (outcome.kind === 'decided' && outcome.decision.needs !== 'nothing') || outcome.kind === 'refused' || (outcome.kind === 'no-ledger' && !outcome.error.retryable));
  // A release over which nobody can say anything asks when its time is over, which may be hours away.
  const versions = records(chronicle).flatMap(({ event }) => (event.kind === 'started' ? [event.candidate.version] : []));
  // So does a target beside such a one that waits for its promotion, or for the job that concludes its rollback: what comes after a job comes after all of its targets.
  const { candidate, beside } = chronicle.plot;
  const all = [...Object.values(chronicle.candidates), candidate, ...(beside.kind === 'target' ? [beside.candidate] : [])];
  const waits = all.some((one) => one === 'silent' || one === 'blind') || versions.length > new Set(versions).size;
  const last = told.at(-1)?.outcome;
  const waitsForJob = beside.kind === 'target' && last?.kind === 'decided' && last.state.rollout.kind === 'live' && (last.state.rollout.phase === 'awaiting-promotion' || (last.state.rollout.phase === 'leaving' && last.state.rollout.weight === 0));
  return asked || waits || waitsForJob ? [] : [`${first.step}: after so many clean looks it has not ended, and nobody was asked: ${lastWords(chronicle, first.step)}`];
}

function lastWords(chronicle: Chronicle, before: number): string {
  const outcome = entriesOf(chronicle, 'told').findLast(({ step }) => step < before)?.outcome;
  if (outcome === undefined) return 'nothing was told';
  return outcome.kind === 'decided' ? `${outcome.decision.kind} ${outcome.decision.reasons.map(({ code }) => code).join(', ')}` : `${outcome.kind}${'why' in outcome ? ` ${outcome.why}` : ''}`;
}

/** Who is told to stop has stopped before the runner ends it. */
function stopped(chronicle: Chronicle): readonly string[] {
  const wasBusy = entriesOf(chronicle, 'fault').some(({ number, what }) => number === 22 || number === 2 || number === 30 || (number === 16 && what.includes('stalls')) || /silence|timeout/.test(what));
  if (wasBusy) return [];
  return entriesOf(chronicle, 'fault').flatMap(({ step, atMs, number, what }) => {
    if (number !== 19 || (what !== 'SIGINT' && what !== 'SIGTERM')) return [];
    const alive = new Set(entriesOf(chronicle, 'job-began').filter((entry) => entry.step < step).map(({ job }) => job.name));
    for (const ended of entriesOf(chronicle, 'job-ended')) if (ended.step < step) alive.delete(ended.job);
    return entriesOf(chronicle, 'job-ended').filter((ended) => alive.has(ended.job) && ended.how === 'died' && ended.atMs - atMs >= 9_999 && ended.atMs - atMs <= 10_001).map(({ job }) => `${step}: ${job} was told to stop, and had to be killed`);
  });
}
