// What lies behind a commit, for every store. A commit that was read once is remembered, for it cannot change; one that is missing is looked for again.
import { decodeCommit, decodeTag } from './git-object.ts';
import type { ObjectStore } from './object-store.ts';

interface Links {
  readonly parents: readonly string[];
  readonly atSeconds: number;
}

/** Both fail where a commit is missing. */
export function commitHistory(read: ObjectStore['read']): Pick<ObjectStore, 'isAncestor' | 'history'> {
  const known = new Map<string, Links>();

  const readLinks = async (id: string): Promise<Links> => {
    const found = await read(id);
    if (found.kind === 'missing' || found.object.type !== 'commit') throw new Error(`the emulated repository has no commit ${id}`);
    const { parents, committer } = decodeCommit(found.object.bytes);
    const links = { parents, atSeconds: committer.atSeconds };
    known.set(id, links);
    return links;
  };
  const linksOf = (id: string): Links | Promise<Links> => known.get(id) ?? readLinks(id);
  const commitBehind = async (id: string): Promise<string> => {
    if (known.has(id)) return id;
    const found = await read(id);
    return found.kind === 'object' && found.object.type === 'tag' ? commitBehind(decodeTag(found.object.bytes).object) : id;
  };

  return {
    isAncestor: async (ancestor, descendant) => {
      await linksOf(ancestor);
      const open = [descendant];
      const seen = new Set(open);
      // It grows while it is walked.
      for (const id of open) {
        if (id === ancestor) return true;
        for (const parent of (await linksOf(id)).parents) {
          if (seen.has(parent)) continue;
          seen.add(parent);
          open.push(parent);
        }
      }
      return false;
    },

    history: async (tip, max) => {
      const first = await commitBehind(tip);
      const open = [{ id: first, ...(await linksOf(first)) }];
      const seen = new Set([first]);
      const found: string[] = [];
      while (open.length > 0 && found.length < max) {
        // Newest commit time first; of equal ones the one that was reached first, as rev-list does.
        const at = open.reduce((best, commit, index) => (commit.atSeconds > (open[best]?.atSeconds ?? 0) ? index : best), 0);
        for (const { id, parents } of open.splice(at, 1)) {
          found.push(id);
          for (const parent of parents) {
            if (seen.has(parent)) continue;
            seen.add(parent);
            open.push({ id: parent, ...(await linksOf(parent)) });
          }
        }
      }
      return found;
    },
  };
}
