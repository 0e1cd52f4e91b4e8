import { fakeComments, mockNetwork } from '@rampart/testing/network';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commenter } from './comment.ts';

const network = mockNetwork();
const event = { pull_request: { number: 7, base: { sha: 'a'.repeat(40) }, head: { sha: 'b'.repeat(40) } } };
const env = { GITHUB_REPOSITORY: 'acme/models', GITHUB_API_URL: 'https://api.github.test' };
let comments = fakeComments({ repository: 'acme/models', issue: 7 });

beforeEach(() => {
  comments = fakeComments({ repository: 'acme/models', issue: 7 });
  network.enable();
  network.use(...comments.handlers);
});
afterEach(() => network.disable());

describe('commenter', () => {
  it('keeps one comment on the pull request, and writes none only to say that nothing changed', async () => {
    const comment = commenter({ env, event, token: 't0ken' });
    expect(await comment('nothing', 'if-there')).toEqual({ kind: 'left-out' });
    expect(await comment('one', 'write')).toMatchObject({ kind: 'written', url: expect.stringContaining('issuecomment') as unknown });
    expect(await comment('nothing any more', 'if-there')).toMatchObject({ kind: 'written' });
    expect(comments.list()).toEqual([{ login: 'github-actions[bot]', body: '<!-- rampart:check-policy -->\nnothing any more' }]);
  });

  it('asks nothing of GitHub where there is no pull request, or no token', async () => {
    expect(await commenter({ env, event: { merge_group: {} }, token: 't0ken' })('x', 'write')).toEqual({ kind: 'left-out' });
    expect(await commenter({ env, event, token: '' })('x', 'write')).toMatchObject({ kind: 'skipped' });
    expect(network.requests()).toEqual([]);
  });

  it('says why where the token may only read, as that of a fork', async () => {
    comments.readOnly();
    expect(await commenter({ env, event, token: 't0ken' })('x', 'write')).toMatchObject({ kind: 'skipped', why: expect.stringContaining('fork') as unknown });
  });
});
