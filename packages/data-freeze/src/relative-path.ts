// Paths in manifests and inputs are hostile until checked here: relative, `/` between parts, and never out of their root.

export type PathCheck = { readonly kind: 'ok'; readonly path: string } | { readonly kind: 'refused'; readonly why: string };

const lengthMax = 1024;

/** Accepts `data/train.csv`; refuses absolute paths, `..`, `.`, empty parts, backslashes, drive letters and control characters. */
export function checkRelativePath(text: string): PathCheck {
  const why = objection(text);
  return why === '' ? { kind: 'ok', path: text } : { kind: 'refused', why };
}

/** The root of a freeze: a relative path, or `.` for the workspace itself. */
export function checkRoot(text: string): PathCheck {
  return text === '.' ? { kind: 'ok', path: text } : checkRelativePath(text);
}

/** Two paths with one key are the same file on a file system that folds case or composes accents. */
export function collisionKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** Order of code points, which is the order of `LC_ALL=C sort`; the default order of JavaScript differs beyond the BMP. */
export function comparePaths(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function objection(text: string): string {
  if (text === '') return 'is empty';
  if (text.length > lengthMax) return `is longer than ${lengthMax} characters`;
  if (/[\u0000-\u001f\u007f]/.test(text)) return 'has a control character';
  if (!text.isWellFormed()) return 'is not valid Unicode';
  if (text.includes('\\')) return 'has a backslash; write / between folders';
  if (text.startsWith('/') || /^[A-Za-z]:/.test(text)) return 'is absolute; write it relative to the root';
  const parts = text.split('/');
  if (parts.includes('..')) return 'leads out of its root (..)';
  if (parts.includes('') || parts.includes('.')) return 'has an empty or . part';
  return '';
}
