import { describe, expect, it } from 'vitest';
import { generateFiles, presentContent } from './generate.ts';
import { listActions, listFiles, readText } from './repository.ts';

describe('generated files', async () => {
  const files = await generateFiles();

  it.each(files.map(({ file, content }) => [file, content]))('%s is current (else: npm run generate)', (file, content) => {
    expect(presentContent(file)).toBe(content);
  });

  it('cover action.yml and README of every action', () => {
    const ofActions = files.map(({ file }) => file).filter((file) => file.startsWith('actions/'));
    expect(ofActions).toEqual(listActions().flatMap((name) => [`actions/${name}/action.yml`, `actions/${name}/README.md`]));
  });

  it('describe every error code that the sources use', () => {
    const sources = listFiles().filter((file) => /^(packages|actions)\/[^/]+\/src\/.*\.ts$/.test(file) && !file.endsWith('.test.ts'));
    const described = files.find(({ file }) => file === 'docs/errors.md')?.content ?? '';
    const used = new Set(sources.flatMap((file) => readText(file).match(/\bRMP\d{3}\b/g) ?? []));
    expect([...used].filter((code) => !described.includes(`| ${code} |`)).sort()).toEqual([]);
  });

  it('leave no action.yml that nothing generates', () => {
    const present = listFiles().filter((file) => /^actions\/[^/]+\/action\.ya?ml$/.test(file));
    expect(present).toEqual(listActions().map((name) => `actions/${name}/action.yml`));
  });
});
