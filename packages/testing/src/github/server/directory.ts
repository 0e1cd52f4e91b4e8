// The repositories of a server, by name and by number, and the names that they had.
import type { EmulatedRepository } from '../repository/emulated-repository.ts';

export interface Directory {
  add(fullName: string, repository: EmulatedRepository): void;
  rename(from: string, to: string): void;
  /** Names are the same in any case. */
  named(fullName: string): Found | 'none';
  withId(id: number): EmulatedRepository | 'none';
  withNodeId(nodeId: string): EmulatedRepository | 'none';
  all(): readonly EmulatedRepository[];
  /** The present name of a repository. */
  nameOf(repository: EmulatedRepository): string;
}

export interface Found {
  readonly repository: EmulatedRepository;
  /** It was asked for by a name that it had before. */
  readonly isFormerName: boolean;
}

export function directory(): Directory {
  const byName = new Map<string, EmulatedRepository>();
  const former = new Map<string, EmulatedRepository>();
  const names = new Map<EmulatedRepository, string>();
  const all = (): readonly EmulatedRepository[] => [...byName.values()];
  return {
    add: (fullName, repository) => {
      byName.set(fullName.toLowerCase(), repository);
      names.set(repository, fullName);
    },
    rename: (from, to) => {
      const repository = byName.get(from.toLowerCase());
      if (repository === undefined) throw new Error(`there is no repository ${from} to rename`);
      byName.delete(from.toLowerCase());
      former.set(from.toLowerCase(), repository);
      byName.set(to.toLowerCase(), repository);
      names.set(repository, to);
    },
    named: (fullName) => {
      const now = byName.get(fullName.toLowerCase());
      const before = former.get(fullName.toLowerCase());
      if (now !== undefined) return { repository: now, isFormerName: false };
      return before === undefined ? 'none' : { repository: before, isFormerName: true };
    },
    withId: (id) => all().find((repository) => repository.id === id) ?? 'none',
    withNodeId: (nodeId) => all().find((repository) => repository.nodeId === nodeId) ?? 'none',
    all,
    nameOf: (repository) => names.get(repository) ?? '',
  };
}
