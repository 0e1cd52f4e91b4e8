// Runs that conclude are started by an event of the workflow's repository (examples/workflows/rollout.yml begins with it), and are found by their name.
import type { ApiAnswer, GithubApi } from '@rampart/github-api';
import type { ConclusionRun, Conclusions } from './conclusions.ts';

const EVENT = 'rampart-conclude';

/** What is read of GitHub's list of runs. */
interface Run {
  readonly display_title: string;
  readonly status: string | null;
  readonly created_at: string;
}

/** GitHub's most for a page. */
const PAGE = 100;

export function conclusionsByDispatch(api: GithubApi): Conclusions {
  const list = (params: Readonly<Record<string, string>>): Promise<ApiAnswer<{ readonly workflow_runs: readonly Run[] }>> =>
    api.rest({ method: 'GET', path: '/repos/{owner}/{repo}/actions/runs', params: { event: 'repository_dispatch', per_page: PAGE, ...params } });
  return {
    runs: async (name) => {
      const newest = await list({});
      if (newest.kind !== 'ok') return { kind: 'unknown', why: newest.why };
      const runs = named(newest.value.workflow_runs, name);
      if (newest.value.workflow_runs.length < PAGE || runs.some(({ isOpen }) => isOpen)) return { kind: 'known', runs };
      // Reviewers may take thirty days, and a busy repository has a hundred newer runs by then.
      const waiting = await list({ status: 'waiting' });
      return waiting.kind === 'ok' ? { kind: 'known', runs: [...runs, ...named(waiting.value.workflow_runs, name)] } : { kind: 'unknown', why: waiting.why };
    },
    start: async ({ target, policyFile, rolloutId }, name) => {
      const answer = await api.rest<unknown>({ method: 'POST', path: '/repos/{owner}/{repo}/dispatches', params: { event_type: EVENT, client_payload: { name, target, policy: policyFile, 'rollout-id': rolloutId } } });
      if (answer.kind === 'ok') return { kind: 'sent' };
      return answer.kind === 'unknown' ? { kind: 'unknown' } : { kind: 'refused', why: answer.why };
    },
  };
}

function named(runs: readonly Run[], name: string): readonly ConclusionRun[] {
  return runs.filter((run) => run.display_title === name).map(({ status, created_at: createdAt }) => ({ isOpen: status !== 'completed', createdAtMs: Date.parse(createdAt) }));
}
