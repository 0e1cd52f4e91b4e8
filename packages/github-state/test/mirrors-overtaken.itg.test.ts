// Jobs that show a target at the same time, where the text of a slow one lands on the newer one of another.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { githubMirrors } from '../src/mirrors/mirrors.ts';
import { aVersion, begin, data, job, releases, tagOf, world } from './shown-world.ts';

beforeEach(() => begin());
afterEach(async () => {
  world.github.assertFits();
  await world.github.close();
});

describe('where an older text lands on a newer one, between which GitHub does not choose', () => {
  /** A job of which every comment is on its way for so long that what is to happen `meanwhile` does. */
  const slowJob = () => {
    let meanwhile: () => Promise<unknown> = () => Promise.resolve();
    const process = world.open({
      fetch: async (input, init) => {
        const request = new Request(input, init);
        if (request.method === 'PATCH' && request.url.includes('/issues/comments/')) await meanwhile();
        return world.github.fetch(request);
      },
    });
    const mirrors = githubMirrors({ api: process.api, clock: world.clock, signal: new AbortController().signal, watermark: process.shown, serverUrl: 'https://github.com' });
    return {
      /** The ledger, as it is. */
      read: async () => {
        await process.ledger.read('fraud-prod');
        return releases.told();
      },
      show: (told: ReturnType<typeof releases.told>, then: typeof meanwhile = () => Promise.resolve()) => {
        meanwhile = then;
        return mirrors.show({ ...told, breakGlass: () => 'x', refOf: tagOf });
      },
      hasNews: () => mirrors.hasNews(releases.told().state, () => Promise.resolve(releases.told().events)),
    };
  };
  const comment = async (): Promise<string> => (await data()).comments.at(-1)?.body ?? '';

  it('puts the newer one back, though the mark says that it is shown', async () => {
    await aVersion('v2');
    await releases.start('v2');
    await job();
    await releases.raise(50_000);
    const slow = slowJob();
    const older = await slow.read();
    await releases.raise(100_000);
    expect(await slow.show(older, job)).toMatchObject({ kind: 'shown', again: true, warnings: [] });
    expect(await comment()).not.toContain('10 %');
    expect(await job()).toMatchObject({ kind: 'nothing-new' });
    expect(await slow.hasNews()).toBe(true);
    expect(await slow.show(await slow.read())).toMatchObject({ kind: 'shown', again: false, warnings: [] });
    expect(await comment()).toContain('10 %');
    expect(await slow.hasNews()).toBe(false);
    expect(await slow.show(await slow.read())).toMatchObject({ kind: 'nothing-new' });
  });

  it('does so also where something was left behind, and the mark with it', async () => {
    await aVersion('v2');
    await releases.start('v2');
    await job();
    await releases.raise(50_000);
    const slow = slowJob();
    const older = await slow.read();
    await releases.raise(100_000);
    const breakStatuses = () => world.github.faults.plan({ route: 'repos/list-commit-statuses-for-ref', kind: 'server-error', status: 503, when: 'before', times: 'always' });
    breakStatuses();
    const shows = slow.show(older, async () => {
      world.github.faults.clear();
      await job();
      breakStatuses();
    });
    expect(await shows).toMatchObject({ kind: 'shown', again: true, warnings: [{ mirror: 'statuses', kind: 'left-behind' }] });
    world.github.faults.clear();
    expect(await slow.show(await slow.read())).toMatchObject({ kind: 'shown', again: false, warnings: [] });
    expect(await comment()).toContain('10 %');
  });

  it('notices one more job that shows while it puts that right', async () => {
    await aVersion('v2');
    await releases.start('v2');
    await job();
    await releases.raise(50_000);
    const slow = slowJob();
    const older = await slow.read();
    await releases.raise(100_000);
    await slow.show(older, job);
    const newer = await slow.read();
    await releases.raise(200_000);
    expect(await slow.show(newer, job)).toMatchObject({ kind: 'shown', again: true });
    expect(await slow.show(await slow.read())).toMatchObject({ kind: 'shown', again: false });
    expect(await comment()).toContain('20 %');
  });
});
