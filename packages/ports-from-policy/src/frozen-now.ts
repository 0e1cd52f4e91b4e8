// What is frozen on the branches of a repository, read from the store's documents: for the status of pull requests.
import { coveredPaths, decodeManifest, type Manifest } from '@rampart/data-freeze';
import type { FrozenPaths, ReadFrozen } from '@rampart/github-state';
import { failed, ok, type FreezeStore } from '@rampart/rollout-engine';

/** `repository`: `owner/name`. Manifests that do not say where their files are in git concern no pull request. */
export function readFrozenOf(store: FreezeStore, repository: string): ReadFrozen {
  return async () => {
    const records = await store.readFreezes();
    if (records.kind === 'error') return records;
    const frozen: FrozenPaths[] = [];
    for (const { document } of records.value.freezes) {
      const decoded = decodeManifest(document);
      if (decoded.kind === 'refused') {
        const [first] = decoded.mistakes;
        return failed({ port: 'freeze', code: 'malformed', message: `a manifest is refused: ${[first?.place, first?.message].filter(Boolean).join(' ')}. Lift that freeze, or freeze again`, retryable: false, outcome: 'not-done' });
      }
      frozen.push(...pathsOf(decoded.value, repository));
    }
    return ok({ head: records.value.head, frozen });
  };
}

function pathsOf(manifest: Manifest, repository: string): readonly FrozenPaths[] {
  const { branch, target, rolloutId } = manifest;
  if (branch === undefined || branch.repository.toLowerCase() !== repository.toLowerCase()) return [];
  const says = rolloutId === undefined ? `frozen for ${target} until a person releases it` : `frozen by rollout ${rolloutId} of ${target} until it ends`;
  return [{ branch: branch.name, says, covers: coveredPaths(manifest).covers }];
}
