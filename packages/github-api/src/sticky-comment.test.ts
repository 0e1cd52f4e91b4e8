import { virtualClock } from '@rampart/testing/fakes';
import { fakeComments, mockNetwork } from '@rampart/testing/network';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openGithubApi } from './open-github-api.ts';
import { writeStickyComment } from './sticky-comment.ts';

const network = mockNetwork();
const where = { issue: 7, name: 'rampart:check-policy' };
const github = () => openGithubApi({ token: 't0ken', apiUrl: 'https://api.github.test', graphqlUrl: 'https://api.github.test/graphql', repository: { owner: 'acme', repo: 'models' }, clock: virtualClock(), signal: new AbortController().signal, waitsUntilMs: Number.MAX_SAFE_INTEGER });
let comments = fakeComments({ repository: 'acme/models', issue: 7 });

beforeEach(() => {
  comments = fakeComments({ repository: 'acme/models', issue: 7 });
  network.enable();
  network.use(...comments.handlers);
});
afterEach(() => network.disable());

describe('writeStickyComment', () => {
  it('writes one comment, keeps it up to date, and leaves it alone when nothing is new', async () => {
    expect(await writeStickyComment(github(), { ...where, body: 'one' })).toMatchObject({ kind: 'created' });
    expect(await writeStickyComment(github(), { ...where, body: 'two' })).toMatchObject({ kind: 'updated' });
    expect(await writeStickyComment(github(), { ...where, body: 'two' })).toMatchObject({ kind: 'unchanged' });
    expect(comments.list()).toEqual([{ login: 'github-actions[bot]', body: '<!-- rampart:check-policy -->\ntwo' }]);
    expect(network.requests().filter((request) => !request.startsWith('GET') && !request.includes('graphql'))).toHaveLength(2);
  });

  it('leaves it at that where there is none and none is wanted', async () => {
    expect(await writeStickyComment(github(), { ...where, body: 'one', ifAbsent: 'leave' })).toEqual({ kind: 'left-out' });
    expect(comments.list()).toEqual([]);
    await writeStickyComment(github(), { ...where, body: 'one' });
    expect(await writeStickyComment(github(), { ...where, body: 'two', ifAbsent: 'leave' })).toMatchObject({ kind: 'updated' });
  });

  it('does not touch what somebody else wrote, marker or not', async () => {
    comments.add('mallory', '<!-- rampart:check-policy -->\nall promises hold');
    comments.add('ada', 'looks good');
    await writeStickyComment(github(), { ...where, body: 'ours' });
    expect(comments.list().map(({ login }) => login)).toEqual(['mallory', 'ada', 'github-actions[bot]']);
  });

  it('finds its comment behind a hundred others, and keeps the oldest of several', async () => {
    for (let n = 0; n < 150; n += 1) comments.add('ada', `talk ${n}`);
    comments.add('github-actions', '<!-- rampart:check-policy -->\nfirst');
    comments.add('github-actions[bot]', '<!-- rampart:check-policy -->\nof a job that raced');
    expect(await writeStickyComment(github(), { ...where, body: 'now' })).toMatchObject({ kind: 'updated' });
    expect(comments.list().slice(150)).toEqual([{ login: 'github-actions', body: '<!-- rampart:check-policy -->\nnow' }]);
  });

  it('says what is missing when the token may only read', async () => {
    comments.readOnly();
    const outcome = await writeStickyComment(github(), { ...where, body: 'x' });
    expect(outcome).toMatchObject({ kind: 'denied' });
    expect(outcome.kind === 'denied' ? outcome.why : '').toContain('pull-requests: write');
  });
});
