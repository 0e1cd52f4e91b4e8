import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { afterGrace, clockUntil, fetchUntil } from './after-grace.ts';
import { systemClock } from './system-clock.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Never answers; rejects as `fetch` does when its signal aborts. */
const silent: typeof globalThis.fetch = (_, init) => new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error)));

describe('afterGrace', () => {
  it('aborts a while after the job is cancelled, and never without it', () => {
    const job = new AbortController();
    const over = afterGrace(job.signal);
    vi.advanceTimersByTime(3_600_000);
    expect(over.aborted).toBe(false);
    job.abort();
    expect(over.aborted).toBe(false);
    // The runner asks again after 7.5 s.
    vi.advanceTimersByTime(5_000);
    expect(over.aborted).toBe(true);
  });

  it('gives up requests and sleeps that are under way', async () => {
    const job = new AbortController();
    const over = afterGrace(job.signal);
    const asked = expect(fetchUntil(over, silent)('http://router.test', { signal: new AbortController().signal })).rejects.toMatchObject({ name: 'JobCancelled' });
    const slept = clockUntil(over, systemClock).sleep(3_600_000);
    job.abort();
    vi.advanceTimersByTime(5_000);
    await asked;
    await expect(slept).resolves.toBeUndefined();
  });
});
