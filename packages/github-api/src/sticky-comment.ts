// One comment of ours on a pull request, kept up to date: found again by a hidden marker in its first line, and by who wrote it.
import type { Github } from './open-github.ts';
import type { RepositoryName } from './repository-of.ts';

export interface StickyComment extends RepositoryName {
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

/** Idempotent: of several comments of ours (two jobs raced) the oldest stays. Comments of others are left alone, whatever they contain. */
export async function writeStickyComment(github: Github, { owner, repo, issue, name, body, ifAbsent = 'create' }: StickyComment): Promise<StickyOutcome> {
  const marker = `<!-- ${name} -->`;
  const text = `${marker}\n${body}`.slice(0, BODY_MAX);
  try {
    const { viewer } = await github.graphql<{ readonly viewer: { readonly login: string } }>('query { viewer { login } }');
    const all = await github.paginate(github.rest.issues.listComments, { owner, repo, issue_number: issue, per_page: 100 });
    const [oldest, ...others] = all.filter((comment) => isOf(viewer.login, comment.user?.login) && comment.body?.startsWith(marker) === true).toSorted((a, b) => a.id - b.id);
    for (const other of others) await github.rest.issues.deleteComment({ owner, repo, comment_id: other.id });
    if (oldest === undefined && ifAbsent === 'leave') return { kind: 'left-out' };
    if (oldest === undefined) return { kind: 'created', url: (await github.rest.issues.createComment({ owner, repo, issue_number: issue, body: text })).data.html_url };
    if (sameText(oldest.body, text)) return { kind: 'unchanged', url: oldest.html_url };
    return { kind: 'updated', url: (await github.rest.issues.updateComment({ owner, repo, comment_id: oldest.id, body: text })).data.html_url };
  } catch (error) {
    return refusalOf(error);
  }
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

function refusalOf(error: unknown): StickyOutcome {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  const message = error instanceof Error ? error.message : String(error);
  if (status === 401 || status === 403 || status === 404) return { kind: 'denied', why: `GitHub refused the comment (${String(status)}: ${message}). The job needs "pull-requests: write"; for a pull request from a fork no token has it` };
  return { kind: 'failed', why: `the comment could not be written: ${message}` };
}
