// GitHub as far as Rampart and its users' tests need it: one function from a request to a response, over real git or in memory.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@rampart/rollout-engine';
import { fetchFrom } from '../fakes/serve-handler.ts';
import { virtualClock } from '../fakes/virtual-clock.ts';
import { describeMisfit, type Misfit } from './description/misfit.ts';
import { faultSource, type FaultPlan } from './faults/fault-plan.ts';
import { bareRepositoryStore } from './objects/bare-repository-store.ts';
import { inMemoryStore } from './objects/in-memory-store.ts';
import { emulatedRepository, type EmulatedRepository, type RepositorySettings } from './repository/emulated-repository.ts';
import { nodeId } from './rest/shapes.ts';
import { accessControl, type Asker } from './server/access.ts';
import { answering } from './server/answering.ts';
import { LIMITS, meter, type Limits } from './server/limits.ts';
import { directory } from './server/directory.ts';
import { gitOverHttp } from './server/git-over-http.ts';
import { receiving, type Watcher } from './server/receiving.ts';
import { requestLog, type RequestEntry } from './server/request-log.ts';
import { serveOnLoopback, type Certificate, type ServedGithub } from './server/serve.ts';
import type { TokenKind, TokenRequest } from './server/token.ts';

export interface EmulatorOptions {
  /** `git`: each repository is a bare one in `folder`, or in a temporary folder that `close` removes. Default: `memory`. */
  readonly store?: 'memory' | 'git';
  readonly folder?: string;
  /** Default: a virtual clock of the emulator's own, in `clock`. */
  readonly clock?: Clock;
  /** Default: those of github.com. */
  readonly limits?: Limits | Readonly<Record<TokenKind | 'anonymous', Limits>>;
  /** How far behind reads may be. Default: 0. */
  readonly replicaLagMs?: number;
  readonly watcher?: Watcher;
}

export interface GithubEmulator {
  /** Throwing means that the connection breaks. */
  handle(request: Request): Promise<Response>;
  /** To pass along: nothing leaves this process. */
  readonly fetch: typeof fetch;
  /** On a free port of the loopback interface; over TLS with a certificate. */
  serve(certificate?: Certificate): Promise<ServedGithub>;
  readonly clock: Clock;
  /** `owner/name`. It is empty: `commitFiles('refs/heads/main', ..)` makes the first commit. */
  createRepository(name: string, settings?: Partial<RepositorySettings>): Promise<EmulatedRepository>;
  /** The old name answers with redirects from now on. */
  renameRepository(from: string, to: string): void;
  /** What to send as a token. Without an argument: a job's, with every permission. */
  token(request?: TokenRequest): string;
  expire(token: string): void;
  readonly faults: FaultPlan;
  setReplicaLagMs(lagMs: number): void;
  /** Everything that was asked. */
  requests(): readonly RequestEntry[];
  /** Requests and answers that do not fit GitHub's published descriptions. A test ends with `assertFits()`. */
  misfits(): readonly Misfit[];
  /** Throws with all misfits. */
  assertFits(): void;
  /** Ends processes and servers, and removes temporary folders. */
  close(): Promise<void>;
}

export function githubEmulator(options: EmulatorOptions = {}): GithubEmulator {
  const clock = options.clock ?? virtualClock();
  const nowMs = (): number => clock.nowMs();
  const limits = options.limits ?? LIMITS;
  const faults = faultSource();
  const log = requestLog();
  const misfits: Misfit[] = [];
  const repositories = directory();
  const served: ServedGithub[] = [];
  let replicaLagMs = options.replicaLagMs ?? 0;
  let lastId = 1_000;
  let temporary = '';

  const access = accessControl({ nowMs, repositories });
  const answer = answering({
    nowMs,
    access,
    repositories,
    meter: meter(nowMs),
    limitsOf: (asker: Asker) => ('restPerHour' in limits ? limits : limits[asker === 'anonymous' ? asker : asker.kind]),
    replicaLagMs: () => replicaLagMs,
    nextId: () => (lastId += 1),
    misfit: (misfit) => void misfits.push(misfit),
  });
  const handle = gitOverHttp({ access, repositories }, receiving({ clock, access, answer, faults, log, repositories, watcher: options.watcher ?? {} }));

  const storeOf = async (id: number) => {
    if (options.store !== 'git') return { store: inMemoryStore(), location: { kind: 'memory' } as const };
    if (options.folder === undefined && temporary === '') temporary = mkdtempSync(join(tmpdir(), 'rampart-github-'));
    const gitDir = join(options.folder ?? temporary, `${id}.git`);
    return { store: await bareRepositoryStore(gitDir), location: { kind: 'git', gitDir } as const };
  };

  return {
    handle,
    fetch: fetchFrom(withUserAgent(handle)),
    serve: async (certificate) => {
      const server = await serveOnLoopback(handle, certificate);
      served.push(server);
      return server;
    },
    clock,
    createRepository: async (fullName, settings = {}) => {
      const [owner = '', name = ''] = fullName.split('/');
      const id = (lastId += 1);
      const all: RepositorySettings = { visibility: 'private', defaultBranch: 'main', rulesets: [], secrets: [], workflows: 'any', disabledWorkflows: {}, returnsRunDetails: true, ...settings };
      const repository = emulatedRepository({ id, nodeId: nodeId('Repository', id), owner, name }, await storeOf(id), all, nowMs);
      repositories.add(fullName, repository);
      return repository;
    },
    renameRepository: (from, to) => repositories.rename(from, to),
    token: (request = {}) => access.issue(request),
    expire: (token) => access.expire(token),
    faults,
    setReplicaLagMs: (lagMs) => {
      replicaLagMs = lagMs;
    },
    requests: () => log.entries(),
    misfits: () => [...misfits],
    assertFits: () => {
      if (misfits.length > 0) throw new Error(misfits.map(describeMisfit).join('\n'));
    },
    close: async () => {
      for (const server of served.splice(0)) await server.close();
      for (const repository of repositories.all()) await repository.store.close();
      if (temporary !== '') rmSync(temporary, { recursive: true, force: true });
    },
  };
}

/** As Node's own fetch does: GitHub refuses requests that name no client. */
function withUserAgent(handle: (request: Request) => Promise<Response>): (request: Request) => Promise<Response> {
  return (request) => {
    if (!request.headers.has('user-agent')) request.headers.set('user-agent', 'node');
    return handle(request);
  };
}
