// What a tick wants to know about a freeze, from the stored document, the branch that has the files, and the files of this job. Whoever wires the
// engine's FreezeGuard reads the document from its store and calls this.
import type { Situation } from '@rampart/rollout-policy';
import type { BranchFiles } from './branch-files.ts';
import type { DataFiles } from './data-files.ts';
import { decodeManifest } from './decode-manifest.ts';
import type { Manifest } from './manifest.ts';
import { changedPaths, verifyManifest } from './verify.ts';
import { verifyBranch } from './verify-branch.ts';

export interface FrozenPlaces {
  /** Opens a folder relative to the workspace: `(root) => nodeFiles({ workspace, root })`. */
  readonly filesAt: (root: string) => DataFiles;
  /** Of the repository that the job belongs to; `none` where nobody can look at it. */
  readonly branches: BranchFiles | 'none';
}

/** A manifest as it was stored. */
export interface HeldDocument {
  readonly document: string;
  /** Where a person finds it. */
  readonly where: string;
  /** Of the rollout that asks. */
  readonly rolloutId: string;
}

/**
 * What is in git is compared on its branch, which a checkout may lag behind; what is not (data that is fetched) in the files of the job. Never throws; a
 * manifest that cannot be read is `unreadable`, and one that another rollout of the target held is nobody's.
 */
export async function frozenSituation(target: string, { document, where, rolloutId }: HeldDocument, { filesAt, branches }: FrozenPlaces): Promise<Situation['frozen']> {
  const decoded = decodeManifest(document);
  if (decoded.kind === 'refused') {
    const [first] = decoded.mistakes;
    return unreadable(`${where} is refused: ${[first?.place, first?.message].filter(Boolean).join(' ')}`);
  }
  const manifest = decoded.value;
  if (manifest.target !== target) return unreadable(`${where} is of target ${manifest.target}, not ${target}`);
  if (manifest.rolloutId !== undefined && manifest.rolloutId !== rolloutId) return { kind: 'none' };
  const { branch } = manifest;
  if (branch === undefined || branches === 'none' || branches.repository !== branch.repository) return inFiles(manifest, filesAt, () => true);
  const seen = await verifyBranch({ ...manifest, branch }, branches);
  if (seen.kind === 'unreadable') return seen;
  if (seen.changed.length > 0) return { kind: 'changed', paths: seen.changed, where: seen.where };
  const isElsewhere = (path: string): boolean => !seen.tracked.has(path);
  return manifest.entries.some(({ path }) => isElsewhere(path)) ? inFiles(manifest, filesAt, isElsewhere) : { kind: 'unchanged' };
}

/** Nothing but what is stored is at fault, and that stays so. */
function unreadable(why: string): Situation['frozen'] {
  return { kind: 'unreadable', why: `${why}. Undo that there, or lift the freeze (freeze-data, mode: release)`, lasts: true };
}

async function inFiles(manifest: Manifest, filesAt: FrozenPlaces['filesAt'], counts: (path: string) => boolean): Promise<Situation['frozen']> {
  const verification = await verifyManifest(manifest, filesAt(manifest.root));
  if (verification.kind === 'unreadable') return { ...verification, lasts: true };
  if (verification.kind === 'unchanged') return verification;
  const paths = changedPaths(verification).filter(counts);
  return paths.length === 0 ? { kind: 'unchanged' } : { kind: 'changed', paths };
}
