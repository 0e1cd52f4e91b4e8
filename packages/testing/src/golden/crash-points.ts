// Kills a job before and after every single request that it makes, to GitHub and to the router, and lets the next job go on. The requests are
// whatever an undisturbed run was seen to make, so that a new one gets its crash points by itself.
import type { RequestEntry } from '../github/index.ts';
import type { BundleEnd, BundleProcess } from './bundle-process.ts';
import { readBranch } from './github-branch.ts';
import { pictureOf, type Picture } from './github-picture.ts';
import { FREEZES, LEDGERS, type GithubWorld } from './github-world.ts';

/** One operation in a world of its own, just before it. */
export interface CrashScene {
  readonly world: GithubWorld;
  /** Starts the job that is killed. */
  readonly job: () => BundleProcess;
  /** Who comes next: the same action again, or the next tick. */
  readonly next: () => BundleProcess;
}

export interface CrashPoint {
  /** `router set #1`, `graphql/updateRefs #2`: the how manieth of its kind in this run. */
  readonly request: string;
  /** `before`: it is not applied. `after`: it is, and its answer is lost. */
  readonly when: 'before' | 'after';
}

export interface CrashReport {
  /** Subjects of the records that the job makes when nobody disturbs it. */
  readonly records: readonly string[];
  readonly requests: readonly string[];
  readonly points: number;
  readonly survived: number;
  /** Empty when every point led to the same end. */
  readonly differing: readonly Difference[];
}

export interface Difference extends CrashPoint {
  readonly what: string;
  readonly expected?: unknown;
  readonly found?: unknown;
}

interface Way {
  readonly once: Picture;
  readonly twice: Picture;
}

/**
 * What the next job leaves behind must be what the job alone would have left, or that job and the next. `pick` leaves out points: a slice for quick tests.
 * `lanes`: how many worlds work at the same time, each on its share of the points.
 */
export async function killEverywhere(build: () => Promise<CrashScene>, { lanes = 1, pick = () => true }: { readonly lanes?: number; readonly pick?: (point: CrashPoint, index: number) => boolean } = {}): Promise<CrashReport> {
  const first = await openLane(build);
  const { records, requests } = first;
  const points = requests.flatMap((request): readonly CrashPoint[] => [{ request, when: 'before' }, { request, when: 'after' }]).filter(pick);
  const queue = [...points];
  const differing: Difference[] = [];
  const work = async (opened: Lane): Promise<void> => {
    let lane = opened;
    try {
      for (let point = queue.shift(); point !== undefined; point = queue.shift()) {
        let found = await lane.kill(point);
        if (hourNow() !== lane.hour) {
          // People are told once an hour that nothing changed, so the hour before is no comparison.
          await lane.close();
          lane = await openLane(build);
          found = await lane.kill(point);
        }
        differing.push(...found);
      }
    } finally {
      await lane.close();
    }
  };
  const others = Array.from({ length: Math.min(lanes, points.length) - 1 }, async () => work(await openLane(build)));
  await Promise.all([work(first), ...others]);
  return { records, requests, points: points.length, survived: points.length - new Set(differing.map(({ request, when }) => `${when} ${request}`)).size, differing };
}

interface Lane extends Pick<CrashReport, 'records' | 'requests'> {
  /** Since the epoch, in which its comparison was made. */
  readonly hour: number;
  kill(point: CrashPoint): Promise<readonly Difference[]>;
  close(): Promise<void>;
}

async function openLane(build: () => Promise<CrashScene>): Promise<Lane> {
  const hour = hourNow();
  const { world, job, next } = await build();
  const before = await recordsOf(world);
  const restore = await world.checkpoint();
  const seen: string[] = [];
  const intoTheList = (request: string): void => void seen.push(request);
  watch(world, { before: intoTheList, after: () => undefined });
  const alone = await job().ended;
  watch(world, 'nobody');
  const once = await pictureOf(world);
  const records = (await recordsOf(world)).slice(before.length);
  const followed = await next().ended;
  const way: Way = { once, twice: await pictureOf(world) };
  if (alone.exitCode !== 0 || followed.exitCode !== 0) throw new Error(`the undisturbed run failed:\n${alone.stdout}${alone.stderr}\n${followed.stdout}${followed.stderr}`);
  return {
    hour,
    records,
    requests: seen,
    kill: async (point) => {
      await restore();
      const killed = await killAt(world, job, point);
      const after = await next().ended;
      const found = await pictureOf(world);
      return [...killed, ...complaintsOf(after).map((what) => ({ ...point, what })), ...differences(way, found).map((difference) => ({ ...point, ...difference }))];
    },
    close: () => world.close(),
  };
}

/** Of rollouts and of freezes. */
async function recordsOf(world: GithubWorld): Promise<readonly string[]> {
  return [...(await readBranch(world.repository, FREEZES)), ...(await readBranch(world.repository, LEDGERS))].map(({ subject }) => subject);
}

function hourNow(): number {
  return Math.floor(Date.now() / 3_600_000);
}

async function killAt(world: GithubWorld, job: CrashScene['job'], point: CrashPoint): Promise<readonly Difference[]> {
  let hits = 0;
  const running = job();
  const hit = async (request: string): Promise<void> => {
    if (request !== point.request) return;
    hits += 1;
    running.kill('SIGKILL');
    await running.ended;
    throw new Error(`killed ${point.when} ${request}`);
  };
  watch(world, point.when === 'before' ? { before: hit, after: () => undefined } : { before: () => undefined, after: hit });
  const { exitCode, stdout } = await running.ended;
  // What the dead job had sent besides is on its way.
  while (world.github.requests().some(({ status }) => status === -1)) await new Promise((resolve) => setImmediate(resolve));
  watch(world, 'nobody');
  if (hits === 1 && exitCode === null) return [];
  return [{ ...point, what: `the job was to be killed there once, and was ${String(hits)} times; it ended with ${String(exitCode)}`, found: stdout }];
}

interface Sight {
  readonly before: (request: string) => Promise<void> | void;
  readonly after: (request: string) => Promise<void> | void;
}

/** Numbers the requests of one job by their kind. */
function watch(world: GithubWorld, sight: Sight | 'nobody'): void {
  if (sight === 'nobody') {
    world.interceptGithub();
    world.interceptRouter();
    return;
  }
  const counts = new Map<string, number>();
  const numbered = (kind: string): string => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return `${kind} #${String(count)}`;
  };
  const names = new Map<number, string>();
  world.interceptGithub({
    arrives: (entry: RequestEntry) => {
      const name = numbered(entry.operation);
      names.set(entry.number, name);
      return sight.before(name);
    },
    leaves: (entry: RequestEntry) => sight.after(names.get(entry.number) ?? ''),
  });
  world.interceptRouter(async (request, next) => {
    const body: unknown = JSON.parse(await request.clone().text());
    const name = numbered(`router ${typeof body === 'object' && body !== null && 'op' in body ? String(body.op) : '?'}`);
    await sight.before(name);
    const response = await next(request);
    await sight.after(name);
    return response;
  });
}

function complaintsOf({ exitCode, stdout, stderr }: BundleEnd): readonly string[] {
  return [...(exitCode === 0 ? [] : [`the next job ended with ${String(exitCode)}: ${stdout}`]), ...(stderr === '' ? [] : [`the next job wrote: ${stderr}`])];
}

/** Between the job alone and the job and the next one: how much of it the killed one had done is its own affair. */
function differences({ once, twice }: Way, found: Picture): readonly Pick<Difference, 'what' | 'expected' | 'found'>[] {
  const isWhole = (wanted: Picture): boolean => PARTS.every((part) => same(wanted[part], found[part]));
  if (isWhole(once) || isWhole(twice)) return [];
  const nearest = PARTS.filter((part) => same(once[part], found[part])).length > PARTS.filter((part) => same(twice[part], found[part])).length ? once : twice;
  return PARTS.filter((part) => !same(nearest[part], found[part])).map((part) => ({ what: part, expected: nearest[part], found: found[part] }));
}

const PARTS = ['ledger', 'freezes', 'router', 'tags', 'mirrors', 'branches'] as const satisfies readonly (keyof Picture)[];

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
