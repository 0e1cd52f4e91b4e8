// A job that is cancelled, whatever it waits for at that moment: it ends by itself within the seconds that the runner gives it, and the next job goes on from there.
import { aGithubWorld, holdMoment, LEDGERS, momentsOf, readBranch, type BundleProcess, type GithubWorld, type Moment } from '@rampart/testing/golden';
import { NO_LIMITS } from '@rampart/testing/github';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let step: string;
let world: GithubWorld;
beforeAll(async () => {
  step = await cachedBundle('canary-step');
  // Hundreds of jobs in a few minutes: their writes are not what is tried here.
  world = await aGithubWorld({ serveContract: routerContractHandler, limits: NO_LIMITS });
  // At ten percent the next look raises.
  world.writePolicy({ plan: 'plan: [smoke, ramp: {weights: [10%, 50%], every: 0s}]', checks: 'checks: {errors: {limit: 50%}}' });
}, 300_000);
afterAll(() => world.close());

const RUNNER_ASKS_AGAIN_MS = 7_500;
const RUNNER_KILLS_MS = 2_500;

/** As the runner cancels a step: it asks, asks again, and kills. Answers with how the step ended; `null` is by a signal. */
async function cancel(job: BundleProcess, signals: readonly NodeJS.Signals[] = ['SIGINT']): Promise<number | null> {
  for (const signal of signals) job.kill(signal);
  const patience = [setTimeout(() => job.kill('SIGTERM'), RUNNER_ASKS_AGAIN_MS), setTimeout(() => job.kill('SIGKILL'), RUNNER_ASKS_AGAIN_MS + RUNNER_KILLS_MS)];
  const { exitCode } = await job.ended;
  patience.forEach(clearTimeout);
  return exitCode;
}

/** A person at a terminal who does not wait: the second interruption ends it, whatever it still waits for. */
async function insist(job: BundleProcess): Promise<number | null> {
  const again = setInterval(() => job.kill('SIGINT'), 20);
  const { exitCode } = await job.ended;
  clearInterval(again);
  return exitCode;
}

interface Recorded {
  readonly sequence: number;
  readonly rollout: { readonly kind: string; readonly weight?: number; readonly phase?: string; readonly pending?: { readonly kind: string } };
}

async function recorded(): Promise<readonly Recorded[]> {
  return (await readBranch(world.repository, LEDGERS)).map(({ files }) => JSON.parse(files['state.json'] ?? '') as Recorded);
}

/** One line of history, and every record a whole one. */
async function expectWhole(): Promise<void> {
  const records = await recorded();
  expect(records.map(({ sequence }) => sequence)).toEqual(records.map((_, index) => index + 1));
}

/** What the router does is what is recorded, nothing is under way, and nobody helped. */
async function expectSettled(): Promise<void> {
  await expectWhole();
  const last = (await recorded()).at(-1);
  expect(last?.rollout).toMatchObject({ kind: 'live', pending: { kind: 'none' }, weight: world.router.weightOf('b') });
}

const start = (inputs: Readonly<Record<string, string>> = {}): BundleProcess => world.start(step, { mode: 'tick', ...inputs });

/** The moments are those of one run before; the worlds are the same up to the moment. */
describe.each([
  { job: 'that raises', before: 1, inputs: {}, moments: 10, reaches: (weight: number) => weight >= 100_000 },
  { job: 'that takes the candidate out', before: 2, inputs: { abort: 'no' }, moments: 8, reaches: (weight: number) => weight === 0 },
  { job: 'that is interrupted twice', before: 2, inputs: { abort: 'no' }, moments: 8, reaches: (weight: number) => weight === 0, insists: true },
])('a job $job', ({ before, inputs, moments: momentsMin, reaches, insists = false }) => {
  let restore: () => Promise<void>;
  let moments: readonly Moment[] = [];
  beforeAll(async () => {
    const fresh = await world.checkpoint();
    for (let looks = 0; looks < before; looks += 1) expect((await start().ended).exitCode).toBe(0);
    restore = await world.checkpoint();
    moments = await momentsOf(world, () => start(inputs).ended);
    await restore();
    return fresh;
  }, 120_000);

  it('ends before what it waits for has come, and the next look finishes it, at each moment', async () => {
    expect(moments.length, moments.join(', ')).toBeGreaterThanOrEqual(momentsMin);
    const reached: Moment[] = [];
    let endedBySignal = 0;
    for (const moment of moments) {
      await restore();
      const held = holdMoment(world, moment);
      const job = start(inputs);
      const arrived = await Promise.race([held.arrived.then(() => true), job.ended.then(() => false)]);
      if (!arrived) continue;
      reached.push(moment);
      const exitCode = await (insists ? insist(job) : cancel(job));
      if (exitCode === null) endedBySignal += 1;
      await held.release();
      await expectWhole();
      expect((await start(inputs).ended).exitCode, moment).toBe(0);
      await expectSettled();
      expect(reaches(world.router.weightOf('b')), moment).toBe(true);
    }
    // Pages are asked side by side, mirrors in another order when they were there: all but a few are the same in every run.
    expect(reached.length).toBeGreaterThanOrEqual(momentsMin);
    // Asked once it always ends by itself; what it is just changing it would have waited for, and a second time does not let it.
    if (insists) expect(endedBySignal).toBeGreaterThan(0);
    else expect(endedBySignal).toBe(0);
  }, 600_000);
});
