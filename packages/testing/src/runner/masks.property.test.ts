import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { createMasks } from './masks.ts';

describe('createMasks', () => {
  test.prop([fc.string({ minLength: 4 }).filter((secret) => secret.trim().length >= 4 && !secret.includes('*')), fc.string(), fc.string()])(
    'never shows a secret, whatever surrounds it',
    (secret, before, after) => {
      expect(createMasks([secret]).hide(`${before}${secret}${after}`)).not.toContain(secret);
    },
  );

  test.prop([fc.array(fc.string()), fc.string()])('never throws', (secrets, text) => {
    expect(typeof createMasks(secrets).hide(text)).toBe('string');
  });
});
