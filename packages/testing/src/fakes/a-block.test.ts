import { describe, expect, it } from 'vitest';
import { aBlock } from './a-block.ts';

describe('aBlock', () => {
  it('is a plain block for whoever stores or compares it', () => {
    const built = aBlock().from(60_000).lasting(15_000).errors({ stable: [3, 1000] }).slice('region', 'west', { candidate: [1, 10] });
    const plain = {
      fromMs: 60_000,
      toMs: 75_000,
      cells: {
        all: { stable: { events: 3, trials: 1000 }, candidate: { events: 0, trials: 1000 } },
        'region=west': { stable: { events: 0, trials: 1000 }, candidate: { events: 1, trials: 10 } },
      },
    };
    expect(built).toEqual(plain);
    expect(JSON.parse(JSON.stringify(built))).toEqual(plain);
    expect(structuredClone({ ...built })).toEqual(plain);
  });

  it('goes on right after itself', () => {
    expect(aBlock().next().next()).toMatchObject({ fromMs: 60_000, toMs: 90_000 });
  });
});
