// From an answer to a response: headers of every answer, ETags, and the ways in which a response can be broken.
import { createHash } from 'node:crypto';
import type { Answer } from './answer.ts';
import type { Resource, Spent } from './limits.ts';

export interface ResponseContext {
  readonly nowMs: number;
  readonly requestNumber: number;
  readonly resource: Resource;
  readonly spent: Spent;
  /** Header `X-Accepted-GitHub-Permissions`; empty for none. */
  readonly accepted: string;
}

export function respond(answer: Answer, context: ResponseContext): Response {
  const raw = answer.body instanceof Uint8Array;
  // Plain, and not a `Headers`: a response makes its own of them.
  const headers = {
    date: new Date(context.nowMs).toUTCString(),
    server: 'github.com',
    'x-github-request-id': `EMUL:${context.requestNumber.toString(16).toUpperCase().padStart(4, '0')}`,
    'x-github-media-type': 'github.v3; format=json',
    'x-github-api-version-selected': '2022-11-28',
    ...(context.accepted === '' ? {} : { 'x-accepted-github-permissions': context.accepted }),
    'x-ratelimit-limit': String(context.spent.limit),
    'x-ratelimit-remaining': String(context.spent.remaining),
    'x-ratelimit-used': String(context.spent.used),
    'x-ratelimit-reset': String(Math.ceil(context.spent.resetAtMs / 1000)),
    'x-ratelimit-resource': context.resource,
    ...(answer.body === undefined ? {} : { 'content-type': raw ? 'application/vnd.github.raw; charset=utf-8' : 'application/json; charset=utf-8' }),
    ...answer.headers,
  };
  const body = answer.body === undefined ? null : raw ? Buffer.from(answer.body) : JSON.stringify(answer.body);
  return new Response(body, { status: answer.status, headers });
}

/** Of an answer to a read. */
export function etagOf(answer: Answer): string {
  const bytes = answer.body instanceof Uint8Array ? answer.body : Buffer.from(JSON.stringify([answer.body ?? null, answer.headers?.['link'] ?? '']));
  return `W/"${createHash('sha256').update(bytes).digest('hex')}"`;
}

export function isUnchanged(request: Request, etag: string): boolean {
  const bare = (tag: string): string => tag.trim().replace(/^W\//, '');
  return (request.headers.get('if-none-match') ?? '').split(',').some((tag) => bare(tag) === bare(etag) || tag.trim() === '*');
}

/** Thrown by the server function: the connection breaks without an answer. */
export class ConnectionLost extends Error {
  constructor() {
    super('socket hang up');
    this.name = 'ConnectionLost';
  }
}

const PAGE = '<!DOCTYPE html>\n<html><head><title>Unicorn! &middot; GitHub</title></head><body><p><strong>We had issues producing the response to your request.</strong></p></body></html>\n';

export type Breakage = 'truncated-body' | 'wrong-content-type' | 'html-page' | 'invalid-json';

export async function breakResponse(response: Response, how: Breakage): Promise<Response> {
  const headers = new Headers(response.headers);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // 204 and 304 cannot hold a body.
  const status = [204, 304].includes(response.status) ? 200 : response.status;
  switch (how) {
    case 'truncated-body': {
      headers.set('content-length', String(bytes.length + 1));
      const half = bytes.slice(0, Math.floor(bytes.length / 2));
      return new Response(cutOff(half), { status, headers });
    }
    case 'wrong-content-type':
      headers.set('content-type', 'text/plain');
      return new Response(bytes, { status, headers });
    case 'html-page':
      headers.set('content-type', 'text/html; charset=utf-8');
      return new Response(PAGE, { status, headers });
    case 'invalid-json':
      return new Response(bytes.length === 0 ? '{' : bytes.slice(0, -1), { status, headers });
  }
}

function cutOff(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (sent || bytes.length === 0) return controller.error(new ConnectionLost());
      sent = true;
      controller.enqueue(bytes);
    },
  });
}
