// Moves a stage to a version by one more tag; nothing is changed or removed. Git has no compare-and-swap over several tags, so this
// reads, checks, writes and reads again: who lost a race to another tag learns it from the second reading.
import { GIT_IDENTITY, oneLine, writeObject } from '@rampart/git-process';
import type { GitRepository } from '@rampart/git-process';
import { failed, ok } from '@rampart/rollout-engine';
import type { PointerMove, Result } from '@rampart/rollout-engine';
import type { ArtifactState } from './artifact-state.ts';
import { findVersion, pointerOf, readRegistry } from './read-registry.ts';
import type { ArtifactRegistry } from './read-registry.ts';
import { gitFailed, registryFailed } from './registry-error.ts';
import { nextCounter } from './next-counter.ts';
import { formatTag, isStageName } from './tag-grammar.ts';

export async function movePointer(repository: GitRepository, move: PointerMove, nowMs: number): Promise<Result<{ readonly record: string }>> {
  if (!isStageName(move.stage)) return registryFailed('refused', `${JSON.stringify(move.stage)} is no name of a stage: use letters, digits, - _ and /, with a letter or digit at both ends`);
  let before = await readRegistry(repository, move.model);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (before.kind === 'error') return before;
    const { state } = before.value;
    if (isAt(state, move.stage, move.to)) return ok({ record: state.stages.get(move.stage)?.tag ?? '' });
    const target = findVersion(before.value, move.model, move.to);
    if (target.kind === 'error') return target;
    const conflict = differsFrom(state, move);
    if (conflict !== '') return registryFailed('conflict', conflict);

    const tag = await writeTag(repository, before.value, { ...move, commit: target.value.commit, nowMs });
    if (tag.kind === 'error') return tag;
    const { name, id } = tag.value;
    const pushed = await repository.moveRef({ ref: `refs/tags/${name}`, from: '', to: id });
    const after = await readRegistry(repository, move.model);
    if (after.kind === 'error') return failed({ ...after.error, outcome: 'unknown' });
    if (isAt(after.value.state, move.stage, move.to)) return ok({ record: after.value.state.stages.get(move.stage)?.tag ?? name });
    const landed = after.value.tags.ids.get(name);
    if (landed === id) return registryFailed('conflict', `${name} was written, but a newer tag moved ${move.stage} of ${move.model} ${describePointer(after.value.state, move.stage)}`);
    if (landed === undefined && pushed.kind === 'failed') return gitFailed(`writing tag ${name}`, pushed);
    before = after;
  }
  return registryFailed('unavailable', `the tags of ${move.model} change faster than a pointer can be moved`);
}

const ATTEMPTS = 8;

interface TagWish extends PointerMove {
  readonly commit: string;
  readonly nowMs: number;
}

async function writeTag(repository: GitRepository, { tags }: ArtifactRegistry, wish: TagWish): Promise<Result<{ readonly name: string; readonly id: string }>> {
  const { model, stage, to, actor, commit, nowMs } = wish;
  const name = formatTag({ kind: 'assignment', artifact: model, stage, counter: nextCounter(model, [...tags.ids.keys()]) });
  // GTO goes by time, and clocks differ: never earlier than what is there.
  const newestMs = Math.max(0, ...tags.dated.map((dated) => dated.createdAtMs));
  const seconds = Math.max(Math.floor(nowMs / 1000), Math.floor(newestMs / 1000) + 1);
  const message = `Assigning stage ${stage} to artifact ${model} version ${to}\n\nActor: ${oneLine(actor)}`;
  const bytes = `object ${commit}\ntype commit\ntag ${name}\ntagger ${GIT_IDENTITY} ${seconds} +0000\n\n${message}\n`;
  const written = await writeObject(repository, { type: 'tag', bytes });
  return written.kind === 'failed' ? gitFailed(`writing tag ${name}`, written) : ok({ name, id: written.id });
}

function isAt(state: ArtifactState, stage: string, version: string): boolean {
  const pointer = pointerOf(state, stage);
  return pointer.kind === 'at' && pointer.version === version;
}

/** Empty when the pointer is where the move starts. */
function differsFrom(state: ArtifactState, { model, stage, from }: PointerMove): string {
  const pointer = pointerOf(state, stage);
  const isThere = from.kind === 'none' ? pointer.kind === 'none' : pointer.kind === 'at' && pointer.version === from.version;
  const wanted = from.kind === 'none' ? 'at nothing' : `at ${from.version}`;
  return isThere ? '' : `stage ${stage} of ${model} is ${describePointer(state, stage)}, expected it ${wanted}: somebody else moved it. Look at \`git tag --list '${model.replace(':', '=')}#${stage}*'\``;
}

function describePointer(state: ArtifactState, stage: string): string {
  const pointer = pointerOf(state, stage);
  switch (pointer.kind) {
    case 'none':
      return 'at nothing';
    case 'at':
      return `at ${pointer.version}`;
    case 'ambiguous':
      return `at a commit with several versions (${pointer.versions.join(', ')})`;
  }
}
