// One HTTP request with an end: a time limit over the whole answer, a size limit on its body, redirects not followed.
import { plainLine } from './plain-line.ts';
import { shownAddress } from './shown-address.ts';

export interface HttpRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  /** Absent for GET. */
  readonly body?: string;
  readonly timeoutMs: number;
  readonly bytesMax: number;
}

export type HttpAnswer = { readonly kind: 'answer'; readonly status: number; readonly headers: Headers; readonly text: string } | HttpRefusal;

export interface HttpRefusal {
  readonly kind: 'no-answer';
  /** `not-sent`: the other side cannot have seen the request. `broken`: it may have. */
  readonly sent: 'not-sent' | 'broken';
  readonly form: 'address' | 'connection' | 'timeout' | 'too-large';
  readonly message: string;
  readonly cause?: unknown;
}

/** Never throws. Reads the body to its end or to `bytesMax`, whatever the status. */
export async function sendRequest(request: HttpRequest, fetch: typeof globalThis.fetch): Promise<HttpAnswer> {
  const { url, method, headers, body, timeoutMs, bytesMax } = request;
  const address = addressOf(url);
  if (address.kind === 'unusable') return { kind: 'no-answer', sent: 'not-sent', form: 'address', message: address.message };
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(address.url, { method, headers, signal, redirect: 'manual', ...(body === undefined ? {} : { body }) });
    const read = await readCapped(response, { bytesMax, signal });
    if (read.kind === 'too-large') return { kind: 'no-answer', sent: 'broken', form: 'too-large', message: `${shownAddress(url)} answered more than ${String(bytesMax)} bytes; that is not an answer to this request` };
    return { kind: 'answer', status: response.status, headers: response.headers, text: read.text };
  } catch (cause) {
    if (signal.aborted) return { kind: 'no-answer', sent: 'broken', form: 'timeout', message: `${shownAddress(url)} did not answer within ${String(timeoutMs)} ms`, cause };
    const code = causeCode(cause);
    const sent = NEVER_SENT.has(code) ? 'not-sent' : 'broken';
    return { kind: 'no-answer', sent, form: 'connection', message: `${shownAddress(url)} could not be reached${code === '' ? '' : ` (${code})`}`, cause };
  }
}

/** Errors of name lookup and of connecting: no byte of the request has left. */
const NEVER_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

function addressOf(url: string): { readonly kind: 'usable'; readonly url: URL } | { readonly kind: 'unusable'; readonly message: string } {
  if (!URL.canParse(url)) return { kind: 'unusable', message: `"${plainLine(url)}" is not an address; write http://host/path or https://host/path` };
  const parsed = new URL(url);
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return { kind: 'unusable', message: `"${shownAddress(url)}" is not an http or https address` };
  if (parsed.username !== '' || parsed.password !== '') return { kind: 'unusable', message: `the address of ${parsed.host} carries a user or password; pass a token instead` };
  return { kind: 'usable', url: parsed };
}

/** The code of the innermost failure that has one; undici and Node nest them, several addresses come as an AggregateError. */
function causeCode(error: unknown): string {
  for (let each: unknown = error, depth = 0; each instanceof Error && depth < 8; depth += 1) {
    if ('code' in each && typeof each.code === 'string') return each.code;
    each = each instanceof AggregateError ? each.errors[0] : each.cause;
  }
  return '';
}

async function readCapped(response: Response, { bytesMax, signal }: { readonly bytesMax: number; readonly signal: AbortSignal }): Promise<{ readonly kind: 'read'; readonly text: string } | { readonly kind: 'too-large' }> {
  if (response.body === null) return { kind: 'read', text: '' };
  const body: ReadableStream<Uint8Array> = response.body;
  const reader = body.getReader();
  const stop = (): void => void reader.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.byteLength;
      if (size > bytesMax) {
        stop();
        return { kind: 'too-large' };
      }
      chunks.push(next.value);
    }
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return { kind: 'read', text: Buffer.concat(chunks).toString('utf8') };
}
