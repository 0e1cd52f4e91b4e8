// What people look at, kept as the ledger says: deployment, commit status, comment, incident, release notes. Called when the ledger has recorded, never
// before; whatever goes wrong here is a warning, and the next look puts it right.
import type { FailedAnswer, GithubApi } from '@rampart/github-api';
import { sinceStartOf, type Clock, type EnoughHistory } from '@rampart/rollout-engine';
import type { LedgerEvent, TargetState } from '@rampart/rollout-policy';
import { commitStatusMirror } from './commit-status.ts';
import type { FreezeStatuses } from '../freezes/freeze-statuses.ts';
import { deploymentsMirror } from './deployments.ts';
import { freezeMirror } from './freeze.ts';
import { incidentMirror } from './incident.ts';
import type { Mirror, MirrorName, MirrorOutcome } from './mirror.ts';
import { newestNews } from './news.ts';
import { plainLine } from './plain-text.ts';
import { pullRequestCommentMirror } from './pull-request-comment.ts';
import { releaseNotesMirror } from './release-notes.ts';
import { storyOf, type Shown, type Story } from './story.ts';
import { findVersionCommit, type VersionCommit } from './version-commit.ts';
import type { Watermark } from './watermark.ts';

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
  /** Another job was showing at the same time: read the ledger again, and show again. */
  readonly again: boolean;
}

export interface MirrorWarning {
  readonly mirror: MirrorName | 'all';
  /** `missing-permission`: what the job was not given, perhaps on purpose. `left-behind`: the next look tries again. */
  readonly kind: 'missing-permission' | 'no-place' | 'left-behind';
  readonly text: string;
}

/** What ended longer ago than this is not brought up: whoever starts to use mirrors wants no issues about the past. */
const PAST_MS = 7 * 86_400_000;
const PAUSE_MS = 2_000;
const NOTHING_NEW: MirrorReport = { kind: 'nothing-new', links: [], warnings: [], again: false };

export function githubMirrors({ api, clock, signal, watermark, serverUrl, mirrors: wanted = MIRRORS, freezeStatuses }: MirrorsOptions): Mirrors {
  const pause = (): Promise<void> => clock.sleep(PAUSE_MS, signal);
  const all: readonly Mirror[] = [incidentMirror(api, pause), deploymentsMirror(api, pause), commitStatusMirror(api), pullRequestCommentMirror(api, pause), releaseNotesMirror(api, serverUrl), ...(freezeStatuses === undefined ? [] : [freezeMirror(freezeStatuses)])];
  const mirrors = all.filter(({ name }) => wanted.includes(name));

  const isNothing = ({ rollout, ended }: TargetState): boolean => mirrors.length === 0 || (rollout.kind === 'none' && (ended.at(-1)?.endedAtMs ?? 0) < clock.nowMs() - PAST_MS);

  /** Number of the record that was shown last. */
  const shownBefore = async ({ target, sequence }: TargetState): Promise<number> => {
    const mark = await watermark.shownUpTo(target);
    // A mark beyond the records is of another history.
    return mark.kind === 'ok' && mark.value <= sequence ? mark.value : 0;
  };

  const showNews = async (shown: Shown): Promise<MirrorReport> => {
    const { target, sequence } = shown.state;
    const news = newestNews(shown.events);
    if (news === 'none' || isNothing(shown.state)) return NOTHING_NEW;
    const before = await shownBefore(shown.state);
    const story = before >= news.sequence ? 'nothing' : storyOf(shown);
    if (story === 'nothing') return NOTHING_NEW;

    const outcomes = await showAll(api, mirrors, story);
    const warnings = outcomes.flatMap(([mirror, outcome]) => warningsOf(story, mirror, outcome));
    const links = outcomes.flatMap(([{ name }, outcome]) => (outcome.kind === 'shown' && outcome.url !== '' ? [{ mirror: name, url: outcome.url }] : []));
    const report: MirrorReport = { kind: 'shown', links, warnings: once(warnings), again: false };
    if (warnings.some(({ kind }) => kind === 'left-behind')) return report;
    const moved = await watermark.moveTo(target, sequence);
    return { ...report, again: moved.kind === 'ok' && moved.value === 'elsewhere' };
  };

  return {
    hasNews: async (state, read) => {
      // Who is told to stop has no time for what the next look shows as well.
      if (isNothing(state) || signal.aborted) return false;
      const before = await shownBefore(state);
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

type Outcomes = readonly (readonly [Mirror, MirrorOutcome])[];

/** One after the other, as GitHub asks for. What failed is tried once more: each mirror reads first, so that is how it finds out what became of it. */
async function showAll(api: GithubApi, mirrors: readonly Mirror[], story: Story): Promise<Outcomes> {
  let commit: VersionCommit | 'not-asked' = 'not-asked';
  const show = async (mirror: Mirror): Promise<MirrorOutcome> => {
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

function warningsOf(story: Story, { name, what, permission, lost }: Mirror, outcome: MirrorOutcome): readonly MirrorWarning[] {
  const subject = `${what} of ${plainLine(story.candidate, 64)} on ${plainLine(story.target, 64)}`;
  switch (outcome.kind) {
    case 'shown':
    case 'nothing':
      return [];
    case 'no-place':
      return [{ mirror: name, kind: 'no-place', text: `There is no place for ${subject}: ${outcome.why}` }];
    case 'failed':
      return [failureOf(name, subject, outcome.answer, `"${permission}" is missing, so ${lost}`)];
  }
}

function failureOf(mirror: MirrorName, subject: string, answer: FailedAnswer, missing: string): MirrorWarning {
  switch (answer.kind) {
    case 'denied':
      return { mirror, kind: 'missing-permission', text: `${subject} could not be written: ${missing}. ${answer.why}` };
    case 'not-found':
    case 'refused':
      return { mirror, kind: 'no-place', text: `${subject} could not be written: ${answer.why}` };
    case 'unknown':
    case 'expired':
    case 'conflict':
    case 'errors':
    case 'limited':
      return { mirror, kind: 'left-behind', text: `${subject} may not be up to date: ${answer.why}. The next look puts it right` };
  }
}

/** A version without a tag is one thing to say, not three. */
function once(warnings: readonly MirrorWarning[]): readonly MirrorWarning[] {
  const places = warnings.filter(({ kind, text }) => kind === 'no-place' && text.startsWith('There is no place'));
  const [first, ...others] = places;
  if (first === undefined || others.length === 0) return warnings;
  return [...warnings.filter((warning) => !others.includes(warning))];
}
