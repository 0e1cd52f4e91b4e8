// The data of a target just before each mode looks at it or changes it; a pull request that touches it is open.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aGithubWorld, type CrashScene, type GithubWorld } from '@rampart/testing/golden';
import { openPullRequest } from '@rampart/testing/github';
import { routerContractHandler } from '@rampart/traffic-routers';
import { cachedBundle } from '../../../../../tools/bundle.ts';

const FREEZE = { target: 'fraud-prod', mode: 'freeze', paths: 'data/*.csv' };
const VERIFY = { target: 'fraud-prod', mode: 'verify' };
const RELEASE = { target: 'fraud-prod', mode: 'release' };

export interface Scene {
  /** `bundle`: of freeze-data. */
  readonly build: (bundle: string) => Promise<CrashScene>;
  /** What the undisturbed job records. */
  readonly records: readonly RegExp[];
}

export const SCENES = {
  freeze: { build: (bundle) => before(bundle, [], FREEZE), records: [/^freeze 1 file of fraud-prod/] },
  release: { build: (bundle) => before(bundle, [FREEZE], RELEASE), records: [/^release the data of fraud-prod/] },
  'release of what a rollout holds, too': {
    build: async (bundle) => {
      const scene = await before(bundle, [FREEZE], RELEASE);
      scene.world.writePolicy({ freeze: 'freeze: {paths: ["data/*.csv"], then: hold}' });
      await scene.world.repository.commitFiles('refs/heads/main', DATA);
      await scene.world.run(await cachedBundle('canary-step'), { mode: 'tick' });
      return scene;
    },
    records: [/^release the data of fraud-prod/, /^release the data of fraud-prod, which its rollout held/],
  },
  verify: { build: (bundle) => before(bundle, [FREEZE], VERIFY), records: [] },
  sweep: {
    build: async (bundle) => {
      const scene = await before(bundle, [FREEZE], { mode: 'sweep' });
      await laterChange(scene.world);
      return scene;
    },
    records: [],
  },
  gate: { build: (bundle) => atTheGate(bundle), records: [] },
} as const satisfies Readonly<Record<string, Scene>>;

const DATA = { 'data/train.csv': 'delay,origin\n5,SFO\n' };

async function before(bundle: string, earlier: readonly Readonly<Record<string, string>>[], inputs: Readonly<Record<string, string>>): Promise<CrashScene> {
  const world = await aGithubWorld({ serveContract: routerContractHandler });
  await world.repository.commitFiles('refs/heads/more-data', { 'data/train.csv': 'delay,origin\n7,LAX\n' });
  await openPullRequest(world.repository, { title: 'More data', head: 'more-data' }, Date.now());
  for (const [path, text] of Object.entries(DATA)) world.write(path, text);
  for (const each of earlier) await world.run(bundle, each);
  const attempt = (run_attempt: string) => world.start(bundle, inputs, { run_id: '200', run_attempt });
  return { world, job: () => attempt('1'), next: () => attempt('2') };
}

/** Opened when the data was frozen already: nobody has told it yet. */
async function laterChange({ repository }: GithubWorld): Promise<{ readonly number: number; readonly sha: string }> {
  const ref = 'refs/heads/other-data';
  await repository.moveRefs([{ ref, from: '0'.repeat(40), to: (await repository.now()).refs.get('refs/heads/main') ?? '' }]);
  const sha = await repository.commitFiles(ref, { 'data/train.csv': 'delay,origin\n9,JFK\n' });
  return { number: await openPullRequest(repository, { title: 'Other data', head: 'other-data' }, Date.now()), sha };
}

async function atTheGate(bundle: string): Promise<CrashScene> {
  const { world } = await before(bundle, [FREEZE], {});
  const { number, sha } = await laterChange(world);
  const event_path = join(world.folders.temp, 'event.json');
  writeFileSync(event_path, JSON.stringify({ pull_request: { number, base: { ref: 'main' }, head: { sha } }, repository: { default_branch: 'main' } }));
  const gate = () => world.start(bundle, { mode: 'gate' }, { event_name: 'pull_request_target', event_path });
  return { world, job: gate, next: gate };
}
