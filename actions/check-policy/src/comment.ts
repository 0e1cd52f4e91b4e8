// The comment on the pull request that started the workflow, if one did.
import type { Environment } from '@rampart/action-kit';
import { openGithub, pullRequestOf, repositoryOf, writeStickyComment } from '@rampart/github-api';
import type { CheckPolicyPorts, CommentOutcome } from './ports.ts';

const NAME = 'rampart:check-policy';

export function commenter({ env, event, token }: { readonly env: Environment; readonly event: unknown; readonly token: string }): CheckPolicyPorts['comment'] {
  return async (body, mode): Promise<CommentOutcome> => {
    const request = pullRequestOf(event);
    const repository = repositoryOf(env['GITHUB_REPOSITORY'] ?? '');
    // A merge group, a push, a schedule: there is nobody to comment to.
    if (request === 'none' || repository === 'unknown') return { kind: 'left-out' };
    if (token === '') return { kind: 'skipped', why: 'Without "token: ${{ github.token }}" no comment can be written' };
    const github = openGithub({ token, apiUrl: env['GITHUB_API_URL'] || 'https://api.github.com' });
    const outcome = await writeStickyComment(github, { ...repository, issue: request.number, name: NAME, body, ifAbsent: mode === 'write' ? 'create' : 'leave' });
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
