import { describe, expect, it } from 'vitest';
import { INVARIANTS } from '../checkers/index.ts';
import { PEERS } from '../peers/index.ts';
import { FAMILIES } from '../scenario/families/index.ts';
import { namedScenarios } from '../scenario/named/index.ts';
import { SCENARIO_MISTAKE_KINDS } from '../scenario/text/scenario-mistake.ts';
import { generatedFiles } from './generated-files.ts';
import { markdownTable } from './markdown-table.ts';
import { withSection } from './marked-section.ts';
import { THEMES } from './scenario-themes.ts';

const PAGES: Readonly<Record<string, string>> = {
  'docs/simulation.md': ['invariants', 'scenarios', 'families', 'peers'].map((name) => `About ${name}.\n<!-- generated: ${name} -->\nstale text\n<!-- end of generated -->\n`).join('\n'),
  'docs/errors.md': '# Errors\n\n<!-- simulator:start -->\nstale text\n<!-- simulator:end -->\n\n## Others\n',
};

function rendered(file: string): string {
  return generatedFiles((path) => PAGES[path] ?? '').find((generated) => generated.file === file)?.content ?? '';
}

describe('docs/simulation.md', () => {
  const page = rendered('docs/simulation.md');

  it('has a row for every invariant, named scenario, family and peer', () => {
    const names = [...INVARIANTS.map(({ id }) => id), ...namedScenarios().map(({ name }) => name), ...FAMILIES.map(({ name }) => name), ...PEERS.map(({ name }) => name)];
    expect(names.filter((name) => !page.includes(`\n| \`${name}\` | `))).toEqual([]);
  });

  it('keeps what people wrote, and nothing of what was generated before', () => {
    for (const name of ['invariants', 'scenarios', 'families', 'peers']) expect(page).toContain(`About ${name}.\n<!-- generated: ${name} -->\n`);
    expect(page).not.toContain('stale text');
  });

  it('groups every named scenario under exactly one theme', () => {
    expect(THEMES.flatMap(({ scenarios }) => scenarios().map(({ name }) => name)).toSorted()).toEqual(namedScenarios().map(({ name }) => name).toSorted());
  });
});

describe('docs/errors.md', () => {
  it('has a row for every code of scenario files, between the markers', () => {
    const page = rendered('docs/errors.md');
    for (const { code } of Object.values(SCENARIO_MISTAKE_KINDS)) expect(page).toContain(`\n| ${code} | `);
    expect(page).toMatch(/^# Errors\n\n<!-- simulator:start -->\n\n## RMP3xx[^]*<!-- simulator:end -->\n\n## Others\n$/);
    expect(page).not.toContain('stale text');
  });
});

describe('withSection', () => {
  it('refuses a page without the markers', () => {
    expect(() => withSection('nothing here', { start: '<!-- a -->', end: '<!-- b -->' }, 'x')).toThrow(/markers/);
    expect(() => withSection('<!-- b -->\n<!-- a -->', { start: '<!-- a -->', end: '<!-- b -->' }, 'x')).toThrow(/markers/);
  });
});

describe('markdownTable', () => {
  it('keeps bars and line breaks inside of their cell', () => {
    expect(markdownTable(['a', 'b'], [['1 | 2', 'x\ny']])).toBe('| a | b |\n|---|---|\n| 1 \\| 2 | x y |\n');
  });
});
