// The data of a target just before it is frozen, and just before it is released; a pull request that touches it is open.
import { aGithubWorld, type CrashScene } from '@rampart/testing/golden';
import { openPullRequest } from '@rampart/testing/github';

const FREEZE = { target: 'fraud-prod', mode: 'freeze', paths: 'data/*.csv' };
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
} as const satisfies Readonly<Record<string, Scene>>;

async function before(bundle: string, earlier: readonly Readonly<Record<string, string>>[], inputs: Readonly<Record<string, string>>): Promise<CrashScene> {
  // It knows no router: the contract is never asked.
  const world = await aGithubWorld({ serveContract: () => () => new Response('', { status: 500 }) });
  await world.repository.commitFiles('refs/heads/more-data', { 'data/train.csv': 'delay,origin\n7,LAX\n' });
  await openPullRequest(world.repository, { title: 'More data', head: 'more-data' }, Date.now());
  world.write('data/train.csv', 'delay,origin\n5,SFO\n');
  for (const each of earlier) await world.run(bundle, each);
  const attempt = (run_attempt: string) => world.start(bundle, inputs, { run_id: '200', run_attempt });
  return { world, job: () => attempt('1'), next: () => attempt('2') };
}
