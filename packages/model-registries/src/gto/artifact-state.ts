// What the tags of one artifact add up to: its versions, and which commit each stage points at. The newest tag counts, as in
// GTO (base.py), with one difference on the safe side: a version is cancelled by its cancelling tag wherever that was put.
import { compareSemver } from './semver.ts';
import type { Semver } from './semver.ts';
import { versionOf } from './tag-grammar.ts';
import type { GtoTag } from './tag-grammar.ts';

/** An annotated tag. GTO ignores lightweight ones: they have neither date nor author. */
export interface DatedTag {
  readonly tag: GtoTag;
  /** As it is called in git, e.g. `fraud#prod#3`. */
  readonly name: string;
  /** The commit behind the tag. */
  readonly commit: string;
  readonly createdAtMs: number;
}

export interface ArtifactState {
  readonly isDeprecated: boolean;
  /** Highest first. */
  readonly versions: readonly RegisteredVersion[];
  readonly stages: ReadonlyMap<string, AssignedStage>;
}

export interface RegisteredVersion {
  readonly version: string;
  /** Name of the tag that speaks last about it. */
  readonly tag: string;
  readonly isCancelled: boolean;
  /** Where it is registered; more than one is a contradiction in the registry. */
  readonly commits: readonly string[];
}

export interface AssignedStage {
  readonly commit: string;
  readonly tag: string;
  /** Versions registered at that commit; GTO allows one, and none means that only the commit is known. */
  readonly versions: readonly string[];
}

export function artifactState(artifact: string, tags: readonly DatedTag[]): ArtifactState {
  const ours = tags.filter(({ tag }) => tag.artifact === artifact).sort(byTime);
  const versions = versionsOf(ours);
  return { isDeprecated: ours.at(-1)?.tag.kind === 'deprecation', versions, stages: stagesOf(ours, versions) };
}

/** Git keeps whole seconds. Within one, the higher number is later, and taking back comes after what it takes back. */
function byTime(a: DatedTag, b: DatedTag): number {
  if (a.createdAtMs !== b.createdAtMs) return a.createdAtMs - b.createdAtMs;
  const [one, two] = [counterOf(a.tag), counterOf(b.tag)];
  if (one !== two) return one < two ? -1 : 1;
  if (isCancel(a.tag) !== isCancel(b.tag)) return isCancel(a.tag) ? 1 : -1;
  return a.name < b.name ? -1 : 1;
}

function versionsOf(tags: readonly DatedTag[]): readonly RegisteredVersion[] {
  const found = new Map<string, RegisteredVersion & { readonly semver: Semver; readonly order: number }>();
  for (const [order, { tag, name, commit }] of tags.entries()) {
    if (tag.kind !== 'registration' && tag.kind !== 'deregistration') continue;
    const version = versionOf(tag.semver);
    const before = found.get(version);
    const isCancelled = tag.kind === 'deregistration';
    const kept = before === undefined || before.isCancelled ? [] : before.commits;
    const commits = isCancelled ? (before?.commits ?? [commit]) : [...new Set([...kept, commit])];
    found.set(version, { version, tag: name, isCancelled, commits, semver: tag.semver, order });
  }
  return [...found.values()]
    .sort((a, b) => compareSemver(b.semver, a.semver) || b.order - a.order)
    .map(({ version, tag, isCancelled, commits }) => ({ version, tag, isCancelled, commits }));
}

/** The newest assignment that was not taken back, neither itself nor the version that it names. */
function stagesOf(tags: readonly DatedTag[], versions: readonly RegisteredVersion[]): ReadonlyMap<string, AssignedStage> {
  const last = new Map<string, DatedTag & { readonly stage: string }>();
  for (const dated of tags) {
    if (dated.tag.kind !== 'assignment' && dated.tag.kind !== 'unassignment') continue;
    const { stage } = dated.tag;
    const key = `${stage}#${dated.commit}`;
    // Taken out first: a map keeps a key where it was first put, and the order here is by time.
    last.delete(key);
    if (dated.tag.kind === 'assignment') last.set(key, { ...dated, stage });
  }
  const stages = new Map<string, AssignedStage>();
  for (const { stage, commit, name } of last.values()) {
    const here = versions.filter((version) => version.commits.includes(commit));
    const alive = here.filter((version) => !version.isCancelled);
    if (here.length === 0 || alive.length > 0) stages.set(stage, { commit, tag: name, versions: alive.map(({ version }) => version) });
  }
  return stages;
}

function counterOf(tag: GtoTag): bigint {
  return tag.counter.kind === 'none' ? 0n : tag.counter.value;
}

function isCancel(tag: GtoTag): boolean {
  return tag.kind === 'deregistration' || tag.kind === 'unassignment' || tag.kind === 'deprecation';
}
