import { describe, expect, it } from 'vitest';
import { cutColumns, displayWidth, fitColumns, wrapColumns } from './display-width.ts';

describe('displayWidth', () => {
  it('counts wide characters twice and marks not at all', () => {
    expect(displayWidth('v1')).toBe(2);
    expect(displayWidth('模型')).toBe(4);
    expect(displayWidth('e\u0301')).toBe(1);
    expect(displayWidth('⛔')).toBe(2);
    expect(displayWidth('✔●▲▁█')).toBe(5);
  });
});

describe('cutColumns and fitColumns', () => {
  it('cut with an ellipsis, fill with blanks, and never split a wide character', () => {
    expect(cutColumns('abcdef', 4)).toBe('abc…');
    expect(cutColumns('模型模型', 4)).toBe('模…');
    expect(cutColumns('abc', 0)).toBe('');
    expect(fitColumns('ab', 4)).toBe('ab  ');
    expect(displayWidth(fitColumns('模型模型', 4))).toBe(4);
  });
});

describe('wrapColumns', () => {
  it('fits every line and loses no word', () => {
    const lines = wrapColumns('one two three four five', 10, { first: '* ', rest: '  ' });
    expect(lines).toEqual(['* one two', '  three', '  four', '  five']);
  });

  it('keeps a number and its unit together', () => {
    expect(wrapColumns('it is 20 % now', 8, { first: '', rest: '' })).toEqual(['it is', '20 % now']);
    expect(wrapColumns('odds 270 : 1, bad', 10, { first: '', rest: '' })).toEqual(['odds', '270 : 1,', 'bad']);
  });

  it('gives a longer word a line of its own', () => {
    expect(wrapColumns('a abcdefghij b', 6, { first: '', rest: '' })).toEqual(['a', 'abcdefghij', 'b']);
  });
});
