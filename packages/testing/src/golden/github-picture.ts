// Everything that a job leaves behind, without times, places and names of runs: two ways to the same end give the same picture.
import type { EmulatedRepository } from '../github/index.ts';
import { readBranch } from './github-branch.ts';
import { FREEZES, LEDGERS, type GithubWorld } from './github-world.ts';

export interface Picture {
  /** Each record's subject and event, oldest first. */
  readonly ledger: readonly unknown[];
  /** Each change of the freezes: its subject, and the manifests after it. */
  readonly freezes: readonly unknown[];
  readonly router: unknown;
  /** Of the registry. */
  readonly tags: readonly string[];
  /** What people see on GitHub. */
  readonly mirrors: unknown;
  /** Names of all branches. */
  readonly branches: readonly string[];
}

export async function pictureOf(world: GithubWorld): Promise<Picture> {
  const { repository, router, origin } = world;
  const [ledger, freezes] = [await readBranch(repository, LEDGERS), await readBranch(repository, FREEZES)];
  const picture: Picture = {
    ledger: ledger.map(({ subject, files }) => ({ subject, event: timeless(JSON.parse(files['event.json'] ?? '{}')) })),
    freezes: freezes.map(({ subject, files }) => ({ subject, files: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, name.endsWith('.json') ? timeless(JSON.parse(text)) : text])) })),
    router: { a: router.weightOf('a'), b: router.weightOf('b'), copies: router.mirrorOf('b'), stamp: router.stamp() },
    tags: origin.tags(),
    mirrors: await mirrorsOf(repository),
    branches: [...(await repository.now()).refs.keys()].filter((name) => name.startsWith('refs/heads/')).sort(),
  };
  return JSON.parse(unnamed(world.plain(JSON.stringify(picture)))) as Picture;
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
    .replace(/actions\/runs\/\d+/g, 'actions/runs/N');
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
