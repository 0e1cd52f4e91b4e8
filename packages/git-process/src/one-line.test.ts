import { describe, expect, it } from 'vitest';
import { oneLine } from './one-line.ts';

describe('oneLine', () => {
  it('takes out control characters and direction marks, and cuts what is long', () => {
    expect(oneLine(' a\r\n\tb\u202ec\u0000 ')).toBe('a b c');
    expect(oneLine('é'.repeat(300))).toBe('é'.repeat(200));
    expect(oneLine('\ud800')).toBe('\ufffd');
    expect(oneLine('\n')).toBe('');
  });
});
