// Tries the fault suite on defects: for each patch a copy of the sources, with the patch in it, type-checked, and played from seed 0 on until its rule is broken.
//
// node simulator/test/on-github/defects/run.ts [part of a name ...]
import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { copyOfSources } from '../../mutants/run.ts';

const HERE = import.meta.dirname;
const ROOT = resolve(HERE, '../../../..');
/** A defect that takes more is missed. */
const SEEDS_MAX = 600;

export interface Defect {
  readonly name: string;
  readonly about: string;
  /** Id of the rule that it breaks. */
  readonly foundBy: string;
  readonly patch: string;
}

export interface Verdict {
  readonly kind: 'found' | 'missed' | 'does not apply' | 'does not compile';
  readonly tried: number;
  /** First seed of each rule that was broken, and what was seen. */
  readonly first: Readonly<Record<string, { readonly seed: number; readonly seen: string }>>;
  readonly said: string;
}

export function listDefects(): readonly Defect[] {
  return readdirSync(HERE)
    .filter((file) => file.endsWith('.patch'))
    .sort()
    .map((file) => {
      const patch = join(HERE, file);
      const [, about = '', foundBy = ''] = /^# (.*) \[(I\d+)\]$/m.exec(readFileSync(patch, 'utf8')) ?? [];
      if (about === '' || foundBy === '') throw new Error(`${file}: the first line is "# what is wrong [id of the rule]"`);
      return { name: basename(file, '.patch'), about, foundBy, patch };
    });
}

/** With what some workspaces have installed for themselves. The caller removes it. */
export function copyToSpoil(): string {
  const copy = copyOfSources();
  for (const modules of globSync('{packages/*,actions/*,simulator}/node_modules', { cwd: ROOT })) symlinkSync(join(ROOT, modules), join(copy, modules));
  return copy;
}

export function tryDefect(copy: string, defect: Defect): Verdict {
  const nothing = { tried: 0, first: {} };
  const applied = patchWith(copy, defect, []);
  if (applied.status !== 0) return { ...nothing, kind: 'does not apply', said: `${applied.stdout}${applied.stderr}` };
  try {
    const said = typeMistakes(copy, defect);
    if (said !== '') return { ...nothing, kind: 'does not compile', said };
    const { tried, first } = probe(copy, defect.foundBy, SEEDS_MAX);
    return { kind: Object.hasOwn(first, defect.foundBy) ? 'found' : 'missed', tried, first, said: '' };
  } finally {
    patchWith(copy, defect, ['--reverse']);
  }
}

/** What the checkers say about the sources as they are in `copy`. */
export function probe(copy: string, until: string, seedsMax: number): Pick<Verdict, 'tried' | 'first'> {
  const text = execFileSync(process.execPath, [join(copy, 'simulator/test/on-github/defects/probe.ts'), until, String(seedsMax)], { cwd: copy, encoding: 'utf8', maxBuffer: 1e8, env: { ...process.env, NODE_NO_WARNINGS: '1' } });
  return JSON.parse(text.trim().split('\n').at(-1) ?? '') as Pick<Verdict, 'tried' | 'first'>;
}

function patchWith(copy: string, { patch }: Defect, options: readonly string[]) {
  return spawnSync('git', ['apply', '--unsafe-paths', '--whitespace=nowarn', ...options, `--directory=${copy}`, patch], { cwd: copy, encoding: 'utf8' });
}

/** Of the files that the patch touches, and what they import. */
function typeMistakes(copy: string, { patch, name }: Defect): string {
  const files = [...readFileSync(patch, 'utf8').matchAll(/^\+\+\+ b\/(\S+)/gm)].map(([, file = '']) => file);
  const config = join(copy, `tsconfig.${name}.json`);
  writeFileSync(config, JSON.stringify({ extends: './tsconfig.base.json', files }));
  const { status, stdout } = spawnSync(process.execPath, [join(copy, 'node_modules/typescript/bin/tsc'), '-p', config], { cwd: copy, encoding: 'utf8' });
  rmSync(config);
  return status === 0 ? '' : stdout;
}

if (process.argv[1] === import.meta.filename) {
  const wanted = process.argv.slice(2);
  const copy = copyToSpoil();
  try {
    for (const defect of listDefects().filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)))) {
      const { kind, tried, first, said } = tryDefect(copy, defect);
      const found = Object.entries(first).map(([id, { seed }]) => `${id} at seed ${seed}`).join(', ');
      console.info(`${kind.padEnd(16)} ${defect.name} (${defect.foundBy}) in ${tried} seeds: ${found}${said === '' ? '' : `\n${said}`}`);
      if (kind === 'found') console.info(`                 ${first[defect.foundBy]?.seen ?? ''}`);
      if (kind !== 'found') process.exitCode = 1;
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
