// What an answer means for what was asked: one row of the table per case. Status codes and types decide, never the wording.
import type { ApiAnswer, FailedAnswer, GraphqlError } from './github-api.ts';
import { missingPermission } from './missing-permission.ts';
import type { Permissions } from './missing-permission.ts';
import { plainWords } from './plain-words.ts';
import type { Scrub } from './plain-words.ts';
import { field, textField } from './reply.ts';
import type { Reply } from './reply.ts';

export interface Asked {
  /** E.g. `POST /repos/acme/models/git/trees`. */
  readonly what: string;
  readonly via: 'rest' | 'graphql';
  readonly writes: boolean;
}

export interface Wording {
  readonly scrub: Scrub;
  readonly needs: Permissions;
  readonly givenAs?: string;
}

/** Rate limits are told apart before. */
export function classifyReply(reply: Reply, asked: Asked, wording: Wording): ApiAnswer<unknown> {
  const say = (text: string): string => plainWords(text, wording.scrub);
  if (reply.kind === 'lost') return { kind: 'unknown', why: `no answer from GitHub to ${asked.what}: ${say(reply.why)}` };
  const { status, headers, body } = reply;
  const seen = `GitHub answered ${status} to ${asked.what}`;
  if (status >= 200 && status < 300) {
    if (body.kind === 'unreadable') return { kind: 'unknown', why: `${seen}, but the answer cannot be read: ${say(body.why)}` };
    const value = body.kind === 'json' ? body.value : undefined;
    return asked.via === 'rest' ? { kind: 'ok', value, headers } : classifyGraphql(value, reply, asked, wording);
  }
  const message = body.kind === 'json' ? say(textField(body.value, 'message')) : '';
  const why = message === '' ? seen : `${seen}: ${message}`;
  switch (status) {
    case 401:
      return { kind: 'expired', why: `${why}. The token is not valid or has expired (a job's own token lives 6 hours on hosted runners, 24 on others). Nothing was changed by this request; run the job again` };
    case 403:
      return denied(why, say(headers['x-accepted-github-permissions'] ?? ''), wording);
    case 404:
    case 410:
      return { kind: 'not-found', why: `${why}. A repository that the token may not see looks the same` };
    case 409:
      return { kind: 'conflict', why };
    case 408:
      return { kind: 'unknown', why };
  }
  if (status >= 500) return { kind: 'unknown', why };
  if (status >= 300 && status < 400) {
    return { kind: 'refused', why: `${why}, which sends elsewhere than to the API it was asked at; the token stays here. If the repository or the server was renamed, use its new name`, errors: [] };
  }
  const errors = body.kind === 'json' ? listed(body.value).map(say) : [];
  return { kind: 'refused', why: errors.length === 0 ? why : `${why} (${errors.join('; ')})`, errors };
}

function classifyGraphql(body: unknown, reply: Extract<Reply, { kind: 'reply' }>, asked: Asked, wording: Wording): ApiAnswer<unknown> {
  const say = (text: string): string => plainWords(text, wording.scrub);
  const data = field(body, 'data');
  const given = field(body, 'errors');
  if (!Array.isArray(given) || given.length === 0) {
    if (typeof data === 'object' && data !== null) return { kind: 'ok', value: data, headers: reply.headers };
    return { kind: 'unknown', why: `GitHub answered ${asked.what} with neither data nor errors` };
  }
  const errors = given.map((error): GraphqlError => ({ type: say(textField(error, 'type')), message: say(textField(error, 'message')) }));
  const why = `GitHub answered ${asked.what} with errors: ${errors.map(({ type, message }) => (type === '' ? message : `${message} (${type})`)).join('; ')}`;
  if (errors.every(({ type }) => DENIALS.has(type))) return denied(why, say(reply.headers['x-accepted-github-permissions'] ?? ''), wording);
  // GitHub gives up on a query after ten seconds, and then says so without a type. Mistakes in a query have extensions.
  if (!asked.writes && given.some((error) => textField(error, 'type') === '' && field(error, 'extensions') === undefined)) return { kind: 'unknown', why };
  return { kind: 'errors', why, errors, value: typeof data === 'object' && data !== null ? data : undefined };
}

const DENIALS: ReadonlySet<string> = new Set(['FORBIDDEN', 'INSUFFICIENT_SCOPES']);

function denied(why: string, accepted: string, { needs, givenAs }: Wording): FailedAnswer {
  return { kind: 'denied', why: `${why}. ${missingPermission({ accepted, needs, ...(givenAs === undefined ? {} : { givenAs }) })}`, seen: why, accepted };
}

/** `errors` of a 422: sentences, or objects with a message or with a field and a code. */
function listed(body: unknown): readonly string[] {
  const errors = field(body, 'errors');
  const all: readonly unknown[] = Array.isArray(errors) ? errors : errors === undefined ? [] : [errors];
  return all.map((error) => {
    if (typeof error === 'string') return error;
    const message = textField(error, 'message');
    return message === '' ? [textField(error, 'resource'), textField(error, 'field'), textField(error, 'code')].filter((part) => part !== '').join(' ') : message;
  }).filter((text) => text !== '');
}
