import { describe, expect, it } from 'vitest';
import { readLfsPointer } from './lfs-pointer.ts';

const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 12345\n`;

describe('readLfsPointer', () => {
  it('reads digest and size', () => {
    expect(readLfsPointer(Buffer.from(pointer))).toEqual({ kind: 'pointer', digest: `sha256:${'ab'.repeat(32)}`, bytes: 12345 });
  });

  it.each([pointer.replace('v1', 'v2'), pointer.replace('sha256', 'md5'), pointer.replace('size', 'siz'), `x${pointer}`, '', `${pointer}${' '.repeat(1024)}`])('takes %j for content', (text) => {
    expect(readLfsPointer(Buffer.from(text))).toEqual({ kind: 'content' });
  });
});
