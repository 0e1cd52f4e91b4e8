import { test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { hostileText } from '../../test/hostile-text.ts';
import { escapeHtml } from './html-text.ts';

const NAMED: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

describe('escapeHtml', () => {
  test.prop([hostileText], { seed: 1, numRuns: 1000 })('opens no tag, ends no attribute, and reads as the same text', (text) => {
    const escaped = escapeHtml(text);
    expect(escaped).not.toMatch(/[<>"']/u);
    expect(escaped.replace(/&(?:amp|lt|gt|quot|#39);/gu, (reference) => NAMED[reference] ?? '')).toBe(text);
  });
});
