import { entriesOf, type Chronicle } from '../chronicle.ts';
import type { Checker } from './checker.ts';
import { records } from './ledger-moves.ts';
import { madeTwice, missingPlaces, releasedTooEarly, replacedUntold, shownBackwards } from './shown-in-its-place.ts';
import { shownAgain, shownTooEarly, staleMirrors } from './what-mirrors-say.ts';

export const mirrorsConverge: Checker = {
  id: 'I9',
  rule: 'after the faults the mirrors show the head within two looks, each in its place, and nothing of theirs is there twice, or before it was recorded',
  check: (chronicle) => [...shownTooEarly(chronicle), ...shownAgain(chronicle), ...releasedTooEarly(chronicle), ...shownBackwards(chronicle), ...madeTwice(chronicle), ...replacedUntold(chronicle), ...(isMeant(chronicle) ? [...deployments(chronicle), ...twice(chronicle), ...incidents(chronicle), ...statuses(chronicle), ...staleMirrors(chronicle), ...missingPlaces(chronicle)] : [])],
};

/** Two clean looks have come to their end since the last record. */
function isMeant(chronicle: Chronicle): boolean {
  if (!chronicle.plot.hasMirrors || chronicle.end.state === 'none' || chronicle.end.state.rollout.kind === 'live') return false;
  const healed = entriesOf(chronicle, 'phase').find(({ name }) => name === 'healed')?.step ?? Number.POSITIVE_INFINITY;
  const news = records(chronicle).at(-1)?.step ?? 0;
  // What people do to the mirrors is put right with the next news, and there was none.
  if (entriesOf(chronicle, 'person').some(({ step, what }) => step > news && !what.includes('branch'))) return false;
  const last = Math.max(healed, news);
  return entriesOf(chronicle, 'printed').filter(({ step, job }) => step > last && job.startsWith('step-')).length >= 2;
}

function lastStarted(chronicle: Chronicle) {
  const started = records(chronicle).findLast(({ event }) => event.kind === 'started')?.event;
  return started?.kind === 'started' ? started : undefined;
}

const FINAL: Readonly<Record<string, readonly string[]>> = { promoted: ['success'], 'rolled-back': ['failure'], halted: ['failure'], superseded: ['inactive'], expired: ['inactive'] };

/** The last rollout has one deployment that is not retired, and its newest status says how it ended. */
function deployments(chronicle: Chronicle): readonly string[] {
  const { data, state, tagOf } = chronicle.end;
  const started = lastStarted(chronicle);
  const outcome = state === 'none' ? undefined : state.ended.at(-1);
  if (started === undefined || outcome === undefined || outcome.id !== started.rolloutId) return [];
  const ours = data.deployments.filter(({ task, ref, payload }) => task === 'rampart' && ref === tagOf(started.candidate.version) && rolloutIn(payload) === started.rolloutId);
  const newest = (id: number) => data.deploymentStatuses.filter(({ deployment }) => deployment === id).toSorted((a, b) => b.id - a.id)[0];
  const active = ours.filter(({ id }) => newest(id)?.state !== 'inactive' || FINAL[outcome.outcome]?.includes('inactive') === true);
  if (ours.length === 0) return [`the rollout ${started.rolloutId} ended ${outcome.outcome} and has no deployment`];
  if (active.length > 1) return [`the rollout ${started.rolloutId} has ${active.length} deployments that are not retired`];
  const [one] = active;
  const shown = one === undefined ? 'none' : (newest(one.id)?.state ?? 'none');
  return FINAL[outcome.outcome]?.includes(shown) === true ? [] : [`the rollout ${started.rolloutId} ended ${outcome.outcome}, and its deployment shows ${shown}`];
}

function rolloutIn(payload: unknown): unknown {
  const fields: unknown = typeof payload === 'string' ? JSON.parse(payload) : payload;
  return typeof fields === 'object' && fields !== null && 'rollout' in fields ? fields.rollout : undefined;
}

/** Comments and issues carry a hidden mark; of each there is one that counts. */
function twice({ end: { data } }: Chronicle): readonly string[] {
  const marks = (texts: readonly { readonly where: string; readonly body: string | null }[]): readonly string[] => {
    const seen = new Map<string, number>();
    for (const { where, body } of texts) for (const [mark] of (body ?? '').matchAll(/<!-- rampart[^>]*-->/g)) seen.set(`${where} ${mark}`, (seen.get(`${where} ${mark}`) ?? 0) + 1);
    return [...seen].filter(([, times]) => times > 1).map(([mark, times]) => `${mark} is there ${times} times`);
  };
  return [
    ...marks(data.comments.map(({ issue, body }) => ({ where: `comment on ${issue}`, body }))),
    ...marks(data.issues.filter(({ pull, state }) => pull === 'no-pull-request' && state === 'open').map(({ body }) => ({ where: 'open issue', body }))),
  ];
}

/** A rollout that was rolled back is an incident: an issue, and no more than one that is open. */
function incidents(chronicle: Chronicle): readonly string[] {
  const { data, state } = chronicle.end;
  const outcome = state === 'none' ? undefined : state.ended.at(-1);
  if (outcome === undefined) return [];
  const about = data.issues.filter(({ pull, body }) => pull === 'no-pull-request' && (body ?? '').includes(outcome.id));
  const wasExposed = outcome.weightMax > 0;
  if (outcome.outcome === 'rolled-back' && wasExposed && about.length === 0 && !wasSpoiled(chronicle)) return [`the rollout ${outcome.id} was rolled back, and no issue says so`];
  return about.filter((issue) => issue.state === 'open').length > 1 ? [`the rollout ${outcome.id} has two open issues`] : [];
}

/** What somebody deleted comes back with the next news, and there may be none. */
function wasSpoiled(chronicle: Chronicle): boolean {
  return entriesOf(chronicle, 'person').some(({ what }) => what.includes('issue'));
}

function statuses(chronicle: Chronicle): readonly string[] {
  const { data, state } = chronicle.end;
  const outcome = state === 'none' ? undefined : state.ended.at(-1);
  const started = lastStarted(chronicle);
  const deployment = data.deployments.find(({ ref }) => started !== undefined && ref === chronicle.end.tagOf(started.candidate.version));
  const isFull = entriesOf(chronicle, 'person').some(({ what }) => what.includes('statuses'));
  if (outcome === undefined || deployment === undefined || isFull) return [];
  const shown = data.commitStatuses.filter(({ sha, context }) => sha === deployment.sha && context === `rampart/${chronicle.policy.target}`).toSorted((a, b) => b.id - a.id)[0];
  if (shown === undefined) return [`the version of ${outcome.id} has no commit status`];
  const fits = outcome.outcome === 'promoted' ? shown.state === 'success' : shown.state !== 'pending';
  return fits ? [] : [`the rollout ${outcome.id} ended ${outcome.outcome}, and its commit status shows ${shown.state}`];
}
