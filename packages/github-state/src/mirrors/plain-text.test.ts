import { describe, expect, it } from 'vitest';
import { cutMarkdown, newestLines, plainLine, tagLine } from './plain-text.ts';

describe('plainLine', () => {
  it.each([
    ['v1.2.0 on fraud-prod, 12.5 %', 'v1.2.0 on fraud-prod, 12.5 %'],
    ['@octocat fixes #1, GH-2, acme/models#3', '@ octocat fixes # 1, GH- 2, acme/models# 3'],
    ['https://x.example and www.x.example', 'https: //x.example and www .x.example'],
    ['a `code` <b>', 'a ’code’ ‹b›'],
    ['one\ntwo\u202E', 'one two\uFFFD'],
  ])('%s', (text, shown) => {
    expect(plainLine(text, 140)).toBe(shown);
  });

  it('takes no more room than there is, in the units that servers count in, and parts no character', () => {
    expect(plainLine('😀'.repeat(100), 140)).toBe(`${'😀'.repeat(69)}…`);
    expect(plainLine('@'.repeat(140), 140)).toHaveLength(140);
  });
});

describe('cutMarkdown', () => {
  it('keeps whole paragraphs, and says where the rest is', () => {
    expect(cutMarkdown('one\n\ntwo', 1000, 'fraud')).toBe('one\n\ntwo');
    const cut = cutMarkdown(['one', 'two '.repeat(60), 'three'].join('\n\n'), 100, 'fraud prod');
    expect(cut).toBe("one\n\nThe whole story: `rampart history 'fraud prod'`\n");
  });
});

describe('newestLines', () => {
  it('keeps the newest, and counts the others', () => {
    const lines = Array.from({ length: 50 }, (_, n) => `line ${String(n)} ${'x'.repeat(20)}`);
    const list = newestLines(lines, 1000, 'fraud').split('\n');
    expect(list[0]).toBe(`- ${String(50 - list.length + 1)} more before. The whole story: \`rampart history fraud\``);
    expect(list.at(-1)).toContain('line 49');
    expect(list.join('\n').length).toBeLessThanOrEqual(1000);
    expect(newestLines(['a', 'b'], 1000, 'fraud')).toBe('- a\n- b');
  });
});

describe('tagLine', () => {
  it.each([
    ['fraud@v3', 'fraud@v3'],
    ['fraud#prod#12', 'fraud#prod# 12'],
    ['@ada', '@ ada'],
    ['v1-@ada', 'v1-@ ada'],
  ])('shows the tag %s as people type it, and mentions nobody: %s', (tag, shown) => {
    expect(tagLine(tag, 200)).toBe(shown);
  });
});
