// The tags of one artifact, from a repository.
import type { GitRepository } from '@rampart/git-process';
import { ok } from '@rampart/rollout-engine';
import type { Result } from '@rampart/rollout-engine';
import type { DatedTag } from './artifact-state.ts';
import { gitFailed } from './registry-error.ts';
import { parseTag } from './tag-grammar.ts';

export interface ArtifactTags {
  /** What the state is made of: annotated tags on commits. */
  readonly dated: readonly DatedTag[];
  /** Ids of the tags' objects by name; lightweight tags too, whose numbers and names are taken as well. */
  readonly ids: ReadonlyMap<string, string>;
  /** Names that GTO does not look at, because a lightweight tag has no date. */
  readonly lightweight: readonly string[];
}

export async function readArtifactTags(repository: GitRepository, artifact: string): Promise<Result<ArtifactTags>> {
  const what = `reading the tags of ${artifact} in ${repository.address}`;
  const prefix = `${TAGS}${artifact.replace(':', '=')}`;
  const fetched = await repository.fetchRefs({ patterns: [`${prefix}@*`, `${prefix}#*`], depth: 'tips', files: 'on-demand' });
  if (fetched.kind === 'failed') return gitFailed(what, fetched);
  const listed = await repository.run(['for-each-ref', `--format=${FORMAT}`, '--end-of-options', TAGS]);
  if (listed.kind === 'failed') return gitFailed(what, listed);

  const dated: DatedTag[] = [];
  const ids = new Map<string, string>();
  const lightweight: string[] = [];
  for (const line of listed.stdout.toString('utf8').split('\n')) {
    const [ref = '', id = '', type, target = '', targetType, seconds] = line.split('\0');
    const name = ref.slice(TAGS.length);
    const read = parseTag(name);
    if (read.kind === 'no-gto-tag' || read.tag.artifact !== artifact) continue;
    ids.set(name, id);
    if (type !== 'tag') lightweight.push(name);
    else if (targetType === 'commit') dated.push({ tag: read.tag, name, commit: target, createdAtMs: Number(seconds) * 1000 });
  }
  return ok({ dated, ids, lightweight });
}

const TAGS = 'refs/tags/';
/** A ref name holds no line break and no NUL. */
const FORMAT = ['%(refname)', '%(objectname)', '%(objecttype)', '%(*objectname)', '%(*objecttype)', '%(taggerdate:unix)'].join('%00');
