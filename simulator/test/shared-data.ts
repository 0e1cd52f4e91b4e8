// Real traces for tests. They are not part of the repository: a test that needs one says so and is skipped where the folder is absent.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../../shared/data');

export type SharedFile = { readonly kind: 'there'; readonly text: string } | { readonly kind: 'absent'; readonly why: string };

export function sharedFile(name: string): SharedFile {
  const path = join(FOLDER, name);
  return existsSync(path) ? { kind: 'there', text: readFileSync(path, 'utf8') } : { kind: 'absent', why: `${name} is not in the folder of shared data beside the repository` };
}
