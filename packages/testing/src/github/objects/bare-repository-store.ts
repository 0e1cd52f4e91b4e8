// Objects and refs in a bare repository, which git itself writes and checks. Needs git 2.33.1 (Debian 12 has 2.39): from there on `update-ref` takes several
// transactions in one process (2.30) and answers each at once.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { commitHistory } from './commit-history.ts';
import { gitConversation, type GitConversation, type Taken } from './git-conversation.ts';
import { isObjectId, NO_OBJECT, type GitObject, type ObjectType } from './git-object.ts';
import { runGit } from './git-process.ts';
import { queue } from './in-turn.ts';
import { readRefs } from './ref-files.ts';
import { isRefName } from './ref-name.ts';
import { ANYWHERE, type ObjectRead, type ObjectStore, type RefMove, type RefsMoved } from './object-store.ts';

/** Makes the repository, or takes the one that is there. Processes end with `close`. */
export async function bareRepositoryStore(folder: string): Promise<ObjectStore> {
  const gitDir = resolve(folder);
  mkdirSync(gitDir, { recursive: true });
  const made = await runGit(gitDir, ['init', '--quiet', '--bare', '--initial-branch=main', '--template=']);
  if (made.code !== 0) throw failed('init', made.stderr);
  if (existsSync(join(gitDir, 'reftable'))) throw new Error(`the repository in ${gitDir} keeps its refs in a table; the emulator reads them from files`);

  const reader = gitConversation(gitDir, ['cat-file', '--batch']);
  const writer = objectWriter(gitDir);
  const mover = gitConversation(gitDir, ['update-ref', '--no-deref', '--stdin', '-z']);
  // Nobody sees half of a move.
  const inTurn = queue();
  // What git has shown once, for it cannot change. What is missing is asked for again: it may come.
  const shown = new Map<string, ObjectRead>();
  const read = async (id: string): Promise<ObjectRead> => {
    if (!isObjectId(id)) return { kind: 'missing' };
    const known = shown.get(id);
    if (known !== undefined) return known;
    const reply = await reader.ask(`${id}\n`, takeObject);
    if (reply.kind === 'ended') throw failed('cat-file', reply.stderr);
    if (reply.answer.kind === 'object' && reply.answer.object.bytes.length <= SHOWN_BYTES_MAX) shown.set(id, reply.answer);
    return reply.answer;
  };

  return {
    write: (object) => writer.write(object),
    read,
    refs: () => inTurn(async () => readRefs(gitDir)),
    moveRefs: (moves) => inTurn(() => moveRefs(mover, moves)),
    ...commitHistory(read),
    close: async () => {
      await Promise.all([reader.close(), writer.close(), mover.close()]);
    },
  };
}

/** A bigger object is read anew, rather than kept. */
const SHOWN_BYTES_MAX = 65_536;

function failed(command: string, why: string): Error {
  return new Error(`git ${command} in the emulated repository failed: ${why}`);
}

/** git checks trees, commits and tags before it takes them. Objects reach it as files, since it reads one object from a pipe and ends. */
function objectWriter(gitDir: string): { write(object: GitObject): Promise<string>; close(): Promise<void> } {
  const hashObject = (type: ObjectType): GitConversation => gitConversation(gitDir, ['hash-object', '-w', '--stdin-paths', '--no-filters', '-t', type]);
  const ofType = { blob: hashObject('blob'), tree: hashObject('tree'), commit: hashObject('commit'), tag: hashObject('tag') };
  const folder = mkdtempSync(join(gitDir, 'incoming-'));
  let count = 0;
  let isClosed = false;
  return {
    write: async ({ type, bytes }) => {
      if (isClosed) throw new Error('the emulated repository was closed');
      const name = String((count += 1));
      writeFileSync(join(folder, name), bytes);
      try {
        const reply = await ofType[type].ask(`${basename(folder)}/${name}\n`, takeLine);
        if (reply.kind === 'ended') throw failed('hash-object', reply.stderr);
        return reply.answer;
      } finally {
        rmSync(join(folder, name), { force: true });
      }
    },
    close: async () => {
      isClosed = true;
      await Promise.all(Object.values(ofType).map((conversation) => conversation.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function moveRefs(mover: GitConversation, moves: readonly RefMove[]): Promise<RefsMoved> {
  // git lets refs with bad names go away, so that they can be cleaned up; and it takes every word that names an object.
  const bad = moves.find(({ ref }) => !isRefName(ref))?.ref;
  if (bad !== undefined) return { kind: 'refused', why: `no name for a ref: ${bad}` };
  const vague = moves.find(({ from, to }) => !(from === ANYWHERE || isObjectId(from)) || !isObjectId(to));
  if (vague !== undefined) return { kind: 'refused', why: `no object's id: ${JSON.stringify(vague)}` };
  const commands = ['start', ...moves.map(commandOf), 'prepare', 'commit'].map((command) => `${command}\0`).join('');
  const reply = await mover.ask(commands, (said): Taken<RefsMoved> => (said.includes('commit: ok\n') ? { kind: 'answer', answer: { kind: 'moved' } } : { kind: 'not-yet' }));
  if (reply.kind === 'answer') return reply.answer;
  // So ends a git that refuses, and one that could do nothing else.
  if (reply.code === 128) return { kind: 'refused', why: reply.stderr };
  throw failed('update-ref', reply.stderr);
}

/** In the form of `-z`: the new value, then the old one, each behind a NUL; no old value means wherever it is. */
function commandOf({ ref, from, to }: RefMove): string {
  const old = from === ANYWHERE ? '' : from;
  return to === NO_OBJECT ? `delete ${ref}\0${old}` : `update ${ref}\0${to}\0${old}`;
}

function takeLine(said: Buffer): Taken<string> {
  return said.at(-1) === 0x0a ? { kind: 'answer', answer: said.toString('utf8').trim() } : { kind: 'not-yet' };
}

/** A line with id, type and size, then the object, then a line's end. */
function takeObject(said: Buffer): Taken<ObjectRead> {
  const lineEnd = said.indexOf(0x0a);
  if (lineEnd === -1) return { kind: 'not-yet' };
  const [, type, size] = /^[0-9a-f]{40} ([a-z]+) (\d+)$/.exec(said.toString('utf8', 0, lineEnd)) ?? [];
  if (type === undefined) return { kind: 'answer', answer: { kind: 'missing' } };
  const end = lineEnd + 1 + Number(size);
  if (said.length <= end) return { kind: 'not-yet' };
  return { kind: 'answer', answer: { kind: 'object', object: { type: type as ObjectType, bytes: Buffer.from(said.subarray(lineEnd + 1, end)) } } };
}
