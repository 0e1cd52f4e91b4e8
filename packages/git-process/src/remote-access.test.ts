import { describe, expect, it } from 'vitest';
import { addressUrl, remoteAccess } from './remote-access.ts';

const basic = (text: string): string => `Authorization: Basic ${Buffer.from(text).toString('base64')}`;

describe('remoteAccess', () => {
  it('turns a token into a header for this address alone', () => {
    const access = remoteAccess({ url: 'https://example.com/o/r.git', token: 't0ken' });
    expect(access).toMatchObject({ kind: 'access', url: 'https://example.com/o/r.git', secrets: expect.arrayContaining(['t0ken']) });
    expect(access).toHaveProperty('settings', [
      ['http.https://example.com/o/r.git.extraHeader', ''],
      ['http.https://example.com/o/r.git.extraHeader', basic('x-access-token:t0ken')],
      ['http.https://example.com/o/r.git.followRedirects', 'false'],
    ]);
  });

  it('takes user and password out of the address', () => {
    const access = remoteAccess({ url: 'https://bot:p%40ss@example.com/r.git' });
    expect(access).toMatchObject({ url: 'https://example.com/r.git' });
    expect(access).toHaveProperty('settings', expect.arrayContaining([['http.https://example.com/r.git.extraHeader', basic('bot:p@ss')]]));
  });

  it('sends no token in the clear, except on this machine', () => {
    expect(remoteAccess({ url: 'http://example.com/r.git', token: 't' })).toMatchObject({ kind: 'refused', why: expect.stringContaining('https://') });
    expect(remoteAccess({ url: 'http://127.0.0.1:8080/r.git', token: 't' })).toMatchObject({ kind: 'access' });
    expect(remoteAccess({ url: 'http://example.com/r.git' })).toMatchObject({ kind: 'access', settings: [] });
  });

  it('leaves ssh, file and folders alone', () => {
    for (const url of ['git@example.com:o/r.git', 'ssh://git@example.com/o/r.git', 'file:///srv/r.git', '/srv/r.git']) {
      expect(remoteAccess({ url, token: 't' })).toEqual({ kind: 'access', url, settings: [], secrets: [] });
    }
  });

  it('refuses what is no address, without repeating a password', () => {
    expect(remoteAccess({ url: 'ext::sh -c x' })).toMatchObject({ kind: 'refused' });
    expect(JSON.stringify(remoteAccess({ url: 'ftp://u:hunter2@example.com' }))).not.toContain('hunter2');
  });
});

describe('addressUrl', () => {
  it('writes every address as a URL', () => {
    expect(addressUrl('/srv/a#b c.git')).toBe('file:///srv/a%23b%20c.git');
    expect(addressUrl('git@example.com:o/r.git')).toBe('ssh://git@example.com/o/r.git');
    expect(addressUrl('https://example.com/o/r.git')).toBe('https://example.com/o/r.git');
  });
});
