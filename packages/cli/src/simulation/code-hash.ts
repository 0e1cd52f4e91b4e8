// Which code simulates: a hash of the sources of the core, the engine and the simulator, so that two results can be told to be of one code.
import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGES = ['@rampart/rollout-policy', '@rampart/rollout-engine', '@rampart/policy-document', '@rampart/simulator'];

export async function codeHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of PACKAGES) {
    const folder = dirname(fileURLToPath(import.meta.resolve(name)));
    const files = globSync('**/*.{ts,json}', { cwd: folder }).filter((file) => !/\.test\.ts$/.test(file)).map((file) => file.replaceAll('\\', '/')).sort();
    for (const file of files) hash.update(`${name}/${file}\n`, 'utf8').update(await readFile(join(folder, file)));
  }
  return `sha256:${hash.digest('hex')}`;
}
