// The one text, as a comment on the pull request that the version's commit came from.
import type { GithubApi } from '@rampart/github-api';
import { writeOurComment } from './comments.ts';
import { failedWith, lockedOr, NOTHING, shown, type Mirror } from './mirror.ts';
import { cutMarkdown } from './plain-text.ts';

/** GitHub takes 65,536 characters. */
export const BODY_MAX = 60_000;

export function pullRequestCommentMirror(api: GithubApi, pause: () => Promise<void>): Mirror {
  return {
    name: 'comment',
    what: 'the comment on the pull request',
    needs: { 'pull-requests': 'write' },
    lost: 'who made the version is not told where it was made',
    needsCommit: () => true,
    show: async (story, commit) => {
      if (commit.kind === 'failed') return failedWith(commit.answer);
      if (commit.kind === 'no-tag') return NOTHING;
      if (commit.pull.kind === 'unreadable') return failedWith(commit.pull.answer);
      if (commit.pull.kind === 'none') return NOTHING;
      const { target, rolloutId, sequence, summary } = story;
      const marker = { kind: 'comment', target, rolloutId, sequence } as const;
      const written = await writeOurComment(api, pause, { issue: commit.pull.number, viewer: commit.viewer, marker, body: cutMarkdown(summary, BODY_MAX, target) });
      return written.kind === 'written' ? shown(written.url) : lockedOr(written, commit.pull);
    },
  };
}
