// A rollout just before each kind of step, for crash points.
import { aCountedWorld, type BundleProcess, type CountedWorld, type CrashScene, type Traffic } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';

const GOOD: Traffic = { a: { good: 900, bad: 0 }, b: { good: 100, bad: 0 } };
const FAILING: Traffic = { a: { good: 900, bad: 0 }, b: { good: 10, bad: 90 } };

/** Long enough for a step to be the only one. */
const RAMP = 'plan: [smoke, ramp: {weights: [10%, 50%], every: 1d}]';

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
    build: (step) => before(step, [GOOD], { plan: 'plan: [smoke, switch, bake: {for: 1d, holdback: 1%}]' }),
    records: [/to be promoted/],
  },
} as const satisfies Readonly<Record<string, Scene>>;

/** After a look per stretch of traffic but the last, which the next job is the first to see. */
async function before(step: string, stretches: readonly Traffic[], policy: Readonly<Record<string, string>> = {}): Promise<CrashScene> {
  const counted = await aCountedWorld({ serveContract: routerContractHandler, policy });
  for (const stretch of stretches) {
    await look(counted, step).ended;
    counted.pass(stretch);
  }
  return { world: counted.world, job: () => look(counted, step), next: () => look(counted, step) };
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

function look({ job }: CountedWorld, step: string): BundleProcess {
  return job(step, { mode: 'tick' });
}
