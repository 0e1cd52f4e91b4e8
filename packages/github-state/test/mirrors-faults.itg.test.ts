// What people see on GitHub of a target when jobs die, race, lose replies, or may not.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeCommit, type FaultKind, type PlannedFault } from '@rampart/testing/github';
import { githubMirrors } from '../src/mirrors/mirrors.ts';
import { aVersion, asked, begin, data, job, releases, statuses, tagOf, world } from './shown-world.ts';

beforeEach(() => begin());
afterEach(async () => {
  world.github.assertFits();
  await world.github.close();
});

describe('githubMirrors, what goes wrong', () => {
  const story = async (): Promise<void> => {
    await aVersion('v2');
    await releases.start('v2');
    await releases.raise(50_000);
    await releases.rollBack();
    await releases.end();
    await aVersion('v3');
    await releases.start('v3');
    await releases.raise(50_000);
    await releases.promote();
  };

  /** Everything that people see, without ids, times and the order in which it came. */
  const picture = async (): Promise<unknown> => {
    const { deployments, deploymentStatuses, commitStatuses, issues, comments, releases: notes } = await data();
    return {
      deployments: deployments.map(({ id, payload }) => [payload, deploymentStatuses.findLast(({ deployment }) => deployment === id)?.description]),
      statuses: [...new Set(commitStatuses.map(({ sha }) => sha))].map((sha) => commitStatuses.findLast((status) => status.sha === sha)?.description),
      issues: issues.map(({ title, body, state }) => [title, body, state]),
      comments: comments.map(({ issue, body }) => [issue, body]).toSorted(([a], [b]) => Number(a) - Number(b)),
      releases: notes.map(({ tag, body }) => [tag, body]),
    };
  };

  const FAULTS: readonly PlannedFault[] = [
    { route: 'writes', kind: 'hang-up', when: 'after' },
    { route: 'writes', kind: 'hang-up', when: 'before' },
    { route: 'writes', kind: 'server-error', status: 502, when: 'after' },
    { route: 'writes', kind: 'invalid-json', when: 'after' },
    { route: 'writes', kind: 'duplicate-delivery', heard: 'second' },
    { route: 'writes', kind: 'forbidden' },
    { route: 'writes', kind: 'rule-violation' },
    { route: 'writes', kind: 'conflict' },
    { route: 'writes', kind: 'secondary-limit', status: 403, retryAfter: 'seconds', waitMs: 40_000 },
    { route: 'reads', kind: 'stale-read', changes: 1 },
    { route: 'reads', kind: 'not-found' },
    { route: 'reads', kind: 'timeout', when: 'before' },
    { route: '*', kind: 'token-expired' },
  ];

  /** What was shown already, and the one thing more that is shown while requests go wrong. */
  const SCENES = {
    'a rollback': async () => {
      await releases.start('v2');
      await releases.raise(50_000);
      await job();
      await releases.rollBack();
    },
    'a promotion after one': async () => {
      await releases.start('v2');
      await releases.raise(50_000);
      await releases.rollBack();
      await releases.end();
      await job();
      await aVersion('v3');
      await releases.start('v3');
      await releases.raise(50_000);
      await releases.promote();
    },
  };

  const toldUnder = async (scene: keyof typeof SCENES, fault: PlannedFault | 'none'): Promise<{ readonly seen: unknown; readonly met: boolean }> => {
    await begin();
    await aVersion('v2');
    await SCENES[scene]();
    const told = releases.told();
    // The first read is the ledger's.
    if (fault !== 'none') world.github.faults.plan({ ...fault, skip: (fault.skip ?? 0) + (fault.route === 'writes' ? 0 : 1) });
    await job({}, told);
    const met = Object.keys(world.github.faults.met()).length > 0;
    world.github.faults.clear();
    await job({}, told);
    await job({}, told);
    world.github.assertFits();
    return { seen: await picture(), met };
  };

  it.each(['a rollback', 'a promotion after one'] as const)('converges within two looks after any request of %s went wrong, and nothing is there twice', async (scene) => {
    const { seen: wanted } = await toldUnder(scene, 'none');
    const reached = new Map<FaultKind, number>();
    for (const fault of FAULTS) {
      for (let skip = 0; ; skip += 1) {
        const { seen, met } = await toldUnder(scene, { ...fault, skip });
        if (!met) break;
        reached.set(fault.kind, (reached.get(fault.kind) ?? 0) + 1);
        expect(withoutRetired(seen), `${fault.kind} at ${fault.route} ${String(skip)}`).toEqual(wanted);
      }
    }
    expect([...reached.values()].every((times) => times >= 4), JSON.stringify([...reached])).toBe(true);
  });

  it.each(['a rollback', 'a promotion after one'] as const)('goes on from wherever a job died while it showed %s', async (scene) => {
    const { seen: wanted } = await toldUnder(scene, 'none');
    let deaths = 0;
    for (const when of ['before', 'after'] as const) {
      for (let skip = 0; ; skip += 1) {
        // Nothing that a dead job would ask arrives; of the last request it does not hear.
        const death: readonly PlannedFault[] = [{ route: '*', kind: 'hang-up', when, skip: skip + 1 }, { route: '*', kind: 'hang-up', when: 'before', skip: skip + 1, times: 'always' }];
        await begin();
        await aVersion('v2');
        await SCENES[scene]();
        const told = releases.told();
        world.github.faults.plan(...death);
        const died = await job({}, told);
        const met = Object.keys(world.github.faults.met()).length > 0;
        world.github.faults.clear();
        if (!met) break;
        deaths += 1;
        expect(died.warnings.every(({ kind }) => kind === 'left-behind')).toBe(true);
        await job({}, told);
        await job({}, told);
        expect(withoutRetired(await picture()), `${when} ${String(skip)}`).toEqual(wanted);
      }
    }
    expect(deaths).toBeGreaterThan(20);
  });

  it('leaves the mark where it is while GitHub does not take a status, and shows it with the next look', async () => {
    await aVersion('v2');
    await releases.start('v2');
    await job();
    await releases.raise(50_000);
    world.github.faults.plan({ route: 'repos/create-deployment-status', kind: 'server-error', status: 503, when: 'before', times: 'always' });
    const { warnings } = await job();
    expect(warnings.map(({ mirror, kind }) => [mirror, kind])).toEqual([['deployments', 'left-behind']]);
    world.github.faults.clear();
    expect(await job()).toMatchObject({ kind: 'shown', warnings: [] });
    expect(statuses(await data(), 'v2').at(-1)).toMatch(/^in_progress: 5 %/);
    expect(await job()).toMatchObject({ kind: 'nothing-new' });
  });

  it('never fails a run, not even by a mistake of its own', async () => {
    await aVersion('v2');
    await releases.start('v2');
    await releases.pause('lunch');
    const { state, events } = releases.told();
    const report = await job({}, { state, events: [...events, events.at(-1)!] });
    expect(report).toMatchObject({ kind: 'nothing-new', warnings: [{ mirror: 'all', kind: 'left-behind' }] });
  });

  it('shows once what four jobs show at the same time', async () => {
    const { seen: wanted } = await toldUnder('a rollback', 'none');
    await begin();
    await aVersion('v2');
    await releases.start('v2');
    await releases.raise(50_000);
    await releases.rollBack();
    await Promise.all([job(), job(), job(), job()]);
    await job();
    const seen = withoutRetired(await picture()) as { readonly deployments: readonly unknown[]; readonly comments: readonly unknown[]; readonly issues: readonly unknown[] };
    expect([seen.deployments.length, seen.comments.length, seen.issues.length]).toEqual([1, 1, 3]);
    expect(seen).toMatchObject({ deployments: (wanted as typeof seen).deployments });
  });

  it('converges after a first job that lost every reply, with two deployments merged into the older one', async () => {
    await aVersion('v2');
    await releases.start('v2');
    await job({ mirrors: ['deployments'] });
    await world.repository.change((was) => ({ ...was, deployments: [...was.deployments, { ...was.deployments[0]!, id: was.deployments[0]!.id + 50_000 }] }));
    await releases.raise(50_000);
    await job();
    await releases.raise(100_000);
    await job();
    const { deployments, deploymentStatuses } = await data();
    expect(deployments).toHaveLength(2);
    expect(deploymentStatuses.filter(({ deployment }) => deployment === deployments[1]?.id).map(({ state, description }) => [state, description])).toEqual([['inactive', `The same rollout as deployment ${String(deployments[0]?.id)}`]]);
    expect(statuses(await data(), 'v2').at(-1)).toContain('10 %');
  });

  it('keeps the older of two comments and of two issues', async () => {
    await aVersion('v2');
    await releases.start('v2');
    await releases.raise(50_000);
    await releases.rollBack();
    await job();
    await world.repository.change((was) => ({
      ...was,
      issues: [...was.issues, { ...was.issues.at(-1)!, id: 77_000, number: 700 }],
      comments: [...was.comments, ...was.comments.map((comment) => ({ ...comment, id: comment.id + 50_000 }))],
    }));
    await releases.end();
    await job();
    const { issues, comments } = await data();
    expect(comments).toHaveLength(1);
    expect(issues.find(({ number }) => number === 700)).toMatchObject({ state: 'closed', stateReason: 'not_planned' });
    expect(issues.at(-2)?.body).toContain('v2 is out');
  });

  it('writes again what somebody deleted, at the next news, and everything when the mark is taken away', async () => {
    await story();
    await job();
    const before = await picture();
    await world.repository.change((was) => ({ ...was, deployments: [], deploymentStatuses: [], comments: was.comments.filter(({ issue }) => issue < 3), releases: [] }));
    const { refs } = await world.repository.now();
    const [[mark, at]] = [...refs].filter(([ref]) => ref.startsWith('refs/heads/rollouts-shown/')) as [[string, string]];
    await world.repository.moveRefs([{ ref: mark, from: at, to: '0'.repeat(40) }]);
    await job();
    const after = await picture();
    expect(after).toMatchObject({ releases: (before as { releases: unknown }).releases });
    expect((await data()).deployments).toHaveLength(1);
    await world.repository.change((was) => ({ ...was, deployments: [], deploymentStatuses: [] }));
    await releases.finish();
    await job();
    expect(statuses(await data(), 'v3')).toEqual([expect.stringMatching(/^success: /)]);
  });

  it('follows a history that somebody has set back, and is silent again after it', async () => {
    await aVersion('v2');
    await releases.start('v2');
    await releases.raise(50_000);
    await job();
    const { refs } = await world.repository.now();
    const [[mark, at]] = [...refs].filter(([ref]) => ref.startsWith('refs/heads/rollouts-shown/')) as [[string, string]];
    const commit = await world.repository.commit(at);
    if (commit === 'missing') throw new Error('the mark is at a commit');
    const elsewhere = await world.repository.store.write(encodeCommit({ ...commit, message: commit.message.replace(/^Sequence: .*$/m, 'Sequence: 900') }));
    await world.repository.moveRefs([{ ref: mark, from: at, to: elsewhere }]);
    expect(await job()).toMatchObject({ kind: 'shown', warnings: [] });
    expect((await world.repository.now()).refs.get(mark)).toBe(at);
    expect(await job()).toMatchObject({ kind: 'nothing-new' });
  });

  it('never puts an older text over a newer one, and says that another job has shown meanwhile', async () => {
    await aVersion('v2');
    await releases.start('v2');
    await job();
    const early = releases.told();
    const slow = world.open();
    await slow.ledger.read('fraud-prod');
    await releases.raise(50_000);
    const older = releases.told();
    await slow.ledger.read('fraud-prod');
    await releases.raise(100_000);
    await job();
    const before = await picture();
    const shows = githubMirrors({ api: slow.api, clock: world.clock, signal: new AbortController().signal, watermark: slow.shown, serverUrl: 'https://github.com' });
    expect(await shows.show({ ...older, breakGlass: () => 'x', refOf: tagOf })).toMatchObject({ kind: 'shown', again: true, warnings: [] });
    expect(await picture()).toEqual(before);
    expect(early.events.length).toBeLessThan(older.events.length);
  });

  it('says that a status has no room any more, once, and goes on with the others', async () => {
    await aVersion('v2');
    await releases.start('v2');
    await job();
    await world.repository.change((was) => ({ ...was, commitStatuses: Array.from({ length: 1_000 }, () => was.commitStatuses[0]!), deploymentStatuses: Array.from({ length: 1_000 }, () => was.deploymentStatuses[0]!) }));
    await releases.raise(50_000);
    const { warnings } = await job();
    expect(warnings.map(({ mirror, kind }) => [mirror, kind])).toEqual([['deployments', 'no-place'], ['statuses', 'no-place']]);
    expect(warnings[0]?.text).toContain('maximum number of statuses');
    expect((await data()).comments[0]?.body).toContain('5 %');
    expect((await job()).warnings.map(({ mirror }) => mirror)).toEqual(['deployments', 'statuses']);
    expect(await job()).toMatchObject({ kind: 'nothing-new' });
  });

  it('says that a version has no tag here, and shows what needs none', async () => {
    await releases.start('v9');
    await releases.raise(50_000);
    await releases.rollBack();
    const { warnings } = await job();
    expect(warnings.map(({ kind }) => kind)).toEqual(['no-place']);
    expect(warnings[0]?.text).toBe('There is no place for the deployment of v9 on fraud-prod: the tag fraud@v9 is not in this repository');
    expect((await data()).issues.at(-1)?.title).toBe('fraud-prod: v9 was taken back');
  });

  it.each([
    ['deployments', 'deployments', 'deployments: write', 'environments do not show what serves'],
    ['statuses', 'statuses', 'statuses: write', 'does not show how its rollout stands'],
    ['pull-requests', 'comment', 'pull-requests: write', 'is not told where it was made'],
    ['issues', 'incident', 'issues: write', 'no issue tells'],
  ] as const)('names %s where it is missing, says what is lost, shows all else, and is silent after another try', async (without, mirror, permission, lost) => {
    await aVersion('v2');
    await releases.start('v2');
    await releases.raise(50_000);
    await releases.rollBack();
    const all = { contents: 'write', deployments: 'write', statuses: 'write', 'pull-requests': 'write', issues: 'write' } as const;
    const permissions = { ...all, [without]: 'none' as const };
    const { warnings } = await job({ grant: { permissions } });
    expect(warnings.map((warning) => [warning.mirror, warning.kind])).toEqual([[mirror, 'missing-permission']]);
    expect(warnings[0]?.text).toContain(`"${permission}" is missing`);
    expect(warnings[0]?.text).toContain(lost);
    expect(warnings[0]?.text).toContain('permissions:\n');
    const { deployments, commitStatuses, issues, comments } = await data();
    expect([deployments.length, commitStatuses.length, comments.length, issues.length - 2]).toEqual([1, 1, 1, 1].map((one, place) => (['deployments', 'statuses', 'pull-requests', 'issues'][place] === without ? 0 : one)));
    expect(await job({ grant: { permissions } })).toMatchObject({ warnings: [{ mirror }] });
    asked();
    expect(await job({ grant: { permissions } })).toMatchObject({ kind: 'nothing-new' });
    expect(asked()).toEqual([]);
  });

  it('shows only what is asked for', async () => {
    await aVersion('v2');
    await releases.start('v2');
    await releases.raise(50_000);
    await releases.rollBack();
    asked();
    expect(await job({ mirrors: ['statuses'] })).toMatchObject({ warnings: [] });
    const { deployments, commitStatuses, comments } = await data();
    expect([deployments.length, commitStatuses.length, comments.length]).toEqual([0, 1, 0]);
    expect(await job({ mirrors: [] })).toMatchObject({ kind: 'nothing-new' });
  });
});

/** Extra deployments and issues cannot be deleted; they say which one counts. */
function withoutRetired(seen: unknown): unknown {
  const all = seen as { readonly deployments: readonly (readonly string[])[]; readonly issues: readonly (readonly string[])[] };
  const counts = ([, said]: readonly (string | undefined)[]): boolean => said?.startsWith('The same') !== true;
  return { ...all, deployments: all.deployments.filter(counts), issues: all.issues.filter(counts) };
}
