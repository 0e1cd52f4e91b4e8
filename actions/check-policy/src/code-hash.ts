// Which code simulates: a hash of the bundle's own files, so that parts of one check can be told to be of one version.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export async function codeHashOf(entry: URL): Promise<string> {
  const folder = dirname(fileURLToPath(entry));
  const hash = createHash('sha256');
  const files = (await readdir(folder, { withFileTypes: true })).filter((file) => file.isFile() && /\.[jt]s$/.test(file.name)).map(({ name }) => name).sort();
  for (const file of files) {
    const bytes = await readFile(join(folder, file));
    hash.update(`${file} ${bytes.length}\n`, 'utf8').update(bytes);
  }
  return `sha256:${hash.digest('hex')}`;
}
