// What people see on GitHub of a target, as the ledger goes on.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aVersion, asked, begin, data, job, releases, statuses, watching, world } from './shown-world.ts';

const WRITES = /create|update|delete/;

beforeEach(() => begin());
afterEach(async () => {
  world.github.assertFits();
  await world.github.close();
});

describe('githubMirrors, a release as it goes on', () => {
  it('shows a deployment per rollout with a status per step, a commit status, and one comment on the pull request', async () => {
    const pull = await aVersion('v2');
    await releases.start('v2');
    expect(await job()).toMatchObject({ kind: 'shown', warnings: [], again: false });
    await releases.raise(10_000);
    await job();
    await releases.raise(125_000);
    await job();
    const seen = await data();
    expect(seen.deployments).toMatchObject([{ ref: 'fraud@v2', task: 'rampart', environment: 'fraud-prod', payload: { rollout: 'r2', version: 'v2' } }]);
    expect(statuses(seen, 'v2')).toEqual(['in_progress: v2 starts on slot b (v1 serves) · record 2', 'in_progress: 1 %, errors better · record 4', 'in_progress: 12.5 %, errors better · record 6']);
    expect(seen.commitStatuses.map(({ context, state, description, sha }) => [context, state, description, sha === seen.deployments[0]?.sha])).toEqual([
      ['rampart/fraud-prod', 'pending', 'v2 starts on slot b (v1 serves) · record 2', true],
      ['rampart/fraud-prod', 'pending', '1 %, errors better · record 4', true],
      ['rampart/fraud-prod', 'pending', '12.5 %, errors better · record 6', true],
    ]);
    expect(seen.comments.map(({ issue, author }) => [issue, author])).toEqual([[pull, 'github-actions[bot]']]);
    expect(seen.comments[0]?.body).toMatch(/^<!-- rampart:comment fraud-prod-\w{8} r2 6 -->\n### ✅ fraud-prod: v2 goes from 1 % to 12.5 % of the traffic, v1 serves the rest\./u);
    expect(seen.issues).toHaveLength(2);
    expect(seen.releases).toEqual([]);
  });

  it('tells how a release ended that a newer version has replaced in the same look, and does so once', async () => {
    await aVersion('v2');
    await aVersion('v3');
    await releases.start('v2');
    await releases.raise(10_000);
    await job();
    await releases.rollBack({ code: 'superseded', by: 'v3' });
    await releases.end('superseded');
    await releases.start('v3');
    const looks = watching();
    expect(await looks()).toMatchObject({ kind: 'shown', warnings: [] });
    await releases.raise(10_000);
    await looks();
    const seen = await data();
    expect(statuses(seen, 'v2')).toEqual(['in_progress: 1 %, errors better · record 4', 'inactive: v2 is out: superseded, a newer version took its place · record 6']);
    expect(statuses(seen, 'v3')).toEqual(['in_progress: v3 starts on slot b (v1 serves) · record 7', 'in_progress: 1 %, errors better · record 9']);
    expect(seen.commitStatuses.map(({ state, description }) => `${state}: ${description ?? ''}`).slice(1)).toEqual(['error: v2 is out: superseded, a newer version took its place · record 6', 'pending: v3 starts on slot b (v1 serves) · record 7', 'pending: 1 %, errors better · record 9']);
    expect(seen.comments.map(({ body }) => body.split('\n')[1])).toEqual([expect.stringContaining('v2 is out. All traffic is on v1'), expect.stringContaining('v3 goes from 0 % to 1 %')]);
  });

  it('opens one issue for a release that was taken back, tells it on when it is concluded, and marks deployment and commit as failed', async () => {
    await aVersion('v2');
    await releases.start('v2');
    await releases.raise(50_000);
    await job();
    await releases.rollBack();
    await job();
    const [leaving] = (await data()).issues.slice(-1);
    expect(leaving).toMatchObject({ title: 'fraud-prod: v2 was taken back', labels: ['rampart'], state: 'open' });
    expect(leaving?.body).toContain('The rollback job still has to conclude');
    await releases.end();
    const { links } = await job();
    const seen = await data();
    const incidents = seen.issues.filter(({ pull }) => pull === 'no-pull-request');
    expect(incidents).toHaveLength(1);
    const { body } = incidents[0]!;
    expect(body).toContain('v2 is out. All traffic is on v1');
    expect(body).toMatch(/### What happened \(UTC\)\n\n- .*v2 starts on slot b .*\n- .*5 % confirmed.*\n- .*rolled back.*\n- .*v2 is out: rolled back/u);
    expect(body).toContain('rampart retry fraud-prod --reason');
    expect(body).not.toContain('still has to conclude');
    expect(links.map(({ mirror }) => mirror)).toEqual(['incident', 'comment']);
    expect(statuses(seen, 'v2').at(-1)).toMatch(/^failure: v2 is out: rolled back, it was worse than v1 · record 6$/);
    expect(seen.commitStatuses.at(-1)?.state).toBe('failure');
  });

  it('tells a promotion in the release of the tag, with linked changes since the version before, and closes the issues of this target alone', async () => {
    await aVersion('v2');
    await releases.start('v2');
    await releases.raise(50_000);
    await releases.rollBack();
    await releases.end();
    await job();
    await aVersion('v3', 'train on new data (#12), fixes #7 @octocat');
    await releases.start('v3');
    await releases.raise(50_000);
    await releases.promote();
    const other = (await data()).issues.find(({ pull }) => pull === 'no-pull-request')!;
    await world.repository.change((was) => ({ ...was, issues: [...was.issues, { ...other, id: 1, number: 900, body: '<!-- rampart:incident other-12345678 r9 3 -->\nanother target', state: 'open' as const }] }));
    const promoted = await job();
    expect(promoted.warnings).toEqual([]);
    const seen = await data();
    expect(seen.releases).toMatchObject([{ tag: 'fraud@v3', name: 'fraud@v3', isDraft: false }]);
    const notes = seen.releases[0]?.body ?? '';
    expect(notes).toMatch(/^<!-- rampart:release fraud-prod-\w{8} r\d+ \d+ -->\n\n## Promoted on fraud-prod\n/);
    expect(notes).toContain('### Changes since v1');
    expect(notes).toMatch(/- \[[0-9a-f]{7}\]\(https:\/\/github\.com\/acme\/models\/commit\/[0-9a-f]{40}\) train on new data/);
    expect(notes).not.toMatch(/@octocat|#\d+\b(?!;)/);
    const incident = seen.issues.find(({ number }) => number === other.number);
    expect(incident).toMatchObject({ state: 'closed', stateReason: 'completed' });
    expect(seen.comments.filter(({ issue }) => issue === other.number).map(({ body }) => body.split('\n')[1])).toEqual(['v3 was promoted on fraud-prod, so this is over.']);
    expect(seen.issues.find(({ number }) => number === 900)?.state).toBe('open');
    await releases.finish();
    await job();
    const end = await data();
    expect(statuses(end, 'v3').at(-1)).toMatch(/^success: v3 serves everything, the rollout is done · record \d+$/);
    expect(end.releases).toHaveLength(1);
    expect(end.releases[0]?.body).toContain('The rollout is done');
    expect(end.comments.filter(({ issue }) => issue === other.number)).toHaveLength(1);
  });

  it('keeps what others wrote in a release that is there, and leaves a draft a draft', async () => {
    await aVersion('v2');
    const draft = { id: 7, tag: 'fraud@v2', target: 'main', name: 'Spring', body: 'Made by hand.', isDraft: true, isPrerelease: false, author: 'ada', createdAtMs: 1 };
    await world.repository.change((was) => ({ ...was, releases: [draft] }));
    await releases.start('v2');
    await releases.raise(50_000);
    await releases.promote();
    await job();
    await world.repository.change((was) => ({ ...was, releases: was.releases.map((one) => ({ ...one, body: `${one.body ?? ''}\n\nAnd below.` })) }));
    await releases.finish();
    await job();
    const [release, ...others] = (await data()).releases;
    expect(others).toEqual([]);
    expect(release).toMatchObject({ name: 'Spring', isDraft: true });
    expect(release?.body).toMatch(/^Made by hand\.\n\n<!-- rampart:release [^]*The rollout is done[^]*<!-- \/rampart:release [\w-]+ -->\n\nAnd below\.$/);
    expect(release?.body?.match(/## Promoted on/g)).toHaveLength(1);
  });

  it('opens no issue again that was closed, and none about the past', async () => {
    await aVersion('v2');
    await releases.start('v2');
    await releases.raise(50_000);
    await releases.rollBack();
    await job();
    await world.repository.change((was) => ({ ...was, issues: was.issues.map((issue) => ({ ...issue, state: 'closed' as const })) }));
    await releases.end();
    await job();
    expect((await data()).issues.filter(({ state }) => state === 'open')).toEqual([]);
    expect((await data()).issues).toHaveLength(3);
    const { events, state } = releases.told();
    await begin();
    await world.clock.advance(8 * 86_400_000);
    expect(await job({}, { events, state })).toMatchObject({ kind: 'nothing-new' });
  });
});

describe('githubMirrors, when nothing is new', () => {
  it('asks nothing beyond the query that reads the ledger, and writes nothing', async () => {
    await aVersion('v2');
    await releases.start('v2');
    await releases.raise(50_000);
    await job();
    await releases.hold();
    asked();
    expect(await job()).toEqual({ kind: 'nothing-new', links: [], warnings: [], again: false });
    expect(world.asked()).toEqual(['graphql/repository']);
  });

  it('brings the numbers of a long wait up to date once an hour, and adds no status for it', async () => {
    await aVersion('v2');
    await releases.start('v2');
    await releases.raise(50_000);
    await job();
    let writes = 0;
    for (let look = 0; look < 240; look += 1) {
      await releases.hold();
      asked();
      await job();
      writes += asked().filter((operation) => WRITES.test(operation)).length;
    }
    expect(writes).toBe(4);
    expect(statuses(await data(), 'v2')).toHaveLength(1);
  });

  it('never needs more than a few requests for news', async () => {
    await aVersion('v2');
    await releases.start('v2');
    asked();
    await job();
    expect(asked().length).toBeLessThanOrEqual(16);
    await releases.raise(50_000);
    asked();
    await job();
    expect(asked().length).toBeLessThanOrEqual(9);
  });
});
