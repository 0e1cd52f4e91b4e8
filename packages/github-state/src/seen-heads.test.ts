import { describe, expect, it } from 'vitest';
import { BELIEVED_AFTER_MS, seenHeads, type SeenHeads } from './seen-heads.ts';

/** Shown so often, over so long. */
function shown(heads: SeenHeads, head: string, { times, fromMs, forMs }: { readonly times: number; readonly fromMs: number; readonly forMs: number }): readonly string[] {
  return Array.from({ length: times }, (_, index) => heads.see(head, fromMs + (forMs * index) / (times - 1)));
}

describe('seenHeads', () => {
  it('goes on, and knows what was left', () => {
    const heads = seenHeads();
    expect(['', 'a', 'a', 'b', 'a', 'b', ''].map((head) => heads.see(head, 0))).toEqual(['fits', 'fits', 'fits', 'fits', 'older', 'fits', 'gone']);
    expect(heads.newest()).toBe('b');
  });

  it('takes what was written for the newest, unless more was seen by then', () => {
    const heads = seenHeads();
    heads.wrote('a', '');
    expect(heads.see('', 0)).toBe('gone');
    expect(heads.see('c', 0)).toBe('fits');
    heads.wrote('b', 'a');
    expect([heads.see('c', 0), heads.see('b', 0)]).toEqual(['fits', 'older']);
  });

  it.each([['an older head', 'a', 'older'], ['no head at all', '', 'gone']])('believes %s that is shown for long and often, and takes what it took back for news', (_, head, doubt) => {
    const heads = seenHeads();
    for (const seen of ['a', 'b', 'c']) heads.see(seen, 0);
    const answers = shown(heads, head, { times: 20, fromMs: 1_000, forMs: BELIEVED_AFTER_MS });
    expect(answers).toEqual([...Array.from({ length: 19 }, () => doubt), 'fits']);
    expect(heads.newest()).toBe(head);
    expect(heads.see('c', BELIEVED_AFTER_MS + 2_000)).toBe('fits');
    expect(heads.see(head, BELIEVED_AFTER_MS + 3_000)).toBe(doubt);
  });

  it('believes none for time alone, since clocks jump, and none for being shown often within seconds', () => {
    for (const { times, forMs } of [{ times: 7, forMs: 9 * BELIEVED_AFTER_MS }, { times: 500, forMs: BELIEVED_AFTER_MS - 1 }]) {
      const heads = seenHeads();
      for (const seen of ['a', 'b']) heads.see(seen, 0);
      expect(new Set(shown(heads, 'a', { times, fromMs: 0, forMs }))).toEqual(new Set(['older']));
    }
  });

  it('begins to count anew where something newer is shown in between, or was written', () => {
    for (const between of [(heads: SeenHeads) => void heads.see('c', 0), (heads: SeenHeads) => heads.wrote('d', 'c'), (heads: SeenHeads) => void heads.see('b', 0)]) {
      const heads = seenHeads();
      for (const seen of ['a', 'b', 'c']) heads.see(seen, 0);
      shown(heads, 'a', { times: 20, fromMs: 0, forMs: BELIEVED_AFTER_MS - 1 });
      between(heads);
      expect(heads.see('a', BELIEVED_AFTER_MS + 1)).toBe('older');
    }
  });
});
