import { describe, expect, it } from 'vitest';
import { together } from './together.ts';

describe('together', () => {
  it('asks once for what is asked in the same turn, each key once, and anew in the next', async () => {
    const asked: (readonly string[])[] = [];
    const ask = together(async (keys) => {
      asked.push(keys);
      return (key) => key.toUpperCase();
    }, 3);
    expect(await Promise.all(['a', 'b', 'a'].map(ask))).toEqual(['A', 'B', 'A']);
    expect(await ask('a')).toBe('A');
    expect(asked).toEqual([['a', 'b'], ['a']]);
  });

  it('asks for no more at once than it may', async () => {
    const asked: (readonly string[])[] = [];
    const ask = together(async (keys) => {
      asked.push(keys);
      return (key) => key;
    }, 2);
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map(ask));
    expect(asked).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });
});
