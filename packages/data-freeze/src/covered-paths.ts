// Which paths of a repository a manifest covers: what is changed there, by whomever, changes frozen data.
import type { Manifest } from './manifest.ts';
import { decodePatterns, literalPrefixes, selects } from './path-pattern.ts';

export interface CoveredPaths {
  /** `path` from the root of the repository. */
  readonly covers: (path: string) => boolean;
  /** Folders or files that have to be listed to find all of them; `''` is the root of the repository. */
  readonly prefixes: readonly string[];
  /** As the manifest names it. */
  readonly within: (path: string) => string;
}

/** The workspace is taken for the root of the repository. */
export function coveredPaths({ root, paths }: Pick<Manifest, 'root' | 'paths'>): CoveredPaths {
  const patterns = decodePatterns(paths);
  // A manifest that was decoded has patterns that can be.
  if (patterns.kind === 'refused') return { covers: () => false, prefixes: [], within: (path) => path };
  const folder = root === '.' ? '' : `${root}/`;
  const within = (path: string): string => path.slice(folder.length);
  return {
    covers: (path) => path.startsWith(folder) && selects(patterns.value, within(path)),
    prefixes: literalPrefixes(patterns.value).map((prefix) => `${folder}${prefix}`.replace(/\/$/, '')),
    within,
  };
}
