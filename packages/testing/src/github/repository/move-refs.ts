// Moving refs as both APIs do it: what a move must hold up to before git is asked, and what is heard of it afterwards.
import { NO_OBJECT } from '../objects/git-object.ts';
import { ANYWHERE } from '../objects/object-store.ts';
import { areClashing, isRefName } from '../objects/ref-name.ts';
import type { EmulatedRepository } from './emulated-repository.ts';
import { violationsOf } from './ruleset.ts';
import { isSigned } from './signing.ts';

export interface WantedMove {
  readonly ref: string;
  /** Forty zeros: must not be there; `any`: wherever it is. */
  readonly from: string;
  readonly to: string;
  readonly force: boolean;
}

export interface Push {
  readonly actor: string;
  /** Whether the event does. */
  readonly startsWorkflows: boolean;
  /** `workflows: write`, which no job's token can have. */
  readonly mayChangeWorkflows: boolean;
}

export type MoveOutcome =
  | { readonly kind: 'moved' }
  | { readonly kind: 'rules'; readonly violations: readonly string[] }
  | { readonly kind: 'not-moved'; readonly why: 'bad-name' | 'clash' | 'stale' | 'exists' | 'absent' | 'object-missing' | 'not-a-commit' | 'not-fast-forward' | 'other-workflows' | 'lost-race'; readonly ref: string };

/** All or none. */
export async function moveRefs(repository: EmulatedRepository, wanted: readonly WantedMove[], { actor, startsWorkflows, mayChangeWorkflows }: Push): Promise<MoveOutcome> {
  const { refs } = await repository.now();
  const moves = wanted.map((move) => ({ ...move, at: refs.get(move.ref) ?? NO_OBJECT }));
  for (const move of moves) {
    const why = await obstacleTo(repository, move, [...refs.keys()]);
    if (why !== 'none') return { kind: 'not-moved', why, ref: move.ref };
    if (!mayChangeWorkflows && (await bringsOtherWorkflows(repository, move.to, refs))) return { kind: 'not-moved', why: 'other-workflows', ref: move.ref };
  }
  const violations = (await Promise.all(moves.map((move) => brokenRules(repository, move)))).flat();
  if (violations.length > 0) return { kind: 'rules', violations };
  const moved = await repository.moveRefs(moves.map(({ ref, at, to }) => ({ ref, from: at, to })));
  if (moved.kind === 'refused') return { kind: 'not-moved', why: 'lost-race', ref: wanted[0]?.ref ?? '' };
  for (const { ref, at, to } of moves) if (at !== to) repository.record({ kind: 'push', ref, before: at, after: to, actor, startsWorkflows });
  return { kind: 'moved' };
}

interface Move extends WantedMove {
  readonly at: string;
}

type Obstacle = 'none' | Exclude<(MoveOutcome & { kind: 'not-moved' })['why'], 'lost-race' | 'other-workflows'>;

async function obstacleTo(repository: EmulatedRepository, { ref, from, to, force, at }: Move, there: readonly string[]): Promise<Obstacle> {
  if (!isRefName(ref) || ref.split('/').length < 3) return 'bad-name';
  if (from === NO_OBJECT && at !== NO_OBJECT) return 'exists';
  if (from !== ANYWHERE && from !== at) return 'stale';
  if (to === NO_OBJECT) return at === NO_OBJECT ? 'absent' : 'none';
  const type = await repository.typeOf(to);
  if (type === 'missing') return 'object-missing';
  if (ref.startsWith('refs/heads/') && type !== 'commit') return 'not-a-commit';
  if (at === NO_OBJECT) return there.some((other) => areClashing(ref, other)) ? 'clash' : 'none';
  return force || (await isFastForward(repository, at, to)) ? 'none' : 'not-fast-forward';
}

/** A commit whose workflows are not those of the default branch. One without any is harmless. */
async function bringsOtherWorkflows(repository: EmulatedRepository, id: string, refs: ReadonlyMap<string, string>): Promise<boolean> {
  const workflowsOf = async (commit: string): Promise<string> => {
    const content = await repository.commit(commit);
    const entry = content === 'missing' ? 'missing' : await repository.entryAt(content.tree, '.github/workflows');
    return entry === 'missing' ? '' : entry.id;
  };
  const brought = await workflowsOf(id);
  return brought !== '' && brought !== (await workflowsOf(refs.get(`refs/heads/${repository.settings().defaultBranch}`) ?? NO_OBJECT));
}

async function isFastForward(repository: EmulatedRepository, from: string, to: string): Promise<boolean> {
  if (from === to) return true;
  const areCommits = (await repository.typeOf(from)) === 'commit' && (await repository.typeOf(to)) === 'commit';
  return areCommits && repository.store.isAncestor(from, to);
}

async function brokenRules(repository: EmulatedRepository, { ref, at, to }: Move): Promise<readonly string[]> {
  const { rulesets, defaultBranch } = repository.settings();
  if (rulesets.length === 0) return [];
  const moves = at !== NO_OBJECT && to !== NO_OBJECT;
  return violationsOf(rulesets, defaultBranch, {
    ref,
    from: at,
    to,
    isFastForward: !moves || (await isFastForward(repository, at, to)),
    areSigned: to === NO_OBJECT || (await areSigned(repository, at, to)),
  });
}

async function areSigned(repository: EmulatedRepository, from: string, to: string): Promise<boolean> {
  for (const id of await repository.store.history(to, 1_000)) {
    if (id === from) return true;
    const commit = await repository.commit(id);
    if (commit === 'missing' || !isSigned(commit)) return false;
  }
  return true;
}
