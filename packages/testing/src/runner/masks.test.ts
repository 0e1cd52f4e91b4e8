import { describe, expect, it } from 'vitest';
import { createMasks } from './masks.ts';

describe('createMasks', () => {
  it('hides the value wherever it stands', () => {
    expect(createMasks(['hunter2']).hide('a hunter2 b hunter2')).toBe('a *** b ***');
  });

  it('hides each line of a value by itself', () => {
    const masks = createMasks(['-----BEGIN\nline one\r\nline two']);

    expect(masks.hide('line two and line one')).toBe('*** and ***');
  });

  it.each([
    ['base64', (secret: string) => Buffer.from(secret).toString('base64')],
    ['base64 behind one byte', (secret: string) => Buffer.from(`x${secret}`).toString('base64').slice(4)],
    ['base64 behind a user name', (secret: string) => Buffer.from(`user:${secret}`).toString('base64').slice(8)],
    ['URL-safe base64', (secret: string) => Buffer.from(secret).toString('base64url')],
    ['JSON', (secret: string) => JSON.stringify(secret).slice(1, -1)],
    ['a URL', (secret: string) => encodeURIComponent(secret)],
    ['XML', (secret: string) => secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')],
    ['a quoted shell argument', (secret: string) => secret.replaceAll('"', '\\"')],
  ])('hides the value as %s', (_, encode) => {
    const secret = 'p&ss"wörd<1>=?long';
    const shown = createMasks([secret]).hide(`[${encode(secret)}]`);

    expect(shown).toContain('***');
    expect(shown.length).toBeLessThan(encode(secret).length);
  });

  it('makes one mask of secrets that overlap or touch', () => {
    expect(createMasks(['abcdef', 'defghi']).hide('xabcdefghiy')).toBe('x***y');
  });

  it('hides the longer of two secrets that begin alike', () => {
    expect(createMasks(['token', 'token-long']).hide('=token-long=')).toBe('=***=');
  });

  it('takes white space for no secret', () => {
    expect(createMasks(['', '  ', '\n']).hide('a b')).toBe('a b');
  });

  it('hides values that are added later', () => {
    const masks = createMasks([]);
    masks.add('later');

    expect(masks.hide('sooner or later')).toBe('sooner or ***');
  });
});
