import { describe, expect, it } from 'vitest';
import { findBrokenLinks } from './docs-links.ts';
import { listFiles, readText } from './repository.ts';

describe('links in Markdown', () => {
  it.each(listFiles().filter((file) => file.endsWith('.md')))('of %s resolve', (file) => {
    expect(findBrokenLinks(file, readText(file), readText)).toEqual([]);
  });
});

describe('findBrokenLinks', () => {
  const broken = (markdown: string) => findBrokenLinks('README.md', markdown, readText);

  it('finds files and headings that are not there', () => {
    expect(broken('# A\n[x](nowhere.md)\n[y](#b)\n<img src="no.svg">')).toEqual([
      'README.md:2 links to nowhere.md, which does not exist.',
      'README.md:3 links to #b, but README.md has no such heading.',
      'README.md:4 links to no.svg, which does not exist.',
    ]);
  });

  it('accepts what is there, addresses, and what only looks like a link', () => {
    expect(broken('# A b: c\n[x](package.json) [y](#a-b-c) [z](https://example.com)\n`[q](gone.md)`\n```\n[r](gone.md)\n```\n')).toEqual([]);
  });

  it('does not leave the repository', () => {
    expect(broken('[x](../../etc/passwd)')).toHaveLength(1);
  });
});
