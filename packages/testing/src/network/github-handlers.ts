// The emulator of GitHub below every client of this process: handlers for mockNetwork.
import { http, HttpResponse, type RequestHandler } from 'msw';
import type { GithubEmulator } from '../github/index.ts';

/** `origin`: where GitHub's API is to be, e.g. `https://api.github.com`. */
export function githubHandlers(github: Pick<GithubEmulator, 'handle'>, origin: string): readonly RequestHandler[] {
  // A connection that breaks is an answer of its own to msw.
  return [http.all(`${origin}/*`, ({ request }) => github.handle(request).catch(() => HttpResponse.error()))];
}
