// Gets act (github.com/nektos/act), a program of others that executes workflow files: one fixed version, built from source through the Go
// module proxy into a folder that git ignores. Go checks the bytes against its public log of checksums.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../repository.ts';

const VERSION = 'v0.2.89';
const CACHE = join(ROOT, 'node_modules/.cache/act');

export type FoundAct = { readonly kind: 'found'; readonly program: string } | { readonly kind: 'absent'; readonly why: string };

/** Built at the first call on a machine, which takes a minute or two; found after that. */
export async function findAct(): Promise<FoundAct> {
  const folder = join(CACHE, VERSION);
  const found: FoundAct = { kind: 'found', program: join(folder, 'act') };
  if (existsSync(found.program)) return found;
  await mkdir(CACHE, { recursive: true });
  const building = await mkdtemp(join(CACHE, '.building-'));
  try {
    // No other toolchain is fetched: where Go is too old, that is the answer.
    const env = { ...process.env, GOBIN: building, GOTOOLCHAIN: 'local', CGO_ENABLED: '0' };
    await promisify(execFile)('go', ['install', `github.com/nektos/act@${VERSION}`], { cwd: building, env, timeout: 600_000 });
    await rename(building, folder);
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(found.program)) return { kind: 'absent', why: whyNot(error) };
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return found;
}

function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && error.code === 'ENOENT' ? 'act is built with Go, and there is no go on the PATH' : `act cannot be built here: ${error.message.trim().split('\n').slice(-3).join('; ')}`;
}
