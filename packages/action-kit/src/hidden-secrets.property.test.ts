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

  // One row per form and per bound of hideSecrets: without it, its row comes out as it went in. The secret is such that no form is another one.
  it.each<readonly [form: string, secrets: readonly string[], text: string, clean: string]>([
    ['as it is', ['p"ss/w&rd é+!'], 'p"ss/w&rd é+!', '***'],
    ['without the space around it', [' s3cret word\n'], 'x s3cret word x', 'x *** x'],
    ['without the space around it, a short one', [' pin4 '], '(pin4), (pin4)', '(***), (***)'],
    ['with the space around it, in JSON', ['\ts3cret-word'], String.raw`"\ts3cret-word"`, '"***"'],
    ['each line of it', ['first-line-of-key\r\n  second-line-of-key'], 'second-line-of-key, first-line-of-key', '***, ***'],
    ['in JSON', ['pa"ss\\word'], String.raw`pa\"ss\\word`, '***'],
    ['in JSON that is all ASCII', ['pässw😀rd'], String.raw`p\u00e4ssw\ud83d\ude00rd`, '***'],
    ['in an address, its part', ['pass/word é!'], 'pass%2Fword%20%C3%A9!', '***'],
    ['in an address, all of it', ['pass/word é'], 'pass/word%20%C3%A9', '***'],
    ['in an address, with small digits', ['pass/word&é'], 'pass%2fword%26%c3%a9', '***'],
    ['in a form', ['pass word!'], 'pass+word%21', '***'],
    ['in a page', ['pass<word>&"'], 'pass&#60;word&#62;&#38;&#34;', '***'],
    ['in a page, by names', ['pass<word>&"'], 'pass&lt;word&gt;&amp;&quot;', '***'],
    ['in hexadecimal', ['passw\u00f6rd?'], '7061737377c3b672643f', '***'],
    ['in hexadecimal, upper case', ['passw\u00f6rd?'], '7061737377C3B672643F', '***'],
    ['in hexadecimal, some of it upper case', ['passw\u00f6rd?'], '7061737377C3b672643f', '***'],
    ['in base64', ['passw\u00f6rd!!?'], 'cGFzc3fDtnJkISE/', '***'],
    ['in base64url', ['passw\u00f6rd!!?'], 'cGFzc3fDtnJkISE_', '***'],
    ['in base64 after one byte', ['ab?>ab?>ab?>'], Buffer.from('xab?>ab?>ab?>').toString('base64'), 'eG***g=='],
    ['in base64 after two bytes', ['ab?>ab?>ab?>'], Buffer.from('xxab?>ab?>ab?>').toString('base64'), 'eHh***4='],
    ['in base64url after one byte', ['ab?~ab?~ab?~'], Buffer.from('xab?~ab?~ab?~').toString('base64url'), 'eG***g'],
    ['in base64url after two bytes', ['ab~?ab~?ab~?'], Buffer.from('xxab~?ab~?ab~?').toString('base64url'), 'eHh***8'],
    ['with four letters, the shortest', ['abcd'], 'abcd abc', '*** abc'],
    ['with three letters, which are a word', ['abc'], 'abc', 'abc'],
    ['with eight letters, the shortest in other forms', ['abcdefgh'], '6162636465666768', '***'],
    ['with seven letters, which are not looked for in other forms', ['abcdefg'], '61626364656667', '61626364656667'],
    ['with a line of eight letters, the shortest', ['first-line\nabcdefgh'], 'abcdefgh', '***'],
    ['with a line of seven letters, which is a word', ['first-line\nabcdefg'], 'abcdefg', 'abcdefg'],
    ['the longer one of two that overlap', ['abcdefgh', 'abcdefghijkl'], 'abcdefghijkl', '***'],
    ['a password in an address', [], 'https://ada:pw@git.example/x', 'https://***@git.example/x'],
    ['no text after an address in JSON', [], '{"url":"https://git.example","by":"ada@git.example"}', '{"url":"https://git.example","by":"ada@git.example"}'],
  ])('hides it %s', (_, secrets, text, clean) => {
    expect(hideSecrets(secrets)(text)).toBe(clean);
  });

  it.each([
    ['as it is', SECRET],
    ['as git sends it', Buffer.from(`x-access-token:${SECRET}`).toString('base64')],
    ['in an echo of a header', `authorization: Basic ${Buffer.from(`u:${SECRET}`).toString('base64')}`],
    ['in JSON in JSON', JSON.stringify({ error: `bad ${SECRET}` })],
  ])('hides it where it stands in more: %s', (_, text) => {
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
