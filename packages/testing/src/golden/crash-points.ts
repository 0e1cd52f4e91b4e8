// Kills a job before and after every single request that it makes, to GitHub and to the router, and lets the next job go on. The requests are
// whatever an undisturbed run was seen to make, so that a new one gets its crash points by itself.
import type { FakeRouter } from '../fakes/fake-router.ts';
import type { RequestEntry } from '../github/index.ts';
import type { BundleEnd, BundleProcess } from './bundle-process.ts';
import { ledgersOf, readBranch } from './github-branch.ts';
import { pictureOf, type Picture } from './github-picture.ts';
import { FREEZES, type GithubWorld } from './github-world.ts';

/** One operation in a world of its own, just before it. */
export interface CrashScene {
  readonly world: GithubWorld;
  /** Starts the job that is killed. */
  readonly job: () => BundleProcess;
  /** Who comes next: the same action again, or the next tick. */
  readonly next: () => BundleProcess;
  /** Routers of further targets, which stand behind the one of the world. */
  readonly others?: readonly FakeRouter[];
  /** What counts of an end, where the look that comes next may have a record of its own before what was left to do. Default: all of it. */
  readonly view?: (picture: Picture) => Picture;
  /** How both end where nobody disturbs them. Default: 0. */
  readonly exitCode?: number;
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
  /** Points that a run did not come to, which are counted nowhere: several targets share what is read when they happen to read at one time. With one target there is none. */
  readonly missed: number;
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
  let missed = 0;
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
        if (found === 'missed') missed += 1;
        else differing.push(...found);
      }
    } finally {
      await lane.close();
    }
  };
  const others = Array.from({ length: Math.min(lanes, points.length) - 1 }, async () => work(await openLane(build)));
  await Promise.all([work(first), ...others]);
  const reached = points.length - missed;
  return { records, requests, points: reached, missed, survived: reached - new Set(differing.map(({ request, when }) => `${when} ${request}`)).size, differing };
}

interface Lane extends Pick<CrashReport, 'records' | 'requests'> {
  /** Since the epoch, in which its comparison was made. */
  readonly hour: number;
  kill(point: CrashPoint): Promise<readonly Difference[] | 'missed'>;
  close(): Promise<void>;
}

async function openLane(build: () => Promise<CrashScene>): Promise<Lane> {
  const hour = hourNow();
  const { world, job, next, others = [], view = (picture: Picture): Picture => picture, exitCode = 0 } = await build();
  const seen = async (): Promise<Picture> => view(await pictureOf(world, others));
  const before = await recordsOf(world);
  const restore = await checkpointOf(world, others);
  const requests: string[] = [];
  const intoTheList = (request: string): void => void requests.push(request);
  watch(world, { before: intoTheList, after: () => undefined });
  const alone = await job().ended;
  watch(world, 'nobody');
  const once = await seen();
  const records = without(before, await recordsOf(world));
  const followed = await next().ended;
  const way: Way = { once, twice: await seen() };
  if (alone.exitCode !== exitCode || followed.exitCode !== exitCode) throw new Error(`the undisturbed run failed:\n${alone.stdout}${alone.stderr}\n${followed.stdout}${followed.stderr}`);
  return {
    hour,
    records,
    requests,
    kill: async (point) => {
      await restore();
      const killed = await killAt(world, job, point);
      if (killed === 'never there' && others.length > 0) return 'missed';
      const after = await next().ended;
      const found = await seen();
      return [...(killed === 'never there' ? [{ ...point, what: 'the job was to be killed there, and never came to it' }] : killed), ...complaintsOf(after, exitCode).map((what) => ({ ...point, what })), ...differences(way, found, others.length === 0).map((difference) => ({ ...point, ...difference }))];
    },
    close: () => world.close(),
  };
}

async function checkpointOf(world: GithubWorld, others: readonly FakeRouter[]): Promise<() => Promise<void>> {
  const [restore, ...routers] = [await world.checkpoint(), ...others.map((router) => router.checkpoint())];
  return async () => {
    for (const router of routers) router();
    await restore();
  };
}

/** Of freezes and of rollouts, one target after the other. */
async function recordsOf(world: GithubWorld): Promise<readonly string[]> {
  const ledgers = await ledgersOf(world.repository);
  return [...(await readBranch(world.repository, FREEZES)), ...ledgers.flatMap(({ commits }) => commits)].map(({ subject }) => subject);
}

/** What came to `before`, which may have been in several places: the same subject again is a record of its own. */
function without(before: readonly string[], after: readonly string[]): readonly string[] {
  const old = [...before];
  return after.filter((subject) => {
    const index = old.indexOf(subject);
    if (index >= 0) old.splice(index, 1);
    return index < 0;
  });
}

function hourNow(): number {
  return Math.floor(Date.now() / 3_600_000);
}

async function killAt(world: GithubWorld, job: CrashScene['job'], point: CrashPoint): Promise<readonly Difference[] | 'never there'> {
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
  if (hits === 0 && exitCode !== null) return 'never there';
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

function complaintsOf({ exitCode, stdout, stderr }: BundleEnd, expected: number): readonly string[] {
  return [...(exitCode === expected ? [] : [`the next job ended with ${String(exitCode)}: ${stdout}`]), ...(stderr === '' ? [] : [`the next job wrote: ${stderr}`])];
}

/** Between the job alone and the job and the next one: how much of it the killed one had done is its own affair. Of several targets one may have been done with, and another not. */
function differences({ once, twice }: Way, found: Picture, isOneTarget: boolean): readonly Pick<Difference, 'what' | 'expected' | 'found'>[] {
  if (!isOneTarget) {
    const [one, two, seen] = [piecesOf(once), piecesOf(twice), piecesOf(found)];
    const names = [...new Set([one, two, seen].flatMap((pieces) => [...pieces.keys()]))];
    return names.filter((name) => ![one, two].some((pieces) => same(pieces.get(name), seen.get(name)))).map((what) => ({ what, expected: one.get(what), found: seen.get(what) }));
  }
  const isWhole = (wanted: Picture): boolean => PARTS.every((part) => same(wanted[part], found[part]));
  if (isWhole(once) || isWhole(twice)) return [];
  const nearest = PARTS.filter((part) => same(once[part], found[part])).length > PARTS.filter((part) => same(twice[part], found[part])).length ? once : twice;
  return PARTS.filter((part) => !same(nearest[part], found[part])).map((part) => ({ what: part, expected: nearest[part], found: found[part] }));
}

/** Each ledger, each router, each deployment and status by itself. */
function piecesOf(picture: Picture): ReadonlyMap<string, unknown> {
  const { ledger, router, mirrors, ...others } = picture;
  const ledgers = Object.groupBy(ledger as readonly { readonly ref: string }[], ({ ref }) => ref);
  const shown = Object.entries(mirrors as Readonly<Record<string, object>>).flatMap(([kind, entries]) => Object.entries(entries).map(([name, value]) => [`${kind} ${name}`, value] as const));
  return new Map<string, unknown>([...Object.entries(ledgers), ...Object.entries(router as object).map(([index, value]) => [`router ${index}`, value] as const), ...shown, ...Object.entries(others)]);
}

const PARTS = ['ledger', 'freezes', 'router', 'tags', 'mirrors', 'asked', 'runs', 'branches'] as const satisfies readonly (keyof Picture)[];

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
