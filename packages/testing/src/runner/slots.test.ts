import { describe, expect, it } from 'vitest';
import { createSlots } from './slots.ts';

describe('createSlots', () => {
  it('runs at most so many at once, and all in the end', async () => {
    const slots = createSlots(2);
    const gates = Array.from({ length: 5 }, () => Promise.withResolvers<undefined>());
    let running = 0;
    let runningMax = 0;
    const all = gates.map((gate) =>
      slots.use(async () => {
        running += 1;
        runningMax = Math.max(runningMax, running);
        await gate.promise;
        running -= 1;
      }),
    );
    gates.forEach((gate) => gate.resolve(undefined));
    await Promise.all(all);

    expect(runningMax).toBe(2);
    expect(running).toBe(0);
  });

  it('gives the slot back when the work fails', async () => {
    const slots = createSlots(1);
    await expect(slots.use(() => Promise.reject(new Error('no')))).rejects.toThrow('no');

    expect(await slots.use(() => Promise.resolve('next'))).toBe('next');
  });
});
