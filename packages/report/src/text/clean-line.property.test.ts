import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { hostileText, UNPRINTABLE } from '../../test/hostile-text.ts';
import { cleanLine } from './clean-line.ts';

describe('cleanLine', () => {
  test.prop([hostileText], { seed: 1, numRuns: 2000 })('gives one printable line that no runner reads a command from', (text) => {
    const line = cleanLine(text);
    expect(line).not.toMatch(UNPRINTABLE);
    expect(line).not.toMatch(/[\r\n]|::|##\[/u);
    expect(line.isWellFormed()).toBe(true);
    expect(line).toBe(line.trim());
  });

  test.prop([hostileText], { seed: 2, numRuns: 500 })('changes nothing the second time', (text) => {
    expect(cleanLine(cleanLine(text))).toBe(cleanLine(text));
  });

  test.prop([hostileText, fc.integer({ min: 1, max: 40 })], { seed: 3 })('is never longer than allowed', (text, lengthMax) => {
    expect(Array.from(cleanLine(text, lengthMax)).length).toBeLessThanOrEqual(lengthMax);
  });

  it('keeps ordinary names of any script', () => {
    for (const name of ['v1.2.0-rc.1+b7', 'modèle-é', '模型', 'résumé: 3 files, 12:30', 'C++ #4']) expect(cleanLine(name)).toBe(name);
  });

  it('shows that something was there instead of hiding it', () => {
    expect(cleanLine('v1\u200B')).toBe('v1�');
    expect(cleanLine('\u001B[31mred')).toBe('�[31mred');
    expect(cleanLine('a\r\n::error::b ##[x]')).toBe('a : :error: :b ## [x]');
  });
});
