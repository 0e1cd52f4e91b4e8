import { describe, expect, it } from 'vitest';
import { checkRelativePath, checkRoot, collisionKey, comparePaths } from './relative-path.ts';

describe('checkRelativePath', () => {
  it.each(['train.csv', 'data/2001/jan.csv', 'data/..hidden', 'a/...', 'données/été.csv', '-rf', 'a b'])('accepts %j', (path) => {
    expect(checkRelativePath(path)).toEqual({ kind: 'ok', path });
  });

  it.each([
    ['../secrets', 'leads out of its root (..)'],
    ['data/../../etc/passwd', 'leads out of its root (..)'],
    ['..', 'leads out of its root (..)'],
    ['/etc/passwd', 'is absolute; write it relative to the root'],
    ['C:/windows', 'is absolute; write it relative to the root'],
    ['c:evil', 'is absolute; write it relative to the root'],
    ['a\\..\\b', 'has a backslash; write / between folders'],
    ['a\0b', 'has a control character'],
    ['a\nb', 'has a control character'],
    ['a//b', 'has an empty or . part'],
    ['./a', 'has an empty or . part'],
    ['a/', 'has an empty or . part'],
    ['', 'is empty'],
    ['\ud800', 'is not valid Unicode'],
    ['x'.repeat(1025), 'is longer than 1024 characters'],
  ])('refuses %j', (path, why) => {
    expect(checkRelativePath(path)).toEqual({ kind: 'refused', why });
  });
});

describe('checkRoot', () => {
  it('accepts the workspace itself as .', () => {
    expect(checkRoot('.')).toEqual({ kind: 'ok', path: '.' });
    expect(checkRoot('..').kind).toBe('refused');
  });
});

describe('collisionKey', () => {
  it('is the same for names that differ in case or in composed accents only', () => {
    expect(collisionKey('Data/É.csv')).toBe(collisionKey('data/e\u0301.csv'));
    expect(collisionKey('a')).not.toBe(collisionKey('b'));
  });
});

describe('comparePaths', () => {
  it('orders by code point, as `LC_ALL=C sort` does', () => {
    expect(['\u{1f600}', '\uffee', 'a', 'B'].sort(comparePaths)).toEqual(['B', 'a', '\uffee', '\u{1f600}']);
  });
});
