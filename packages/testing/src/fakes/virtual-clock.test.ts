import { describe, expect, it } from 'vitest';
import { virtualClock } from './virtual-clock.ts';

describe('virtualClock', () => {
  it('moves to the end of a sleep without waiting', async () => {
    const clock = virtualClock(1_000);
    await clock.sleep(30_000);
    expect(clock.nowMs()).toBe(31_000);
  });

  it('wakes sleepers in the order of their time, with what happens in between', async () => {
    const clock = virtualClock(0);
    const log: string[] = [];
    clock.at(15, () => void log.push(`router away at ${String(clock.nowMs())}`));
    const late = clock.sleep(20).then(() => log.push(`late at ${String(clock.nowMs())}`));
    const early = clock.sleep(10).then(() => log.push(`early at ${String(clock.nowMs())}`));
    await Promise.all([late, early]);
    expect(log).toEqual(['early at 10', 'router away at 15', 'late at 20']);
  });

  it('lets one sleeper sleep several times before a longer one wakes', async () => {
    const clock = virtualClock(0);
    const log: number[] = [];
    const often = async (): Promise<void> => {
      for (let look = 0; look < 3; look += 1) {
        await clock.sleep(10);
        log.push(clock.nowMs());
      }
    };
    await Promise.all([often(), clock.sleep(25).then(() => log.push(-clock.nowMs()))]);
    expect(log).toEqual([10, 20, -25, 30]);
  });

  it('ends a sleep early without an error when its signal aborts', async () => {
    const clock = virtualClock(0);
    const stop = new AbortController();
    clock.at(5, () => stop.abort());
    await clock.sleep(1_000, stop.signal);
    expect(clock.nowMs()).toBe(5);
  });

  it('advances by hand past what was planned', async () => {
    const clock = virtualClock(0);
    let happenedAtMs = -1;
    clock.at(40, () => void (happenedAtMs = clock.nowMs()));
    await clock.advance(100);
    expect([happenedAtMs, clock.nowMs()]).toEqual([40, 100]);
  });
});
