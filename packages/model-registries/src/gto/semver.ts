// Versions as GTO writes them: `v` and a semantic version 2.0.0 (semver.org). Numbers are kept as text: they have no largest one.

export interface Semver {
  readonly major: string;
  readonly minor: string;
  readonly patch: string;
  /** Identifiers of `-rc.1`; empty for a release. */
  readonly prerelease: readonly string[];
  /** Identifiers of `+build.5`; without meaning for the order. */
  readonly build: readonly string[];
}

export type SemverReading = { readonly kind: 'semver'; readonly semver: Semver } | { readonly kind: 'no-semver' };

/** `text` without the `v`. */
export function parseSemver(text: string): SemverReading {
  const [main, build] = splitAt(text, '+');
  const [core, prerelease] = splitAt(main, '-');
  const numbers = core.split('.');
  const [major = '', minor = '', patch = ''] = numbers;
  const isCore = numbers.length === 3 && numbers.every(isNumber);
  const isTail = (prerelease ?? ['0']).every((identifier) => isIdentifier(identifier) && !hasLeadingZero(identifier)) && (build ?? ['0']).every(isIdentifier);
  if (!isCore || !isTail) return { kind: 'no-semver' };
  return { kind: 'semver', semver: { major, minor, patch, prerelease: prerelease ?? [], build: build ?? [] } };
}

export function formatSemver({ major, minor, patch, prerelease, build }: Semver): string {
  const tails = [...(prerelease.length > 0 ? ['-', prerelease.join('.')] : []), ...(build.length > 0 ? ['+', build.join('.')] : [])];
  return [`${major}.${minor}.${patch}`, ...tails].join('');
}

/** Negative when `a` comes before `b`, 0 for equal precedence (build metadata does not count). semver.org, item 11. */
export function compareSemver(a: Semver, b: Semver): number {
  return compareNumbers(a.major, b.major) || compareNumbers(a.minor, b.minor) || compareNumbers(a.patch, b.patch) || comparePrereleases(a.prerelease, b.prerelease);
}

/** A release comes after its pre-releases; a longer list after its own beginning. */
function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const order = compareIdentifiers(a[index] ?? '', b[index] ?? '');
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Numbers by value and before words; words by their ASCII codes. */
function compareIdentifiers(a: string, b: string): number {
  if (isDigits(a) && isDigits(b)) return compareNumbers(a, b);
  if (isDigits(a) !== isDigits(b)) return isDigits(a) ? -1 : 1;
  return compareText(a, b);
}

/** Without leading zeros, more digits are more. */
function compareNumbers(a: string, b: string): number {
  return a.length - b.length || compareText(a, b);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function splitAt(text: string, sign: string): readonly [before: string, after: readonly string[] | undefined] {
  const at = text.indexOf(sign);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1).split('.')];
}

function isNumber(text: string): boolean {
  return isDigits(text) && !hasLeadingZero(text);
}

function isDigits(text: string): boolean {
  return /^[0-9]+$/.test(text);
}

function hasLeadingZero(text: string): boolean {
  return isDigits(text) && text.length > 1 && text.startsWith('0');
}

function isIdentifier(text: string): boolean {
  return /^[0-9A-Za-z-]+$/.test(text);
}
