// An issue per release that was taken back: the one text, what happened when, what to do. A later promotion of the target closes it; nothing opens it again.
import { restPages, type ApiAnswer, type GithubApi } from '@rampart/github-api';
import { cleanLine, escapeMarkdown, shellWord } from '@rampart/report';
import { writeOurComment } from './comments.ts';
import { isAbout, isOfTarget, markerLine, readMarker } from './marker.ts';
import { failedWith, lockedOr, NOTHING, shown, type Mirror, type MirrorOutcome } from './mirror.ts';
import { onlyOne } from './only-one.ts';
import { cutMarkdown, newestLines, plainLine } from './plain-text.ts';
import { BODY_MAX } from './pull-request-comment.ts';
import type { Story } from './story.ts';

interface Issue {
  readonly number: number;
  readonly state: string;
  readonly body?: string | null;
  readonly html_url: string;
  readonly locked: boolean;
  readonly user: { readonly login: string } | null;
  readonly pull_request?: unknown;
}

const ISSUES = '/repos/{owner}/{repo}/issues';
const ISSUE = '/repos/{owner}/{repo}/issues/{issue_number}';
export const LABEL = 'rampart';
const SUMMARY_MAX = 36_000;
const TIMELINE_MAX = 20_000;

export function incidentMirror(api: GithubApi, pause: () => Promise<void>): Mirror {
  return {
    name: 'incident',
    what: 'the issue',
    needs: { issues: 'write' },
    lost: 'no issue tells that a release was taken back, or is closed by the next promotion',
    needsCommit: () => false,
    show: async (story) => {
      switch (story.standing) {
        case 'leaving':
        case 'rolled-back':
        case 'taken-back':
          return open(api, pause, story);
        case 'promoted':
        case 'finished':
          return close(api, pause, story);
        case 'live':
        case 'halted':
        case 'superseded':
        case 'expired':
          return NOTHING;
      }
    },
  };
}

async function open(api: GithubApi, pause: () => Promise<void>, story: Story): Promise<MirrorOutcome> {
  const text = { title: titleOf(story), body: bodyOf(story) };
  const found = await onlyOne<Issue>({
    find: async () => {
      const all = await list(api, 'all');
      return all.kind === 'ok' ? { ...all, value: all.value.filter(({ body }) => isAbout(readMarker('incident', body), story)) } : all;
    },
    pause,
    make: () => api.rest<Issue>({ method: 'POST', path: ISSUES, params: { ...text, labels: [LABEL] } }),
    // An issue cannot be deleted.
    retire: (extra, kept) => (extra.state === 'closed' ? Promise.resolve({ kind: 'ok', value: extra, headers: {} }) : api.rest({ method: 'PATCH', path: ISSUE, params: { issue_number: extra.number, state: 'closed', state_reason: 'not_planned', body: `The same as #${String(kept.number)}.` } })),
  });
  if (found.kind !== 'one') return failedWith(found);
  const { one } = found;
  const told = readMarker('incident', one.body);
  // Whoever closed it is done with it.
  if (one.state === 'closed' || (told.kind === 'marker' && told.sequence >= story.sequence)) return shown(one.html_url);
  const written = await api.rest<Issue>({ method: 'PATCH', path: ISSUE, params: { issue_number: one.number, ...text } });
  return written.kind === 'ok' ? shown(one.html_url) : lockedOr(written, { number: one.number, isLocked: one.locked });
}

async function close(api: GithubApi, pause: () => Promise<void>, story: Story): Promise<MirrorOutcome> {
  const all = await list(api, 'open');
  if (all.kind !== 'ok') return failedWith(all);
  let outcome = NOTHING;
  for (const issue of all.value) {
    const about = readMarker('incident', issue.body);
    if (!isOfTarget(about, story.target) || isAbout(about, story) || about.sequence > story.sequence) continue;
    // First the reason: an issue that is closed is not looked at again.
    const said = issue.locked ? { kind: 'written' } as const : await sayWhy(api, pause, story, issue);
    if (said.kind !== 'written') return failedWith(said);
    const closed = await api.rest({ method: 'PATCH', path: ISSUE, params: { issue_number: issue.number, state: 'closed', state_reason: 'completed' } });
    if (closed.kind === 'ok') continue;
    outcome = lockedOr(closed, { number: issue.number, isLocked: issue.locked });
    if (outcome.kind === 'failed') return outcome;
  }
  return outcome;
}

/** In the name of whoever opened the issue, which is us. */
async function sayWhy(api: GithubApi, pause: () => Promise<void>, { target, rolloutId, sequence, candidate }: Story, { number, user }: Issue): ReturnType<typeof writeOurComment> {
  const marker = { kind: 'closed', target, rolloutId, sequence } as const;
  return writeOurComment(api, pause, { issue: number, viewer: user?.login ?? '', marker, body: escapeMarkdown(`${candidate} was promoted on ${target}, so this is over.`) });
}

async function list(api: GithubApi, state: 'open' | 'all'): Promise<ApiAnswer<readonly Issue[]>> {
  const all = await restPages<Issue>(api, { path: ISSUES, params: { labels: LABEL, state, sort: 'created', direction: 'desc' } }, 5);
  if (all.kind !== 'ok') return all;
  return { ...all, value: all.value.filter((issue) => issue.pull_request === undefined).toSorted((a, b) => a.number - b.number) };
}

function titleOf({ target, candidate, standing }: Story): string {
  return plainLine(`${target}: ${candidate} was taken back${standing === 'taken-back' ? ' after its promotion' : ''}`, 200);
}

function bodyOf(story: Story): string {
  const { target, rolloutId, sequence, summary, timeline } = story;
  return [
    markerLine({ kind: 'incident', target, rolloutId, sequence }),
    cutMarkdown(summary, SUMMARY_MAX, target),
    '### What happened (UTC)',
    newestLines(timeline.map((line) => escapeMarkdown(line)), TIMELINE_MAX, target),
    '### What to do',
    whatToDo(story).map((line) => `- ${line}`).join('\n'),
  ].join('\n\n').slice(0, BODY_MAX + 5_000);
}

function whatToDo({ target, standing }: Story): readonly string[] {
  const name = shellWord(cleanLine(target, 100)).replaceAll('`', '');
  return [
    ...(standing === 'leaving' ? ['The rollback job still has to conclude: it gives the registry’s pointer back and ends the rollout.'] : []),
    'Find the cause with what is shown above, and release a repaired version: it starts a rollout of its own.',
    `If the cause was not the model: \`rampart retry ${name} --reason "..."\` tries the same version again, with a new error budget.`,
    'This issue is closed by the next promotion of this target. Whoever closes it before that is not asked again.',
  ];
}
