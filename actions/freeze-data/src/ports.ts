// What freeze-data needs from outside. connect.ts binds the real world; tests bind fakes.
import type { DataFiles, FrozenBranch } from '@rampart/data-freeze';
import type { FreezeStore, Result } from '@rampart/rollout-engine';
import type { ReadEvent } from './checked-change.ts';

/** `readManifest` and `writeManifest` take paths relative to the workspace and refuse to leave it. None of these throws for what the world can do. */
export interface FreezeDataPorts {
  nowMs(): number;
  readonly store: FreezeStore;
  /** A folder of the workspace. */
  filesAt(root: string): DataFiles;
  readManifest(path: string): Promise<{ readonly kind: 'read'; readonly text: string } | { readonly kind: 'refused'; readonly why: string }>;
  writeManifest(path: string, text: string): Promise<{ readonly kind: 'written' } | { readonly kind: 'refused'; readonly why: string }>;
  /** Where the files are in git; `none` where no workflow runs on GitHub. */
  branchNow(): Promise<{ readonly kind: 'none' } | { readonly kind: 'at'; readonly branch: FrozenBranch } | { readonly kind: 'unreadable'; readonly why: string }>;
  /** The status `rollout/freeze` of pull requests; `none` where no workflow runs on GitHub. */
  readonly statuses: FreezeStatusPort | 'none';
  /** The event that started the workflow. */
  readEvent(): Promise<ReadEvent>;
}

/** Both write on change alone, and look at the freezes again after it. */
export interface FreezeStatusPort {
  showAll(): Promise<Result<ShownStatuses>>;
  /** `base` and `defaultBranch` without `refs/heads/`; `from`: what the change is compared with. */
  showOne(change: { readonly head: string; readonly base: string; readonly from: string; readonly defaultBranch: string }): Promise<Result<ShownStatus>>;
}

export interface ShownStatus {
  readonly context: string;
  readonly state: 'success' | 'failure' | 'error';
  readonly description: string;
  readonly written: boolean;
}

export interface ShownStatuses {
  readonly open: number;
  readonly frozen: number;
  readonly written: number;
  /** Should have been written, and were not: `why`, or because there are too many for one run. */
  readonly left: number;
  readonly why: string;
}
