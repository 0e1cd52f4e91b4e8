// Folders of one job for actions that need no world around them.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { JobFolders } from './bundle-process.ts';

export interface TemporaryJob {
  /** Holds the three folders, and is a place for what the workspace must not see. */
  readonly root: string;
  readonly folders: JobFolders;
  /** A file in the workspace. */
  readonly write: (file: string, content: string | Uint8Array) => void;
  readonly remove: () => void;
}

export function temporaryJob(): TemporaryJob {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'rampart-golden-')));
  const folders: JobFolders = { workspace: join(root, 'work'), temp: join(root, 'temp'), home: join(root, 'home') };
  for (const folder of [folders.workspace, folders.temp, folders.home]) mkdirSync(folder);
  return {
    root,
    folders,
    write: (file, content) => {
      mkdirSync(dirname(join(folders.workspace, file)), { recursive: true });
      writeFileSync(join(folders.workspace, file), content);
    },
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}
