// GitHub as the jobs of a seed reach it: the emulator behind a network that takes its time, loses what comes late, and lets people act in between.
import { githubEmulator, LIMITS, nameOf, type EmulatedRepository, type GithubEmulator, type PlannedFault, type RequestEntry } from '@rampart/testing/github';
import type { Chance } from '../chance.ts';
import type { Notes } from './notes.ts';
import type { RunnerProcess } from './runner-process.ts';
import type { Turns } from './turns.ts';

export const REPOSITORY = 'acme/models';
export const ORIGIN = 'https://api.github.com';
/** As the client's own: it gives up, and GitHub may go on. */
const CLIENT_GIVES_UP_MS = 20_000;

export interface GithubSide {
  readonly emulator: GithubEmulator;
  readonly repository: EmulatedRepository;
  fetchFor(process: RunnerProcess): typeof fetch;
  /** Faults of the emulator, counted under a number of the table when they are met. */
  plan(number: number, ...faults: readonly PlannedFault[]): void;
  /** The next request of that operation arrives so much later; its client has given up by then. */
  delayNext(operation: string, byMs: number): void;
  /** The next answers to queries have nothing where one of these branches is, and an error beside it: GitHub gave up on that part. */
  leaveOutNext(refs: readonly string[], times: number): void;
  /** Somebody acts right before the next request of that operation is served. */
  interfere(operation: string, act: () => Promise<void>): void;
  /** Nothing goes wrong any more. */
  heal(): void;
}

export interface GithubParts {
  readonly store: 'memory' | 'git';
  readonly turns: Turns;
  readonly startMs: number;
  readonly notes: Notes;
  readonly chance: Chance;
  readonly isSigned: boolean;
  readonly met: (number: number, what: string) => void;
  /** After something may have moved a branch; `by` a job. */
  readonly moved: (by: string) => Promise<void>;
}

export async function githubSide({ store, turns, startMs, notes, chance, isSigned, met, moved }: GithubParts): Promise<GithubSide> {
  const never = (): boolean => false;
  let arrived: RequestEntry | 'none' = 'none';
  /** Whose request has come last. */
  let serving = '';
  const emulator = githubEmulator({
    store,
    limits: { ...LIMITS.job, writesPerHour: 5_000, writesPerMinute: 400, restPerHour: 5_000, graphqlPerHour: 5_000 },
    clock: {
      nowMs: () => startMs + turns.nowMs,
      // GitHub sleeps only in the middle of a request that hangs: what was done by then is done.
      sleep: async (durationMs, signal) => {
        await moved(serving);
        await turns.wait<undefined>(never, (resolve) => {
          const appointment = turns.plan(turns.nowMs + durationMs, 1, () => resolve(undefined));
          signal?.addEventListener('abort', () => {
            appointment.cancel();
            resolve(undefined);
          });
        });
      },
    },
    watcher: {
      arrives: (entry) => {
        arrived = entry;
      },
    },
  });
  const rulesets = isSigned ? [{ id: 1, name: 'signed', enforcement: 'active', include: ['refs/heads/rollouts/**'], exclude: [], rules: ['required_signatures'] } as const] : [];
  const repository = await emulator.createRepository(REPOSITORY, { rulesets });
  const late: { readonly operation: string; readonly byMs: number }[] = [];
  const leftOut: (readonly string[])[] = [];
  const people: { readonly operation: string; readonly act: () => Promise<void> }[] = [];

  const serve = async (process: RunnerProcess, request: Request, sent: Sent): Promise<Response> => {
    const interferes = people.findIndex(({ operation }) => operation === sent.operation);
    if (interferes >= 0) await people.splice(interferes, 1)[0]?.act();
    arrived = 'none';
    serving = process.name;
    const origin = new URL(request.url).origin;
    const hasToken = request.headers.has('authorization');
    // The log has an entry as soon as the body was read; while a fault takes its time, others arrive.
    const served = emulator.handle(request);
    const number = await entryNumber(() => arrived, served);
    sent.number = number;
    try {
      const response = await served;
      return sent.operation === 'graphql/repository' && leftOut.length > 0 ? await without(response, leftOut[0] ?? []) : response;
    } finally {
      const entry = emulator.requests()[number - 1];
      if (entry !== undefined) {
        const { operation, writes, faults, wasApplied } = entry;
        notes.write({ kind: 'asked', exchange: { number, job: process.name, operation, writes, sent: entry.sent, origin, hasToken, faults, wasApplied, sentAtMs: sent.atMs, sentStep: sent.step } });
        for (const name of faults) met(Number(name.slice(0, 2)), name.slice(3));
        if (writes) await moved(process.name);
      }
    }
  };

  /** A query answers by names that stand for branches in its variables. */
  const without = async (response: Response, refs: readonly string[]): Promise<Response> => {
    const text = await response.clone().text();
    const body = JSON.parse(text) as { readonly data?: { readonly repository?: Readonly<Record<string, unknown>> | null }; readonly errors?: unknown };
    const shown = body.data?.repository ?? undefined;
    const missing = refs.find((name) => shown?.[name] !== undefined && shown[name] !== null);
    if (shown === undefined || missing === undefined || body.errors !== undefined) return response;
    leftOut.shift();
    met(3, `an answer without ${missing}`);
    const errors = [{ message: 'Something went wrong while executing your query. Please include `EMUL:1` when reporting this issue.', path: ['repository', missing] }];
    return new Response(JSON.stringify({ ...body, data: { ...body.data, repository: { ...shown, [missing]: null } }, errors }), { status: response.status, headers: response.headers });
  };

  return {
    emulator,
    repository,
    fetchFor: (process) => async (input, init) => {
      const request = new Request(input, init);
      const operation = guessOperation(request, typeof init?.body === 'string' ? init.body : '');
      const index = late.findIndex((one) => one.operation === operation);
      const lateMs = index < 0 ? 0 : (late.splice(index, 1)[0]?.byMs ?? 0);
      if (lateMs > 0) met(2, `${operation} arrives ${Math.round(lateMs / 1000)} s late`);
      const sent: Sent = { atMs: turns.nowMs, step: notes.step, operation, number: 0 };
      try {
        const response = await process.ask(() => serve(process, request, sent), {
          lateMs,
          ...(init?.signal === undefined || init.signal === null ? {} : { signal: init.signal }),
          givesUp: { afterMs: CLIENT_GIVES_UP_MS, cause: () => new DOMException('The operation was aborted due to timeout', 'TimeoutError') },
          refused: (_, reject) => {
            met(30, 'connection refused');
            reject(new TypeError('fetch failed', { cause: new Error(chance.pick(REFUSALS)) }));
          },
        });
        const headers = Object.fromEntries(response.headers);
        notes.write({ kind: 'answered', job: process.name, number: sent.number, status: response.status, headers, isGraphqlLimit: response.status === 200 && headers['x-ratelimit-remaining'] === '0' && (await response.clone().text()).includes('"RATE_LIMITED"') });
        return response;
      } catch (error) {
        notes.write({ kind: 'unanswered', job: process.name, number: sent.number });
        throw error;
      }
    },
    plan: (number, ...faults) => {
      emulator.faults.plan(...faults.map((fault): PlannedFault => ({ ...fault, name: `${String(number).padStart(2, '0')} ${nameOf(fault)}` })));
    },
    delayNext: (operation, byMs) => void late.push({ operation, byMs }),
    leaveOutNext: (refs, times) => leftOut.push(...Array.from({ length: times }, () => refs)),
    interfere: (operation, act) => void people.push({ operation, act }),
    heal: () => {
      emulator.faults.clear();
      emulator.setReplicaLagMs(0);
      late.length = 0;
      people.length = 0;
      leftOut.length = 0;
    },
  };
}

const REFUSALS = ['getaddrinfo ENOTFOUND api.github.com', 'connect ECONNREFUSED 10.0.0.1:3128', 'self-signed certificate'];

interface Sent {
  readonly atMs: number;
  readonly step: number;
  readonly operation: string;
  /** In the emulator's log, as soon as it is there. */
  number: number;
}

/** Its place in the emulator's log, once it has arrived there. */
async function entryNumber(arrived: () => RequestEntry | 'none', served: Promise<unknown>): Promise<number> {
  let isOver = false;
  void served.then(
    () => (isOver = true),
    () => (isOver = true),
  );
  for (;;) {
    const entry = arrived();
    if (entry !== 'none') return entry.number;
    if (isOver) return 0;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

/** As the emulator will call it, as far as it matters here. */
function guessOperation(request: Request, body: string): string {
  const { pathname } = new URL(request.url);
  if (pathname.endsWith('/graphql')) return body.includes('updateRefs') ? 'graphql/updateRefs' : 'graphql/repository';
  if (pathname.endsWith('/git/trees')) return 'git/create-tree';
  if (pathname.endsWith('/git/commits')) return 'git/create-commit';
  return `${request.method} ${pathname}`;
}
