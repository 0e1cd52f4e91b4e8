// The port through which frozen data is read. Implementations never throw for what the file system can do to them.

/**
 * Files under one root.
 *
 * - `listFiles` walks only below `prefixes` (relative folders or files; `''` is the root) and leaves out `.git`. A prefix that is not there is
 *   no error: nothing is listed for it. What is there but must not be read (a link that leads out of the root, a link to a folder, a
 *   device) is listed as `refused`, so that a freeze can name it.
 * - `readFile` passes the bytes on in order. It must not follow a link out of the root, whatever was listed before.
 */
export interface DataFiles {
  listFiles(prefixes: readonly string[]): Promise<Listing>;
  readFile(path: string, take: (chunk: Uint8Array) => void): Promise<FileRead>;
}

export type Listing = { readonly kind: 'listed'; readonly files: readonly ListedFile[] } | { readonly kind: 'unreadable'; readonly why: string };

export type ListedFile = { readonly kind: 'file'; readonly path: string } | { readonly kind: 'refused'; readonly path: string; readonly why: string };

export type FileRead = { readonly kind: 'read' } | { readonly kind: 'missing' } | { readonly kind: 'unreadable'; readonly why: string };
