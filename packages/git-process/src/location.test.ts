import { describe, expect, it } from 'vitest';
import { isRemoteUrl, readGitLocation } from './location.ts';

describe('readGitLocation', () => {
  it.each([
    ['origin', { kind: 'workspace-remote', workspace: '/w', remote: 'origin' }],
    ['https://example.com/o/r.git', { kind: 'remote', url: 'https://example.com/o/r.git' }],
    ['git@example.com:o/r.git', { kind: 'remote', url: 'git@example.com:o/r.git' }],
    ['file:///srv/r.git', { kind: 'remote', url: 'file:///srv/r.git' }],
    ['/srv/r.git', { kind: 'repository', path: '/srv/r.git' }],
    ['./state.git', { kind: 'repository', path: '/w/state.git' }],
    ['../state.git', { kind: 'repository', path: '/state.git' }],
  ])('%s is understood', (text, location) => {
    expect(readGitLocation(text, '/w')).toEqual({ kind: 'location', location });
  });

  it.each(['', '-oProxyCommand=x', 'ext::sh -c x', 'a/b', 'ssh://-oProxyCommand=x/y', 'x@-y:z', 'ftp://example.com/x', './a\nb', 'https://a b'])('%j is refused with the accepted forms', (text) => {
    expect(readGitLocation(text, '/w')).toEqual({ kind: 'invalid', message: expect.stringContaining('https://') });
  });
});

describe('isRemoteUrl', () => {
  it('takes no option and no control character for an address', () => {
    expect(isRemoteUrl('--upload-pack=x')).toBe(false);
    expect(isRemoteUrl('https://example.com/\u0007')).toBe(false);
  });
});
