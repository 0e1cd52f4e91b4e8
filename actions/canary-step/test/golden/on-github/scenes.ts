// A rollout just before each kind of step, for crash points.
import { aCountedWorld, type BundleProcess, type CountedWorld, type CrashScene, type GithubWorld, type Picture, type Traffic } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { cachedBundle } from '../../../../../tools/bundle.ts';
import { twoTargets } from './two-targets.ts';

const GOOD: Traffic = { a: { good: 900, bad: 0 }, b: { good: 100, bad: 0 } };
const FAILING: Traffic = { a: { good: 900, bad: 0 }, b: { good: 10, bad: 90 } };
const PROMOTED: Traffic = { a: { good: 10, bad: 0 }, b: { good: 990, bad: 0 } };

/** Long enough for a step to be the only one. */
const RAMP = 'plan: [smoke, ramp: {weights: [10%, 50%], every: 1d}]';
const SWITCH = 'plan: [smoke, switch, bake: {for: 1d, holdback: 1%}]';

export interface Scene {
  /** `step`: the bundle of canary-step. */
  readonly build: (step: string) => Promise<CrashScene>;
  /** What the undisturbed job records. */
  readonly records: readonly RegExp[];
}

export const SCENES = {
  start: {
    build: (step) => before(step, []),
    records: [/serves from slot a/, /v2\.0\.0 starts on slot b/, /holds before its first request/],
  },
  raise: {
    build: (step) => before(step, [GOOD], { plan: RAMP }),
    records: [/0 % -> 10 %/, /10 % confirmed/],
  },
  'start that freezes data': {
    build: (step) => startThatFreezes(step),
    // The freezes have a branch of their own, which moves with the start.
    records: [/v2\.0\.0 starts on slot b/, /serves from slot a/, /v2\.0\.0 starts on slot b/, /holds before its first request/],
  },
  'start that supersedes': {
    build: (step) => supersedes(step),
    records: [/v3\.0\.0 takes its place/, /v2\.0\.0 is out: superseded/, /v3\.0\.0 starts on slot b/, /holds before its first request/],
  },
  'hold with news': {
    build: (step) => before(step, [GOOD, GOOD, GOOD], { plan: RAMP }),
    records: [/holds at 10 %/],
  },
  'step back': {
    build: (step) => before(step, [GOOD, GOOD, GOOD, GOOD, FAILING], { plan: 'plan: [smoke, ramp: {weights: [10%, 50%], every: 0s}]', checks: 'checks: {errors: {limit: 20%, then: stepBack}}' }),
    records: [/50 % -> 10 %/],
  },
  'rollback by evidence': {
    build: (step) => before(step, [GOOD, GOOD, FAILING], { plan: RAMP, checks: 'checks: {errors: {limit: 20%}}' }),
    records: [/rolled back, errors in/],
  },
  'decision to promote': {
    build: (step) => before(step, [GOOD], { plan: SWITCH }),
    records: [/to be promoted/],
  },
  'promotion that is to have a run of its own': {
    build: async (step) => withRuns(await before(step, [GOOD], { plan: SWITCH }, { conclude: 'by-dispatch' })),
    records: [/to be promoted/],
  },
  'end of the bake': {
    build: (step) => endOfBake(step),
    records: [/passed, watched for 100 ms after promotion/, /serves everything, the rollout is done/],
  },
  'check that asks for a new model': {
    build: (step) => asksNext(step),
    records: [/holds at 10 %/, /a new model was asked for/],
  },
  'abort by a person': {
    build: (step) => before(step, [GOOD, GOOD], { plan: RAMP }, { abort: 'looks wrong to me' }),
    records: [/looks wrong to me/],
  },
  'raise of two targets': {
    build: (step) => raiseOfTwo(step),
    records: [/0 % -> 10 %/, /10 % confirmed/, /0 % -> 10 %/, /10 % confirmed/],
  },
} as const satisfies Readonly<Record<string, Scene>>;

/** After a look per stretch of traffic but the last, which the next job is the first to see. `inputs`: of the job that is killed and the one after it. */
async function before(step: string, stretches: readonly Traffic[], policy: Readonly<Record<string, string>> = {}, inputs: Readonly<Record<string, string>> = {}): Promise<CrashScene> {
  const counted = await aCountedWorld({ serveContract: routerContractHandler, policy });
  await looks(counted, step, stretches);
  return { world: counted.world, job: () => look(counted, step, inputs), next: () => look(counted, step, inputs) };
}

async function looks(counted: CountedWorld, step: string, stretches: readonly Traffic[]): Promise<void> {
  for (const stretch of stretches) {
    await look(counted, step).ended;
    counted.pass(stretch);
  }
}

/** Each event that asks for a run begins one, named as examples/workflows/rollout.yml names it, whether or not whoever asked hears of it. */
function withRuns(scene: CrashScene): CrashScene {
  const { world } = scene;
  const begin = async (): Promise<void> => {
    const { data } = await world.repository.now();
    const named = data.events.flatMap((event) => (event.kind === 'repository_dispatch' ? [String(event.payload['name'])] : []));
    const title = named.at(-1) ?? '';
    const run = { id: 900_000 + named.length, number: named.length, workflow: 'rollout.yml', title, event: 'repository_dispatch', branch: 'main', sha: '1'.repeat(40), actor: 'ada', status: 'queued', conclusion: null, createdAtMs: Date.now() };
    await world.repository.change((was) => ({ ...was, runs: [...was.runs, run] }));
  };
  const interceptGithub: GithubWorld['interceptGithub'] = (watcher = {}) =>
    world.interceptGithub({
      ...watcher,
      leaves: async (entry) => {
        if (entry.operation === 'repos/create-dispatch-event') await begin();
        await watcher.leaves?.(entry);
      },
    });
  interceptGithub();
  return { ...scene, world: { ...world, interceptGithub } };
}

/** The next look is the first to find the candidate worse, for certain: it stays so until more is seen. */
async function asksNext(step: string): Promise<CrashScene> {
  const counted = await aCountedWorld({ serveContract: routerContractHandler, policy: { plan: RAMP, checks: "checks: {drift: {share: http_requests_total, where: 'code=\"500\"', then: retrain}}" } });
  const { world } = counted;
  await looks(counted, step, [GOOD, GOOD]);
  for (let count = 0; count < 20; count += 1) {
    const restore = await world.checkpoint();
    await look(counted, step).ended;
    if ((await world.repository.now()).data.events.some(({ kind }) => kind === 'repository_dispatch')) {
      await restore();
      return { world, view: inAnyOrder, job: () => look(counted, step), next: () => look(counted, step) };
    }
    counted.pass(FAILING);
  }
  throw new Error('twenty looks were not enough');
}

/** Who finds the question still open has looked first, and recorded that: the same records, one of them earlier. People are shown it with the look after. */
function inAnyOrder(picture: Picture): Picture {
  return { ...picture, mirrors: 'one look later', ledger: picture.ledger.map((record) => (record as { readonly subject: string }).subject).sort() };
}

/** Promoted, and good for as long as its bake asks: the next look makes it the one that serves. */
async function endOfBake(step: string): Promise<CrashScene> {
  const counted = await aCountedWorld({ serveContract: routerContractHandler, policy: { plan: 'plan: [smoke, switch, bake: {for: 100ms, holdback: 1%}]' } });
  await looks(counted, step, [GOOD]);
  const decided = await look(counted, step).ended;
  await counted.job(await cachedBundle('promote'), { 'rollout-id': decided.outputs['rollout-id'] ?? '' }).ended;
  counted.pass(PROMOTED);
  await looks(counted, step, [PROMOTED]);
  return { world: counted.world, job: () => look(counted, step), next: () => look(counted, step) };
}

/** Both targets of one job are raised in one look. */
async function raiseOfTwo(step: string): Promise<CrashScene> {
  const { counted, inputs, others } = await twoTargets({ plan: RAMP });
  await look(counted, step, inputs).ended;
  counted.pass(GOOD);
  return { world: counted.world, others, job: () => look(counted, step, inputs), next: () => look(counted, step, inputs) };
}

const FROZEN = { 'data/airports.csv': 'code,name\nBRN,Bern\n' };

async function startThatFreezes(step: string): Promise<CrashScene> {
  const scene = await before(step, [], { freeze: 'freeze: {paths: ["data/*.csv"], then: hold}' });
  for (const [path, text] of Object.entries(FROZEN)) scene.world.write(path, text);
  await scene.world.repository.commitFiles('refs/heads/main', FROZEN);
  return scene;
}

/** A newer version is tagged while the one before it is at its first weight. */
async function supersedes(step: string): Promise<CrashScene> {
  const scene = await before(step, [GOOD, GOOD], { plan: RAMP });
  scene.world.origin.release('v3.0.0');
  return scene;
}

function look({ job }: CountedWorld, step: string, inputs: Readonly<Record<string, string>> = {}): BundleProcess {
  return job(step, { mode: 'tick', ...inputs });
}
