// The watermark as a branch of the repository that has the ledger, at the record that was shown last.
import type { GithubApi } from '@rampart/github-api';
import { readLedgerJson } from '@rampart/ledger-records';
import { failed, ok } from '@rampart/rollout-engine';
import { at } from '../answer-fields.ts';
import { githubPortError } from '../github-port-error.ts';
import type { GithubView } from '../github-view.ts';
import type { SeenCommit } from '../look.ts';
import { moveRefs } from '../move-refs.ts';
import type { Pauses } from '../pauses.ts';
import { shownRef } from './shown-ref.ts';
import type { Watermark } from './watermark.ts';

export function shownBranch(api: GithubApi, pauses: Pauses, view: GithubView): Watermark {
  return {
    shownUpTo: async (target) => {
      const mark = await view.mark(target);
      return mark.kind === 'ok' ? ok(mark.value.sequence) : mark;
    },
    moveTo: async (target, sequence) => {
      const mark = await view.mark(target);
      if (mark.kind === 'error') return mark;
      const line = await view.line(target, ({ commits }) => commits.some((commit) => sequenceOf(commit) <= sequence));
      if (line.kind === 'error') return line;
      const to = line.value?.line.commits.find((commit) => sequenceOf(commit) === sequence)?.id;
      // Not in the history that we know: another one was put in its place.
      if (to === undefined) return ok('elsewhere');
      const from = mark.value.head;
      if (from === to) return ok('moved');
      const readBack = async () => {
        const look = await view.look(target);
        return look.kind === 'error' ? look : ok(new Map([[shownRef(target), look.value.mark.head]]));
      };
      // Where somebody has set the history back, the mark is on a line that nobody goes on with.
      const moved = await moveRefs(api, pauses, { repositoryId: mark.value.repositoryId, moves: [{ ref: shownRef(target), from, to, mayLeaveLine: true }], readBack });
      if (moved.kind === 'moved') view.marked(target, { head: to, sequence });
      if (moved.kind === 'moved' || moved.kind === 'elsewhere') return ok(moved.kind);
      return failed(moved.kind === 'unread' ? moved.error : githubPortError({ port: 'ledger', what: `moving ${shownRef(target)}`, answer: moved.answer, outcome: moved.kind === 'unknown' ? 'unknown' : 'not-done' }));
    },
  };
}

/** 0 where the record is too long to have come with the look: no record that is told about is. */
function sequenceOf({ event }: SeenCommit): number {
  if (event.kind !== 'text') return 0;
  const json = readLedgerJson(new TextEncoder().encode(event.text));
  const sequence = json.kind === 'value' ? at(json.value, 'sequence') : 0;
  return typeof sequence === 'number' ? sequence : 0;
}
