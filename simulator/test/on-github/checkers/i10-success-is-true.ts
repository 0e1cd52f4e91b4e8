import type { TargetState } from '@rampart/rollout-policy';
import { FREEZES_REF } from '@rampart/ledger-records';
import { entriesOf, type Chronicle } from '../chronicle.ts';
import type { Checker } from './checker.ts';
import { frozenInPrint } from './freeze-changes.ts';
import { ledgerMoves, records } from './ledger-moves.ts';

export const successIsTrue: Checker = {
  id: 'I10',
  rule: 'what is answered, told or printed as recorded had landed by then, and what is said of the traffic was so',
  check: (chronicle) => [...answered(chronicle), ...told(chronicle), ...printed(chronicle), ...frozenInPrint(chronicle)],
};

function answered(chronicle: Chronicle): readonly string[] {
  const heads = headsSoFar(chronicle);
  return entriesOf(chronicle, 'append-answered').flatMap(({ step, job, entry, answer }) => {
    if (answer.kind === 'error' || answer.value.kind !== 'appended') return [];
    const since = heads.get(answer.value.head);
    const content = chronicle.commits.get(answer.value.head)?.content;
    if (since === undefined || since > step) return [`${step}: ${job} was told that ${entry.event.sequence} ${entry.event.kind} was appended, and the branch has never been there`];
    if (content?.kind !== 'record' || content.event.operation !== entry.event.operation) return [`${step}: ${job} was told that ${entry.event.operation} was appended, and the record is another one`];
    return [];
  });
}

function headsSoFar(chronicle: Chronicle): ReadonlyMap<string, number> {
  const heads = new Map<string, number>();
  for (const { step, move } of entriesOf(chronicle, 'moved')) if (move.ref === chronicle.refs.ledger && !heads.has(move.to)) heads.set(move.to, step);
  return heads;
}

/**
 * A state that is told is one that the ledger has had. Looks that only wait may be gathered into one record that comes later: what they tell of the release must
 * be as it was recorded all the same.
 */
function told(chronicle: Chronicle): readonly string[] {
  const [states, standings] = [new Map<string, number>(), new Map<string, number>()];
  const note = (state: TargetState, step: number): void => {
    for (const [known, key] of [[states, JSON.stringify(state)], [standings, standingOf(state)]] as const) known.set(key, Math.min(step, known.get(key) ?? step));
  };
  for (const { step, state } of records(chronicle)) note(state, step);
  const jobs = new Map(entriesOf(chronicle, 'job-began').map(({ job }) => [job.name, job.targets.length]));
  // A branch that a person has moved may show a state again, or one that no job has written.
  for (const { step, to, by } of ledgerMoves(chronicle)) if (by === 'person' && to !== 'none' && to.content.kind === 'record') note(to.content.state, step);
  return entriesOf(chronicle, 'told').flatMap(({ step, job, outcome }) => {
    if (!('state' in outcome)) return [];
    // For evidence, or for the job that promotes.
    const waits = outcome.kind === 'decided' && (outcome.decision.kind === 'hold' || outcome.decision.kind === 'promote');
    // Where a job has several targets, such a look may also be the last of those that one record comes to.
    const isGathered = (waits || (outcome.kind === 'decided' && !outcome.recorded)) && jobs.get(job) !== 1;
    const exact = states.get(JSON.stringify(outcome.state));
    const since = isGathered || (waits && exact === undefined) ? standings.get(standingOf(outcome.state)) : exact;
    if (since === undefined) return [`${step}: ${job} tells of state ${outcome.state.sequence}, which was never recorded`];
    return since > step ? [`${step}: ${job} tells of state ${outcome.state.sequence}, which was recorded only at ${since}`] : [];
  });
}

/** How a release stands, without what was measured. */
function standingOf({ stable, rollout, ended, pause }: TargetState): string {
  const live = rollout.kind === 'none' ? 'none' : [rollout.id, rollout.phase, rollout.stageIndex, rollout.weight, rollout.mirror, rollout.pending, rollout.pointerMoved, rollout.confirmedEffect, rollout.answered, rollout.waitsForApproval];
  return JSON.stringify([stable, live, ended, pause.kind]);
}

function printed(chronicle: Chronicle): readonly string[] {
  const landed = records(chronicle);
  const jobs = new Map(entriesOf(chronicle, 'job-began').map(({ job }) => [job.name, job]));
  const weightAt = (step: number): number => entriesOf(chronicle, 'weight').findLast((entry) => entry.step < step)?.weight ?? 0;
  return entriesOf(chronicle, 'printed').flatMap(({ step, job, outputs }) => {
    const kind = jobs.get(job)?.kind;
    const outcome = outputs['outcome'] ?? '';
    const began = entriesOf(chronicle, 'job-began').find((entry) => entry.job.name === job)?.step ?? 0;
    if (kind === 'promote' && outcome === 'promoted' && !landed.some((record) => record.step < step && record.event.kind === 'promoted')) return [`${step}: ${job} prints "promoted", which is not recorded`];
    if ((kind === 'pause' || kind === 'resume') && outcome === 'done' && !landed.some((record) => record.step < step && record.by === job && record.event.kind === (kind === 'pause' ? 'paused' : 'resumed'))) return [`${step}: ${job} prints that it is done, which is not recorded`];
    if (kind === 'roll-back' && outputs['concluded'] === 'true' && !landed.some((record) => record.step < step && record.state.rollout.kind === 'none')) return [`${step}: ${job} prints that the rollback is concluded, which is not recorded`];
    if (kind === 'roll-back' && outcome === 'out' && !wasOutDuring(chronicle, began, step, weightAt)) return [`${step}: ${job} prints that the candidate is out, and it had traffic all the time`];
    if (kind === 'freeze' && 'digest' in outputs && outputs['digest'] !== '' && (outputs['sentence'] ?? '').includes('frozen') && !entriesOf(chronicle, 'moved').some((entry) => entry.step < step && entry.move.ref === FREEZES_REF)) return [`${step}: ${job} prints that data is frozen, and no freeze was ever recorded`];
    return [];
  });
}

/** The slots change roles: either of them may be the one without traffic. */
function wasOutDuring(chronicle: Chronicle, from: number, to: number, weightAt: (step: number) => number): boolean {
  const isSettled = (weight: number): boolean => weight === 0 || weight === 1_000_000;
  return isSettled(weightAt(from)) || entriesOf(chronicle, 'weight').some(({ step, weight }) => step > from && step < to && isSettled(weight));
}
