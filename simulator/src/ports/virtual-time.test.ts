import { describe, expect, it } from 'vitest';
import { CALLS_FROM, JOBS_NEXT, virtualTime, WORLD_FIRST } from './virtual-time.ts';

const ALWAYS = (): boolean => true;

describe('virtualTime', () => {
  it('lets things happen by time, then by priority, then in the order in which they were planned', async () => {
    const time = virtualTime();
    const seen: string[] = [];
    time.plan(20, JOBS_NEXT, () => seen.push('later'));
    time.plan(10, CALLS_FROM, () => seen.push('a call'));
    time.plan(10, JOBS_NEXT, () => seen.push('a job'));
    time.plan(10, JOBS_NEXT, () => seen.push('another job'));
    time.plan(10, WORLD_FIRST, () => seen.push('the world'));
    await time.run(100, ALWAYS);
    expect(seen).toEqual(['the world', 'a job', 'another job', 'a call', 'later']);
  });

  it('waits until everybody waits before it goes on', async () => {
    const time = virtualTime();
    const seen: string[] = [];
    time.plan(10, JOBS_NEXT, () => {
      void (async () => {
        for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
        seen.push(`after fifty turns at ${String(time.nowMs)}`);
      })();
    });
    time.plan(11, JOBS_NEXT, () => seen.push('the next millisecond'));
    await time.run(100, ALWAYS);
    expect(seen).toEqual(['after fifty turns at 10', 'the next millisecond']);
  });

  it('wakes sleepers in the order of their waking, however deep their code', async () => {
    const time = virtualTime();
    const seen: string[] = [];
    const sleeper = async (name: string, everyMs: number): Promise<void> => {
      for (let turn = 0; turn < 3; turn += 1) {
        await time.until(time.nowMs + everyMs, JOBS_NEXT);
        seen.push(`${name} ${String(time.nowMs)}`);
      }
    };
    void sleeper('a', 20);
    void sleeper('b', 30);
    await time.run(1_000, ALWAYS);
    // Both wake at 60; b planned that at 30, a at 40.
    expect(seen).toEqual(['a 20', 'b 30', 'a 40', 'b 60', 'a 60', 'b 90']);
  });

  it('wakes a sleeper early when its signal aborts, and only once', async () => {
    const time = virtualTime();
    const controller = new AbortController();
    const woken: number[] = [];
    void time.until(50, JOBS_NEXT, controller.signal).then(() => woken.push(time.nowMs));
    time.plan(20, WORLD_FIRST, () => controller.abort());
    await time.run(100, ALWAYS);
    expect(woken).toEqual([20]);
    await time.until(200, JOBS_NEXT, controller.signal);
    expect(time.nowMs).toBe(100);
  });

  it('stops before the end, and when it is told to', async () => {
    const time = virtualTime();
    let happened = 0;
    const again = (): void => {
      happened += 1;
      time.plan(time.nowMs + 10, JOBS_NEXT, again);
    };
    time.plan(10, JOBS_NEXT, again);
    await time.run(40, ALWAYS);
    expect([happened, time.nowMs]).toEqual([3, 40]);
    await time.run(1_000, () => happened < 6);
    expect([happened, time.nowMs]).toEqual([6, 60]);
  });

  it('does nothing that was called off', async () => {
    const time = virtualTime();
    const seen: string[] = [];
    time.plan(10, JOBS_NEXT, () => seen.push('called off')).cancel();
    await time.run(100, ALWAYS);
    expect(seen).toEqual([]);
  });
});
