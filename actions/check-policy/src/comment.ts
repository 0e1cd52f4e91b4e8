// The comment on the pull request that started the workflow, if one did.
import type { Environment } from '@rampart/action-kit';
import { githubAddresses, openGithubApi, pullRequestOf, repositoryOf, writeStickyComment } from '@rampart/github-api';
import type { ApiClock } from '@rampart/github-api';
import { setTimeout as wait } from 'node:timers/promises';
import type { CheckPolicyPorts, CommentOutcome } from './ports.ts';

const NAME = 'rampart:check-policy';
/** The verdict stands without a comment: nobody waits longer for one. */
const WAIT_MS = 60_000;

export function commenter({ env, event, token }: { readonly env: Environment; readonly event: unknown; readonly token: string }): CheckPolicyPorts['comment'] {
  return async (body, mode): Promise<CommentOutcome> => {
    const request = pullRequestOf(event);
    const repository = repositoryOf(env['GITHUB_REPOSITORY'] ?? '');
    // A merge group, a push, a schedule: there is nobody to comment to.
    if (request === 'none' || repository === 'unknown') return { kind: 'left-out' };
    if (token === '') return { kind: 'skipped', why: 'Without "token: ${{ github.token }}" no comment can be written' };
    const api = openGithubApi({ ...githubAddresses(env), token, repository, clock, signal: AbortSignal.timeout(WAIT_MS), waitsUntilMs: clock.nowMs() + WAIT_MS, needs: { contents: 'read', 'pull-requests': 'write' } });
    const outcome = await writeStickyComment(api, { issue: request.number, name: NAME, body, ifAbsent: mode === 'write' ? 'create' : 'leave' });
    switch (outcome.kind) {
      case 'created':
      case 'updated':
      case 'unchanged':
        return { kind: 'written', url: outcome.url };
      case 'left-out':
        return outcome;
      case 'denied':
      case 'failed':
        return { kind: 'skipped', why: outcome.why };
    }
  };
}

const clock: ApiClock = {
  nowMs: () => Date.now(),
  // Woken early, it is no error.
  sleep: (durationMs, signal) => wait(durationMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};
