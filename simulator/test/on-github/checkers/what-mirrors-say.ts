// Whether what people look at says what the ledger says: how the last release ended, as of which record, and each thing once.
import { START_MS } from '../../../src/rollout/release.ts';
import { entriesOf, type Chronicle } from '../chronicle.ts';
import { records, wasAltered } from './ledger-moves.ts';

/** The state of the version's commit by how its release ended: neither good nor bad is an error. */
const COLOURS: Readonly<Record<string, string>> = { promoted: 'success', 'rolled-back': 'failure', halted: 'error', superseded: 'error', expired: 'error' };

/** At the end, where the mirrors had their looks. */
export function staleMirrors(chronicle: Chronicle): readonly string[] {
  const { data, state, tagOf } = chronicle.end;
  const ended = state === 'none' ? undefined : state.ended.at(-1);
  const end = records(chronicle).findLast((record) => record.state.rollout.kind === 'none' && record.before !== 'none' && record.before.rollout.kind === 'live');
  const isSpoiled = entriesOf(chronicle, 'person').some(({ what }) => /comment|issue|statuses/.test(what));
  if (ended === undefined || end === undefined || isSpoiled || wasAltered(chronicle)) return [];
  const broken: string[] = [];
  const deployment = data.deployments.find(({ environment, ref }) => environment === chronicle.policy.target && ref === tagOf(ended.candidate.version));
  const shown = data.commitStatuses.filter(({ sha, context }) => sha === deployment?.sha && context === `rampart/${chronicle.policy.target}`).toSorted((a, b) => b.id - a.id)[0];
  if (shown !== undefined && shown.state !== COLOURS[ended.outcome]) broken.push(`the rollout ${ended.id} ended ${ended.outcome}, and the status of its commit is ${shown.state}`);
  for (const { where, mark } of marksIn(chronicle)) {
    if (mark.rollout === ended.id && mark.sequence < end.event.sequence && !wasEndedOver(chronicle, mark)) broken.push(`${where} tells of record ${mark.sequence}, and the rollout ended with record ${end.event.sequence}`);
  }
  for (const { where, mark } of marksIn(chronicle)) {
    const isOver = ended.outcome === 'promoted' && mark.kind === 'incident' && mark.rollout !== ended.id && mark.sequence < end.event.sequence;
    if (isOver) broken.push(`${where} about the rollout ${mark.rollout} is open, and ${ended.candidate.version} was promoted after it`);
  }
  return broken;
}

/**
 * The text came over a newer one, of a job that was ended before it could look what it had done: it stays until the next news, and the docs say so. Whoever
 * looks once more puts it right.
 */
export function wasEndedOver({ entries }: Pick<Chronicle, 'entries'>, { kind, rollout, sequence }: Mark): boolean {
  const writes = entriesOf({ entries }, 'asked').flatMap(({ step, exchange: { job, writes: isWrite, wasApplied, sent } }) => {
    const told = new RegExp(`<!-- rampart:${kind} \\S+ ${rollout} (\\d+) -->`).exec(sent)?.[1];
    return isWrite && wasApplied && told !== undefined ? [{ step, job, sequence: Number(told) }] : [];
  });
  const last = writes.at(-1);
  if (last?.sequence !== sequence || !writes.some((write) => write.sequence > sequence)) return false;
  const after = entries.filter(({ step }) => step > last.step);
  return after.some((entry) => entry.kind === 'job-ended' && entry.job === last.job && entry.how !== 'finished') && !after.some((entry) => entry.kind === 'told' && entry.job === last.job);
}

export interface Mark {
  readonly kind: string;
  readonly rollout: string;
  readonly sequence: number;
}

/** The hidden lines of comments, and of issues that are open, about this target. */
function marksIn({ end: { data }, policy }: Chronicle): readonly { readonly where: string; readonly atMs: number; readonly mark: Mark }[] {
  const all = [
    ...data.comments.map(({ issue, body, updatedAtMs }) => ({ where: `a comment on ${issue}`, body, atMs: updatedAtMs - START_MS })),
    ...data.issues.filter(({ pull, state }) => pull === 'no-pull-request' && state === 'open').map(({ number, body, updatedAtMs }) => ({ where: `issue ${number}`, body, atMs: updatedAtMs - START_MS })),
  ];
  return all.flatMap(({ where, body, atMs }) => {
    const [, kind = '', slug = '', rollout = '', sequence = ''] = /^<!-- rampart:(\w+) ([\w-]+) (\S+) (\d+) -->/.exec(body ?? '') ?? [];
    return (kind === 'comment' || kind === 'incident') && slug.startsWith(policy.target) ? [{ where, atMs, mark: { kind, rollout, sequence: Number(sequence) } }] : [];
  });
}

interface Told {
  readonly where: string;
  readonly words: string;
  readonly record: number;
  readonly atMs: number;
}

/** Deployments and commits carry the number of a record at the end of what they say. */
function toldIn({ end: { data }, policy: { target } }: Chronicle): readonly Told[] {
  const ofDeployments = data.deploymentStatuses.filter(({ deployment }) => data.deployments.find(({ id }) => id === deployment)?.environment === target).map(({ deployment, description, createdAtMs }) => ({ where: `deployment ${deployment}`, words: description, createdAtMs }));
  const ofCommits = data.commitStatuses.filter(({ context }) => context === `rampart/${target}`).map(({ sha, description, createdAtMs }) => ({ where: `commit ${sha.slice(0, 7)}`, words: description ?? '', createdAtMs }));
  return [...ofDeployments, ...ofCommits].flatMap(({ where, words, createdAtMs }) => {
    const number = / · record (\d+)$/.exec(words)?.[1];
    return number === undefined ? [] : [{ where, words, record: Number(number), atMs: createdAtMs - START_MS }];
  });
}

/** The ledger first: nobody is shown a record that is not there yet. */
export function shownTooEarly(chronicle: Chronicle): readonly string[] {
  const landedAtMs = new Map<number, number>();
  for (const { event, atMs } of records(chronicle)) landedAtMs.set(event.sequence, Math.min(atMs, landedAtMs.get(event.sequence) ?? atMs));
  // GitHub tells whole seconds.
  const isEarly = (number: number, atMs: number): boolean => (landedAtMs.get(number) ?? Number.POSITIVE_INFINITY) > atMs + 1_000;
  return [
    ...toldIn(chronicle).filter(({ record, atMs }) => isEarly(record, atMs)).map(({ where, words }) => `${where} shows "${words}" before it was recorded`),
    ...(wasAltered(chronicle) ? [] : marksIn(chronicle).filter(({ mark, atMs }) => isEarly(mark.sequence, atMs)).map(({ where, mark }) => `${where} tells of record ${mark.sequence} before it was there`)),
  ];
}

/** Longer than a job that shows things at the same time, or that was cut off and is followed by the next look, takes. */
const SAME_TIME_MS = 6 * 60_000;

/** What was shown long ago is not shown again: whoever writes has looked. */
export function shownAgain(chronicle: Chronicle): readonly string[] {
  const { plot } = chronicle;
  // Who reads an old list, or stalls, does not see what is there.
  if (wasAltered(chronicle) || plot.faults.some(({ number }) => [2, 11, 12, 16, 22, 29].includes(number))) return [];
  const first = new Map<string, number>();
  return toldIn(chronicle).flatMap(({ where, words, atMs }) => {
    const key = `${where} ${words}`;
    const before = first.get(key);
    if (before === undefined) first.set(key, atMs);
    return before !== undefined && atMs - before > SAME_TIME_MS ? [`${where} is told "${words}" again after ${Math.round((atMs - before) / 1_000)} s`] : [];
  });
}
