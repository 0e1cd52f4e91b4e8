// What came of a first run: per step the status, what an error calls itself, and which fields of which types came.
import { STEPS, textAt, type Found, type Step } from './steps.ts';

export interface Place {
  /** `https://api.github.com`, without a slash at the end. */
  readonly apiUrl: string;
  readonly token: string;
  readonly owner: string;
  readonly name: string;
  readonly fetch: typeof fetch;
}

export interface Line {
  readonly step: string;
  readonly status: number;
  /** `message` of a refusal; of GraphQL: type and message of the first error. */
  readonly says: string;
  /** Whether the id was the one that was computed; `not asked` where none was. */
  readonly idIsComputed: boolean | 'not asked';
  /** `data.repository.id: string`, one for each place in the answer. Lists count by their first item. */
  readonly fields: readonly string[];
}

export async function recordRun(place: Place): Promise<readonly Line[]> {
  const lines: Line[] = [];
  let found: Found = { owner: place.owner, name: place.name };
  for (const step of STEPS) {
    const { status, body } = await ask(place, step, found);
    if (step.keep !== undefined) found = { ...found, ...step.keep(body) };
    const error = typeof body === 'object' && body !== null && 'errors' in body && 'data' in body && Array.isArray(body.errors) ? (body.errors as readonly unknown[])[0] : undefined;
    const says = error === undefined ? (status < 400 ? '' : textAt(body, ['message'])) : `${textAt(error, ['type'])}: ${textAt(error, ['message'])}`;
    lines.push({ step: step.name, status, says, idIsComputed: step.computed === undefined ? 'not asked' : step.computed === textAt(body, ['sha']), fields: [...fieldsOf(body, '')].sort() });
  }
  return lines;
}

async function ask(place: Place, step: Step, found: Found): Promise<{ readonly status: number; readonly body: unknown }> {
  const { method, path, body } = step.ask(found);
  const url = path === '/graphql' ? `${place.apiUrl.replace(/\/api\/v3$/, '/api')}/graphql` : `${place.apiUrl}/repos/${place.owner}/${place.name}${path}`;
  const headers = { authorization: `Bearer ${place.token}`, 'x-github-api-version': '2022-11-28', 'user-agent': 'rampart-first-run', accept: 'application/vnd.github+json' };
  const response = await place.fetch(url, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

function* fieldsOf(value: unknown, at: string): Generator<string> {
  if (Array.isArray(value)) {
    if (value.length > 0) yield* fieldsOf((value as readonly unknown[])[0], `${at}[]`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inside] of Object.entries(value)) yield* fieldsOf(inside, at === '' ? name : `${at}.${name}`);
  } else if (at !== '') yield `${at}: ${value === null ? 'null' : typeof value}`;
}

/** What differs, for people to read. That GitHub answers more fields than the emulator is no difference. */
export function differences(emulated: readonly Line[], real: readonly Line[]): readonly string[] {
  return emulated.flatMap((line) => {
    const other = real.find(({ step }) => step === line.step);
    if (other === undefined) return [`${line.step}: was not run`];
    const lost = line.fields.filter((field) => !other.fields.includes(field));
    return [
      ...(other.status === line.status ? [] : [`${line.step}: status ${other.status}, the emulator answers ${line.status}`]),
      ...(other.says === line.says ? [] : [`${line.step}: says "${other.says}", the emulator "${line.says}"`]),
      ...(other.idIsComputed === line.idIsComputed ? [] : [`${line.step}: the id was ${other.idIsComputed === true ? '' : 'not '}the computed one`]),
      ...(lost.length === 0 ? [] : [`${line.step}: the emulator alone answers ${lost.join(', ')}`]),
    ];
  });
}
