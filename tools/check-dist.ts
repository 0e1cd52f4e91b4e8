// Says whether every committed bundle is what the sources give. Command: npm run check-dist
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleAction } from './bundle.ts';
import { listActions, ROOT } from './repository.ts';

/** Files of `dist` that are missing, superfluous or different, one line each. */
async function compareFolders(dist: string, expected: string): Promise<readonly string[]> {
  const present = await listFilesBelow(dist);
  const wanted = await listFilesBelow(expected);
  const differences: string[] = [];
  for (const file of new Set([...present, ...wanted])) {
    if (!present.includes(file)) differences.push(`${file} is missing`);
    else if (!wanted.includes(file)) differences.push(`${file} should not be there`);
    else if (!(await readFile(join(dist, file))).equals(await readFile(join(expected, file)))) differences.push(`${file} differs`);
  }
  return differences;
}

async function listFilesBelow(folder: string): Promise<readonly string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'rampart-dist-'));
  const actions = listActions();
  let staleCount = 0;
  try {
    for (const name of actions) {
      await bundleAction(name, join(folder, name));
      const differences = await compareFolders(join(ROOT, 'actions', name, 'dist'), join(folder, name));
      for (const difference of differences) console.error(`actions/${name}/dist/${difference}`);
      if (differences.length > 0) staleCount += 1;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  console.log(`${actions.length - staleCount} of ${actions.length} bundles are current.`);
  if (staleCount > 0) {
    console.error('Run "npm run bundle" and commit the result in a commit of its own.');
    process.exitCode = 1;
  }
}

await main();
