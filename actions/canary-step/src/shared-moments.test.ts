import { describe, expect, it } from 'vitest';
import { sharedMoments } from './shared-moments.ts';

function moments() {
  const read: (readonly string[])[] = [];
  return { read, ...sharedMoments((targets) => Promise.resolve(void read.push([...targets]))) };
}

describe('sharedMoments', () => {
  it('are as far apart as looks are to be, counted from the first look of the job', () => {
    const { after } = moments();
    expect(after(1_000, 30_000)).toBe(31_000);
    expect([1_003, 30_999, 31_004, 45_000].map((beganAtMs) => after(beganAtMs, 30_000))).toEqual([31_000, 61_000, 61_000, 61_000]);
    expect(after(62_000, 60_000)).toBe(121_000);
  });

  it('are in the past for a look that took too long, which goes on at once, and then comes back to the others', () => {
    const { after } = moments();
    after(0, 30_000);
    expect(after(5, 30_000)).toBeLessThan(41_000);
    expect(after(41_000, 30_000)).toBe(60_000);
  });

  it('read once for all targets that meet, however late each of them wakes', async () => {
    const { read, meet } = moments();
    const [fraud, churn] = [meet('fraud', 30_000), meet('churn', 30_000)];
    const other = meet('spam', 60_000);
    await fraud();
    await churn();
    expect(read).toEqual([['fraud', 'churn']]);
    const late = meet('late', 30_000);
    await late();
    await other();
    expect(read).toEqual([['fraud', 'churn'], ['late'], ['spam']]);
  });
});
