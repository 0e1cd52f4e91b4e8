// What one run of freeze-data came to.
import type { Changes, Manifest } from '@rampart/data-freeze';
import type { ShownStatus, ShownStatuses } from './ports.ts';

export type FreezeOutcome =
  /** Recorded now, or recorded already with the same content. */
  | { readonly kind: 'frozen'; readonly manifest: Manifest; readonly already: boolean; readonly shown: Shown }
  /** Another freeze stands; it was not touched. `frozen` is the one that stands. */
  | { readonly kind: 'frozen-otherwise'; readonly frozen: Manifest; readonly changes: Changes }
  | { readonly kind: 'unchanged'; readonly manifest: Manifest }
  | { readonly kind: 'changed'; readonly manifest: Manifest; readonly changes: Changes }
  | { readonly kind: 'unreadable'; readonly manifest: Manifest; readonly why: string }
  | { readonly kind: 'nothing-frozen' }
  | { readonly kind: 'released'; readonly already: boolean; readonly shown: Shown }
  | ({ readonly kind: 'gated'; readonly what: string } & ShownStatus)
  | ({ readonly kind: 'swept' } & ShownStatuses);

/** What the pull requests show of it. */
export type Shown = { readonly kind: 'nowhere' } | ({ readonly kind: 'shown' } & ShownStatuses) | { readonly kind: 'failed'; readonly why: string };
