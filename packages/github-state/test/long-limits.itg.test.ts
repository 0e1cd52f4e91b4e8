// A limit of GitHub that outlasts what a look may wait: the look is told at once and until when, nobody asks before that, and then it goes on. And a network
// that swallows what people look at does not keep the next decision waiting.
import { valueOf } from '@rampart/testing/ports';
import { afterEach, describe, expect, it } from 'vitest';
import { entryOn, TARGET } from './entries.ts';
import { aVersion, begin, data, job, releases, world as shown } from './shown-world.ts';
import { aWorld, type World } from './world.ts';

const MINUTE = 60_000;
let world: World | undefined;
afterEach(async () => {
  world?.github.assertFits();
  await world?.github.close();
  world = undefined;
});

describe('the ledger under a limit of GitHub', () => {
  it('is not waited for longer than a look may, says until when, and is read when the limit is over', async () => {
    const here = (world = await aWorld());
    const process = here.open({ waitMsMax: 5 * MINUTE });
    valueOf(await process.ledger.append(entryOn(valueOf(await process.ledger.read(TARGET)), 'op/1')));
    here.github.faults.plan({ route: 'graphql/repository', kind: 'secondary-limit', status: 403, retryAfter: 'seconds', waitMs: 15 * MINUTE });
    const toldAtMs = here.clock.nowMs();
    const blind = await process.ledger.read(TARGET);
    expect(here.clock.nowMs()).toBe(toldAtMs);
    expect(blind).toMatchObject({ kind: 'error', error: { code: 'unavailable', retryable: true, outcome: 'not-done', notBeforeMs: toldAtMs + 15 * MINUTE } });
    expect(blind.kind === 'error' ? blind.error.message : '').toContain(`until ${new Date(toldAtMs + 15 * MINUTE).toISOString()}`);
    here.asked();
    // As a job does that stays.
    while (here.clock.nowMs() < toldAtMs + 15 * MINUTE) {
      const beganAtMs = here.clock.nowMs();
      expect(await process.ledger.read(TARGET)).toMatchObject({ kind: 'error' });
      expect(here.clock.nowMs()).toBe(beganAtMs);
      await here.clock.advance(30_000);
    }
    expect(here.asked()).toEqual([]);
    expect(valueOf(await process.ledger.read(TARGET))).toMatchObject({ kind: 'present', state: { sequence: 1 } });
  });

  it('is waited for where the limit is short', async () => {
    const here = (world = await aWorld());
    const process = here.open({ waitMsMax: 5 * MINUTE });
    here.github.faults.plan({ route: 'graphql/repository', kind: 'secondary-limit', status: 403, retryAfter: 'seconds', waitMs: 4 * MINUTE });
    expect(await process.ledger.read(TARGET)).toMatchObject({ kind: 'ok' });
  });
});

describe('mirrors on a network that swallows everything', () => {
  it('take a minute and a half at most, whatever is asked, are left behind, and are shown when it is back', async () => {
    await begin();
    await aVersion('v2');
    await releases.start('v2');
    await releases.raise(50_000);
    await releases.rollBack();
    shown.github.faults.plan({ route: '*', kind: 'timeout', when: 'before', skip: 1, times: 'always' });
    const beganAtMs = shown.clock.nowMs();
    const { warnings } = await job();
    expect(shown.clock.nowMs() - beganAtMs).toBeLessThan(1.5 * MINUTE);
    expect(warnings.map(({ kind }) => kind)).toEqual(['left-behind', 'left-behind', 'left-behind', 'left-behind']);
    shown.github.faults.clear();
    expect(await job()).toMatchObject({ kind: 'shown', warnings: [] });
    expect((await data()).deployments).toHaveLength(1);
    await shown.github.close();
  });

  it('are not begun any more a minute after the first, where every answer comes late', async () => {
    await begin();
    await aVersion('v2');
    await releases.start('v2');
    await releases.raise(50_000);
    shown.github.faults.plan(...['repos/list-deployments', 'repos/list-commit-statuses-for-ref'].map((route) => ({ route, kind: 'timeout', when: 'before', times: 3 }) as const));
    const beganAtMs = shown.clock.nowMs();
    const { warnings } = await job();
    expect(shown.clock.nowMs() - beganAtMs).toBeLessThan(2 * MINUTE);
    expect(warnings.some(({ text }) => text.includes('no more time'))).toBe(true);
    await shown.clock.advance(30_000);
    expect(await job()).toMatchObject({ kind: 'shown', warnings: [] });
    await shown.github.close();
  });
});
