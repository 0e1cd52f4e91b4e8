import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { hostileText, UNPRINTABLE } from '../../test/hostile-text.ts';
import { cleanLine } from './clean-line.ts';
import { codeBlock, codeSpan, escapeMarkdown } from './markdown-text.ts';

describe('escapeMarkdown', () => {
  test.prop([hostileText], { seed: 1, numRuns: 2000 })('leaves no character that Markdown, or GitHub after it, gives a meaning to', (text) => {
    const escaped = escapeMarkdown(text);
    expect(escaped).not.toMatch(UNPRINTABLE);
    expect(escaped).not.toContain('\n');
    expect(escaped).not.toMatch(/[<>\\`*_{}[\]|~!$^]/u);
    expect(escaped.replace(/&#\d+;/gu, '')).not.toMatch(/[&#]/u);
    expect(escaped).not.toMatch(/@(?!&#8203;)/u);
    expect(escaped).not.toMatch(/:\/\/|:[a-z]|www\.|GH-\d|&#35;\d/iu);
  });

  test.prop([hostileText], { seed: 2, numRuns: 1000 })('shows exactly the text, but for seams without width', (text) => {
    const line = cleanLine(text, 4000);
    const shown = escapeMarkdown(line).replace(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)));
    expect(shown.replaceAll('\u200B', '')).toBe(line);
  });

  it('leaves ordinary sentences alone', () => {
    const words = 'v42 failed 3.3 times as often as v41 in the same 5 min (14:08:10 UTC). Odds 270 : 1.';
    expect(escapeMarkdown(words)).toBe(words);
  });
});

describe('codeSpan and codeBlock', () => {
  test.prop([hostileText], { seed: 3, numRuns: 1000 })('are closed by nothing inside them', (text) => {
    const line = cleanLine(text, 4000);
    const span = codeSpan(line);
    const fence = /^`+/u.exec(span)?.[0] ?? '';
    if (!line.includes('`')) expect(span).toBe(`\`${line}\``);
    expect(Array.from(line.matchAll(/`+/gu), ([run]) => run)).not.toContain(fence);
    const [open = '', inside, close, ...rest] = codeBlock(line).split('\n');
    expect({ inside, close, rest }).toEqual({ inside: line, close: open.replace('text', ''), rest: [] });
    expect(line).not.toContain(open.replace('text', ''));
  });
});
