// What this process has seen of the state on GitHub: looks at it, and keeps what cannot change.
import type { FailedAnswer, GithubApi } from '@rampart/github-api';
import { FREEZES_REF, ledgerRef, setBack } from '@rampart/ledger-records';
import type { SetBack } from '@rampart/ledger-records';
import { failed, ok } from '@rampart/rollout-engine';
import type { Clock, FreezeHolder, PortError, Result } from '@rampart/rollout-engine';
import type { Contents } from './contents.ts';
import { readFreezes } from './freezes-query.ts';
import type { FreezesReading } from './freezes-query.ts';
import { freezesSetBack } from './freezes-set-back.ts';
import { githubPortError } from './github-port-error.ts';
import { compareLook, goneBack, goneOn } from './known-line.ts';
import type { Comparison, KnownLine } from './known-line.ts';
import { lookAtHeads } from './look-at-heads.ts';
import type { Heads } from './look-at-heads.ts';
import { lookAt, lookBack } from './look.ts';
import type { Line, Look, Mark, SeenCommit } from './look.ts';
import type { Pauses } from './pauses.ts';
import { seenHeads } from './seen-heads.ts';
import { together } from './together.ts';

export interface GithubView {
  /** As GitHub shows it now, never older than what was seen before; or as `lookAhead` has just seen it, once. */
  look(target: string): Promise<Result<Look>>;
  /** Looks for all of these at once: the next look at each is answered from that. Where no head has moved nothing is read but the heads. */
  lookAhead(targets: readonly string[]): Promise<void>;
  /** The line of commits up to the head that was seen last, at least as far back as `reaches` says; undefined before the first look. */
  line(target: string, reaches: (line: Line) => boolean): Promise<Result<KnownLine | undefined>>;
  /** What we wrote ourselves on the head that was seen last, and the state there. */
  wrote(target: string, commit: SeenCommit, parent: string, state: Contents): void;
  /** The freezes of a target. What a look brought along is told once of each; after that GitHub is asked again. */
  freeze(target: string, by: FreezeHolder): Promise<Result<Look['freeze']>>;
  /** All freezes, now and at a commit, as a change has to know them. */
  freezes(expected: string): Promise<Result<FreezesReading>>;
  /** We moved the freezes there ourselves. */
  wroteFreezes(head: string, parent: string): void;
  /** How far the mirrors came, as the last look saw it; looks where nobody did. */
  mark(target: string): Promise<Result<KnownMark>>;
  /** We moved the mark there ourselves. */
  marked(target: string, mark: Mark): void;
}

export interface KnownMark extends Mark {
  readonly repositoryId: string;
  /** Whether the ledger's commits are signed by GitHub. */
  readonly isSigned: boolean;
}

/** For a job's first look at a target, and for those after it, which bring news alone. */
const EVENTS_FIRST = 40;
const EVENTS_AGAIN = 5;
const EVENTS_BACK = 100;
const TARGETS_AT_ONCE = 20;
const TRIES = 4;

export function githubView(api: GithubApi, pauses: Pauses, clock: Pick<Clock, 'nowMs'>): GithubView {
  const known = new Map<string, KnownLine>();
  /** In full, as of the head that is known. */
  const looks = new Map<string, Look>();
  const ahead = new Map<string, Result<Look>>();
  const brought = new Map<string, Look['freeze']>();
  const marks = new Map<string, KnownMark>();
  const freezeHeads = seenHeads();
  const wasSetBack = (target: string, how: SetBack): PortError => setBack(target, how, { shownBy: 'GitHub', before: known.get(target)?.head ?? '' });

  const askFor = async (targets: readonly string[]): Promise<(target: string) => Result<Look>> => {
    const looked = await lookAt(api, targets, targets.every((target) => known.has(target)) ? EVENTS_AGAIN : EVENTS_FIRST);
    return (target) => {
      if (looked.kind !== 'looks') return failed(notRead(target, looked));
      const look = looked.byTarget.get(target);
      return look === undefined ? failed(wasSetBack(target, 'gone')) : ok(look);
    };
  };
  const ask = together(askFor, TARGETS_AT_ONCE);

  /** What is known in full, if GitHub still shows the heads that it belongs to. */
  const unmoved = (target: string, heads: Heads): Look | 'moved' => {
    const look = looks.get(target);
    if (look === undefined || look.head !== heads.ledger || look.freeze.head !== heads.freezes) return 'moved';
    return { ...look, mark: heads.mark };
  };

  const askAhead = async (targets: readonly string[]): Promise<void> => {
    let moved = targets;
    if (targets.every((target) => looks.has(target))) {
      const looked = await lookAtHeads(api, targets);
      const answers = targets.map((target): [string, Result<Look> | 'moved'] => {
        if (looked.kind !== 'heads') return [target, failed(notRead(target, looked))];
        const heads = looked.byTarget.get(target);
        const look = heads === undefined ? 'moved' : unmoved(target, heads);
        return [target, look === 'moved' ? look : ok(look)];
      });
      for (const [target, answer] of answers) if (answer !== 'moved') ahead.set(target, answer);
      moved = answers.flatMap(([target, answer]) => (answer === 'moved' ? [target] : []));
    }
    if (moved.length === 0) return;
    const answer = await askFor(moved);
    for (const target of moved) ahead.set(target, answer(target));
  };

  /** Once: whoever looks again wants to see what is there now. */
  const seenAhead = (target: string): Result<Look> | 'nothing' => {
    const seen = ahead.get(target) ?? 'nothing';
    ahead.delete(target);
    return seen;
  };

  const back = async (target: string, line: Line): Promise<Result<Line>> => {
    const looked = await lookBack(api, line.commits.at(-1)?.id ?? '', EVENTS_BACK);
    if (looked.kind === 'line') return ok(goneBack(line, looked.line));
    return failed(githubPortError({ port: 'ledger', what: `reading the history of ${ledgerRef(target)}`, answer: looked, outcome: 'not-done' }));
  };

  /** Reads on where so much is new that one look does not show how it follows from what is known. */
  const compareWithKnown = async (target: string, { head, line }: Look): Promise<Exclude<Comparison, { readonly kind: 'apart' }> | { readonly kind: 'error'; readonly error: PortError }> => {
    let reached = line;
    for (;;) {
      const compared = compareLook(known.get(target), { head, line: reached });
      if (compared.kind !== 'apart') return compared;
      const further = await back(target, reached);
      if (further.kind === 'error') return further;
      reached = further.value;
    }
  };

  const newestFreezes = async <T extends { readonly head: string }>(read: () => Promise<Result<T>>): Promise<Result<T>> => {
    for (let tries = 1; ; tries += 1) {
      const reading = await read();
      if (reading.kind === 'error') return reading;
      const { head } = reading.value;
      const seen = freezeHeads.see(head, clock.nowMs());
      if (seen === 'fits') return reading;
      if (tries === TRIES) return failed(freezesSetBack({ how: seen, shown: head, before: freezeHeads.newest() }));
      await pauses.pause(tries);
    }
  };

  const view: GithubView = {
    look: async (target) => {
      for (let tries = 1; ; tries += 1) {
        const seen = seenAhead(target);
        const look = seen === 'nothing' ? await ask(target) : seen;
        if (look.kind === 'error') return look;
        const compared = await compareWithKnown(target, look.value);
        if (compared.kind === 'error') return compared;
        if (compared.kind === 'known') {
          known.set(target, compared.known);
          looks.set(target, look.value);
          for (const by of ['hand', 'rollout']) brought.set(`${by} ${target}`, look.value.freeze);
          marks.set(target, knownMark(look.value));
          return look;
        }
        // A replica catches up within seconds.
        if (compared.kind === 'rewritten' || tries === TRIES) return failed(wasSetBack(target, compared.kind));
        await pauses.pause(tries);
      }
    },
    lookAhead: async (targets) => {
      ahead.clear();
      const all = [...new Set(targets)];
      const chunks = Array.from({ length: Math.ceil(all.length / TARGETS_AT_ONCE) }, (_, chunk) => all.slice(chunk * TARGETS_AT_ONCE, (chunk + 1) * TARGETS_AT_ONCE));
      await Promise.all(chunks.map(askAhead));
    },
    line: async (target, reaches) => {
      for (;;) {
        const now = known.get(target);
        const oldest = now?.line.commits.at(-1);
        if (now === undefined || oldest === undefined || now.line.isWhole || reaches(now.line)) return ok(now);
        const further = await back(target, now.line);
        if (further.kind === 'error') return further;
        // Somebody else of this process may have read on meanwhile.
        if (known.get(target) === now) known.set(target, { ...now, line: further.value });
      }
    },
    freeze: async (target, by) => {
      const kept = brought.get(`${by} ${target}`);
      brought.delete(`${by} ${target}`);
      if (kept !== undefined && freezeHeads.see(kept.head, clock.nowMs()) === 'fits') return ok(kept);
      return newestFreezes(async () => {
        const look = await ask(target);
        return look.kind === 'error' ? look : ok(look.value.freeze);
      });
    },
    freezes: (expected) =>
      newestFreezes(async () => {
        const reading = await readFreezes(api, expected);
        return reading.kind === 'freezes' ? ok(reading) : failed(githubPortError({ port: 'freeze', what: `reading ${FREEZES_REF}`, answer: reading, outcome: 'not-done' }));
      }),
    wroteFreezes: (head, parent) => {
      brought.clear();
      freezeHeads.wrote(head, parent);
    },
    wrote: (target, commit, parent, state) => {
      ahead.delete(target);
      const before = known.get(target);
      if (before !== undefined) known.set(target, goneOn(before, commit, parent));
      const look = looks.get(target);
      // Where somebody has looked since, that is newer.
      if (look?.head === parent) looks.set(target, { ...look, head: commit.id, state });
    },
    mark: async (target) => {
      const kept = marks.get(target);
      if (kept !== undefined) return ok(kept);
      const look = await view.look(target);
      return look.kind === 'error' ? look : ok(knownMark(look.value));
    },
    marked: (target, mark) => {
      const kept = marks.get(target);
      if (kept !== undefined) marks.set(target, { ...kept, ...mark });
    },
  };
  return view;
}

function knownMark({ repositoryId, isSigned, mark }: Look): KnownMark {
  return { repositoryId, isSigned, ...mark };
}

function notRead(target: string, answer: FailedAnswer): PortError {
  return githubPortError({ port: 'ledger', what: `reading ${ledgerRef(target)}`, answer, outcome: 'not-done' });
}
