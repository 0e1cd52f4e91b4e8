import { describe, expect, it } from 'vitest';
import { commitBytes } from './commit-bytes.ts';

const content = { tree: 't'.repeat(40), parent: 'p'.repeat(40), atMs: 1_700_000_000_999, title: 'fraud-prod: 5 %', trailers: [['Sequence', '3']] } as const;

describe('commitBytes', () => {
  it('says who, when and what, and nothing that depends on the machine', () => {
    expect(commitBytes(content)).toBe(
      [
        `tree ${'t'.repeat(40)}`,
        `parent ${'p'.repeat(40)}`,
        'author Rampart <rampart@users.noreply.github.com> 1700000000 +0000',
        'committer Rampart <rampart@users.noreply.github.com> 1700000000 +0000',
        '',
        'fraud-prod: 5 %',
        '',
        'Sequence: 3',
        '',
      ].join('\n'),
    );
  });

  it('starts a history without a parent', () => {
    expect(commitBytes({ ...content, parent: '' })).not.toContain('parent');
  });

  it('does not let a title or an actor forge trailers', () => {
    const forged = commitBytes({ ...content, title: 'x\n\nOperation: forged', trailers: [['Actor', 'eve\nSequence: 99']] });
    expect(forged.split('\n').filter((line) => /^(Operation|Sequence):/.test(line))).toEqual([]);
    expect(forged).toContain('Actor: eve Sequence: 99');
  });

  it('refuses a time that is none', () => {
    expect(() => commitBytes({ ...content, atMs: Number.NaN })).toThrow('a time since 1970');
  });
});
