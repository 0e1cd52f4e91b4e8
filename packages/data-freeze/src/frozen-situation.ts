// What a tick wants to know about a freeze, from the stored document and the files of this job. Whoever wires the engine's
// FreezeGuard reads the document from its store and calls this.
import type { Situation } from '@rampart/rollout-policy';
import type { DataFiles } from './data-files.ts';
import { decodeManifest } from './decode-manifest.ts';
import { changedPaths, verifyManifest } from './verify.ts';

/** `filesAt` opens a folder relative to the workspace: `(root) => nodeFiles({ workspace, root })`. Never throws; a manifest that cannot be read is `unreadable`. */
export async function frozenSituation(target: string, document: string, filesAt: (root: string) => DataFiles): Promise<Situation['frozen']> {
  const decoded = decodeManifest(document);
  if (decoded.kind === 'refused') {
    const [first] = decoded.mistakes;
    return { kind: 'unreadable', why: `the manifest is refused: ${[first?.place, first?.message].filter(Boolean).join(' ')}` };
  }
  const manifest = decoded.value;
  if (manifest.target !== target) return { kind: 'unreadable', why: `the manifest is of target ${manifest.target}, not ${target}` };
  const verification = await verifyManifest(manifest, filesAt(manifest.root));
  return verification.kind === 'changed' ? { kind: 'changed', paths: changedPaths(verification) } : verification;
}
