// What is frozen on the branches of a repository, as far as pull requests have to know it. Manifests are somebody else's (data-freeze).
import type { Result } from '@rampart/rollout-engine';

export interface FrozenPaths {
  /** Without `refs/heads/`. */
  readonly branch: string;
  /** Whose freeze it is and how it ends, e.g. `frozen by rollout 3f2a of fraud-prod until it ends`. */
  readonly says: string;
  readonly covers: (path: string) => boolean;
}

export interface FrozenNow {
  /** The same head means that the same is frozen. */
  readonly head: string;
  readonly frozen: readonly FrozenPaths[];
}

export type ReadFrozen = () => Promise<Result<FrozenNow>>;
