// One comment of ours on a pull request, kept up to date: found again by a hidden marker in its first line, and by who wrote it.
import type { ApiAnswer, FailedAnswer, GithubApi } from './github-api.ts';
import { restPages } from './rest-pages.ts';

export interface StickyComment {
  readonly issue: number;
  /** Tells this comment from others of ours, e.g. `rampart:check-policy`. Letters, digits, `:`, `-` and `/`. */
  readonly name: string;
  /** Markdown. */
  readonly body: string;
  /** `leave`: only a comment that is there is kept up to date. Default: `create`. */
  readonly ifAbsent?: 'create' | 'leave';
}

export type StickyOutcome =
  | { readonly kind: 'created' | 'updated' | 'unchanged'; readonly url: string }
  /** There is none, and none was wanted. */
  | { readonly kind: 'left-out' }
  /** The token may not: pull requests of forks get one that only reads. */
  | { readonly kind: 'denied'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string };

const BODY_MAX = 65_536;

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly html_url: string;
  readonly user: { readonly login: string } | null;
}

/**
 * Idempotent: of several comments of ours (two jobs raced, or a reply was lost) the oldest stays. Comments of others are left alone,
 * whatever they contain.
 */
export async function writeStickyComment(api: GithubApi, { issue, name, body, ifAbsent = 'create' }: StickyComment): Promise<StickyOutcome> {
  const marker = `<!-- ${name} -->`;
  const text = `${marker}\n${body}`.slice(0, BODY_MAX);
  const viewer = await api.graphql<{ readonly viewer: { readonly login: string } }>({ query: 'query { viewer { login } }', variables: {}, writes: false });
  if (viewer.kind !== 'ok') return refusalOf(viewer);
  const all = await restPages<Comment>(api, { path: '/repos/{owner}/{repo}/issues/{issue_number}/comments', params: { issue_number: issue } });
  if (all.kind !== 'ok') return refusalOf(all);
  const ours = all.value.filter((comment) => isOf(viewer.value.viewer.login, comment.user?.login) && comment.body?.startsWith(marker) === true);
  const [oldest, ...others] = ours.toSorted((a, b) => a.id - b.id);
  for (const other of others) {
    const removed = await api.rest({ method: 'DELETE', path: COMMENT, params: { comment_id: other.id } });
    if (removed.kind !== 'ok' && removed.kind !== 'not-found') return refusalOf(removed);
  }
  if (oldest === undefined && ifAbsent === 'leave') return { kind: 'left-out' };
  if (oldest === undefined) {
    return written('created', await api.rest<Comment>({ method: 'POST', path: '/repos/{owner}/{repo}/issues/{issue_number}/comments', params: { issue_number: issue, body: text } }));
  }
  if (sameText(oldest.body, text)) return { kind: 'unchanged', url: oldest.html_url };
  return written('updated', await api.rest<Comment>({ method: 'PATCH', path: COMMENT, params: { comment_id: oldest.id, body: text } }));
}

const COMMENT = '/repos/{owner}/{repo}/issues/comments/{comment_id}';

function written(kind: 'created' | 'updated', answer: ApiAnswer<Comment>): StickyOutcome {
  return answer.kind === 'ok' ? { kind, url: answer.value.html_url } : refusalOf(answer);
}

/** An app's login has a suffix in some answers and not in others. */
function isOf(viewer: string, author: string | undefined): boolean {
  const bare = (login: string): string => login.replace(/\[bot\]$/, '');
  return author !== undefined && bare(author) === bare(viewer);
}

/** GitHub keeps line ends as a browser sends them. */
function sameText(kept: string | undefined, wanted: string): boolean {
  return kept?.replaceAll('\r\n', '\n').trimEnd() === wanted.trimEnd();
}

function refusalOf({ kind, why }: FailedAnswer): StickyOutcome {
  if (kind === 'denied' || kind === 'expired' || kind === 'not-found') return { kind: 'denied', why: `the comment was refused: ${why}. The job needs "pull-requests: write"; for a pull request from a fork no token has it` };
  return { kind: 'failed', why: `the comment could not be written: ${why}` };
}
