// Where a repository's objects and refs are. Two implementations that must not be told apart: a bare repository of git's own, and one in memory.
import type { GitObject } from './git-object.ts';

export interface ObjectStore {
  /** Writes the object whole and answers with its id; again changes nothing. Nobody sees it before a ref leads to it. */
  write(object: GitObject): Promise<string>;
  read(id: string): Promise<ObjectRead>;
  /** All refs but symbolic ones, by full name, in order of their names. */
  refs(): Promise<ReadonlyMap<string, string>>;
  /**
   * All moves or none. A move happens only if the ref is where `from` says. Refused as well: an object that is not there, a branch to something
   * else than a commit, a name that git would not take or that clashes with another like a file with a folder, one ref twice.
   */
  moveRefs(moves: readonly RefMove[]): Promise<RefsMoved>;
  /** Whether `descendant` has `ancestor` in its history or is it. Both are commits that are there. */
  isAncestor(ancestor: string, descendant: string): Promise<boolean>;
  /** Commits from `tip` back, newest first by commit time, at most `max`. */
  history(tip: string, max: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

export type ObjectRead = { readonly kind: 'object'; readonly object: GitObject } | { readonly kind: 'missing' };

export interface RefMove {
  /** Starts with `refs/`. */
  readonly ref: string;
  /** An object's id, or forty zeros: the ref must not be there. `any`: wherever it is. */
  readonly from: string;
  /** An object's id, or forty zeros: the ref goes away, if it is there. */
  readonly to: string;
}

export type RefsMoved = { readonly kind: 'moved' } | { readonly kind: 'refused'; readonly why: string };

export const ANYWHERE = 'any';
