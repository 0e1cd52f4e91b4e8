// A status on the commit of the version: how its rollout stands, beside the checks of that commit.
import type { GithubApi } from '@rampart/github-api';
import { failedWith, shown, withoutTag, type Mirror } from './mirror.ts';
import { plainLine } from './plain-text.ts';
import { describeRecord, recordIn } from './record-number.ts';
import type { Standing } from './story.ts';

interface Status {
  readonly context: string;
  readonly description: string | null;
}

export function commitStatusMirror(api: GithubApi): Mirror {
  return {
    name: 'statuses',
    what: 'the commit status',
    needs: { statuses: 'write' },
    lost: 'the version’s commit does not show how its rollout stands',
    needsCommit: () => true,
    show: async (story, commit) => {
      if (commit.kind === 'failed') return failedWith(commit.answer);
      if (commit.kind === 'no-tag') return withoutTag(commit.tag);
      const context = `rampart/${plainLine(story.target, 100)}`;
      const listed = await api.rest<readonly Status[]>({ method: 'GET', path: '/repos/{owner}/{repo}/commits/{ref}/statuses', params: { ref: commit.sha, per_page: 100 } });
      if (listed.kind !== 'ok') return failedWith(listed);
      const told = recordIn(listed.value.find((status) => status.context === context && recordIn(status.description) > 0)?.description);
      if (told >= story.step.sequence) return shown('');
      const written = await api.rest({ method: 'POST', path: '/repos/{owner}/{repo}/statuses/{sha}', params: { sha: commit.sha, context, state: STATES[story.standing], description: describeRecord(story.step.words, story.step.sequence) } });
      return written.kind === 'ok' ? shown('') : failedWith(written);
    },
  };
}

const STATES: Readonly<Record<Standing, string>> = {
  live: 'pending',
  promoted: 'pending',
  finished: 'success',
  leaving: 'failure',
  'rolled-back': 'failure',
  'taken-back': 'failure',
  // Neither good nor bad: it did not come to the end of its plan.
  halted: 'error',
  superseded: 'error',
  expired: 'error',
};
