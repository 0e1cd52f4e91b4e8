// Everything that a job leaves behind, without times, places and names of runs: two ways to the same end give the same picture.
import type { FakeRouter } from '../fakes/fake-router.ts';
import type { EmulatedRepository } from '../github/index.ts';
import { ledgersOf, readBranch } from './github-branch.ts';
import { FREEZES, type GithubWorld } from './github-world.ts';

export interface Picture {
  /** Of every target: each record's subject and event, oldest first. */
  readonly ledger: readonly unknown[];
  /** Each change of the freezes: its subject, and the manifests after it. */
  readonly freezes: readonly unknown[];
  readonly router: unknown;
  /** Of the registry. */
  readonly tags: readonly string[];
  /** What people see on GitHub. */
  readonly mirrors: unknown;
  /** What others were asked for by a dispatch, each once: who dies before it has written that down asks again, in the same words. */
  readonly asked: readonly string[];
  /** Workflows that were started by name, each as often as it was. */
  readonly runs: readonly string[];
  /** Names of all branches. */
  readonly branches: readonly string[];
}

/** `others`: routers of further targets of this world. */
export async function pictureOf(world: GithubWorld, others: readonly FakeRouter[] = []): Promise<Picture> {
  const { repository, router, origin } = world;
  const [ledgers, freezes] = [await ledgersOf(repository), await readBranch(repository, FREEZES)];
  const { data, refs } = await repository.now();
  const picture: Picture = {
    ledger: ledgers.flatMap(({ ref, commits }) => commits.map(({ subject, files }) => ({ ref, subject, event: timeless(JSON.parse(files['event.json'] ?? '{}')) }))),
    freezes: freezes.map(({ subject, files }) => ({ subject, files: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, name.endsWith('.json') ? timeless(JSON.parse(text)) : text])) })),
    router: [router, ...others].map((each) => ({ a: each.weightOf('a'), b: each.weightOf('b'), copies: each.mirrorOf('b'), stamp: each.stamp() })),
    tags: origin.tags(),
    mirrors: await mirrorsOf(repository),
    asked: data.events.flatMap((event) => (event.kind === 'repository_dispatch' ? [JSON.stringify({ asked: event.eventType, of: event.payload })] : [])),
    runs: data.runs.map(({ workflow, title }) => title ?? workflow),
    branches: [...refs.keys()].filter((name) => name.startsWith('refs/heads/')).sort(),
  };
  const plain = JSON.parse(unnamed(world.plain(JSON.stringify(picture)))) as Picture;
  return { ...plain, asked: [...new Set(plain.asked)] };
}

/** What depends on when somebody looked, and what the router showed then: a lowering that was done before a kill shows there. */
const TIMES = new Set(['atMs', 'nowMs', 'settledAtMs', 'fromMs', 'toMs', 'untilMs', 'watermarkMs', 'frozenAtMs', 'createdAtMs', 'wait', 'snapshot', 'router']);

function timeless(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (TIMES.has(key) ? undefined : inner))) as unknown;
}

function unnamed(text: string): string {
  return text
    .replace(/\brun \d+(\.\d+)?/g, 'run N')
    .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '<time>')
    .replace(/\b\d{4}-\d{2}-\d{2} /g, '')
    .replace(/actions\/runs\/\d+/g, 'actions/runs/N')
    // From which record a text was written, which nobody is shown: the next look writes anew what the killed one had not finished.
    .replace(/(<!-- rampart:\w+ \S+ <id>) \d+ -->/g, '$1 N -->')
    // How long a check still takes follows from how much traffic came in a time.
    .replace(/, (?:(?:\d+ (?:d|h|min)|<duration>) )+more/g, ', <so long> more');
}

async function mirrorsOf(repository: EmulatedRepository): Promise<unknown> {
  const { deployments, deploymentStatuses, commitStatuses, issues, comments, releases } = (await repository.now()).data;
  return {
    deployments: deployments.map(({ id, sha, environment, description, payload }) => ({ sha, environment, description, payload, shows: last(deploymentStatuses.filter(({ deployment }) => deployment === id).map(({ state, description: says }) => ({ state, says }))) })),
    statuses: Object.fromEntries(commitStatuses.map(({ sha, context, state, description }) => [`${sha} ${context}`, { state, description }])),
    issues: issues.map(({ number, title, body, state, labels }) => ({ title, body, state, labels, comments: comments.filter(({ issue }) => issue === number).map(({ body: says }) => says) })),
    releases: releases.map(({ tag, name, body }) => ({ tag, name, body })),
  };
}

function last<T>(all: readonly T[]): T | 'nothing' {
  return all.at(-1) ?? 'nothing';
}
