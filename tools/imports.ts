// The import graph, read with TypeScript's own scanner: static, dynamic and type imports, and re-exports.
import ts from 'typescript';
import { listFiles, readText } from './repository.ts';

export interface ImportEdge {
  readonly file: string;
  readonly line: number;
  /** As written, e.g. `@rampart/rollout-policy`, `node:fs`, `./units.ts`. */
  readonly specifier: string;
}

export function importsOf(file: string, text: string): readonly ImportEdge[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName, pos }) => ({
    file,
    line: text.slice(0, pos).split('\n').length,
    specifier: fileName,
  }));
}

export function listImports(): readonly ImportEdge[] {
  return listFiles()
    .filter((file) => /^((packages|actions|examples)\/[^/]+|simulator)\/(src|test)\/.*\.ts$/.test(file))
    .flatMap((file) => importsOf(file, readText(file)));
}

/** `@rampart/action-kit/main` belongs to package `@rampart/action-kit`, `yaml/util` to `yaml`. */
export function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

export function isTestFile(file: string): boolean {
  return /\.test\.ts$/.test(file) || /^([^/]+\/[^/]+|simulator)\/test\//.test(file);
}
