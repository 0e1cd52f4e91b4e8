// All pages of a list.
import type { ApiAnswer, GithubApi, RestRequest } from './github-api.ts';

/** A hundred entries a request, at most `pagesMax` requests; a failure on any page is the answer. */
export async function restPages<T>(api: GithubApi, request: Pick<RestRequest, 'path' | 'params'>, pagesMax = 30): Promise<ApiAnswer<readonly T[]>> {
  const all: T[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await api.rest<readonly T[]>({ method: 'GET', path: request.path, params: { ...request.params, per_page: 100, page } });
    if (answer.kind !== 'ok') return answer;
    all.push(...answer.value);
    if (page === pagesMax || !/<[^>]*>;\s*rel="next"/.test(answer.headers['link'] ?? '')) return { ...answer, value: all };
  }
}
