// The world around a bundled action, all of it on this machine: a router behind the router contract, a metric page per slot, an origin
// with a model's versions and the ledger, and a checkout that holds the policy.
import { fakeRouter, type FakeRouter } from '../fakes/fake-router.ts';
import { serveHandler, type Handler, type ServedHandler } from '../fakes/serve-handler.ts';
import { startBundle, type BundleEnd, type BundleProcess, type JobEnvironment, type JobFolders } from './bundle-process.ts';
import { temporaryJob } from './job-folders.ts';
import { metricPage, type MetricPage } from './metric-page.ts';
import { anOrigin, MODEL, type Origin } from './origin.ts';
import { logRequests, type SeenRequest } from './request-log.ts';

export interface GoldenWorldOptions {
  /** Puts the fake router behind the router contract: `routerContractHandler` of traffic-routers. */
  readonly serveContract: (served: { readonly router: FakeRouter; readonly deployer: FakeRouter }) => Handler;
  /** What the router says that it serves at first. Default: v1.0.0 of the origin, by its digest. */
  readonly stableVersion?: string;
}

export interface GoldenWorld {
  readonly router: FakeRouter;
  readonly pages: { readonly a: MetricPage; readonly b: MetricPage };
  readonly origin: Origin;
  readonly folders: JobFolders;
  /** v1.0.0 serves in slot a, v2.0.0 is the newest version. */
  readonly digests: { readonly v1: string; readonly v2: string };
  /** Stands before the router until called without an argument; breaking the connection is throwing. */
  interceptRouter(handler?: (request: Request, next: Handler) => Promise<Response> | Response): void;
  /** Everything that the router was asked, oldest first. */
  routerRequests(): readonly SeenRequest[];
  /** The operations among them: `read`, `place`, `set`, `settle`. */
  operations(): readonly string[];
  /** Writes a policy into the checkout; sections are replaced, an empty one is left out. */
  writePolicy(changes?: Readonly<Record<string, string>>, file?: string): void;
  write(file: string, content: string | Uint8Array): void;
  /** `github`: more of the context of that name. */
  start(bundle: string, inputs?: Readonly<Record<string, string>>, github?: Readonly<Record<string, string>>, job?: JobEnvironment): BundleProcess;
  run(bundle: string, inputs?: Readonly<Record<string, string>>, github?: Readonly<Record<string, string>>, job?: JobEnvironment): Promise<BundleEnd>;
  /** `text` without what differs from run to run: places, ports, ids, digests, times. The break-glass command has a test of its own. */
  plain(text: string): string;
  /** The router and the pages are gone: connections are refused. */
  stopRouter(): Promise<void>;
  stopPage(slot: 'a' | 'b'): Promise<void>;
  close(): Promise<void>;
}

export const POLICY_FILE = 'rampart/fraud.yaml';

/** Of both slots together, split by their weights. */
const REQUESTS_PER_LOOK = 1_000;

export async function aGoldenWorld({ serveContract, stableVersion = 'v1.0.0' }: GoldenWorldOptions): Promise<GoldenWorld> {
  const { root, folders, write, remove } = temporaryJob();
  const origin = anOrigin(root);
  const digests = { v1: origin.release('v1.0.0'), v2: origin.release('v2.0.0') };
  const router = fakeRouter({ stable: { version: stableVersion, digest: digests.v1 } });
  const requestsOf = (slot: string): number => Math.round((REQUESTS_PER_LOOK * router.weightOf(slot)) / 1_000_000);
  const contract = serveContract({ router, deployer: router });
  let interceptor: Parameters<GoldenWorld['interceptRouter']>[0];
  const log = logRequests((request) => (interceptor === undefined ? contract(request) : interceptor(request, contract)));
  const pages = { a: metricPage(() => requestsOf('a')), b: metricPage(() => requestsOf('b')) };
  const servers = { router: await serveHandler(log.handler), a: await serveHandler(pages.a.handler), b: await serveHandler(pages.b.handler) };
  const running = new Set<BundleProcess>();
  const start: GoldenWorld['start'] = (bundle, inputs = {}, github = {}, job = {}) => {
    const started = startBundle({ bundle, folders, inputs: { policy: POLICY_FILE, ledger: 'origin', ...inputs }, github, job });
    running.add(started);
    void started.ended.finally(() => running.delete(started));
    return started;
  };
  const world: GoldenWorld = {
    router,
    pages,
    origin,
    folders,
    digests,
    write,
    start,
    interceptRouter: (handler) => void (interceptor = handler),
    routerRequests: () => [...log.seen],
    operations: () => log.seen.map(({ body }) => operationOf(body)),
    writePolicy: (changes = {}, file = POLICY_FILE) => write(file, policyText(servers, changes)),
    run: (bundle, inputs, github, job) => start(bundle, inputs, github, job).ended,
    plain: (text) => plainText(text, { root, servers, digests }),
    stopRouter: () => servers.router.close(),
    stopPage: (slot) => servers[slot].close(),
    close: async () => {
      // A test that failed half-way may have left one that waits.
      for (const started of running) started.kill('SIGKILL');
      await Promise.all([...running].map(({ ended }) => ended));
      await Promise.all(Object.values(servers).map((server) => server.close()));
      remove();
    },
  };
  world.writePolicy();
  return world;
}

type Servers = Readonly<Record<'router' | 'a' | 'b', ServedHandler>>;

/** Times are short because a test does not wait: a block is what was counted between two runs. */
function policyText(servers: Servers, changes: Readonly<Record<string, string>>): string {
  const sections = {
    rampart: 'rampart: 1',
    target: 'target: fraud-prod',
    model: `model: gto:${MODEL}`,
    serve: `serve: {http: "${servers.router.url}/route", slots: [a, b]}`,
    metrics: `metrics: {openmetrics: {pages: {a: ["${servers.a.url}/metrics"], b: ["${servers.b.url}/metrics"]}}}`,
    promise: 'promise: {badRequests: 1000000}',
    checks: 'checks: {errors: default}',
    plan: 'plan: [smoke, ramp: {weights: [10%, 50%], every: 0s}, bake: {for: 100ms, holdback: 1%}]',
    expert: 'expert: {block: 100ms, lag: 0s, warmUp: 0s, look: 150ms, tick: 1s}',
    ...changes,
  };
  return Object.values(sections).filter((section) => section !== '').map((section) => `${section}\n`).join('');
}

function operationOf(body: string): string {
  const parsed: unknown = JSON.parse(body);
  return typeof parsed === 'object' && parsed !== null && 'op' in parsed ? String(parsed.op) : 'unknown';
}

function plainText(text: string, { root, servers, digests }: { readonly root: string; readonly servers: Servers; readonly digests: GoldenWorld['digests'] }): string {
  return text
    .replaceAll(root, '<root>')
    .replaceAll(servers.router.url, 'http://router')
    .replaceAll(servers.a.url, 'http://pod-a')
    .replaceAll(servers.b.url, 'http://pod-b')
    .replaceAll(digests.v1, '<digest of v1>')
    .replaceAll(digests.v2, '<digest of v2>')
    .replace(/sha256:[0-9a-f]{64}/g, '<digest>')
    .replace(/\b[0-9a-f]{40}\b/g, '<commit>')
    .replace(/\b[0-9a-f]{12}\b/g, '<id>')
    .replace(/\b\d{2}:\d{2}:\d{2}\b/g, '<time>')
    .replace(/\b\d+(\.\d+)? m?s\b/g, '<duration>')
    .replace(/[·▁-█]{24}/gu, '<timeline>')
    .replace(/```text\n.*\n```/g, '<break-glass command>');
}
