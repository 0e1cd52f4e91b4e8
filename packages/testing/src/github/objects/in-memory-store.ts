// Objects and refs in two maps: for thousands of runs. The differential suite holds it against git.
import { decodeCommit, NO_OBJECT, objectIdOf, type GitObject } from './git-object.ts';
import { ANYWHERE, type ObjectStore, type RefMove, type RefsMoved } from './object-store.ts';
import { areClashing, isRefName } from './ref-name.ts';

export function inMemoryStore(): ObjectStore {
  const objects = new Map<string, GitObject>();
  let refs: ReadonlyMap<string, string> = new Map();

  // Commits as history reads them: decoded once.
  const commits = new Map<string, { readonly parents: readonly string[]; readonly atSeconds: number }>();

  const history = (tip: string, max: number): readonly string[] => {
    // Newest commit time first; of equal ones the one that was reached first, as rev-list does.
    const open = [tip];
    const seen = new Set(open);
    const found: string[] = [];
    while (open.length > 0 && found.length < max) {
      const at = open.reduce((best, id, index) => (timeOf(id) > timeOf(open[best] ?? '') ? index : best), 0);
      const [id = ''] = open.splice(at, 1);
      found.push(id);
      for (const parent of commits.get(id)?.parents ?? []) {
        if (seen.has(parent)) continue;
        seen.add(parent);
        open.push(parent);
      }
    }
    return found;
  };
  const timeOf = (id: string): number => commits.get(id)?.atSeconds ?? 0;

  const refusal = (moves: readonly RefMove[]): string => {
    if (new Set(moves.map(({ ref }) => ref)).size < moves.length) return 'one ref twice';
    for (const { ref, from, to } of moves) {
      const at = refs.get(ref) ?? NO_OBJECT;
      if (!isRefName(ref)) return `no name for a ref: ${ref}`;
      if (from !== ANYWHERE && from !== at) return `${ref} is at ${at}, not at ${from}`;
      if (to === NO_OBJECT && from === NO_OBJECT) return `${ref} cannot go away where it must not be`;
      if (to === NO_OBJECT) continue;
      const type = objects.get(to)?.type;
      if (type === undefined) return `there is no object ${to}`;
      if (ref.startsWith('refs/heads/') && type !== 'commit') return `${to} is no commit`;
      const others = [...refs.keys(), ...moves.filter((move) => move.to !== NO_OBJECT).map((move) => move.ref)];
      const clash = others.find((other) => areClashing(ref, other));
      if (clash !== undefined) return `${ref} clashes with ${clash}`;
    }
    return '';
  };

  return {
    write: async (object) => {
      const id = objectIdOf(object);
      if (objects.has(id)) return id;
      objects.set(id, object);
      if (object.type === 'commit') {
        const { parents, committer } = decodeCommit(object.bytes);
        commits.set(id, { parents, atSeconds: committer.atSeconds });
      }
      return id;
    },
    read: async (id) => {
      const object = objects.get(id);
      return object === undefined ? { kind: 'missing' } : { kind: 'object', object };
    },
    refs: async () => refs,
    moveRefs: async (moves): Promise<RefsMoved> => {
      const why = refusal(moves);
      if (why !== '') return { kind: 'refused', why };
      const next = new Map(refs);
      for (const { ref, to } of moves) {
        if (to === NO_OBJECT) next.delete(ref);
        else next.set(ref, to);
      }
      refs = new Map([...next].sort(([a], [b]) => (a < b ? -1 : 1)));
      return { kind: 'moved' };
    },
    isAncestor: async (ancestor, descendant) => {
      const open = [descendant];
      const seen = new Set(open);
      for (let id = open.shift(); id !== undefined; id = open.shift()) {
        if (id === ancestor) return true;
        for (const parent of commits.get(id)?.parents ?? []) if (!seen.has(parent)) open.push(parent);
        for (const parent of open) seen.add(parent);
      }
      return false;
    },
    history: async (tip, max) => history(tip, max),
    close: async () => undefined,
  };
}
