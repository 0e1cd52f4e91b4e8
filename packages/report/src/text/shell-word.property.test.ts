import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../test/hostile-text.ts';
import { cleanLine } from './clean-line.ts';
import { shellWord } from './shell-word.ts';

/** How a POSIX shell reads one word made of plain characters, single quotes and escaped quotes (POSIX.1-2024, section 2.2). */
function readAsShell(word: string): string {
  return word.replace(/'([^']*)'|\\(.)/gu, (_, quoted: string | undefined, escaped: string | undefined) => quoted ?? escaped ?? '');
}

describe('shellWord', () => {
  test.prop([hostileText], { seed: 1, numRuns: 1000 })('is one word that means the value', (text) => {
    const value = cleanLine(text);
    expect(readAsShell(shellWord(value))).toBe(value);
    if (!shellWord(value).startsWith("'")) expect(shellWord(value)).toMatch(/^[\w./:=@%+,-]+$/u);
  });

  it('writes ordinary names without quotes', () => {
    expect(shellWord('fraud-prod')).toBe('fraud-prod');
    expect(shellWord("it's; reboot")).toBe("'it'\\''s; reboot'");
    expect(shellWord('')).toBe("''");
    expect(shellWord('--help')).toBe("'--help'");
  });
});
