// Tries the checkers on defects: for each patch a copy of the sources, with the patch in it, type-checked, and searched with a fixed seed.
//
// node simulator/test/mutants/run.ts [part of a name ...]
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

const HERE = import.meta.dirname;
const ROOT = resolve(HERE, '../../..');
const SOURCES = ['packages', 'actions', 'simulator', 'tools'];
const NOT_COPIED: ReadonlySet<string> = new Set(['node_modules', 'dist', '.nx', 'golden']);

export interface Mutant {
  readonly name: string;
  /** From the header: what is wrong, the rule that it breaks, and the checker that must find it. */
  readonly about: string;
  readonly foundBy: string;
  readonly patch: string;
}

export interface Verdict {
  readonly mutant: Mutant;
  readonly kind: 'found' | 'missed' | 'does-not-apply' | 'does-not-compile';
  /** Ids of the checkers that had something to say, with what they said. */
  readonly broken: Readonly<Record<string, string>>;
  readonly tried: number;
  readonly said: string;
}

export function listMutants(): readonly Mutant[] {
  return readdirSync(HERE)
    .filter((file) => file.endsWith('.patch'))
    .sort()
    .map((file) => {
      const patch = join(HERE, file);
      const [, about = '', foundBy = ''] = /^# (.*) \[(\S+)\]$/m.exec(readFileSync(patch, 'utf8')) ?? [];
      if (about === '' || foundBy === '') throw new Error(`${file}: the first line is "# what is wrong [id of the checker]"`);
      return { name: basename(file, '.patch'), about, foundBy, patch };
    });
}

/** A copy in which packages find each other, and everything else where it is installed. The caller removes it. */
export function copyOfSources(): string {
  const copy = mkdtempSync(join(tmpdir(), 'rampart-mutants-'));
  for (const folder of SOURCES) cpSync(join(ROOT, folder), join(copy, folder), { recursive: true, filter: (path) => !NOT_COPIED.has(basename(path)) });
  for (const file of ['package.json', 'tsconfig.base.json', 'tsconfig.json']) cpSync(join(ROOT, file), join(copy, file));
  const modules = join(copy, 'node_modules');
  mkdirSync(join(modules, '@rampart'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) if (name !== '@rampart') symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  for (const manifest of globSync('{packages/*,actions/*,simulator}/package.json', { cwd: copy })) {
    const { name } = JSON.parse(readFileSync(join(copy, manifest), 'utf8')) as { readonly name: string };
    symlinkSync(join(copy, manifest, '..'), join(modules, name));
  }
  return copy;
}

export function tryMutant(copy: string, mutant: Mutant): Verdict {
  const nothing = { mutant, broken: {}, tried: 0 };
  const applied = patchWith(copy, mutant, []);
  if (applied.status !== 0) return { ...nothing, kind: 'does-not-apply', said: `${applied.stdout}${applied.stderr}` };
  try {
    const mistakes = typeMistakes(copy, mutant);
    if (mistakes !== '') return { ...nothing, kind: 'does-not-compile', said: mistakes };
    const { broken, tried } = probe(copy, mutant.foundBy);
    return { mutant, kind: Object.hasOwn(broken, mutant.foundBy) ? 'found' : 'missed', broken, tried, said: '' };
  } finally {
    patchWith(copy, mutant, ['--reverse']);
  }
}

/** What the checkers say about the sources as they are in `copy`. */
export function probe(copy: string, until: string): { readonly broken: Readonly<Record<string, string>>; readonly tried: number } {
  const text = execFileSync(process.execPath, [join(copy, 'simulator/test/mutants/probe.ts'), '--until', until], { cwd: copy, encoding: 'utf8', maxBuffer: 1e8, env: { ...process.env, NODE_NO_WARNINGS: '1' } });
  return JSON.parse(text.trim().split('\n').at(-1) ?? '') as { readonly broken: Readonly<Record<string, string>>; readonly tried: number };
}

function patchWith(copy: string, { patch }: Mutant, options: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync('git', ['apply', '--unsafe-paths', '--whitespace=nowarn', ...options, `--directory=${copy}`, patch], { cwd: copy, encoding: 'utf8' });
}

/** Of the files that the patch touches, and what they import. */
function typeMistakes(copy: string, { patch, name }: Mutant): string {
  const touched = [...readFileSync(patch, 'utf8').matchAll(/^\+\+\+ b\/(\S+)/gm)].map(([, file = '']) => file);
  const config = join(copy, `tsconfig.${name}.json`);
  writeFileSync(config, JSON.stringify({ extends: './tsconfig.base.json', files: touched }));
  const { status, stdout } = spawnSync(process.execPath, [join(copy, 'node_modules/typescript/bin/tsc'), '-p', config], { cwd: copy, encoding: 'utf8' });
  rmSync(config);
  return status === 0 ? '' : stdout;
}

if (process.argv[1] === import.meta.filename) {
  const wanted = process.argv.slice(2);
  const copy = copyOfSources();
  try {
    for (const mutant of listMutants().filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)))) {
      const { kind, broken, tried, said } = tryMutant(copy, mutant);
      console.info(`${kind.padEnd(16)} ${mutant.name} (${mutant.foundBy}) after ${tried} releases: ${Object.keys(broken).sort().join(' ')}${said === '' ? '' : `\n${said}`}`);
      if (kind !== 'found') process.exitCode = 1;
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
