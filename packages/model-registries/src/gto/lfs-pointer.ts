// git-lfs keeps a small text in git that names the real file by its SHA-256 (git-lfs docs/spec.md).

export type LfsReading = { readonly kind: 'pointer'; readonly digest: string; readonly bytes: number } | { readonly kind: 'content' };

/** Pointers are smaller than this; larger files need not be looked at. */
export const LFS_POINTER_BYTES_MAX = 1024;

export function readLfsPointer(content: Uint8Array): LfsReading {
  if (content.length >= LFS_POINTER_BYTES_MAX) return { kind: 'content' };
  const lines = Buffer.from(content).toString('utf8').split('\n');
  if (lines[0] !== 'version https://git-lfs.github.com/spec/v1') return { kind: 'content' };
  const oid = lines.map((line) => /^oid sha256:([0-9a-f]{64})$/.exec(line)?.[1]).find((found) => found !== undefined);
  const size = lines.map((line) => /^size ([0-9]+)$/.exec(line)?.[1]).find((found) => found !== undefined);
  return oid === undefined || size === undefined ? { kind: 'content' } : { kind: 'pointer', digest: `sha256:${oid}`, bytes: Number(size) };
}
