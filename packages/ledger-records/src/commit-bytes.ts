// A commit as bytes. Author, committer and date are fixed by what is recorded, so that the id of a record follows from its content
// alone: two machines that record the same thing write the same commit.
import { GIT_IDENTITY, oneLine } from '@rampart/git-process';
import { invariant } from '@rampart/rollout-policy';

export interface CommitContent {
  readonly tree: string;
  /** Empty for the first commit of a history. */
  readonly parent: string;
  readonly atMs: number;
  readonly title: string;
  readonly trailers: readonly (readonly [name: string, value: string])[];
}

export function commitBytes(content: CommitContent): string {
  invariant(Number.isSafeInteger(content.atMs) && content.atMs >= 0, 'a record has a time since 1970', { atMs: content.atMs });
  const who = `${GIT_IDENTITY} ${Math.floor(content.atMs / 1000)} +0000`;
  const header = [`tree ${content.tree}`, ...(content.parent === '' ? [] : [`parent ${content.parent}`]), `author ${who}`, `committer ${who}`];
  return `${[...header, '', commitMessage(content)].join('\n')}\n`;
}

/** Without a line end after the last line. Nothing in a title or a trailer can forge another one. */
export function commitMessage({ title, trailers }: Pick<CommitContent, 'title' | 'trailers'>): string {
  const subject = oneLine(title) || 'record';
  const lines = trailers.map(([name, value]) => `${name}: ${oneLine(value)}`);
  return (lines.length === 0 ? [subject] : [subject, '', ...lines]).join('\n');
}
