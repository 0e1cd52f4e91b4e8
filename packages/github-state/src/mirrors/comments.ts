// One comment of ours on an issue or a pull request: found by its marker and by who wrote it, so that nobody else's is touched whatever it says.
import { restPages, type ApiAnswer, type FailedAnswer, type GithubApi } from '@rampart/github-api';
import { isOfTarget, markerLine, readMarker, type Marker } from './marker.ts';
import { onlyOne } from './only-one.ts';

export interface OurComment {
  readonly issue: number;
  readonly viewer: string;
  readonly marker: Marker;
  /** Markdown, without the marker. */
  readonly body: string;
}

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly html_url: string;
  readonly user: { readonly login: string } | null;
}

const COMMENTS = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
const COMMENT = '/repos/{owner}/{repo}/issues/comments/{comment_id}';

/** Answers with its address. */
export async function writeOurComment(api: GithubApi, pause: () => Promise<void>, { issue, viewer, marker, body }: OurComment): Promise<{ readonly kind: 'written'; readonly url: string } | FailedAnswer> {
  const text = `${markerLine(marker)}\n${body}`;
  const isOurs = ({ body: kept, user }: Comment): boolean => user !== null && bare(user.login) === bare(viewer) && isOfTarget(readMarker(marker.kind, kept), marker.target);
  const found = await onlyOne<Comment>({
    find: async () => {
      const all = await restPages<Comment>(api, { path: COMMENTS, params: { issue_number: issue } });
      return all.kind === 'ok' ? { ...all, value: all.value.filter(isOurs).toSorted((a, b) => a.id - b.id) } : all;
    },
    pause,
    make: () => api.rest<Comment>({ method: 'POST', path: COMMENTS, params: { issue_number: issue, body: text } }),
    retire: (extra) => api.rest({ method: 'DELETE', path: COMMENT, params: { comment_id: extra.id } }),
  });
  if (found.kind !== 'one') return found;
  const { one } = found;
  const told = readMarker(marker.kind, one.body);
  if (told.kind === 'marker' && told.sequence >= marker.sequence) return { kind: 'written', url: one.html_url };
  const written: ApiAnswer<Comment> = await api.rest<Comment>({ method: 'PATCH', path: COMMENT, params: { comment_id: one.id, body: text } });
  return written.kind === 'ok' ? { kind: 'written', url: one.html_url } : written;
}

/** An app's login has a suffix in some answers and not in others. */
function bare(login: string): string {
  return login.replace(/\[bot\]$/, '');
}
