// What freeze-data needs from outside. connect.ts binds the real world; tests bind fakes.
import type { DataFiles } from '@rampart/data-freeze';
import type { FreezeStore } from '@rampart/rollout-engine';

/** `readManifest` and `writeManifest` take paths relative to the workspace and refuse to leave it. None of these throws for what the world can do. */
export interface FreezeDataPorts {
  nowMs(): number;
  readonly store: FreezeStore;
  /** A folder of the workspace. */
  filesAt(root: string): DataFiles;
  readManifest(path: string): Promise<{ readonly kind: 'read'; readonly text: string } | { readonly kind: 'refused'; readonly why: string }>;
  writeManifest(path: string, text: string): Promise<{ readonly kind: 'written' } | { readonly kind: 'refused'; readonly why: string }>;
}
