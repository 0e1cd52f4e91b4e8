// Where things are: the root of the repository, its workspaces, and its files as git would commit them.
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface Workspace {
  /** Relative to the root, e.g. `packages/report`. */
  readonly folder: string;
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

export function listWorkspaces(): readonly Workspace[] {
  return globSync('{{packages,actions,examples}/*,simulator}/package.json', { cwd: ROOT })
    .sort()
    .map((file) => {
      const manifest = JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as Manifest;
      return { folder: dirname(file), name: manifest.name, dependencies: manifest.dependencies ?? {}, devDependencies: manifest.devDependencies ?? {} };
    });
}

/** Names of the actions whose code is there, e.g. `canary-step`. */
export function listActions(): readonly string[] {
  return globSync('actions/*/src/main.ts', { cwd: ROOT })
    .map((file) => file.split('/')[1] ?? '')
    .sort();
}

/** Files that belong to the repository, relative to the root: tracked ones and new ones that are not ignored. */
export function listFiles(): readonly string[] {
  const list = existsSync(join(ROOT, '.git')) ? listGitFiles() : listFolderFiles();
  return list.filter((file) => existsSync(join(ROOT, file))).sort();
}

export function readText(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function listGitFiles(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return listed.split('\0').filter((file) => file !== '');
}

/** A downloaded archive has no git; what a run leaves behind is left out by name. */
function listFolderFiles(): readonly string[] {
  const exclude = new Set(['node_modules', '.nx', 'demo-out', 'coverage', '.git', '__pycache__']);
  return globSync(['**/*', '.*', '.{ci,github}/**/*'], { cwd: ROOT, exclude: (entry) => exclude.has(entry.name), withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length));
}
