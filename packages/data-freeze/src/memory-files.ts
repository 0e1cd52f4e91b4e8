// DataFiles in memory, for the tests of this package and of whoever builds on it.
import type { DataFiles, ListedFile } from './data-files.ts';

export interface MemoryFiles extends DataFiles {
  /** Content by path. `refused` and `unreadable` stand for what a file system may say instead. */
  readonly content: Map<string, string | Uint8Array | { readonly refused: string } | { readonly unreadable: string }>;
}

/** `missingRoot` answers every listing as a folder that is not there would. */
export function memoryFiles(content: Readonly<Record<string, string | Uint8Array | { readonly refused: string } | { readonly unreadable: string }>>, options: { readonly missingRoot: boolean } = { missingRoot: false }): MemoryFiles {
  const files = new Map(Object.entries(content));
  return {
    content: files,
    listFiles: (prefixes) => {
      if (options.missingRoot) return Promise.resolve({ kind: 'unreadable', why: 'the folder data is not there' });
      const listed = [...files].filter(([path]) => prefixes.some((prefix) => prefix === '' || path === prefix || path.startsWith(`${prefix}/`)));
      return Promise.resolve({ kind: 'listed', files: listed.map(([path, held]): ListedFile => (typeof held === 'object' && 'refused' in held ? { kind: 'refused', path, why: held.refused } : { kind: 'file', path })) });
    },
    readFile: (path, take) => {
      const held = files.get(path);
      if (held === undefined) return Promise.resolve({ kind: 'missing' });
      if (typeof held === 'object' && 'refused' in held) return Promise.resolve({ kind: 'unreadable', why: held.refused });
      if (typeof held === 'object' && 'unreadable' in held) return Promise.resolve({ kind: 'unreadable', why: held.unreadable });
      const bytes = typeof held === 'string' ? Buffer.from(held) : held;
      // In small pieces, so that a digest over pieces is tested too.
      for (let at = 0; at < bytes.length; at += 7) take(bytes.subarray(at, at + 7));
      return Promise.resolve({ kind: 'read' });
    },
  };
}
