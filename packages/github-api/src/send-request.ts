// Sends one request through octokit, once, and says what came back. Never throws.
import type { Github } from './open-github.ts';
import { field, textField } from './reply.ts';
import type { Reply, ReplyBody } from './reply.ts';

export interface RequestParts {
  readonly method: string;
  /** A path with placeholders, or a whole address. */
  readonly url: string;
  readonly placeholders: Readonly<Record<string, string | number>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: { readonly kind: 'none' } | { readonly kind: 'json'; readonly text: string };
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export async function sendRequest(github: Github, { method, url, placeholders, query, body, headers, signal }: RequestParts): Promise<Reply> {
  try {
    const response = await github.request({
      method,
      url,
      ...query,
      ...placeholders,
      // A string goes out as it is.
      ...(body.kind === 'json' ? { data: body.text } : {}),
      headers: { ...headers, ...(body.kind === 'json' ? { 'content-type': 'application/json; charset=utf-8' } : {}) },
      // Octokit takes a broken body for an empty text; read here, it is seen to be broken.
      request: { signal, parseSuccessResponseBody: false },
    });
    return { kind: 'reply', status: response.status, headers: headersOf(response.headers), body: await readBody(response) };
  } catch (error) {
    return replyOf(error);
  }
}

async function readBody(response: { readonly status: number; readonly headers: unknown; readonly data: unknown }): Promise<ReplyBody> {
  const stream = response.data;
  if (response.status === 204 || response.status === 205) return { kind: 'none' };
  const text = stream instanceof ReadableStream ? await new Response(stream).text() : '';
  if (text === '') return { kind: 'unreadable', why: 'it is empty' };
  const type = headersOf(response.headers)['content-type'] ?? 'of no type';
  // Something between GitHub and us spoke, whatever it says.
  if (!/[/+]json\b/.test(type)) return { kind: 'unreadable', why: `it is ${type}` };
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'unreadable', why: `it is no complete JSON (${text.length} characters)` };
  }
}

/** Octokit throws for every status of 400 and above, and for 304. */
function replyOf(error: unknown): Reply {
  const response = field(error, 'response');
  const status = field(response, 'status');
  if (typeof status !== 'number') return { kind: 'lost', why: reason(error) };
  const data = field(response, 'data');
  const body: ReplyBody = typeof data === 'object' && data !== null ? { kind: 'json', value: data } : { kind: 'unreadable', why: 'it is no JSON' };
  return { kind: 'reply', status, headers: headersOf(field(response, 'headers')), body };
}

function reason(error: unknown): string {
  if (textField(error, 'name') === 'TimeoutError' || textField(field(error, 'cause'), 'name') === 'TimeoutError') return 'it took too long';
  return error instanceof Error ? error.message : 'the request failed';
}

function headersOf(headers: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  if (typeof headers !== 'object' || headers === null) return found;
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string' || typeof value === 'number') found[name.toLowerCase()] = String(value);
  }
  return found;
}
