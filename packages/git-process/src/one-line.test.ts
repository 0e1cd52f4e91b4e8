import { describe, expect, it } from 'vitest';
import { oneLine } from './one-line.ts';

describe('oneLine', () => {
  it('takes out control characters and direction marks, and cuts what is long', () => {
    expect(oneLine(' a\r\n\tb\u202ec\u0000 ')).toBe('a b c');
    expect(oneLine('é'.repeat(300))).toBe('é'.repeat(200));
    expect(oneLine('\ud800')).toBe('\ufffd');
    expect(oneLine('\n')).toBe('');
  });

  it('makes the same of what it made, wherever it was cut', () => {
    const words = ' see @ada, acme/models#7, GH-12 and \u{1F600} \ud800 \u2028 ';
    for (let length = 150; length <= 220; length += 1) {
      const once = oneLine(`${'x'.repeat(length)}${words}`);
      expect(oneLine(once)).toBe(once);
    }
  });
});
