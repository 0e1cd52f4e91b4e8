// What people did to what Rampart shows, and what the next news makes of it: it is right again, or the log says why not.
import type { CommentRecord, IssueRecord, RepositoryData } from '@rampart/testing/github';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aVersion, asked, begin, data, job, releases, statuses, tagOf, watching, world } from './shown-world.ts';

beforeEach(async () => {
  await begin();
  await aVersion('v2');
});
afterEach(async () => {
  world.github.assertFits();
  await world.github.close();
});

/** v2 was taken back, and everything shows it. */
async function takenBack(): Promise<void> {
  await releases.start('v2');
  await releases.raise(50_000);
  await releases.rollBack();
  await job();
}

async function spoil(change: (was: RepositoryData) => Partial<RepositoryData>): Promise<void> {
  await world.repository.change((was) => ({ ...was, ...change(was) }));
}

const changedIncident = (change: Partial<IssueRecord>) => ({ issues }: RepositoryData) => ({ issues: issues.map((issue) => (issue.pull === 'no-pull-request' ? { ...issue, ...change } : issue)) });
const changedComment = (body: (was: string) => string) => ({ comments }: RepositoryData) => ({ comments: comments.map((comment): CommentRecord => ({ ...comment, body: body(comment.body) })) });
const markerOf = (text: string): string => text.split('\n')[0] ?? '';

/** What counts of all that is there. */
async function picture(): Promise<unknown> {
  const all = await data();
  const issues = all.issues.filter(({ pull }) => pull === 'no-pull-request');
  return {
    deployments: all.deployments.map(({ id }) => all.deploymentStatuses.findLast(({ deployment }) => deployment === id)?.state),
    status: all.commitStatuses.findLast(({ context }) => context === 'rampart/fraud-prod')?.description,
    comments: all.comments.filter(({ body }) => body.startsWith('<!-- rampart:comment')).map(({ issue, body }) => [issue, body]),
    issues: issues.map(({ title, body, state }) => [title, body, state]),
  };
}

describe('after a person did something to it, the next news', () => {
  it.each([
    ['shows a comment that was deleted', () => ({ comments: [] })],
    ['shows a comment whose words were changed', changedComment((was) => `${markerOf(was)}\nall is well`)],
    ['shows beside a comment that is no longer known as ours', changedComment(() => 'all is well')],
    ['shows a deployment that was deleted', () => ({ deployments: [], deploymentStatuses: [] })],
    ['ends a deployment that was called a success', ({ deploymentStatuses }) => ({ deploymentStatuses: [...deploymentStatuses, { ...deploymentStatuses.at(-1)!, id: 90_000, state: 'success', description: 'looks good' }] })],
    ['ends a commit that was called a success', ({ commitStatuses }) => ({ commitStatuses: [...commitStatuses, { ...commitStatuses.at(-1)!, id: 90_000, state: 'success', description: 'looks good' }] })],
    ['opens an issue for one that was deleted, or moved to another repository', ({ issues }) => ({ issues: issues.filter(({ pull }) => pull !== 'no-pull-request') })],
    ['tells on an issue that was changed', ({ issues }) => changedIncident({ title: 'never mind', body: `${markerOf(issues.at(-1)?.body ?? '')}\nnever mind` })({ issues } as RepositoryData)],
  ] as readonly (readonly [string, (was: RepositoryData) => Partial<RepositoryData>])[])('%s', async (_, change) => {
    await takenBack();
    await releases.end();
    await job();
    const wanted = await picture();
    await world.github.close();

    await begin();
    await aVersion('v2');
    await takenBack();
    await spoil(change);
    await releases.end();
    expect(await job()).toMatchObject({ kind: 'shown', warnings: [] });
    expect(await picture()).toEqual(wanted);
  });

  it.each([
    ['closed', {}],
    ['closed and locked, as one that became a discussion', { isLocked: true }],
  ])('leaves an issue alone that was %s', async (_, more) => {
    await takenBack();
    await spoil(changedIncident({ state: 'closed', closedAtMs: 0, ...more }));
    const before = (await data()).issues;
    await releases.end();
    expect(await job()).toMatchObject({ kind: 'shown', warnings: [] });
    expect((await data()).issues).toEqual(before);
  });

  it.each([
    ['deleted', () => []],
    ['changed', (was: string) => [was.replace('Promoted on', 'Forgotten on')]],
    ['cut off in the middle', (was: string) => [was.slice(0, was.length / 2)]],
  ] as const)('writes notes of a release that were %s', async (_, change) => {
    await releases.start('v2');
    await releases.raise(50_000);
    await releases.promote();
    await job();
    await spoil(({ releases: notes }) => ({ releases: notes.flatMap((one) => change(one.body ?? '').map((body) => ({ ...one, body }))) }));
    await releases.finish();
    expect(await job()).toMatchObject({ warnings: [] });
    const { releases: notes } = await data();
    expect(notes.map(({ tag }) => tag)).toEqual([tagOf('v2')]);
    expect(notes[0]?.body).toMatch(/## Promoted on fraud\\?-prod[\s\S]*<!-- \/rampart:release [\w-]+ -->$/);
  });
});

describe('what is locked', () => {
  const denied = (route: string) => world.github.faults.plan({ route, kind: 'forbidden', times: 'always' });

  it('is no missing permission: the conversation of the pull request', async () => {
    await releases.start('v2');
    await spoil(({ issues }) => ({ issues: issues.map((issue) => ({ ...issue, isLocked: true })) }));
    const { warnings } = await job();
    expect(warnings).toEqual([{ mirror: 'comment', kind: 'no-place', text: 'There is no place for the comment on the pull request of v2 on fraud-prod: #2 is locked, and this token may not write there. Once it is unlocked, the next news is told there' }]);
    await spoil(({ issues }) => ({ issues: issues.map((issue) => ({ ...issue, isLocked: false })) }));
    await releases.raise(50_000);
    expect(await job()).toMatchObject({ warnings: [] });
    expect((await data()).comments.map(({ issue }) => issue)).toEqual([2]);
  });

  it('is no missing permission: an issue that is told on', async () => {
    await takenBack();
    await spoil(changedIncident({ isLocked: true }));
    denied('issues/update');
    await releases.end();
    expect((await job()).warnings).toMatchObject([{ mirror: 'incident', kind: 'no-place', text: expect.stringContaining('#3 is locked') as string }]);
    expect(statuses(await data(), 'v2').at(-1)).toMatch(/^failure: /);
  });

  it('keeps no other issue from being closed by the promotion', async () => {
    await takenBack();
    await releases.end();
    await aVersion('v3');
    await releases.start('v3');
    await releases.raise(50_000);
    await releases.rollBack();
    await releases.end();
    await job();
    const [first] = (await data()).issues.filter(({ pull }) => pull === 'no-pull-request');
    await spoil(({ issues }) => ({ issues: issues.map((issue) => (issue.number === first?.number ? { ...issue, isLocked: true } : issue)) }));
    await aVersion('v4');
    await releases.start('v4');
    await releases.raise(50_000);
    await releases.promote();
    // In both tries the first is turned away.
    world.github.faults.plan({ route: 'issues/update', kind: 'forbidden' }, { route: 'issues/update', kind: 'forbidden', skip: 2 });
    expect((await job()).warnings).toMatchObject([{ mirror: 'incident', kind: 'no-place', text: expect.stringContaining(`#${String(first?.number)} is locked`) as string }]);
    expect((await data()).issues.filter(({ pull }) => pull === 'no-pull-request').map(({ state }) => state)).toEqual(['open', 'closed']);
  });
});

describe('a mark that nobody may move', () => {
  it('is told, with the rule, and the same job shows nothing again but news', async () => {
    await releases.start('v2');
    world.github.faults.plan({ route: 'graphql/updateRefs', kind: 'rule-violation', times: 'always' });
    const shows = watching();
    expect((await shows()).warnings).toMatchObject([{ mirror: 'all', kind: 'no-place', text: expect.stringMatching(/^How far people were told of fraud-prod could not be marked.*rules? .*exempt the branches rollouts\/\*\* and rollouts-shown\/\*\*/s) as string }]);
    asked();
    expect(await shows()).toMatchObject({ kind: 'nothing-new' });
    expect(asked()).toEqual([]);
    world.github.faults.clear();
    await releases.raise(50_000);
    expect(await shows()).toMatchObject({ kind: 'shown', warnings: [] });
    expect(await job()).toMatchObject({ kind: 'nothing-new' });
  });
});
