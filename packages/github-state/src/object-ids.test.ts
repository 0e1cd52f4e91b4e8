import { describe, expect, it } from 'vitest';
import { blobId, commitId, treeId } from './object-ids.ts';

describe('object ids', () => {
  // `git hash-object`, `git mktree`, `git commit-tree` on the same bytes.
  it('are those that git gives', () => {
    expect(blobId('')).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
    expect(blobId('hello\n')).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
    expect(treeId([])).toBe('4b825dc642cb6eb9a060e54bf8d69288fbee4904');
    expect(treeId([{ name: 'b', id: blobId('') }, { name: 'a', id: blobId('hello\n') }])).toBe('2f3f2bfbfdd99b445e3e70f6ce20c241282d900d');
    expect(commitId('tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor A <a@b> 1700000000 +0000\ncommitter A <a@b> 1700000000 +0000\n\nhi\n')).toBe('0b7f0f7fd278a0d4cbbe296ce35cb440e5608611');
  });
});
