// Which workflows of a checkout look at releases: those that use canary-step.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Of any repository, or of this one; a comment is no step. */
const USES_CANARY_STEP = /^[^#\n]*\buses:\s*['"]?[^\s'"#]*\/canary-step(?:@|['"\s#]|$)/m;

/** A workflow is written by a person; what is longer is something else. */
const BYTES_MAX = 1_000_000;

/** File names, sorted; none where there is no such folder, or it cannot be read. */
export async function lookingWorkflows(workspace: string): Promise<readonly string[]> {
  const folder = join(workspace, '.github', 'workflows');
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(names.filter((name) => /\.ya?ml$/.test(name)).map(async (name) => ({ name, text: await textOf(join(folder, name)) })));
  return found.filter(({ text }) => USES_CANARY_STEP.test(text)).map(({ name }) => name).sort();
}

async function textOf(file: string): Promise<string> {
  try {
    return (await stat(file)).size > BYTES_MAX ? '' : await readFile(file, 'utf8');
  } catch {
    // One that cannot be read is not asked about; GitHub would not run it either.
    return '';
  }
}
