// Reads a policy and the `_defaults.yaml` beside it from disk.
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { MISTAKE_KINDS } from './mistakes/mistake-kinds.ts';
import type { Mistake } from './mistakes/mistake.ts';
import { shownText } from './mistakes/shown.ts';
import { readPolicy, type PolicyReading } from './read-policy.ts';
import { FILE_BYTES_MAX, type YamlFile } from './source/read-yaml.ts';

export const DEFAULTS_FILE = '_defaults.yaml';

/** Whatever the disk says is an answer: a file that cannot be read is a mistake, not an exception. */
export async function loadPolicy(path: string): Promise<PolicyReading> {
  if (basename(path) === DEFAULTS_FILE) return refused(path, 'this is the defaults file of the policies beside it', 'a policy, e.g. rampart/fraud.yaml');
  const own = await readText(path);
  const shared = await readText(join(dirname(path), DEFAULTS_FILE));
  const mistakes = [own, shared].flatMap((text) => (text.kind === 'unreadable' ? [text.mistake] : []));
  if (own.kind === 'absent') return refused(path, 'there is no such file', 'the path of a policy, e.g. rampart/fraud.yaml');
  if (own.kind === 'unreadable' || mistakes.length > 0) return { kind: 'mistakes', mistakes };
  return readPolicy(shared.kind === 'text' ? { ...own.file, defaults: shared.file } : own.file);
}

type FileReading = { readonly kind: 'text'; readonly file: YamlFile } | { readonly kind: 'absent' } | { readonly kind: 'unreadable'; readonly mistake: Mistake };

async function readText(path: string): Promise<FileReading> {
  try {
    const { size } = await stat(path);
    // readYaml says that it is too large; a few bytes more than it takes are enough for that.
    if (size > FILE_BYTES_MAX) return { kind: 'unreadable', mistake: mistakeOf(path, 'file-too-large', `the file has ${size} bytes`, `at most ${FILE_BYTES_MAX} bytes`) };
    return { kind: 'text', file: { file: path, text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)) } };
  } catch (error) {
    if (isMissing(error)) return { kind: 'absent' };
    const reason = error instanceof Error ? shownText(error.message, 200).slice(1, -1) : 'unknown reason';
    const why = error instanceof TypeError ? 'the file is not UTF-8 text' : `the file cannot be read (${reason})`;
    return { kind: 'unreadable', mistake: mistakeOf(path, 'unreadable-file', why, 'a readable UTF-8 file') };
  }
}

function refused(path: string, says: string, accepted: string): PolicyReading {
  return { kind: 'mistakes', mistakes: [mistakeOf(path, 'unreadable-file', says, accepted)] };
}

function mistakeOf(path: string, name: 'unreadable-file' | 'file-too-large', says: string, accepted: string): Mistake {
  const place = { kind: 'file', file: path, line: 1, column: 1, endColumn: 2 } as const;
  return { code: MISTAKE_KINDS[name].code, name, place, subject: path, seen: says, accepted, text: `${says}. Accepted: ${accepted}.`, frame: '' };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
