// Invariant 40, from the text of the sources: what decides is the core, the core has no world of its own, and the simulator has no core of its own.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

interface Source {
  readonly file: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function sourcesIn(folder: string): readonly Source[] {
  return globSync(`${folder}/**/*.ts`, { cwd: ROOT })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort()
    .map((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      return { file, text, imports: [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, specifier = '']) => specifier) };
    });
}

const core = sourcesIn('packages/rollout-policy/src');
const simulator = sourcesIn('simulator/src');
const importing = (name: string): readonly Source[] => simulator.filter(({ imports }) => imports.some((specifier) => specifier === name || specifier.startsWith(`${name}/`)));

describe('40-one-code-path', () => {
  it('the core imports nothing but its own files', () => {
    expect(core.length).toBeGreaterThan(30);
    expect(core.flatMap(({ file, imports }) => imports.filter((specifier) => !specifier.startsWith('.')).map((specifier) => `${file}: ${specifier}`))).toEqual([]);
  });

  it('the core knows no clock, no chance and no IO', () => {
    const banned = /\b(?:Date|performance|process|fetch|setTimeout|setInterval|Intl|crypto)\b\s*[.(]|\bnew Date\b|\bMath\.random\b|\bconsole\./;
    const code = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    expect(core.filter(({ text }) => banned.test(code(text))).map(({ file }) => file)).toEqual([]);
  });

  it('every depth of the simulator asks the same decide, tick and run as the actions do', () => {
    const askingCore = simulator.filter(({ text }) => /\bdecide\b/.test(text.split('\n').filter((line) => line.includes("from '@rampart/rollout-policy'")).join('\n')));
    expect(askingCore.map(({ file }) => file)).toContain('simulator/src/rollout/release.ts');
    for (const name of ['@rampart/canary-step', '@rampart/promote', '@rampart/rollback']) expect(importing(name), name).not.toEqual([]);
  });

  it('the simulator reaches the core by its name only, and decides nothing itself', () => {
    const inside = simulator.flatMap(({ file, imports }) => imports.filter((specifier) => /packages\/|rollout-policy\/src|rollout-engine\/src|actions\//.test(specifier)).map((specifier) => `${file}: ${specifier}`));
    expect(inside).toEqual([]);
    const deciding = simulator.filter(({ file, text }) => !file.startsWith('simulator/src/peers/') && /\bfunction (?:decide|planEffect|fold|tick)\(/.test(text));
    expect(deciding.map(({ file }) => file)).toEqual([]);
  });
});
