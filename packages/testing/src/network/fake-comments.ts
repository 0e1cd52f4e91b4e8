// The comments of one pull request as GitHub's API keeps them: enough of it for a comment that is kept up to date. Handlers for mockNetwork.
import { http, HttpResponse, type RequestHandler } from 'msw';

export interface FakeComments {
  readonly handlers: readonly RequestHandler[];
  /** Author and text, oldest first. */
  list(): readonly { readonly login: string; readonly body: string }[];
  /** Somebody else's, or one that a job wrote that raced ours. */
  add(login: string, body: string): void;
  /** From now on everything that writes is refused, as for the token of a fork. */
  readOnly(): void;
}

interface Comment {
  readonly id: number;
  readonly login: string;
  readonly body: string;
}

/** `viewer`: whose the token is. Answers pages of `pageSize`, at most what was asked for. */
export function fakeComments({ api = 'https://api.github.test', repository, issue, viewer = 'github-actions[bot]' }: { readonly api?: string; readonly repository: string; readonly issue: number; readonly viewer?: string }): FakeComments {
  let comments: readonly Comment[] = [];
  let nextId = 1_000;
  let refuses = false;
  const base = `${api}/repos/${repository}`;
  const shown = ({ id, login, body }: Comment) => ({ id, body, html_url: `https://github.test/${repository}/pull/${String(issue)}#issuecomment-${String(id)}`, user: { login } });
  const add = (login: string, body: string): Comment => {
    const comment = { id: nextId, login, body };
    nextId += 1;
    comments = [...comments, comment];
    return comment;
  };
  const denied = () => HttpResponse.json({ message: 'Resource not accessible by integration' }, { status: 403 });
  const bodyOf = async (request: Request): Promise<string> => {
    const sent: unknown = await request.json();
    return typeof sent === 'object' && sent !== null && 'body' in sent && typeof sent.body === 'string' ? sent.body : '';
  };
  return {
    list: () => comments.map(({ login, body }) => ({ login, body })),
    add: (login, body) => void add(login, body),
    readOnly: () => {
      refuses = true;
    },
    handlers: [
      http.post(`${api}/graphql`, () => HttpResponse.json({ data: { viewer: { login: viewer } } })),
      http.get(`${base}/issues/${String(issue)}/comments`, ({ request }) => {
        const asked = new URL(request.url);
        const size = Number(asked.searchParams.get('per_page') ?? '30');
        const page = Number(asked.searchParams.get('page') ?? '1');
        const rest = comments.length > page * size;
        asked.searchParams.set('page', String(page + 1));
        return HttpResponse.json(comments.slice((page - 1) * size, page * size).map(shown), { headers: rest ? { link: `<${asked.href}>; rel="next"` } : {} });
      }),
      http.post(`${base}/issues/${String(issue)}/comments`, async ({ request }) => (refuses ? denied() : HttpResponse.json(shown(add(viewer, await bodyOf(request))), { status: 201 }))),
      http.patch(`${base}/issues/comments/:id`, async ({ request, params }) => {
        if (refuses) return denied();
        const body = await bodyOf(request);
        comments = comments.map((comment) => (String(comment.id) === params['id'] ? { ...comment, body } : comment));
        const found = comments.find((comment) => String(comment.id) === params['id']);
        return found === undefined ? HttpResponse.json({ message: 'Not Found' }, { status: 404 }) : HttpResponse.json(shown(found));
      }),
      http.delete(`${base}/issues/comments/:id`, ({ params }) => {
        if (refuses) return denied();
        comments = comments.filter((comment) => String(comment.id) !== params['id']);
        return new HttpResponse(null, { status: 204 });
      }),
    ],
  };
}
