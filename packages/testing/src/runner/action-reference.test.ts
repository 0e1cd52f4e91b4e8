import { describe, expect, it } from 'vitest';
import { actionsOfRepository, parseActionReference } from './action-reference.ts';
import type { ActionResolution } from './action-reference.ts';

describe('parseActionReference', () => {
  it('reads a path in the workspace', () => {
    expect(parseActionReference('./actions/promote')).toEqual({ kind: 'local', path: './actions/promote' });
  });

  it('reads a repository with and without a path', () => {
    expect(parseActionReference('actions/checkout@v6')).toMatchObject({ kind: 'remote', repository: 'actions/checkout', path: '', ref: 'v6' });
    expect(parseActionReference('o/r/actions/promote@main')).toMatchObject({ repository: 'o/r', path: 'actions/promote', ref: 'main' });
  });

  it.each(['docker://alpine', 'actions/checkout', 'checkout@v1', 'a/b@c@d', '@v1', ''])('refuses %j', (text) => {
    expect(parseActionReference(text).kind).toBe('unsupported');
  });
});

describe('actionsOfRepository', () => {
  const resolve = (text: string): ActionResolution => {
    const reference = parseActionReference(text);
    if (reference.kind !== 'remote') throw new Error('not remote');
    return actionsOfRepository('o/rampart', '/repo')(reference);
  };

  it('answers with a folder of the repository, whatever the ref', () => {
    expect(resolve('O/Rampart/actions/promote@v1')).toEqual({ kind: 'folder', folder: '/repo/actions/promote' });
  });

  it('knows no other repository and no way out', () => {
    expect(resolve('o/other/actions/promote@v1')).toEqual({ kind: 'unknown' });
    expect(resolve('o/rampart/../../etc@v1')).toEqual({ kind: 'unknown' });
  });
});
