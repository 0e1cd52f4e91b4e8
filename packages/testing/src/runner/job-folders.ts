// Where one job lives on disk: a fresh workspace, a fresh temporary folder, a home of its own, as on a hosted runner.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

export interface JobFolders {
  readonly root: string;
  readonly workspace: string;
  readonly temp: string;
  readonly home: string;
  /** Shared by all runs under one root, as on a self-hosted runner. */
  readonly toolCache: string;
}

export function createJobFolders(place: { readonly runFolder: string; readonly toolCache: string; readonly jobFolder: string; readonly repository: string }): JobFolders {
  const root = join(place.runFolder, place.jobFolder);
  const name = place.repository.split('/').at(-1) ?? 'repository';
  const folders = {
    root,
    workspace: join(root, 'work', name, name),
    temp: join(root, 'work', '_temp'),
    home: join(root, 'home'),
    toolCache: place.toolCache,
  };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  return folders;
}
