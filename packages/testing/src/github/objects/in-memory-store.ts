// Objects and refs in two maps: for thousands of runs. The differential suite holds it against git.
import { commitHistory } from './commit-history.ts';
import { NO_OBJECT, objectIdOf, type GitObject } from './git-object.ts';
import { ANYWHERE, type ObjectRead, type ObjectStore, type RefMove, type RefsMoved } from './object-store.ts';
import { areClashing, isRefName } from './ref-name.ts';

export function inMemoryStore(): ObjectStore {
  const objects = new Map<string, GitObject>();
  let refs: ReadonlyMap<string, string> = new Map();

  const read = async (id: string): Promise<ObjectRead> => {
    const object = objects.get(id);
    return object === undefined ? { kind: 'missing' } : { kind: 'object', object };
  };

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
      if (!objects.has(id)) objects.set(id, object);
      return id;
    },
    read,
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
    ...commitHistory(read),
    close: async () => undefined,
  };
}
