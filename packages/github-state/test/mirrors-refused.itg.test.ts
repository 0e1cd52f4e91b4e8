// What becomes of a mirror that GitHub refuses: a permission that was never given, or a refusal that is over in a minute, which look the same.
import type { FaultKind, PlannedFault } from '@rampart/testing/github';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aVersion, asked, begin, data, job, releases, statuses, world } from './shown-world.ts';

const ALL = { contents: 'write', deployments: 'write', statuses: 'write', 'pull-requests': 'write', issues: 'write' } as const;
const MINUTE = 60_000;

beforeEach(async () => {
  await begin();
  await aVersion('v2');
  await releases.start('v2');
  await releases.raise(50_000);
});
afterEach(async () => {
  world.github.assertFits();
  await world.github.close();
});

const shownRefs = async (): Promise<readonly string[]> => [...(await world.repository.now()).refs].filter(([ref]) => ref.startsWith('refs/heads/rollouts-shown/')).map(([, at]) => at);

describe('a mirror that was refused', () => {
  const REFUSALS: readonly FaultKind[] = ['forbidden', 'not-found', 'rule-violation'];
  const WRITES: readonly string[] = ['repos/create-deployment-status', 'repos/create-commit-status', 'issues/create-comment', 'issues/create'];

  it.each(REFUSALS.flatMap((kind) => WRITES.map((route) => [kind, route] as const)))('is shown by the next look after %s at %s is over, without news', async (kind, route) => {
    await releases.rollBack();
    world.github.faults.plan({ route, kind, times: 'always' } as PlannedFault);
    expect(await job()).toMatchObject({ kind: 'shown', warnings: [{ kind: kind === 'forbidden' ? 'missing-permission' : 'no-place' }] });
    world.github.faults.clear();
    asked();
    expect(await job()).toMatchObject({ kind: 'shown', warnings: [] });
    // Of the others nothing is asked.
    expect(asked().filter((operation) => WRITES.includes(operation))).toEqual([route]);
    expect(statuses(await data(), 'v2').at(-1)).toMatch(/^failure: /);
    const { commitStatuses, comments, issues } = await data();
    expect([commitStatuses.at(-1)?.state, comments.length, issues.at(-1)?.title]).toEqual(['failure', 1, 'fraud-prod: v2 was taken back']);
    expect(await job()).toMatchObject({ kind: 'nothing-new' });
    // All is shown: the mark is at the record itself again.
    expect(await shownRefs()).toEqual((await world.commits('fraud-prod')).slice(0, 1));
  });

  it('costs nothing at most looks of a day without its permission, and is shown within the hour once that is given', async () => {
    const permissions = { ...ALL, statuses: 'none', 'pull-requests': 'none' } as const;
    await job({ grant: { permissions } });
    const tries: number[] = [];
    for (let look = 1; look <= 24 * 12; look += 1) {
      await world.clock.advance(5 * MINUTE);
      asked();
      await job({ grant: { permissions } });
      const requests = asked();
      if (requests.length === 0) continue;
      tries.push(look);
      // Two denied, the version's commit for both with and without its pull request, and the mark.
      expect(requests.length).toBeLessThanOrEqual(8);
    }
    const [firstHour, later] = [tries.filter((look) => look <= 12), tries.filter((look) => look > 12)];
    expect(firstHour).toHaveLength(12);
    expect(later.length).toBeGreaterThanOrEqual(22);
    expect(later.length).toBeLessThanOrEqual(24);
    for (let look = 0; look < 12; look += 1) {
      await world.clock.advance(5 * MINUTE);
      await job();
    }
    const { commitStatuses, comments } = await data();
    expect([commitStatuses.length, comments.length]).toEqual([1, 1]);
    expect(await job()).toMatchObject({ kind: 'nothing-new' });
  });

  it('is left for who shows it: a job that shows other mirrors neither tries nor forgets it', async () => {
    await job({ grant: { permissions: { ...ALL, deployments: 'none' } } });
    await world.clock.advance(10 * MINUTE);
    expect(await job({ mirrors: ['statuses'] })).toMatchObject({ kind: 'nothing-new' });
    await releases.raise(100_000);
    expect(await job({ mirrors: ['statuses'] })).toMatchObject({ kind: 'shown', warnings: [] });
    await world.clock.advance(10 * MINUTE);
    expect(await job()).toMatchObject({ kind: 'shown', warnings: [] });
    expect(statuses(await data(), 'v2').at(-1)).toMatch(/^in_progress: 10 %/);
  });

  it('is marked by a commit of its own, signed where the ledger is', async () => {
    await job({ grant: { permissions: { ...ALL, issues: 'none', statuses: 'none' } }, signed: true });
    const [mark] = await shownRefs();
    const commit = await world.repository.commit(mark ?? '');
    if (commit === 'missing') throw new Error('the mark is at a commit');
    expect(commit.message).toMatch(/^fraud-prod: shown up to record 4, but for statuses\n\nSequence: 4\nLeft: statuses\nLeft-Since: \d+\nLeft-Tried: \d+/);
    expect(commit.parents).toEqual((await world.commits('fraud-prod')).slice(0, 1));
  });
});

describe('what a refused mirror says', () => {
  it('names what each needs though reading was refused first, and has one block for all of them', async () => {
    await releases.rollBack();
    const { warnings } = await job({ grant: { permissions: { contents: 'write', deployments: 'write' } } });
    expect(warnings.map(({ mirror, kind }) => [mirror, kind])).toEqual([['incident', 'missing-permission'], ['statuses', 'missing-permission'], ['comment', 'missing-permission']]);
    for (const [place, permission] of ['issues: write', 'statuses: write', 'pull-requests: write'].entries()) {
      expect(warnings[place]?.text).toContain(`could not be written: "${permission}" is missing, so `);
      expect(warnings[place]?.text).toContain('GitHub answered');
      expect(warnings[place]?.text).not.toMatch(/: read/);
    }
    const blocks = warnings.map(({ text }) => text.split('permissions:\n').slice(1));
    expect(blocks).toEqual([[], [], ['  contents: write\n  issues: write\n  deployments: write\n  statuses: write\n  pull-requests: write\n']]);
  });

  it('has a block that takes nothing away from the mirrors that are shown', async () => {
    const { warnings } = await job({ grant: { permissions: { ...ALL, statuses: 'none' } }, mirrors: ['statuses', 'deployments', 'incident'] });
    expect(warnings[0]?.text).toContain('permissions:\n  contents: write\n  issues: write\n  deployments: write\n  statuses: write\n');
  });

  it('names contents where not even the version’s commit may be read', async () => {
    const open = { grant: { permissions: ALL } };
    await job(open);
    await releases.raise(100_000);
    world.github.faults.plan({ route: 'graphql/repository', kind: 'forbidden', skip: 1, times: 'always' });
    const { warnings } = await job({ ...open, mirrors: ['deployments'] });
    expect(warnings[0]?.text).toContain('"deployments: write" and "contents: read" are missing');
  });
});
