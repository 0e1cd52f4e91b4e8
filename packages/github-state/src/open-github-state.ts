// Opens the ledger and the freezes of a repository on GitHub, through its API alone: no clone, no git.
import type { GithubApi } from '@rampart/github-api';
import type { Clock, FreezeStore, Ledger } from '@rampart/rollout-engine';
import { createGithubFreezeStore } from './github-freeze-store.ts';
import { createGithubLedger } from './github-ledger.ts';
import { githubView } from './github-view.ts';
import { shownBranch } from './mirrors/shown-branch.ts';
import type { Watermark } from './mirrors/watermark.ts';
import { pausesOn } from './pauses.ts';
import type { Publisher } from './publish.ts';
import { signing } from './signing.ts';

export interface GithubStateOptions {
  readonly api: GithubApi;
  /** For the pauses between tries, and how long something has been so. */
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Commits that GitHub signs. Absent: found out from the branch and its rules. */
  readonly signed?: boolean;
  /** In [0, 1): spreads the tries of jobs that run at once. */
  readonly chance?: () => number;
}

export interface GithubState {
  readonly ledger: Ledger;
  readonly freezes: FreezeStore;
  /** How far the mirrors of a target came. */
  readonly shown: Watermark;
  /** Reads for all of these targets at once what the next read of each one's ledger and freeze answers. */
  readonly lookAhead: (targets: readonly string[]) => Promise<void>;
}

/** Touches nothing yet. */
export function openGithubState({ api, clock, signal, signed, chance = Math.random }: GithubStateOptions): GithubState {
  const pauses = pausesOn(clock, signal, chance);
  const view = githubView(api, pauses, clock);
  const publisher: Publisher = { api, pauses, signing: signing(api, signed) };
  return { ledger: createGithubLedger(publisher, view), freezes: createGithubFreezeStore(publisher, view), shown: shownBranch(publisher, view), lookAhead: (targets) => view.lookAhead(targets) };
}
