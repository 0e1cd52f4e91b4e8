// What follows from this package and is kept in the repository.
import { renderJsonSchema } from './json-schema.ts';
import { renderErrorPage } from './mistakes/error-table.ts';

export interface GeneratedFile {
  /** Relative to the root of the repository. */
  readonly file: string;
  readonly content: string;
}

/** `present`: what a file of the repository holds now, the empty string where it does not exist. */
export function generatedFiles(present: (file: string) => string): readonly GeneratedFile[] {
  return [
    { file: 'packages/policy-document/policy.schema.json', content: renderJsonSchema() },
    { file: 'docs/errors.md', content: renderErrorPage(present('docs/errors.md')) },
  ];
}
