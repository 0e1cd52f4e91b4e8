// Opens the ledger and the freezes of a repository, wherever it is.
import { createGit, openOnFirstUse } from '@rampart/git-process';
import type { Git, GitLocation } from '@rampart/git-process';
import type { FreezeStore, Ledger, LedgerAudit } from '@rampart/rollout-engine';
import { createGitFreezeStore } from './git-freeze-store.ts';
import { createGitLedgerAudit, type AuditedCopy } from './git-ledger-audit.ts';
import { createGitLedger } from './git-ledger.ts';

export interface GitLedgerOptions {
  readonly location: GitLocation;
  /** Temporary folder of the caller's, for the private copy of a remote; RUNNER_TEMP in a workflow. */
  readonly cacheDir: string;
  /** For http(s) remotes; never appears in arguments, logs or errors. */
  readonly token?: string;
  /** For each git command. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Defaults to the git on the PATH. */
  readonly git?: Git;
}

export interface GitLedgerPorts {
  readonly ledger: Ledger;
  readonly freezes: FreezeStore;
}

/** Touches nothing yet: the repository is opened with the first operation, and again after a failure to open it. */
export function openGitLedger(options: GitLedgerOptions): GitLedgerPorts {
  const open = openOnFirstUse({ ...options, git: options.git ?? createGit(process.env) });
  return { ledger: createGitLedger(open), freezes: createGitFreezeStore(open) };
}

/** Only to look at: nothing is ever written. `copy` says which branches are meant. */
export function openGitLedgerAudit(options: GitLedgerOptions, copy: AuditedCopy): LedgerAudit {
  return createGitLedgerAudit(openOnFirstUse({ ...options, git: options.git ?? createGit(process.env) }), copy);
}
