import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { ApiClock } from './limit-gate.ts';
import { serverClock } from './server-clock.ts';

const START_MS = Date.UTC(2026, 10, 22);
const UPTIME_MS = 77_777.7;

/** What happens to one job: its machine's clock is off, and is set at times; GitHub answers at times, sooner or later. */
const job = fc.record({
  offMs: fc.integer({ min: -3_600_000, max: 3_600_000 }),
  happenings: fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('answer' as const), thereMs: fc.integer({ min: 0, max: 3_000 }), backMs: fc.integer({ min: 0, max: 3_000 }) }),
      fc.record({ kind: fc.constant('set' as const), offMs: fc.integer({ min: -3_600_000, max: 3_600_000 }) }),
      fc.record({ kind: fc.constant('wait' as const), forMs: fc.integer({ min: 0, max: 60_000 }) }),
    ),
    { minLength: 1, maxLength: 40 },
  ),
});

/** Reads the clock after every happening. `far`: how far from the truth it may be, by what the narrowest answer so far can know. */
function play({ offMs, happenings }: typeof job extends fc.Arbitrary<infer T> ? T : never) {
  const world = { trueMs: START_MS, offMs };
  const machine: ApiClock = { nowMs: () => world.trueMs + world.offMs, steadyMs: () => world.trueMs - START_MS + UPTIME_MS, sleep: () => Promise.resolve() };
  const clock = serverClock(machine);
  let far = Number.POSITIVE_INFINITY;
  return happenings.map((happening) => {
    if (happening.kind === 'set') world.offMs = happening.offMs;
    if (happening.kind === 'wait') world.trueMs += happening.forMs;
    if (happening.kind === 'answer') {
      const sentAtMs = clock.steadyMs();
      world.trueMs += happening.thereMs;
      const date = new Date(world.trueMs).toUTCString();
      world.trueMs += happening.backMs;
      clock.heard({ method: 'POST', headers: { date, 'x-github-request-id': 'C0DE:1' }, sentAtMs, cameAtMs: clock.steadyMs() });
      far = Math.min(far, 1_000 + happening.thereMs + happening.backMs);
    }
    return { far, nowMs: clock.nowMs(), trueMs: world.trueMs, machineMs: machine.nowMs() };
  });
}

describe('serverClock', () => {
  test.prop([job])('is as near to GitHub as its answers can tell, wherever the machine is, and never runs backwards', (given) => {
    let before = Number.NEGATIVE_INFINITY;
    for (const { far, nowMs, trueMs, machineMs } of play(given)) {
      if (far === Number.POSITIVE_INFINITY) {
        expect(nowMs).toBe(machineMs);
        continue;
      }
      // Whole milliseconds.
      expect(Math.abs(nowMs - trueMs)).toBeLessThanOrEqual(far + 1);
      expect(nowMs).toBeGreaterThanOrEqual(before);
      before = nowMs;
    }
  });

  test.prop([job])('is the machine\'s own where that is right', (given) => {
    for (const { nowMs, trueMs } of play({ offMs: 0, happenings: given.happenings.filter(({ kind }) => kind !== 'set') })) expect(Math.abs(nowMs - trueMs)).toBeLessThanOrEqual(1);
  });

  it('meets machines that are off, and clocks that are set after an answer', () => {
    const met = fc.sample(job, { numRuns: 200, seed: 7 }).filter((given) => {
      const set = given.happenings.findLastIndex(({ kind }) => kind === 'set');
      return Math.abs(given.offMs) > 60_000 && set > given.happenings.findIndex(({ kind }) => kind === 'answer');
    });
    expect(met.length).toBeGreaterThan(20);
  });

  it('stands where it was ahead, until the truth has come up with it', () => {
    const world = { steadyMs: 0 };
    const clock = serverClock({ nowMs: () => START_MS + world.steadyMs, steadyMs: () => world.steadyMs, sleep: () => Promise.resolve() });
    const answer = (date: number) => clock.heard({ method: 'POST', headers: { date: new Date(date).toUTCString(), 'x-github-request-id': 'C0DE:1' }, sentAtMs: world.steadyMs, cameAtMs: world.steadyMs });
    answer(START_MS + 60_000);
    expect(clock.nowMs()).toBe(START_MS + 60_500);
    answer(START_MS);
    world.steadyMs = 30_000;
    expect(clock.nowMs()).toBe(START_MS + 60_500);
    world.steadyMs = 70_000;
    expect(clock.nowMs()).toBe(START_MS + 70_500);
  });
});
