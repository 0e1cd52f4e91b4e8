// Writes the JSON Schema for editors and the error codes in docs/errors.md, as `npm run generate` does with everything else.
// Command: node packages/policy-document/src/generate-schema.ts
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from './generated-files.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** What is in the repository now; the empty string when it is not there. */
export function presentContent(file: string): string {
  const path = join(ROOT, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function main(): void {
  for (const { file, content } of generatedFiles(presentContent)) writeFileSync(join(ROOT, file), content);
}

if (import.meta.main) main();
