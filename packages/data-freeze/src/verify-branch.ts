// Says whether the frozen files are on their branch what they were there when they were frozen.
import type { BranchFiles, BranchUnreadable } from './branch-files.ts';
import { coveredPaths } from './covered-paths.ts';
import type { FrozenBranch, Manifest } from './manifest.ts';
import { comparePaths } from './relative-path.ts';

export type BranchVerification =
  /** `tracked`: the frozen paths that are files of the branch, now or then, as the manifest names them. */
  | { readonly kind: 'compared'; readonly changed: readonly string[]; readonly tracked: ReadonlySet<string>; readonly where: string }
  | BranchUnreadable;

export async function verifyBranch(manifest: Manifest & { readonly branch: FrozenBranch }, branches: BranchFiles): Promise<BranchVerification> {
  const { name, commit } = manifest.branch;
  const { covers, prefixes, within } = coveredPaths(manifest);
  const head = await branches.head(name);
  if (head.kind === 'unreadable') return head;
  const then = await branches.files(commit, prefixes);
  if (then.kind === 'unreadable') return { ...then, why: `what ${name} held when it was frozen (${commit.slice(0, 12)}): ${then.why}` };
  const now = head.commit === commit ? then : await branches.files(head.commit, prefixes);
  if (now.kind === 'unreadable') return now;
  const tracked = [...new Set([...then.ids.keys(), ...now.ids.keys()])].filter(covers);
  const changed = tracked.filter((path) => then.ids.get(path) !== now.ids.get(path)).map(within).sort(comparePaths);
  return { kind: 'compared', changed, tracked: new Set(tracked.map(within)), where: `${name} at ${head.commit.slice(0, 12)}` };
}
