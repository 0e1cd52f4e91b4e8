// The status `rollout/freeze` on pull requests and merge groups, kept as the freezes are. A status is the last word that was written, by whomever: so
// whoever writes looks at the freezes again after it, and writes again where they have changed meanwhile. What a dead job left behind, a sweep puts right.
import type { FailedAnswer, GithubApi } from '@rampart/github-api';
import { failed, ok, type Clock, type Result } from '@rampart/rollout-engine';
import { textAt } from '../answer-fields.ts';
import { githubPortError } from '../github-port-error.ts';
import { changedPaths } from './changed-paths.ts';
import { freezeContext, freezeUnknown, freezeVerdict, type FreezeVerdict, type TouchedPaths } from './freeze-verdict.ts';
import type { FrozenNow, ReadFrozen } from './frozen-paths.ts';
import { openChanges, type OpenChange } from './open-changes.ts';

export interface FreezeStatusesOptions {
  /** Of the repository that has the pull requests. */
  readonly api: GithubApi;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly signal: AbortSignal;
  readonly readFrozen: ReadFrozen;
  /** At most so many statuses at a time; default: nearly all that GitHub takes in an hour. */
  readonly writesMax?: number;
}

export interface FreezeStatuses {
  /** All open pull requests and the groups in the merge queue, each written on change alone. */
  showAll(): Promise<Result<ShownStatuses>>;
  /** One change: a pull request, or a group of the merge queue with its own commit. Needs to read contents and to write statuses, and no more. */
  showOne(change: CheckedChange): Promise<Result<ShownStatus>>;
}

export interface CheckedChange {
  readonly head: string;
  /** A branch without `refs/heads/`. */
  readonly base: string;
  /** What the change is compared with: the base, or the commit that a merge group stands on. */
  readonly from: string;
  readonly defaultBranch: string;
}

export interface ShownStatus extends FreezeVerdict {
  readonly context: string;
  readonly written: boolean;
}

export interface ShownStatuses {
  readonly open: number;
  /** Now `failure`. */
  readonly frozen: number;
  readonly written: number;
  /** Should have been written and were not; a later sweep does it, or the gate. */
  readonly left: number;
  readonly why: string;
}

/** Content that may be made in an hour is 500, for everybody who uses this token. */
const WRITES_MAX = 450;
/** With more open pull requests than this only those are written that touch what is frozen, or did. The gate does the others when they move. */
const ALL_MAX = 300;
const PAUSE_MS = 1_000;
/** Freezes that change again and again while statuses are written are left to the next one who looks. */
const ROUNDS = 3;

export function freezeStatuses(options: FreezeStatusesOptions): FreezeStatuses {
  return { showAll: () => showAll(options), showOne: (change) => showOne(options, change) };
}

async function showOne({ api, readFrozen }: FreezeStatusesOptions, { head, base, from, defaultBranch }: CheckedChange): Promise<Result<ShownStatus>> {
  const context = freezeContext({ base, defaultBranch });
  let touched: TouchedPaths | 'not-asked' = 'not-asked';
  let written = false;
  for (let round = 1; ; round += 1) {
    const now = await readFrozen();
    if (now.kind === 'ok' && touched === 'not-asked' && isFrozen(now.value, base)) {
      const asked = await changedPaths(api, { base: from, head });
      if (asked.kind !== 'paths') return failedWith('comparing the change with its base', asked);
      touched = asked.paths;
    }
    // Not known is no yes. A status that says so can be set right later; none at all could not be told from a gate that never ran.
    const verdict = now.kind === 'error' ? freezeUnknown(now.error.message) : freezeVerdict(now.value, base, touched === 'not-asked' ? [] : touched);
    const shown = await statusOn(api, head, context);
    if (shown.kind === 'error') return shown;
    if (!isSame(shown.value, verdict)) {
      const wrote = await write(api, { head, context, verdict });
      if (wrote.kind !== 'ok') return failedWith(`setting the status ${context}`, wrote);
      written = true;
    }
    if (now.kind === 'error') return now;
    const after = await readFrozen();
    if (round === ROUNDS || (after.kind === 'ok' && after.value.head === now.value.head)) return ok({ ...verdict, context, written });
  }
}

async function showAll(options: FreezeStatusesOptions): Promise<Result<ShownStatuses>> {
  let spent = 0;
  let failure: FailedAnswer | 'none' = 'none';
  for (let round = 1; ; round += 1) {
    const now = await options.readFrozen();
    if (now.kind === 'error') return now;
    const listed = await openChanges(options.api);
    if (listed.kind !== 'open') return failedWith('listing the open pull requests', listed);
    const wanted: Wanted[] = [];
    for (const change of listed.changes) {
      const one = await wantedOn(options.api, now.value, change, listed.defaultBranch);
      if (one.kind !== 'wanted') return failedWith(`comparing ${change.what} with its base`, one);
      wanted.push(one);
    }
    const due = inOrder(wanted.filter(({ isDue }) => isDue), listed.changes.length > ALL_MAX);
    let done = 0;
    for (const { head, context, verdict } of due) {
      if (spent === (options.writesMax ?? WRITES_MAX) || options.signal.aborted || failure !== 'none') break;
      if (spent > 0) await options.clock.sleep(PAUSE_MS, options.signal);
      const wrote = await write(options.api, { head, context, verdict });
      if (wrote.kind === 'ok') [done, spent] = [done + 1, spent + 1];
      // Gone with its fork, or with a thousand statuses on it: the others are none the worse for it.
      else if (wrote.kind !== 'refused' && wrote.kind !== 'not-found') failure = wrote;
    }
    const after = await options.readFrozen();
    const isSettled = after.kind === 'error' || after.value.head === now.value.head;
    if (failure !== 'none' && spent === 0) return failedWith('setting a status', failure);
    if (isSettled || round === ROUNDS || failure !== 'none' || options.signal.aborted) {
      const frozen = wanted.filter(({ verdict }) => verdict.state === 'failure').length;
      return ok({ open: wanted.length, frozen, written: spent, left: wanted.filter(({ isDue }) => isDue).length - done, why: failure === 'none' ? '' : failure.why });
    }
  }
}

interface Wanted {
  readonly kind: 'wanted';
  readonly head: string;
  readonly context: string;
  readonly verdict: FreezeVerdict;
  /** It does not say so yet. */
  readonly isDue: boolean;
  readonly wasFrozen: boolean;
}

async function wantedOn(api: GithubApi, now: FrozenNow, { head, base, paths, statuses }: OpenChange, defaultBranch: string): Promise<Wanted | FailedAnswer> {
  let touched: TouchedPaths = paths === 'ask' ? [] : paths;
  if (paths === 'ask' && isFrozen(now, base)) {
    const asked = await changedPaths(api, { base, head });
    if (asked.kind === 'paths') touched = asked.paths;
    // Its fork, or what it started from, is gone: nobody can merge it as it is.
    else if (asked.kind === 'not-found') touched = 'too-many';
    else return asked;
  }
  const context = freezeContext({ base, defaultBranch });
  const verdict = freezeVerdict(now, base, touched);
  const shown = statuses.find((status) => status.context === context);
  return { kind: 'wanted', head, context, verdict, isDue: !isSame(shown, verdict), wasFrozen: shown !== undefined && shown.state !== 'success' };
}

/** What is frozen first: that cannot wait. Then what waits for its release, then all others, where there are not too many. */
function inOrder(due: readonly Wanted[], isCrowd: boolean): readonly Wanted[] {
  const frozen = due.filter(({ verdict }) => verdict.state === 'failure');
  const released = due.filter(({ verdict, wasFrozen }) => verdict.state !== 'failure' && wasFrozen);
  const others = due.filter(({ verdict, wasFrozen }) => verdict.state !== 'failure' && !wasFrozen);
  return isCrowd ? [...frozen, ...released] : [...frozen, ...released, ...others];
}

function isFrozen({ frozen }: FrozenNow, base: string): boolean {
  return frozen.some(({ branch }) => branch === base);
}

/** A success is a success, for whatever reason. */
function isSame(shown: { readonly state: string; readonly description: string } | undefined, verdict: FreezeVerdict): boolean {
  return shown !== undefined && shown.state === verdict.state && (verdict.state === 'success' || shown.description === verdict.description);
}

/** The newest of a context counts, and comes first. */
async function statusOn(api: GithubApi, head: string, context: string): Promise<Result<{ readonly state: string; readonly description: string } | undefined>> {
  const listed = await api.rest<readonly unknown[]>({ method: 'GET', path: '/repos/{owner}/{repo}/commits/{ref}/statuses', params: { ref: head, per_page: 100 } });
  if (listed.kind !== 'ok') return failedWith(`reading the statuses of ${head.slice(0, 12)}`, listed);
  const found = listed.value.find((status) => textAt(status, 'context') === context);
  return ok(found === undefined ? undefined : { state: textAt(found, 'state'), description: textAt(found, 'description') });
}

async function write(api: GithubApi, { head, context, verdict }: { readonly head: string; readonly context: string; readonly verdict: FreezeVerdict }) {
  const request = { method: 'POST', path: '/repos/{owner}/{repo}/statuses/{sha}', params: { sha: head, context, state: verdict.state, description: verdict.description } } as const;
  const first = await api.rest<unknown>(request);
  // The same status twice is the same status.
  return first.kind === 'unknown' ? api.rest<unknown>(request) : first;
}

function failedWith(what: string, answer: FailedAnswer): Result<never> {
  return failed(githubPortError({ port: 'freeze', what, answer, outcome: answer.kind === 'unknown' ? 'unknown' : 'not-done' }));
}
