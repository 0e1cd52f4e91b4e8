import { describe, expect, it } from 'vitest';
import { plainLine } from './plain-line.ts';

describe('plainLine', () => {
  it.each([
    ['two\nlines\r\n', 'two lines'],
    ['\u001b[31mred\u001b[0m', '[31mred [0m'],
    ['left\u202eright\u200b', 'left right'],
    ['a\u2028b\u2029c\u0085d', 'a b c d'],
    ['ü ⛔ fine', 'ü ⛔ fine'],
  ])('shows %j as %j', (hostile, shown) => {
    expect(plainLine(hostile)).toBe(shown);
  });

  it('cuts what is long', () => {
    expect(plainLine('x'.repeat(1_000_000), 10)).toBe('xxxxxxxxxx...');
  });
});
