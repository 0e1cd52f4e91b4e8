import { describe, expect, it } from 'vitest';
import { baseShaOf, pullRequestOf, repositoryOf } from './repository-of.ts';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);

describe('pullRequestOf, baseShaOf, repositoryOf', () => {
  it('read what the runner says', () => {
    expect(repositoryOf('acme/models')).toEqual({ owner: 'acme', repo: 'models' });
    expect(pullRequestOf({ pull_request: { number: 7, base: { sha: A }, head: { sha: B } } })).toEqual({ number: 7, baseSha: A, headSha: B });
    expect(baseShaOf({ merge_group: { base_sha: A } })).toBe(A);
    expect(baseShaOf({ before: B })).toBe(B);
  });

  it.each([
    [{}], ['text'], [null], [{ pull_request: { number: '7', base: { sha: A }, head: { sha: B } } }], [{ pull_request: { number: 7, base: { sha: '--upload-pack=x' }, head: { sha: B } } }], [{ pull_request: { number: 7 } }],
  ])('take nothing else for a pull request: %j', (payload) => {
    expect(pullRequestOf(payload)).toBe('none');
  });

  it('know that a new branch has no commit before', () => {
    expect(baseShaOf({ before: '0'.repeat(40) })).toBe('none');
  });

  it.each(['', 'acme', 'acme/models/x', '/models'])('do not take %j for a repository', (text) => {
    expect(repositoryOf(text)).toBe('unknown');
  });
});
