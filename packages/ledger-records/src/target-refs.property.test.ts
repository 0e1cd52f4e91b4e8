import { execFileSync } from 'node:child_process';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { FREEZES_REF, ledgerRef, targetSlug } from './target-refs.ts';

describe('ledgerRef', () => {
  it('keeps the name readable and adds a hash of it', () => {
    expect(ledgerRef('fraud-prod')).toBe('refs/heads/rollouts/fraud-prod-68ced99d');
    expect(targetSlug('prod/eu')).toMatch(/^prod-eu-[0-9a-f]{8}$/);
    expect(targetSlug('../../x')).toMatch(/^x-[0-9a-f]{8}$/);
    expect(targetSlug('-rf')).toMatch(/^rf-[0-9a-f]{8}$/);
    expect(targetSlug('モデル')).toMatch(/^target-[0-9a-f]{8}$/);
    expect(targetSlug('x'.repeat(500))).toHaveLength(49);
  });

  test.prop([fc.string({ unit: 'binary' })])('is one safe path segment under rollouts, whatever the target is called', (target) => {
    expect(ledgerRef(target)).toMatch(/^refs\/heads\/rollouts\/[A-Za-z0-9_][A-Za-z0-9_-]*-[0-9a-f]{8}$/);
    expect(ledgerRef(target)).not.toBe(FREEZES_REF);
  });

  it('tells apart targets that look the same', () => {
    const alike = ['prod', 'prod/', 'prod ', ' prod', 'prod!', 'freezes'];
    expect(new Set(alike.map(ledgerRef)).size).toBe(alike.length);
  });

  it('gives names that git accepts', () => {
    for (const target of ['../x', 'a b', '-rf', 'ü/日本', 'x.lock', '@{1}', 'a..b', '']) {
      expect(() => execFileSync('git', ['check-ref-format', ledgerRef(target)])).not.toThrow();
    }
  });
});
