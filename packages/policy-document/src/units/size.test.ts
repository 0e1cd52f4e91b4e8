import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { formatSize, parseSize, SIZE_PATTERN } from './size.ts';

describe('parseSize', () => {
  it.each([['8GiB', 8 * 2 ** 30], ['500MB', 500_000_000], ['1.5KiB', 1_536], ['64kB', 64_000], ['1B', 1], ['1000TB', 1e15]])('reads %s', (text, bytes) => {
    expect(parseSize(text)).toEqual({ kind: 'ok', value: bytes });
  });

  it.each([['8', /needs its unit/], ['8Gi', /"Gi" is not a unit of a size, GiB is/], ['8G', /"G" is not a unit of a size, GB is/], ['8 GiB', /spaced differently/], ['0B', /more than 0B/], ['0.5B', /whole number of bytes/], ['1001TB', /at most 1000TB/], ['8gib', /"gib" is not a unit/], ['GiB', /not a size/]])(
    'refuses %j and says why',
    (text, why) => {
      expect(parseSize(text)).toMatchObject({ kind: 'refused', says: expect.stringMatching(why) });
    },
  );

  prop.prop([fc.string()])('reads only what its pattern for editors allows', (text) => {
    expect(parseSize(text).kind === 'ok' && !new RegExp(SIZE_PATTERN, 'u').test(text)).toBe(false);
  });
});

describe('formatSize', () => {
  const unit = fc.constantFrom(1, 1e3, 1e6, 1e9, 2 ** 10, 2 ** 20, 2 ** 30);
  prop.prop([fc.integer({ min: 1, max: 999_999 }), unit])('writes what parseSize reads back exactly', (count, bytesPerUnit) => {
    fc.pre(count * bytesPerUnit <= 1e15);
    expect(parseSize(formatSize(count * bytesPerUnit))).toEqual({ kind: 'ok', value: count * bytesPerUnit });
  });

  it.each([[8 * 2 ** 30, '8GiB'], [5e8, '500MB'], [1_536, '1536B'], [2 ** 40, '1TiB']])('writes %d as %s', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });
});
