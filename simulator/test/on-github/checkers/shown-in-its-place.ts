// Whether what people look at is where they look for it: in the target's environment, on the pull request of the version, and with its release only where it was promoted.
import { START_MS } from '../../../src/rollout/release.ts';
import { entriesOf, type Chronicle } from '../chronicle.ts';
import { records, wasAltered } from './ledger-moves.ts';

/** At the end, where the mirrors had their looks. */
export function missingPlaces(chronicle: Chronicle): readonly string[] {
  const { data, state, tagOf } = chronicle.end;
  const ended = state === 'none' ? undefined : state.ended.at(-1);
  // What people delete comes back with the next news, and there may be none.
  if (ended === undefined || wasAltered(chronicle) || entriesOf(chronicle, 'person').some(({ what }) => /comment|deployment/.test(what))) return [];
  const { version } = ended.candidate;
  const isMarked = (kind: string, text: string | null): boolean => (text ?? '').includes(`<!-- rampart:${kind} ${chronicle.policy.target}-`);
  const isInPlace = data.deployments.some(({ environment, ref }) => environment === chronicle.policy.target && ref === tagOf(version));
  const isTold = data.comments.some(({ body }) => isMarked('comment', body) && body.includes(ended.id));
  const hasNotes = data.releases.some(({ tag, body }) => tag === tagOf(version) && isMarked('release', body));
  return [
    ...(isInPlace ? [] : [`the environment ${chronicle.policy.target} has no deployment of ${version}`]),
    ...(isTold ? [] : [`the pull request of ${version} has no comment about the rollout ${ended.id}`]),
    ...(ended.outcome === 'promoted' && !hasNotes ? [`the release of ${version} does not tell of its promotion`] : []),
  ];
}

/** A version that was replaced does not stand there as on its way: whoever starts the newer one has told how it ended, where GitHub let them. */
export function replacedUntold(chronicle: Chronicle): readonly string[] {
  const { data, tagOf } = chronicle.end;
  if (!chronicle.plot.hasMirrors || wasAltered(chronicle)) return [];
  return records(chronicle).flatMap(({ step, by, event, before }) => {
    if (event.kind !== 'ended' || event.outcome !== 'superseded' || before === 'none' || before.rollout.kind === 'none' || !couldShow(chronicle, by, step)) return [];
    const { version } = before.rollout.candidate;
    const sha = data.deployments.find(({ environment, ref }) => environment === chronicle.policy.target && ref === tagOf(version))?.sha;
    const shown = data.commitStatuses.filter((status) => status.sha === sha && status.context === `rampart/${chronicle.policy.target}`).toSorted((a, b) => b.id - a.id)[0];
    return shown?.state === 'pending' ? [`${step}: ${by} records that ${version} was replaced, and its commit shows "${shown.description ?? ''}" for ever`] : [];
  });
}

/** The job went on to its next look, or to its end, and nothing that it asked for failed. */
function couldShow({ entries }: Chronicle, job: string, since: number): boolean {
  let looks = 0;
  for (const entry of entries) {
    if (entry.step < since) continue;
    // Who hears nothing of the metrics shows things all the same.
    if (entry.kind === 'fault' && entry.number !== 26) return false;
    if (entry.kind === 'answered' && entry.job === job && entry.status >= 400) return false;
    if (entry.kind === 'job-ended' && entry.job === job) return looks > 0 && entry.how === 'finished';
    if (entry.kind === 'told' && entry.job === job) {
      looks += 1;
      if (looks > 1) return true;
    }
  }
  return false;
}

/** A release says that something was promoted: it comes after the record that says so. */
export function releasedTooEarly(chronicle: Chronicle): readonly string[] {
  if (wasAltered(chronicle)) return [];
  const { data, tagOf } = chronicle.end;
  const promotedAtMs = new Map<string, number>();
  for (const { event, atMs, state } of records(chronicle)) {
    if (event.kind !== 'promoted' || state.rollout.kind === 'none') continue;
    const tag = tagOf(state.rollout.candidate.version);
    promotedAtMs.set(tag, Math.min(atMs, promotedAtMs.get(tag) ?? atMs));
  }
  return data.releases.flatMap(({ tag, createdAtMs }) => {
    if (!Object.keys(chronicle.candidates).some((version) => tagOf(version) === tag)) return [];
    const since = promotedAtMs.get(tag);
    // GitHub tells whole seconds.
    const isEarly = since === undefined || createdAtMs - START_MS < since - 1_000;
    return isEarly ? [`the release of ${tag} was made ${since === undefined ? 'and nothing was promoted' : 'before the promotion was recorded'}`] : [];
  });
}

/** Who has listed what a deployment shows writes nothing older over it. */
export function shownBackwards(chronicle: Chronicle): readonly string[] {
  // Lists may be old, and requests may come late.
  if (wasAltered(chronicle) || chronicle.plot.faults.some(({ number }) => [2, 11, 12, 29].includes(number))) return [];
  const { data } = chronicle.end;
  const asked = entriesOf(chronicle, 'asked');
  const newest = new Map<number, { readonly record: number; readonly atMs: number }>();
  return data.deploymentStatuses.toSorted((a, b) => a.id - b.id).flatMap(({ deployment, description, createdAtMs }) => {
    const record = Number(/ · record (\d+)$/.exec(description)?.[1] ?? 0);
    if (record === 0 || data.deployments.find(({ id }) => id === deployment)?.environment !== chronicle.policy.target) return [];
    const before = newest.get(deployment);
    if (before === undefined || record > before.record) newest.set(deployment, { record, atMs: createdAtMs - START_MS });
    if (before === undefined || record >= before.record) return [];
    const written = asked.findLast(({ exchange: { operation, sent } }) => operation === 'repos/create-deployment-status' && sent.includes(JSON.stringify(description).slice(1, -1)));
    const listed = asked.findLast(({ step, exchange }) => exchange.operation === 'repos/list-deployment-statuses' && exchange.job === written?.exchange.job && step < written.step);
    // GitHub tells whole seconds.
    const hasSeen = written !== undefined && listed !== undefined && listed.atMs > before.atMs + 1_000;
    return hasSeen ? [`${written.step}: ${written.exchange.job} has seen that deployment ${deployment} shows record ${before.record}, and writes ${record} over it`] : [];
  });
}

const MAKES = new Set(['repos/create-deployment', 'issues/create', 'issues/create-comment', 'repos/create-release']);

/** A job knows what it has made itself: it makes nothing of that again. */
export function madeTwice(chronicle: Chronicle): readonly string[] {
  // Answers that are lost or late, old lists, and people who delete: then it may have to.
  if (chronicle.plot.faults.some(({ number }) => [2, 3, 11, 12, 16, 22, 29].includes(number))) return [];
  const made = new Map<string, number>();
  return entriesOf(chronicle, 'asked').flatMap(({ step, exchange: { job, operation, sent, wasApplied } }) => {
    if (!MAKES.has(operation) || !wasApplied) return [];
    const key = `${job} ${operation} ${nameIn(sent)}`;
    const before = made.get(key);
    made.set(key, step);
    return before === undefined ? [] : [`${step}: ${job} makes by ${operation} what it has made at ${before}: ${nameIn(sent)}`];
  });
}

/** Of a text with our mark: the mark without the number of the record. */
function nameIn(sent: string): string {
  const { body, tag_name: tag, environment, payload } = JSON.parse(sent) as { readonly body?: string; readonly tag_name?: string; readonly environment?: string; readonly payload?: unknown };
  return /<!-- rampart:\w+ [\w-]+ \S+/.exec(body ?? '')?.[0] ?? tag ?? `${environment ?? ''} ${JSON.stringify(payload)}`;
}
