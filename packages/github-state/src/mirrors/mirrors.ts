// What people look at, kept as the ledger says: deployment, commit status, comment, incident, release notes. Called when the ledger has recorded, never
// before; whatever goes wrong here is a warning, and the next look puts it right.
import { lackingPermissions, mergedPermissions, permissionWords, type FailedAnswer, type GithubApi, type Permissions } from '@rampart/github-api';
import { sinceStartOf, type Clock, type EnoughHistory, type PortError } from '@rampart/rollout-engine';
import type { LedgerEvent, TargetState } from '@rampart/rollout-policy';
import { commitStatusMirror } from './commit-status.ts';
import type { FreezeStatuses } from '../freezes/freeze-statuses.ts';
import { deploymentsMirror } from './deployments.ts';
import { freezeMirror } from './freeze.ts';
import { incidentMirror } from './incident.ts';
import { dueMirrors, leftAfter } from './left-mirrors.ts';
import type { Mirror, MirrorName, MirrorOutcome } from './mirror.ts';
import { newestNews } from './news.ts';
import { plainLine } from './plain-text.ts';
import { pullRequestCommentMirror } from './pull-request-comment.ts';
import { releaseNotesMirror } from './release-notes.ts';
import { storyOf, type Shown, type Story } from './story.ts';
import { toldSoFar } from './told-so-far.ts';
import { untoldEnd } from './untold-end.ts';
import { findVersionCommit, type VersionCommit } from './version-commit.ts';
import type { ShownMark, Watermark } from './watermark.ts';

export const MIRRORS: readonly MirrorName[] = ['incident', 'deployments', 'statuses', 'comment', 'release', 'freeze'];

export interface MirrorsOptions {
  /** Of the repository where people look, which need not be the one that has the ledger. */
  readonly api: GithubApi;
  readonly clock: Pick<Clock, 'nowMs' | 'sleep'>;
  readonly signal: AbortSignal;
  readonly watermark: Watermark;
  /** `GITHUB_SERVER_URL`, for links. */
  readonly serverUrl: string;
  /** Default: all. */
  readonly mirrors?: readonly MirrorName[];
  /** Absent: no pull request shows what is frozen. */
  readonly freezeStatuses?: FreezeStatuses;
}

export interface Mirrors {
  /** Whether `show` would show anything, which takes no more of the history than what came since it last did. */
  hasNews(state: TargetState, read: ReadEvents): Promise<boolean>;
  /** Never fails, and never throws for what GitHub or the network does. Where nothing is new it asks nothing. */
  show(shown: Shown): Promise<MirrorReport>;
}

/** Events of a target, oldest first, at least from the newest one on that is `enough`; empty where they cannot be read. */
export type ReadEvents = (enough: EnoughHistory) => Promise<readonly LedgerEvent[]>;

export interface MirrorReport {
  readonly kind: 'shown' | 'nothing-new';
  /** Pages that people can open. */
  readonly links: readonly { readonly mirror: MirrorName; readonly url: string }[];
  readonly warnings: readonly MirrorWarning[];
  /** Another job was showing at the same time, and we may have written something old over something new: read the ledger again, and show again. */
  readonly again: boolean;
}

export interface MirrorWarning {
  readonly mirror: MirrorName | 'all';
  /** `missing-permission`: what the job was not given, perhaps on purpose; tried again as `no-place` is, by what left-mirrors.ts says. `left-behind`: the next look tries again. */
  readonly kind: 'missing-permission' | 'no-place' | 'left-behind';
  readonly text: string;
}

/** What ended longer ago than this is not brought up: whoever starts to use mirrors wants no issues about the past. */
const PAST_MS = 7 * 86_400_000;
const PAUSE_MS = 2_000;
/** A look waits for what is only shown, and the next decision for the look: no mirror is begun later than this after the first. */
const SHOW_MS_MAX = 60_000;
const NOTHING_NEW: MirrorReport = { kind: 'nothing-new', links: [], warnings: [], again: false };

export function githubMirrors({ api, clock, signal, watermark, serverUrl, mirrors: wanted = MIRRORS, freezeStatuses }: MirrorsOptions): Mirrors {
  const pause = (): Promise<void> => clock.sleep(PAUSE_MS, signal);
  const all: readonly Mirror[] = [incidentMirror(api, pause), deploymentsMirror(api, pause), commitStatusMirror(api), pullRequestCommentMirror(api, pause), releaseNotesMirror(api, serverUrl), ...(freezeStatuses === undefined ? [] : [freezeMirror(freezeStatuses)])];
  const mirrors = all.filter(({ name }) => wanted.includes(name));
  const told = toldSoFar(watermark);

  const isNothing = ({ rollout, ended }: TargetState): boolean => mirrors.length === 0 || (rollout.kind === 'none' && (ended.at(-1)?.endedAtMs ?? 0) < clock.nowMs() - PAST_MS);

  /** Of ours, what was refused before and may be tried again. */
  const dueAgain = ({ left }: ShownMark): readonly Mirror[] => {
    const due = dueMirrors(left, clock.nowMs());
    return mirrors.filter(({ name }) => due.includes(name));
  };

  const showNews = async (shown: Shown): Promise<MirrorReport> => {
    const { target, sequence } = shown.state;
    const news = newestNews(shown.events);
    if (news === 'none' || isNothing(shown.state)) return NOTHING_NEW;
    const before = await told.before(shown.state);
    const wanting = before.sequence < news.sequence || told.isUnsure(target) ? mirrors : dueAgain(before);
    const story = wanting.length === 0 ? 'nothing' : storyOf(shown);
    if (story === 'nothing') return NOTHING_NEW;

    const replaced = untoldEnd(shown, before.sequence);
    const ended = replaced === 'nothing' ? [] : await showAll(api, wanting, replaced, clock);
    const live = await showAll(api, wanting, story, clock);
    const outcomes = [...ended, ...live];
    // What may not be written is the same for both, and is said of the one that is live.
    const failures = [...(replaced === 'nothing' ? [] : ended.flatMap(([mirror, outcome]) => warningsOf(replaced, mirror, outcome))), ...live.flatMap(([mirror, outcome]) => warningsOf(story, mirror, outcome))];
    const warnings = once([...failures, ...denialsOf(api, mirrors, story, live)]);
    const links = live.flatMap(([{ name }, outcome]) => (outcome.kind === 'shown' && outcome.url !== '' ? [{ mirror: name, url: outcome.url }] : []));
    const left = leftAfter(before.left, { tried: wanting.map(({ name }) => name), ...refusedOf(outcomes), nowMs: clock.nowMs() });
    const marked = warnings.some(({ kind }) => kind === 'left-behind') ? await told.leave(target) : await told.tell(target, { sequence, left });
    return { kind: 'shown', links, warnings: marked.kind === 'refused' ? [...warnings, unmarked(target, marked.error)] : warnings, again: marked.kind === 'elsewhere' };
  };

  return {
    hasNews: async (state, read) => {
      // Who is told to stop has no time for what the next look shows as well.
      if (isNothing(state) || signal.aborted) return false;
      if (told.isUnsure(state.target)) return true;
      const mark = await told.before(state);
      if (dueAgain(mark).length > 0) return true;
      const before = mark.sequence;
      if (before === state.sequence) return false;
      const isStart = sinceStartOf(state);
      // What a look says is news or not by what the look before it said.
      const news = newestNews(await read((event, count) => (event.sequence <= before && (event.kind === 'ticked' || event.kind === 'started')) || isStart(event, count)));
      return news !== 'none' && news.sequence > before;
    },
    show: async (shown) => {
      try {
        return await showNews(shown);
      } catch (error) {
        // A mistake of ours. What was decided is recorded and done by now: it must not look as if that had failed.
        const text = `what people look at could not be brought up to date: ${plainLine(error instanceof Error ? error.message : String(error), 300)}. Please report this`;
        return { ...NOTHING_NEW, warnings: [{ mirror: 'all', kind: 'left-behind', text }] };
      }
    },
  };
}

function unmarked(target: string, { message }: PortError): MirrorWarning {
  return { mirror: 'all', kind: 'no-place', text: `How far people were told of ${plainLine(target, 64)} could not be marked, so that the next job shows it anew: ${message}` };
}

type Outcomes = readonly (readonly [Mirror, MirrorOutcome])[];

/** One after the other, as GitHub asks for. What failed is tried once more: each mirror reads first, so that is how it finds out what became of it. */
async function showAll(api: GithubApi, mirrors: readonly Mirror[], story: Story, clock: Pick<Clock, 'nowMs'>): Promise<Outcomes> {
  const beganAtMs = clock.nowMs();
  let commit: VersionCommit | 'not-asked' = 'not-asked';
  const show = async (mirror: Mirror): Promise<MirrorOutcome> => {
    if (clock.nowMs() - beganAtMs >= SHOW_MS_MAX) return { kind: 'failed', answer: { kind: 'limited', by: 'silence', why: 'GitHub is slow, and this look has no more time for what is only shown', untilMs: clock.nowMs() } };
    if (!mirror.needsCommit(story)) return mirror.show(story, { kind: 'no-tag', tag: story.candidateTag });
    if (commit === 'not-asked') commit = await findVersionCommit(api, story.candidateTag, mirrors.some(({ name }) => name === 'comment'));
    return mirror.show(story, commit);
  };
  const first: (readonly [Mirror, MirrorOutcome])[] = [];
  for (const mirror of mirrors) first.push([mirror, await show(mirror)]);
  if (!first.some(([, outcome]) => isWorthAnotherTry(outcome))) return first;
  commit = 'not-asked';
  const second: (readonly [Mirror, MirrorOutcome])[] = [];
  for (const [mirror, outcome] of first) second.push([mirror, isWorthAnotherTry(outcome) ? await show(mirror) : outcome]);
  return second;
}

function isWorthAnotherTry(outcome: MirrorOutcome): boolean {
  return outcome.kind === 'no-place' || (outcome.kind === 'failed' && outcome.answer.kind !== 'limited' && outcome.answer.kind !== 'expired');
}

function warningsOf(story: Story, mirror: Mirror, outcome: MirrorOutcome): readonly MirrorWarning[] {
  const { name } = mirror;
  const subject = subjectOf(story, mirror);
  switch (outcome.kind) {
    case 'shown':
    case 'nothing':
      return [];
    case 'no-place':
      return [{ mirror: name, kind: 'no-place', text: `There is no place for ${subject}: ${outcome.why}` }];
    case 'failed':
      return failureOf(name, subject, outcome.answer);
  }
}

function subjectOf({ candidate, target }: Story, { what }: Mirror): string {
  return `${what} of ${plainLine(candidate, 64)} on ${plainLine(target, 64)}`;
}

function failureOf(mirror: MirrorName, subject: string, answer: FailedAnswer): readonly MirrorWarning[] {
  switch (answer.kind) {
    case 'denied':
      return [];
    case 'not-found':
    case 'refused':
      return [{ mirror, kind: 'no-place', text: `${subject} could not be written: ${answer.why}` }];
    case 'unknown':
    case 'expired':
    case 'conflict':
    case 'errors':
    case 'limited':
      return [{ mirror, kind: 'left-behind', text: `${subject} may not be up to date: ${answer.why}. The next look puts it right` }];
  }
}

/**
 * Each says what it needs in all, and the last has one block for them: it takes away what it does not name, so that of three blocks only the one that is
 * pasted last would count. What the other mirrors have is in it for the same reason; who does not want one of them says so with `mirrors:`.
 */
function denialsOf(api: GithubApi, all: readonly Mirror[], story: Story, outcomes: Outcomes): readonly MirrorWarning[] {
  const denied = outcomes.flatMap(([mirror, outcome]) => (outcome.kind === 'failed' && outcome.answer.kind === 'denied' ? [{ mirror, answer: outcome.answer, lacks: lackingPermissions(outcome.answer.accepted, mirror.needs) }] : []));
  const missing = denied.reduce<Permissions>((sum, { lacks }) => mergedPermissions(sum, lacks), {});
  const besides = all.reduce<Permissions>((sum, { needs }) => mergedPermissions(sum, needs), {});
  return denied.map(({ mirror, answer, lacks }, index) => {
    const what = `${subjectOf(story, mirror)} could not be written: ${permissionWords(lacks)} ${Object.keys(lacks).length === 1 ? 'is' : 'are'} missing, so ${mirror.lost}. ${answer.seen}`;
    return { mirror: mirror.name, kind: 'missing-permission', text: index === denied.length - 1 ? `${what}. ${api.toGrant(missing, besides)}` : what };
  });
}

/** What cannot be read or written by whoever has the right permissions, and what cannot be by anybody. */
function refusedOf(outcomes: Outcomes): { readonly denied: readonly string[]; readonly placeless: readonly string[] } {
  const named = (is: (outcome: MirrorOutcome) => boolean): readonly string[] => outcomes.flatMap(([{ name }, outcome]) => (is(outcome) ? [name] : []));
  return {
    // A repository that a token may not see is not found.
    denied: named((outcome) => outcome.kind === 'failed' && outcome.answer.kind !== 'refused'),
    placeless: named((outcome) => outcome.kind === 'no-place' || (outcome.kind === 'failed' && outcome.answer.kind === 'refused')),
  };
}

/** A version without a tag is one thing to say, not three. */
function once(warnings: readonly MirrorWarning[]): readonly MirrorWarning[] {
  const whyOf = ({ kind, text }: MirrorWarning): string => (kind === 'no-place' && text.startsWith('There is no place') ? text.slice(text.indexOf(': ')) : '');
  return warnings.filter((warning, index) => whyOf(warning) === '' || warnings.findIndex((one) => whyOf(one) === whyOf(warning)) === index);
}
