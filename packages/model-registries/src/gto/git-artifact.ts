// The address of a file at a commit: `git+<repository URL>#<commit>:<path>`.

export interface GitArtifact {
  /** Without credentials. */
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
}

export type GitArtifactReading = { readonly kind: 'git-artifact'; readonly artifact: GitArtifact } | { readonly kind: 'other' };

export function formatGitArtifact({ repository, commit, path }: GitArtifact): string {
  return `git+${repository}#${commit}:${path}`;
}

/** `other` is anything else, such as an http(s) or file address. */
export function parseGitArtifact(text: string): GitArtifactReading {
  const match = /^git\+([^#]+)#([0-9a-f]{40,64}):([^\0]+)$/s.exec(text);
  if (match === null) return { kind: 'other' };
  const [, repository = '', commit = '', path = ''] = match;
  return { kind: 'git-artifact', artifact: { repository, commit, path } };
}
