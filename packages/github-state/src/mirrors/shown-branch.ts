// The watermark as a branch of the repository that has the ledger: at the record that was shown last, or at a commit on it that says which mirrors are left.
import { readLedgerJson } from '@rampart/ledger-records';
import { failed, ok, type Result } from '@rampart/rollout-engine';
import { at } from '../answer-fields.ts';
import { githubPortError } from '../github-port-error.ts';
import type { GithubView, KnownMark } from '../github-view.ts';
import type { SeenCommit } from '../look.ts';
import { moveRefs } from '../move-refs.ts';
import type { Publisher } from '../publish.ts';
import { writeCommit } from '../write-commit.ts';
import { leftTrailers, type LeftMirrors } from './left-mirrors.ts';
import { shownRef } from './shown-ref.ts';
import type { Watermark } from './watermark.ts';

export function shownBranch(publisher: Publisher, view: GithubView): Watermark {
  const { api, pauses } = publisher;
  const isMoved = async (target: string): Promise<Result<boolean>> => {
    const mark = await view.mark(target);
    const look = await view.look(target);
    if (mark.kind === 'error') return mark;
    return look.kind === 'error' ? look : ok(look.value.mark.head !== mark.value.head);
  };
  return {
    isMoved,
    shownUpTo: (target) => view.mark(target),
    moveTo: async (target, { sequence, left }) => {
      const mark = await view.mark(target);
      if (mark.kind === 'error') return mark;
      const line = await view.line(target, ({ commits }) => commits.some((commit) => sequenceOf(commit) <= sequence));
      if (line.kind === 'error') return line;
      const record = line.value?.line.commits.find((commit) => sequenceOf(commit) === sequence)?.id;
      // Not in the history that we know: another one was put in its place.
      if (record === undefined) return ok('elsewhere');
      const wanted = left.kind === 'none' ? ok(record) : await commitOn(publisher, mark.value, { target, record, sequence, left });
      if (wanted.kind === 'error') return wanted;
      const [from, to] = [mark.value.head, wanted.value];
      if (from === to) {
        const other = await isMoved(target);
        return other.kind === 'error' ? other : ok(other.value ? 'elsewhere' : 'moved');
      }
      const readBack = async () => {
        const look = await view.look(target);
        return look.kind === 'error' ? look : ok(new Map([[shownRef(target), look.value.mark.head]]));
      };
      // Where somebody has set the history back, the mark is on a line that nobody goes on with; and what said what was left is on no line at all.
      const moved = await moveRefs(api, pauses, { repositoryId: mark.value.repositoryId, moves: [{ ref: shownRef(target), from, to, mayLeaveLine: true }], readBack });
      if (moved.kind === 'moved') view.marked(target, { head: to, sequence, left });
      if (moved.kind === 'moved' || moved.kind === 'elsewhere') return ok(moved.kind);
      return failed(moved.kind === 'unread' ? moved.error : githubPortError({ port: 'ledger', what: `moving ${shownRef(target)}`, answer: moved.answer, outcome: moved.kind === 'unknown' ? 'unknown' : 'not-done' }));
    },
  };
}

interface LeftOn {
  readonly target: string;
  /** The record's commit. */
  readonly record: string;
  readonly sequence: number;
  readonly left: Extract<LeftMirrors, { readonly kind: 'left' }>;
}

/** Its file is for whoever opens the branch; we read the message, which comes with the look. */
async function commitOn({ api, pauses, signing }: Publisher, { isSigned }: KnownMark, { target, record, sequence, left }: LeftOn): Promise<Result<string>> {
  const title = `${target}: shown up to record ${String(sequence)}, but for ${left.names.join(', ')}`;
  const files = [{ name: 'README.md', text: `# ${title}\n\nTried again by the looks that come anyway. Deleting this branch makes the next look show everything anew.\n` }];
  const written = await writeCommit(api, pauses, { files, parent: record, atMs: left.triedAtMs, title, trailers: [['Sequence', String(sequence)], ...leftTrailers(left)], signed: signing.isAsked(isSigned) });
  if (written.kind === 'written') return ok(written.id);
  const what = `marking what is shown of ${target}`;
  return written.kind === 'altered' ? failed({ port: 'ledger', code: 'malformed', message: `${what}: ${written.why}`, retryable: false, outcome: 'not-done' }) : failed(githubPortError({ port: 'ledger', what, answer: written, outcome: 'not-done' }));
}

/** 0 where the record is too long to have come with the look: no record that is told about is. */
function sequenceOf({ event }: SeenCommit): number {
  if (event.kind !== 'text') return 0;
  const json = readLedgerJson(new TextEncoder().encode(event.text));
  const sequence = json.kind === 'value' ? at(json.value, 'sequence') : 0;
  return typeof sequence === 'number' ? sequence : 0;
}
