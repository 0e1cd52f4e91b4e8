import { describe, expect, it } from 'vitest';
import { seenHeads } from './seen-heads.ts';

describe('seenHeads', () => {
  it('goes on, and knows what was left', () => {
    const heads = seenHeads();
    expect(['', 'a', 'a', 'b', 'a', 'b', ''].map((head) => heads.see(head))).toEqual(['fits', 'fits', 'fits', 'fits', 'older', 'fits', 'gone']);
  });

  it('takes what was written for the newest, unless more was seen by then', () => {
    const heads = seenHeads();
    heads.wrote('a', '');
    expect(heads.see('')).toBe('gone');
    expect(heads.see('c')).toBe('fits');
    heads.wrote('b', 'a');
    expect([heads.see('c'), heads.see('b')]).toEqual(['fits', 'older']);
  });
});
