// Bundles actions with ncc: one self-contained dist per action, not minified, the same bytes on every machine.
// Command: npm run bundle [-- <action> ... --out <folder>]; without --out it writes actions/<action>/dist.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { listActions, listWorkspaces, ROOT } from './repository.ts';

const CACHE = join(ROOT, 'node_modules/.cache/rampart');

/** Bundles `actions/<name>` into `outDir` (replaced). Types are not checked here: `npm test` does. */
export async function bundleAction(name: string, outDir: string): Promise<void> {
  const entry = await writeEntry(name);
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const ncc = createRequire(import.meta.url).resolve('@vercel/ncc/dist/ncc/cli.js');
  await promisify(execFile)(
    process.execPath,
    [ncc, 'build', entry, '--out', resolve(outDir), '--license', 'licenses.txt', '--no-cache', '--transpile-only', '--target', 'es2024', '--quiet'],
    { cwd: ROOT },
  );
  await removeDamagedFiles(outDir);
}

/**
 * A folder with the bundle of `actions/<name>` as the sources are now, built only if they changed. For tests: shared between processes,
 * in the order of three seconds the first time. Do not write into it.
 */
export async function cachedBundle(name: string): Promise<string> {
  const bundles = join(CACHE, 'bundles');
  const folder = join(bundles, `${name}-${hashSources(name)}`);
  if (existsSync(folder)) return folder;
  await mkdir(bundles, { recursive: true });
  await removeOldBundles(bundles);
  const building = await mkdtemp(join(bundles, `.${name}-`));
  await bundleAction(name, building);
  try {
    await rename(building, folder);
  } catch (error) {
    // Another process was faster with the same bytes.
    await rm(building, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/**
 * ncc re-encodes WebAssembly of packages as text, which breaks it; an action brings its own copy under src/assets, which ncc copies as it is. It takes the
 * entry of a worker thread for an asset, too; a bundle is its own.
 */
async function removeDamagedFiles(outDir: string): Promise<void> {
  for (const file of await readdir(outDir)) {
    if (/\.(wasm|mjs|ts)$/.test(file)) await rm(join(outDir, file));
  }
}

/** What no test can still be using: bundles are small, but each edit makes new ones. */
async function removeOldBundles(bundles: string): Promise<void> {
  const hourAgoMs = Date.now() - 3_600_000;
  for (const folder of await readdir(bundles)) {
    // Another process may have removed it meanwhile.
    const isOld = await stat(join(bundles, folder)).then(({ mtimeMs }) => mtimeMs < hourAgoMs, () => false);
    if (isOld) await rm(join(bundles, folder), { recursive: true, force: true });
  }
}

/**
 * ncc takes its compiler options from the tsconfig beside its entry, and ours are for checking, not for emitting. So the entry
 * is a file of one line in a folder of its own.
 */
async function writeEntry(name: string): Promise<string> {
  const folder = join(CACHE, 'ncc', name);
  const main = relative(folder, join(ROOT, 'actions', name, 'src/main.ts'));
  const compilerOptions = {
    target: 'es2024',
    module: 'esnext',
    moduleResolution: 'bundler',
    rewriteRelativeImportExtensions: true,
    verbatimModuleSyntax: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    rootDir: relative(folder, ROOT),
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"type": "module"}\n');
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  await writeFile(join(folder, 'index.ts'), `import '${main}';\n`);
  return join(folder, 'index.ts');
}

function hashSources(name: string): string {
  const files = globSync([...partsOf(`@rampart/${name}`).map((folder) => `${folder}/{src/**/*,package.json}`), 'packages/*/{src/**/*,package.json}', 'package-lock.json', 'tools/bundle*.ts'], { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** Folders of the workspace and of those that it depends on. */
function partsOf(name: string): readonly string[] {
  const workspaces = listWorkspaces();
  const found = new Map<string, string>();
  const add = (wanted: string): void => {
    const workspace = workspaces.find((one) => one.name === wanted);
    if (workspace === undefined || found.has(wanted)) return;
    found.set(wanted, workspace.folder);
    for (const dependency of Object.keys(workspace.dependencies)) add(dependency);
  };
  add(name);
  return [...found.values()];
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
  const known = listActions();
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`No action is called ${unknown.join(', ')}. There are ${known.join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  for (const name of positionals.length > 0 ? positionals : known) {
    const outDir = values.out === undefined ? join(ROOT, 'actions', name, 'dist') : join(resolve(values.out), name, 'dist');
    await bundleAction(name, outDir);
    const files = await readdir(outDir, { recursive: true });
    console.log(`${name}: ${files.length} files in ${relative(process.cwd(), outDir) || basename(dirname(outDir))}`);
  }
}

if (import.meta.main) await main();
