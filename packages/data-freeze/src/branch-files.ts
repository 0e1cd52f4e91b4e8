// The port through which frozen files are seen on a branch, without a checkout. Implementations never throw for what the world can do to them.

export interface BranchFiles {
  /** `owner/name` of the repository that this looks at. */
  readonly repository: string;
  /** The newest commit of a branch; of the default branch for the empty string. */
  head(branch: string): Promise<{ readonly kind: 'head'; readonly name: string; readonly commit: string } | BranchUnreadable>;
  /** Ids of the contents of all files below `prefixes` (folders or files; `''` is the root), by path. A prefix that is not there holds none. */
  files(commit: string, prefixes: readonly string[]): Promise<{ readonly kind: 'files'; readonly ids: ReadonlyMap<string, string> } | BranchUnreadable>;
}

export interface BranchUnreadable {
  readonly kind: 'unreadable';
  readonly why: string;
  /** It does not pass by itself. */
  readonly lasts?: true;
}
