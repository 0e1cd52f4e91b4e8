// A deployment per rollout, with a status per step: the repository's environments show what serves, and since when.
import type { ApiAnswer, GithubApi } from '@rampart/github-api';
import { failedWith, shown, withoutTag, type Mirror, type MirrorOutcome } from './mirror.ts';
import { onlyOne } from './only-one.ts';
import { plainLine } from './plain-text.ts';
import { describeRecord, recordIn } from './record-number.ts';
import type { Standing, Story } from './story.ts';

interface Deployment {
  readonly id: number;
  readonly payload: unknown;
}

interface Status {
  readonly state: string;
  readonly description: string | null;
}

const DEPLOYMENTS = '/repos/{owner}/{repo}/deployments';
const STATUSES = '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
const TASK = 'rampart';

export function deploymentsMirror(api: GithubApi, pause: () => Promise<void>): Mirror {
  return {
    name: 'deployments',
    what: 'the deployment',
    needs: { deployments: 'write' },
    lost: 'the repository’s environments do not show what serves',
    needsCommit: () => true,
    show: async (story, commit) => {
      if (commit.kind === 'failed') return failedWith(commit.answer);
      if (commit.kind === 'no-tag') return withoutTag(commit.tag);
      const found = await onlyOne<Deployment>({
        find: () => find(api, story, commit.sha),
        pause,
        make: () => api.rest<Deployment>({ method: 'POST', path: DEPLOYMENTS, params: newDeployment(story) }),
        retire: (extra, kept) => retire(api, extra, kept),
      });
      return found.kind === 'one' ? showStep(api, story, found.one) : failedWith(found);
    },
  };
}

async function find(api: GithubApi, { target, rolloutId }: Story, sha: string): Promise<ApiAnswer<readonly Deployment[]>> {
  const listed = await api.rest<readonly Deployment[]>({ method: 'GET', path: DEPLOYMENTS, params: { environment: environmentOf(target), task: TASK, sha, per_page: 100 } });
  if (listed.kind !== 'ok') return listed;
  return { ...listed, value: listed.value.filter(({ payload }) => rolloutOf(payload) === rolloutId).toSorted((a, b) => a.id - b.id) };
}

/** Some servers give it back as text. */
function rolloutOf(payload: unknown): unknown {
  const fields = typeof payload === 'string' ? parsed(payload) : payload;
  return typeof fields === 'object' && fields !== null && 'rollout' in fields ? fields.rollout : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function newDeployment({ target, rolloutId, candidate, candidateTag }: Story): Readonly<Record<string, unknown>> {
  return {
    ref: candidateTag,
    task: TASK,
    environment: environmentOf(target),
    // Nothing is merged for it, and no check holds it up: it tells what was done.
    auto_merge: false,
    required_contexts: [],
    payload: { rollout: rolloutId, target: plainLine(target, 100), version: plainLine(candidate, 100) },
    description: plainLine(`${candidate} on ${target}`, 140),
  };
}

/** The target's name, as far as it is one that people can read. */
function environmentOf(target: string): string {
  return plainLine(target, 100);
}

async function showStep(api: GithubApi, story: Story, { id }: Deployment): Promise<MirrorOutcome> {
  const listed = await api.rest<readonly Status[]>({ method: 'GET', path: STATUSES, params: { deployment_id: id, per_page: 100 } });
  if (listed.kind !== 'ok') return failedWith(listed);
  const told = recordIn(listed.value.find(({ description }) => recordIn(description) > 0)?.description);
  if (told >= story.step.sequence) return shown('');
  const status = { state: STATES[story.standing], description: describeRecord(story.step.words, story.step.sequence) };
  const written = await api.rest<Status>({ method: 'POST', path: STATUSES, params: { deployment_id: id, ...status } });
  return written.kind === 'ok' ? shown('') : failedWith(written);
}

/** GitHub deletes only what is not active; what is inactive is in nobody's way. */
async function retire(api: GithubApi, extra: Deployment, kept: Deployment): Promise<ApiAnswer<unknown>> {
  const listed = await api.rest<readonly Status[]>({ method: 'GET', path: STATUSES, params: { deployment_id: extra.id, per_page: 1 } });
  if (listed.kind !== 'ok' || listed.value[0]?.state === 'inactive') return listed;
  return api.rest({ method: 'POST', path: STATUSES, params: { deployment_id: extra.id, state: 'inactive', description: `The same rollout as deployment ${String(kept.id)}` } });
}

const STATES: Readonly<Record<Standing, string>> = {
  live: 'in_progress',
  promoted: 'in_progress',
  finished: 'success',
  leaving: 'failure',
  'rolled-back': 'failure',
  halted: 'failure',
  'taken-back': 'inactive',
  superseded: 'inactive',
  expired: 'inactive',
};
