// Where a repository is, as a person or a workflow says it.
import { isAbsolute, resolve } from 'node:path';

export type GitLocation =
  /** A repository in a folder, bare or not; refs are moved in it directly. */
  | { readonly kind: 'repository'; readonly path: string }
  /** Any address that git can fetch from and push to: a path, file://, https://, http://, ssh://, or user@host:path. */
  | { readonly kind: 'remote'; readonly url: string }
  /** A remote of a checkout, reached with the credentials and proxies that the checkout is configured with. */
  | { readonly kind: 'workspace-remote'; readonly workspace: string; readonly remote: string };

export type LocationReading = { readonly kind: 'location'; readonly location: GitLocation } | { readonly kind: 'invalid'; readonly message: string };

/** Reads `origin`, `https://...`, `git@host:path` or `./folder`. Relative folders start at `workspace`. */
export function readGitLocation(text: string, workspace: string): LocationReading {
  if (isRemoteName(text)) return { kind: 'location', location: { kind: 'workspace-remote', workspace, remote: text } };
  if (isRemoteUrl(text)) return { kind: 'location', location: { kind: 'remote', url: text } };
  const isFolder = isAbsolute(text) || text.startsWith('./') || text.startsWith('../');
  if (isFolder && !hasControlCharacter(text)) return { kind: 'location', location: { kind: 'repository', path: resolve(workspace, text) } };
  return {
    kind: 'invalid',
    message: `${JSON.stringify(text)} names no repository. Write the name of a remote (origin), an address (https://, http://, ssh://, file://, user@host:path), or a folder that starts with / or ./`,
  };
}

/** A remote's plain name, such as `origin`. Slashes and colons would make it an address. */
export function isRemoteName(text: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(text);
}

/** An address that is certainly no option and no transport helper (`ext::...`). */
export function isRemoteUrl(text: string): boolean {
  if (/\s/.test(text) || hasControlCharacter(text)) return false;
  return /^(https?|ssh|file):\/\/[^\s-]/.test(text) || /^[A-Za-z0-9_][A-Za-z0-9._-]*@[A-Za-z0-9][A-Za-z0-9.-]*:[^:\s-]/.test(text);
}

export function hasControlCharacter(text: string): boolean {
  return /[\u0000-\u001f\u007f]/.test(text);
}
