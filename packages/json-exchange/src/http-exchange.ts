// The exchange over HTTP: POST of JSON to one address.
import { refusalText, type Exchange, type ExchangeFailure, type Exchanged } from './exchange.ts';
import { sendRequest, type HttpRefusal } from './http-request.ts';
import { plainLine } from './plain-line.ts';

export interface HttpExchangeOptions {
  readonly url: string;
  /** Sent as `authorization: Bearer`. */
  readonly token?: string;
  readonly fetch: typeof globalThis.fetch;
  /** From sending to the last byte of the answer. */
  readonly timeoutMs: number;
}

const BYTES_MAX = 1024 * 1024;

export function httpExchange({ url, token, fetch, timeoutMs }: HttpExchangeOptions): Exchange {
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  // What a server says about a token ends in logs and in the ledger.
  const hidden = (text: string): string => (token === undefined ? text : text.replaceAll(token, '***'));
  return async (request) => {
    const answer = await sendRequest({ url, method: 'POST', headers, body: JSON.stringify(request), timeoutMs, bytesMax: BYTES_MAX }, fetch);
    if (answer.kind === 'no-answer') return withoutAnswer(answer);
    return answer.status === 200 ? parsed(answer.text, hidden) : refused(answer.status, hidden(answer.text));
  };
}

function parsed(text: string, hidden: (text: string) => string): Exchanged {
  try {
    return { kind: 'answered', value: JSON.parse(text) };
  } catch (cause) {
    return { kind: 'failed', code: 'malformed', message: `answered 200 with text that is not JSON: ${plainLine(hidden(text), 80)}`, retryable: false, outcome: 'unknown', cause };
  }
}

function withoutAnswer({ form, sent, message, cause }: HttpRefusal): ExchangeFailure {
  const outcome = sent === 'not-sent' ? 'not-done' : 'unknown';
  if (form === 'address') return { kind: 'failed', code: 'refused', message, retryable: false, outcome };
  if (form === 'too-large') return { kind: 'failed', code: 'malformed', message, retryable: false, outcome };
  return { kind: 'failed', code: 'unavailable', message, retryable: true, outcome, cause };
}

/**
 * Statuses below 500 say that nothing was done. From 500 on a gateway may be speaking after the change was made, and a redirect may come after it
 * too: there the outcome is unknown, which costs one read.
 */
function refused(status: number, body: string): ExchangeFailure {
  const said = plainLine(refusalText(body));
  const message = `answered ${String(status)}${said === '' ? '' : `: ${said}`}`;
  const failed = (code: ExchangeFailure['code'], retryable: boolean, outcome: ExchangeFailure['outcome']): ExchangeFailure => ({ kind: 'failed', code, message, retryable, outcome });
  if (status === 409) return failed('conflict', false, 'not-done');
  if (status === 401 || status === 403) return failed('denied', false, 'not-done');
  if (status === 404) return failed('missing', false, 'not-done');
  if (status === 429) return failed('unavailable', true, 'not-done');
  if (status >= 400 && status < 500) return failed('refused', false, 'not-done');
  if (status >= 500) return failed('unavailable', true, 'unknown');
  if (status >= 300) return { ...failed('refused', false, 'unknown'), message: `${message}: redirects are not followed; give the final address` };
  return { ...failed('malformed', false, 'unknown'), message: `${message}: an answer has status 200` };
}
