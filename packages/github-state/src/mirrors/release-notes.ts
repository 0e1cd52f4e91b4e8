// What was promoted, in the release of the version's tag: our section of the notes, with what changed since the version that served before.
import type { FailedAnswer, GithubApi } from '@rampart/github-api';
import { targetSlug } from '@rampart/ledger-records';
import { cleanLine, escapeMarkdown } from '@rampart/report';
import { isOfTarget, markerLine, readMarker } from './marker.ts';
import { failedWith, NOTHING, shown, withoutTag, type Mirror } from './mirror.ts';
import { cutLine, cutMarkdown, tagLine } from './plain-text.ts';
import type { Story } from './story.ts';

interface Release {
  readonly id: number;
  readonly tag_name: string;
  readonly body?: string | null;
  readonly html_url: string;
}

interface Comparison {
  readonly total_commits: number;
  readonly commits: readonly { readonly sha: string; readonly commit: { readonly message: string } }[];
}

const RELEASES = '/repos/{owner}/{repo}/releases';
const RELEASE = '/repos/{owner}/{repo}/releases/{release_id}';
/** GitHub takes 125,000 characters of notes. */
const NOTES_MAX = 120_000;
const SUMMARY_MAX = 36_000;
const COMMITS_SHOWN = 50;

/** `serverUrl`: where people look, e.g. `https://github.com`. */
export function releaseNotesMirror(api: GithubApi, serverUrl: string): Mirror {
  return {
    name: 'release',
    what: 'the release notes',
    needs: { contents: 'write' },
    lost: 'the release of the version does not tell that it was promoted, and what changed',
    needsCommit: ({ wasPromoted }) => wasPromoted,
    show: async (story, commit) => {
      if (!story.wasPromoted) return NOTHING;
      if (commit.kind === 'failed') return failedWith(commit.answer);
      // A release without a tag would make one, on whatever is newest.
      if (commit.kind === 'no-tag') return withoutTag(commit.tag);
      const release = await find(api, story.candidateTag);
      if (release.kind !== 'ok') return failedWith(release);
      const notes = release.value?.body?.replaceAll('\r\n', '\n') ?? '';
      const { before, section: told, after } = cutOut(notes, story.target);
      const reading = readMarker('release', told);
      if (isOfTarget(reading, story.target) && reading.sequence >= story.sequence) return shown(release.value?.html_url ?? '');
      const changes = await changeLog(api, serverUrl, story);
      if (changes.kind !== 'text') return failedWith(changes);
      const body = [before, sectionOf(story, changes.text), after].filter((part) => part !== '').join('\n\n');
      if (body.length > NOTES_MAX) return { kind: 'no-place', why: 'the notes that are there leave no room for it' };
      const written =
        release.value === undefined
          ? await api.rest<Release>({ method: 'POST', path: RELEASES, params: { tag_name: story.candidateTag, target_commitish: commit.sha, name: tagLine(story.candidateTag, 200), body, make_latest: 'false' } })
          : await api.rest<Release>({ method: 'PATCH', path: RELEASE, params: { release_id: release.value.id, body } });
      return written.kind === 'ok' ? shown(written.value.html_url) : failedWith(written);
    },
  };
}

/** A draft that somebody prepares is found in the list alone; it is not published by us. */
async function find(api: GithubApi, tag: string): Promise<{ readonly kind: 'ok'; readonly value: Release | undefined } | FailedAnswer> {
  const named = await api.rest<Release>({ method: 'GET', path: '/repos/{owner}/{repo}/releases/tags/{tag}', params: { tag } });
  if (named.kind !== 'not-found') return named;
  const listed = await api.rest<readonly Release[]>({ method: 'GET', path: RELEASES, params: { per_page: 100 } });
  return listed.kind === 'ok' ? { kind: 'ok', value: listed.value.find((release) => release.tag_name === tag) } : listed;
}

/** Our section of the notes for this target, and what others wrote around it. A section without its end is left to them. */
function cutOut(notes: string, target: string): { readonly before: string; readonly section: string; readonly after: string } {
  const [from, end] = [notes.search(new RegExp(`^<!-- rampart:release ${targetSlug(target)} `, 'm')), endLine(target)];
  const to = from === -1 ? -1 : notes.lastIndexOf(end);
  if (to < from || to === -1) return { before: notes.trimEnd(), section: '', after: '' };
  return { before: notes.slice(0, from).trimEnd(), section: notes.slice(from, to), after: notes.slice(to + end.length).trim() };
}

function endLine(target: string): string {
  return `<!-- /rampart:release ${targetSlug(target)} -->`;
}

function sectionOf({ target, rolloutId, sequence, summary, standing }: Story, changes: string): string {
  const head = standing === 'promoted' || standing === 'finished' ? 'Promoted on' : 'Taken back from';
  const parts = [`## ${head} ${escapeMarkdown(target)}`, cutMarkdown(summary, SUMMARY_MAX, target).trimEnd(), changes];
  return [markerLine({ kind: 'release', target, rolloutId, sequence }), ...parts.filter((part) => part !== ''), endLine(target)].join('\n\n');
}

async function changeLog(api: GithubApi, serverUrl: string, { stable, stableTag, candidateTag }: Story): Promise<{ readonly kind: 'text'; readonly text: string } | FailedAnswer> {
  if (stableTag === '' || stableTag === candidateTag) return { kind: 'text', text: '' };
  const title = `### Changes since ${escapeMarkdown(stable)}`;
  const basehead = `${stableTag}...${candidateTag}`;
  const compare = () => api.rest<Comparison>({ method: 'GET', path: '/repos/{owner}/{repo}/compare/{basehead}', params: { basehead, per_page: COMMITS_SHOWN, page: 1 } });
  const first = await compare();
  const compared = first.kind === 'not-found' ? await compare() : first;
  if (compared.kind === 'not-found') return { kind: 'text', text: '' };
  if (compared.kind !== 'ok') return compared;
  const web = `${serverUrl.replace(/\/+$/, '')}/${api.repository.owner}/${api.repository.repo}`;
  const { commits, total_commits: total } = compared.value;
  const lines = commits.slice(0, COMMITS_SHOWN).map(({ sha, commit }) => `- ${linked(web, sha)} ${escapeMarkdown(cutLine(cleanLine(commit.message.split('\n', 1)[0] ?? '', 120), 120))}`);
  const more = total - lines.length;
  const rest = more > 0 ? [`- ${String(more)} more: [all of them](${web}/compare/${encodeURIComponent(stableTag)}...${encodeURIComponent(candidateTag)})`] : [];
  return { kind: 'text', text: lines.length === 0 ? '' : [title, [...lines, ...rest].join('\n')].join('\n\n') };
}

function linked(web: string, sha: string): string {
  return /^[0-9a-f]{40,64}$/.test(sha) ? `[${sha.slice(0, 7)}](${web}/commit/${sha})` : '';
}
