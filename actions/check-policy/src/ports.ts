// What check-policy needs from outside. connect.ts binds the checkout, git, GitHub and worker threads; tests bind fakes.
import type { RunPool, RunRow, ShardFile, SimulatedTask } from '@rampart/simulator';

export interface CheckPolicyPorts {
  /** As the pull request would leave them. */
  readonly head: PolicyFiles;
  readonly base: Base;
  readonly pool: RunPool<SimulatedTask, RunRow>;
  /** Of the code that simulates. */
  readonly codeHash: string;
  /** Where people find the job summary; empty where nobody knows. */
  readonly runUrl: string;
  /** Writes the one comment of this action; idempotent. `if-there`: none is written where there is none. */
  comment(body: string, mode: 'write' | 'if-there'): Promise<CommentOutcome>;
  /** Rows files that the patterns match, at least one of them. */
  readRows(patterns: readonly string[]): Promise<{ readonly kind: 'files'; readonly files: readonly ShardFile[] } | Refused>;
  writeRows(path: string, text: string): Promise<{ readonly kind: 'written' } | Refused>;
  /** Progress for people; safe for foreign text. */
  log(text: string): void;
}

/** The files of one commit, or of the checkout. Names are relative to its root, with `/`. */
export interface PolicyFiles {
  /** What is there of `patterns`, sorted: names as they are, of globs the YAML files that are no defaults. */
  list(patterns: readonly string[]): Promise<readonly string[]>;
  /** Never leaves the root, by name or by link. */
  read(file: string): Promise<FileText>;
}

export type FileText = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'absent' } | { readonly kind: 'unreadable'; readonly why: string };

export type Base =
  | { readonly kind: 'commit'; /** Short, for people. */ readonly name: string; readonly files: PolicyFiles }
  /** Every policy counts as changed. `isMissed`: there is one, and it could not be had. */
  | { readonly kind: 'none'; readonly why: string; readonly isMissed: boolean };

export type CommentOutcome = { readonly kind: 'written'; readonly url: string } | { readonly kind: 'left-out' } | { readonly kind: 'skipped'; readonly why: string };

export interface Refused {
  readonly kind: 'refused';
  readonly why: string;
}
