// Reading and writing single objects and refs. Objects are written whole and content-addressed: writing one twice is harmless,
// and nobody sees it before a ref leads to it.
import { gitFailure } from './failure.ts';
import type { GitFailure } from './failure.ts';
import type { GitOk } from './git.ts';
import type { GitRepository } from './repository.ts';

export type Written = { readonly kind: 'written'; readonly id: string } | GitFailure;

export async function writeObject(repository: GitRepository, object: { readonly type: 'blob' | 'commit' | 'tag'; readonly bytes: string | Uint8Array }): Promise<Written> {
  return writtenId(await repository.run(['hash-object', '-w', '-t', object.type, '--stdin'], { stdin: object.bytes }));
}

export interface TreeFile {
  readonly name: string;
  readonly blob: string;
}

/** A tree of plain files. Names hold no slash. */
export async function writeTree(repository: GitRepository, files: readonly TreeFile[]): Promise<Written> {
  const stdin = files.map(({ name, blob }) => `100644 blob ${blob}\t${name}\0`).join('');
  return writtenId(await repository.run(['mktree', '-z'], { stdin }));
}

export type RefReading = { readonly kind: 'absent' } | { readonly kind: 'at'; readonly id: string } | GitFailure;

/** What a ref points at, here; fetch first to know what it is there. */
export async function readRef(repository: GitRepository, ref: string): Promise<RefReading> {
  const listed = await repository.run(['for-each-ref', '--format=%(objectname) %(refname)', '--end-of-options', ref]);
  if (listed.kind === 'failed') return listed;
  // git skips a ref file that it cannot read and only warns: to us that is damage, not absence.
  if (listed.stderr !== '') return gitFailure({ reason: 'not-usable', verb: 'for-each-ref', detail: listed.stderr, trouble: 'malformed' });
  for (const line of listed.stdout.toString('utf8').split('\n')) {
    const space = line.indexOf(' ');
    if (line.slice(space + 1) === ref) return { kind: 'at', id: line.slice(0, space) };
  }
  return { kind: 'absent' };
}

export type ObjectReading = { readonly kind: 'object'; readonly id: string; readonly type: string; readonly bytes: Buffer } | { readonly kind: 'missing' };
export type ObjectsReading = { readonly kind: 'read'; readonly objects: readonly ObjectReading[] } | GitFailure;

/** Reads objects by name (`<id>`, `<commit>:<path>`), answers in the order asked. A name with a line break is never there. */
export async function readObjects(repository: GitRepository, names: readonly string[]): Promise<ObjectsReading> {
  const asked = names.filter((name) => !/[\r\n\0]/.test(name));
  if (asked.length === 0) return { kind: 'read', objects: names.map(() => ({ kind: 'missing' })) };
  const result = await repository.run(['cat-file', '--batch'], { stdin: asked.map((name) => `${name}\n`).join('') });
  if (result.kind === 'failed') return result;
  const answers = parseBatch(result.stdout, asked.length);
  if (answers === undefined) return gitFailure({ reason: 'not-usable', verb: 'cat-file', detail: 'its output cannot be read', trouble: 'malformed' });
  const byName = new Map(asked.map((name, index) => [name, answers[index] ?? ({ kind: 'missing' } as const)]));
  return { kind: 'read', objects: names.map((name) => byName.get(name) ?? { kind: 'missing' }) };
}

/** `<id> <type> <size>\n<bytes>\n`, or `<name> missing\n`. */
function parseBatch(output: Buffer, count: number): ObjectReading[] | undefined {
  const answers: ObjectReading[] = [];
  let at = 0;
  while (answers.length < count) {
    const lineEnd = output.indexOf(0x0a, at);
    if (lineEnd === -1) return undefined;
    const header = /^([0-9a-f]{40,64}) ([a-z]+) (\d+)$/.exec(output.toString('utf8', at, lineEnd));
    at = lineEnd + 1;
    if (header === null) {
      answers.push({ kind: 'missing' });
      continue;
    }
    const end = at + Number(header[3]);
    if (end >= output.length) return undefined;
    answers.push({ kind: 'object', id: header[1] ?? '', type: header[2] ?? '', bytes: output.subarray(at, end) });
    at = end + 1;
  }
  return answers;
}

function writtenId(result: GitOk | GitFailure): Written {
  return result.kind === 'failed' ? result : { kind: 'written', id: result.stdout.toString('utf8').trim() };
}
