import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { hideSecrets, secretsInEnvironment } from './hidden-secrets.ts';

const SECRET = 'ghs_Sup3r/Secret+"token"&é';
const hide = hideSecrets([SECRET]);

const secret = fc.string({ unit: fc.constantFrom(...Array.from('abcXYZ0189_-+/=&"\\%ü')), minLength: 12, maxLength: 40 }).filter((text) => text.trim() === text);
const around = fc.uint8Array({ maxLength: 8 });

describe('hideSecrets', () => {
  test.prop([secret, around, around], { seed: 1, numRuns: 500 })('leaves nothing of a secret in base64, whatever stands before and after it', (text, before, after) => {
    const bytes = Buffer.concat([before, Buffer.from(text), after]);
    for (const encoding of ['base64', 'base64url'] as const) {
      const clean = hideSecrets([text])(bytes.toString(encoding));
      // What is left decodes to what stood around it, and at most two bytes at either end of the secret.
      expect(clean).toContain('***');
      expect(clean.replace('***', '').length).toBeLessThanOrEqual(Math.ceil(((before.length + after.length + 4) * 4) / 3) + 4);
    }
  });

  test.prop([secret, fc.string(), fc.string()], { seed: 2, numRuns: 500 })('takes it out of JSON, addresses, forms and hexadecimal', (text, before, after) => {
    const hidden = hideSecrets([text]);
    const forms = [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), new URLSearchParams({ q: text }).toString().slice(2), Buffer.from(text).toString('hex'), Buffer.from(text).toString('hex').toUpperCase()];
    for (const form of forms) expect(hidden(`${before} ${form} ${after}`)).not.toContain(form);
  });

  it.each([
    ['as it is', SECRET],
    ['as git sends it', Buffer.from(`x-access-token:${SECRET}`).toString('base64')],
    ['in an echo of a header', `authorization: Basic ${Buffer.from(`u:${SECRET}`).toString('base64')}`],
    ['in JSON in JSON', JSON.stringify({ error: `bad ${SECRET}` })],
  ])('hides it %s', (_, text) => {
    expect(hide(`seen: ${text}.`)).toMatch(/^seen: .*\*\*\*.*\.$/);
    expect(hide(text)).not.toContain('Sup3r');
  });

  it('hides each line of a key, and passwords in addresses that nobody told it of', () => {
    const key = '-----BEGIN KEY-----\nMIIEpAIBAAKCAQEA7\nabc\n-----END KEY-----';
    expect(hideSecrets([key])('line MIIEpAIBAAKCAQEA7 of it')).toBe('line *** of it');
    expect(hideSecrets([])('fetch https://ada:pw@git.example/x and ssh://git@git.example/x')).toBe('fetch https://***@git.example/x and ssh://git@git.example/x');
  });

  it('leaves text alone that only looks a little like a short one', () => {
    expect(hideSecrets(['abc', ''])('abc stays')).toBe('abc stays');
    expect(hideSecrets(['prod'])('cHJvZA== is prod')).toBe('cHJvZA== is ***');
  });
});

describe('secretsInEnvironment', () => {
  it('knows secrets by the names of their variables, and by the place of a password in an address', () => {
    const env = { PGPASSWORD: 'correct horse', AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI', AWS_REGION: 'eu-central-1', MODEL_KEYS: 'fraud,other', GITHUB_TOKEN: 'ghs_0123456789', DATABASE_URL: 'postgres://ada:s3cret%20word@db/x', HOME: '/home/runner', DEBUG_TOKEN: 'on' };
    expect(secretsInEnvironment(env)).toEqual(['correct horse', 'wJalrXUtnFEMI', 'ghs_0123456789', 's3cret word']);
  });
});
