// Ports that answer with hundreds of kilobytes: what is recorded stays small, says that it was cut, and every decision follows from the record.
import { decide, fold, type Cell, type Folded, type LedgerEvent } from '@rampart/rollout-policy';
import { aCheck } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { failed } from '../src/index.ts';
import { aWorld } from './a-world.ts';

const NOVEL = '👩‍👩‍👧‍👦 was here; '.repeat(15_000);

/** As `rampart verify` does it. */
function decidedAgain(events: readonly LedgerEvent[]): readonly boolean[] {
  let folded: Folded = { kind: 'empty' };
  const same: boolean[] = [];
  for (const event of events) {
    if (event.kind === 'ticked' && folded.kind === 'present' && folded.state.rollout.kind === 'live') {
      const read = JSON.parse(JSON.stringify(event)) as typeof event;
      same.push(JSON.stringify(decide(folded.state.rollout, read.evidence, read.situation).decision) === JSON.stringify(event.decision));
    }
    folded = { kind: 'present', state: fold(folded, event) };
  }
  return same;
}

describe('words and names of hundreds of kilobytes', () => {
  it('from every port come to records of a few kilobytes, from which the same is decided', async () => {
    const sides = { metrics: false, router: false };
    const world = aWorld('good', { checks: [aCheck({ slices: ['tenant'] })] }, (ports) => ({
      ...ports,
      metrics: { ...ports.metrics, fetchBlocks: (request) => (sides.metrics ? Promise.resolve(failed({ port: 'metrics', code: 'unavailable', message: NOVEL, retryable: true, outcome: 'not-done' })) : ports.metrics.fetchBlocks(request)) },
      router: { ...ports.router, read: (target) => (sides.router ? Promise.resolve(failed({ port: 'router', code: 'unavailable', message: NOVEL, retryable: true, outcome: 'not-done' })) : ports.router.read(target)) },
    }));
    const cell = (): Cell => ({ stable: { trials: 2_500, events: 50 }, candidate: { trials: 500, events: 10 } });
    world.metrics.follow('errors', () => ({ all: cell(), [`tenant=${NOVEL}a`]: cell(), [`tenant=${NOVEL}b`]: cell() }));
    const look = async (): Promise<void> => {
      await world.tick();
      await world.clock.advance(world.policy.expert.lookMs);
    };
    for (let count = 0; count < 6; count += 1) await look();
    sides.metrics = true;
    await look();
    [sides.metrics, sides.router] = [false, true];
    await look();
    sides.router = false;
    await world.tick({ request: { kind: 'abort', actor: 'ada', why: NOVEL } });

    const events = world.events();
    const sizes = events.filter(({ kind }) => kind === 'ticked').map((event) => JSON.stringify(event).length);
    expect(Math.max(...sizes)).toBeLessThan(12_000);
    expect(JSON.stringify(world.state()).length).toBeLessThan(20_000);
    const text = JSON.stringify(events);
    for (const said of ['no-data', 'router-unreadable', 'aborted']) expect(text).toContain(`"code":"${said}"`);
    expect(text.match(/… \(\d+ characters more\)/g)?.length).toBeGreaterThan(3);
    // Two tenants are two, however alike they begin.
    const names = new Set(events.flatMap((event) => (event.kind === 'ticked' && event.evidence['errors']?.kind === 'blocks' ? event.evidence['errors'].blocks.flatMap(({ cells }) => Object.keys(cells)) : [])));
    expect(names.size).toBe(3);
    const again = decidedAgain(events);
    expect(again.length).toBeGreaterThan(5);
    expect(again.every(Boolean)).toBe(true);
  });
});
