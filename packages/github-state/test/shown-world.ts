// A target on the emulated GitHub with its versions as merged pull requests, and jobs that show it.
import { mergePullRequest, openPullRequest } from '@rampart/testing/github';
import type { RepositoryData } from '@rampart/testing/github';
import { githubMirrors } from '../src/mirrors/mirrors.ts';
import type { MirrorReport, MirrorsOptions } from '../src/mirrors/mirrors.ts';
import type { Shown } from '../src/mirrors/story.ts';
import { releasesOn, type Names, type Releases } from './a-release.ts';
import { aWorld, type OpenOptions, type World } from './world.ts';

export let world: World;
export let releases: Releases;

/** One job: reads the ledger as a tick does, then shows. */
export function job(options: OpenOptions & Pick<MirrorsOptions, 'mirrors'> = {}, told: Pick<Shown, 'state' | 'events'> = releases.told(), target = 'fraud-prod'): Promise<MirrorReport> {
  return watching(options)(told, target);
}

/** A job that does so again and again. */
export function watching({ mirrors, ...open }: OpenOptions & Pick<MirrorsOptions, 'mirrors'> = {}): (told?: Pick<Shown, 'state' | 'events'>, target?: string) => Promise<MirrorReport> {
  const process = world.open(open);
  const chosen = mirrors === undefined ? {} : { mirrors };
  const shows = githubMirrors({ api: process.api, clock: world.clock, signal: new AbortController().signal, watermark: process.shown, serverUrl: 'https://github.com', ...chosen });
  return async (told = releases.told(), target = 'fraud-prod') => {
    await process.ledger.read(target);
    return shows.show({ ...told, breakGlass: (slot) => `curl -X POST https://router.test -d '{"live":"${slot}"}'`, refOf: tagOf });
  };
}

export function tagOf(version: string): string {
  return `fraud@${version}`;
}

export async function data(): Promise<RepositoryData> {
  return (await world.repository.now()).data;
}

/** A merged pull request whose merge commit is the version. Answers with its number. */
export async function aVersion(version: string, subject = `train ${version}`): Promise<number> {
  const head = await world.repository.commitFiles('refs/heads/main', {});
  await world.repository.moveRefs([{ ref: `refs/heads/train-${version}`, from: '0'.repeat(40), to: head }]);
  await world.repository.commitFiles(`refs/heads/train-${version}`, { 'model.txt': version }, { message: subject });
  const number = await openPullRequest(world.repository, { title: subject, head: `train-${version}` }, world.clock.nowMs());
  const merge = await mergePullRequest(world.repository, number, world.clock.nowMs());
  await world.repository.moveRefs([{ ref: `refs/tags/${tagOf(version)}`, from: '0'.repeat(40), to: merge }]);
  return number;
}

export async function begin(names: Partial<Names> = {}): Promise<void> {
  world = await aWorld();
  releases = releasesOn(world.open(), world.clock, names);
  await aVersion('v1');
}

/** Of requests since the last call: what was asked, without the query that reads the ledger. */
export function asked(): readonly string[] {
  return world.asked().filter((operation) => operation !== 'graphql/repository');
}

export function statuses({ deployments, deploymentStatuses }: RepositoryData, version: string): readonly string[] {
  const ours = deployments.filter(({ ref }) => ref === tagOf(version)).map(({ id }) => id);
  return deploymentStatuses.filter(({ deployment }) => ours.includes(deployment)).map(({ state, description }) => `${state}: ${description}`);
}
