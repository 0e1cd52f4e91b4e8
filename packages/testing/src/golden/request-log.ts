// A handler that remembers what it was asked.
import type { Handler } from '../fakes/serve-handler.ts';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RequestLog {
  readonly handler: Handler;
  readonly seen: readonly SeenRequest[];
}

/** Requests are in the log when they arrive, before `handler` answers. */
export function logRequests(handler: Handler): RequestLog {
  const seen: SeenRequest[] = [];
  return {
    seen,
    handler: async (request) => {
      const body = await request.clone().text();
      seen.push({ method: request.method, path: new URL(request.url).pathname, headers: Object.fromEntries(request.headers), body });
      return handler(request);
    },
  };
}
