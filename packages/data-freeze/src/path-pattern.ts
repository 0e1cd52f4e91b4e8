// Which files a freeze covers. `*` and `?` stay within a folder, `**` spans folders, a folder stands for all that is in it, a
// leading `!` takes files out again. Matching is by dynamic programming, so that no pattern can make it slow.
import { type Decoded, type Mistake, shown } from './mistake.ts';
import { checkRelativePath } from './relative-path.ts';

export interface PathPatterns {
  /** As written, for the manifest. */
  readonly lines: readonly string[];
  readonly taken: readonly string[];
  readonly left: readonly string[];
}

/** Decodes lines such as `data/**\/*.csv` or `!data/tmp`; at least one has to take files. */
export function decodePatterns(lines: readonly string[]): Decoded<PathPatterns> {
  const mistakes: Mistake[] = [];
  const taken: string[] = [];
  const left: string[] = [];
  lines.forEach((line, index) => {
    const negated = line.startsWith('!');
    const pattern = negated ? line.slice(1) : line;
    const checked = pattern === '.' ? { kind: 'ok' as const, path: '**' } : checkRelativePath(pattern.replace(/(?<=[^/])\/$/, ''));
    if (checked.kind === 'refused') {
      mistakes.push({ place: `paths[${index}]`, message: `${shown(line)} ${checked.why}. Accepted: data/train.csv, data/**/*.csv, data, !data/tmp` });
    } else if (checked.path.split('/').some((part) => part.includes('**') && part !== '**')) {
      mistakes.push({ place: `paths[${index}]`, message: `${shown(line)} has ** beside other characters; ** stands alone between slashes, as in data/**/*.csv` });
    } else {
      (negated ? left : taken).push(checked.path);
    }
  });
  if (mistakes.length === 0 && taken.length === 0) mistakes.push({ place: 'paths', message: 'names no file to freeze. Write one path or pattern a line, e.g. data/**/*.csv' });
  return mistakes.length > 0 ? { kind: 'refused', mistakes } : { kind: 'decoded', value: { lines: [...lines], taken, left } };
}

/** Whether a freeze with these patterns covers `path`. */
export function selects(patterns: PathPatterns, path: string): boolean {
  return patterns.taken.some((pattern) => matchesPattern(pattern, path)) && !patterns.left.some((pattern) => matchesPattern(pattern, path));
}

/** Whether `path` is the pattern's own match or lies in a folder that matches it. */
export function matchesPattern(pattern: string, path: string): boolean {
  const folders = pattern.split('/');
  const parts = path.split('/');
  // reach[i]: the first i parts of the pattern match the parts of the path seen so far.
  let reach = closure(folders, [true, ...folders.map(() => false)]);
  for (const part of parts) {
    const next = reach.map(() => false);
    folders.forEach((folder, index) => {
      if (reach[index] !== true) return;
      if (folder === '**') next[index] = true;
      else if (matchesName(folder, part)) next[index + 1] = true;
    });
    // A pattern that is used up stays matched: what follows lies inside the matched folder.
    if (reach[folders.length] === true) next[folders.length] = true;
    reach = closure(folders, next);
  }
  return reach[folders.length] === true;
}

/** The folders that have to be walked: the literal beginning of each pattern, `''` for the root. */
export function literalPrefixes(patterns: PathPatterns): readonly string[] {
  const prefixes = patterns.taken.map((pattern) => {
    const parts = pattern.split('/');
    const wild = parts.findIndex((part) => /[*?]/.test(part));
    return parts.slice(0, wild === -1 ? parts.length : wild).join('/');
  });
  const unique = [...new Set(prefixes)].sort();
  return unique.filter((prefix) => !unique.some((other) => other !== prefix && (other === '' || prefix.startsWith(`${other}/`))));
}

/** `**` may stand for nothing, so whoever stands before it also stands behind it. */
function closure(folders: readonly string[], reach: readonly boolean[]): boolean[] {
  const closed = [...reach];
  folders.forEach((folder, index) => {
    if (folder === '**' && closed[index] === true) closed[index + 1] = true;
  });
  return closed;
}

function matchesName(pattern: string, name: string): boolean {
  const signs = [...pattern];
  let reach = stars(signs, [true, ...signs.map(() => false)]);
  for (const letter of name) {
    const next = reach.map(() => false);
    signs.forEach((sign, index) => {
      if (reach[index] !== true) return;
      if (sign === '*') next[index] = true;
      else if (sign === '?' || sign === letter) next[index + 1] = true;
    });
    reach = stars(signs, next);
  }
  return reach[signs.length] === true;
}

function stars(signs: readonly string[], reach: readonly boolean[]): boolean[] {
  const closed = [...reach];
  signs.forEach((sign, index) => {
    if (sign === '*' && closed[index] === true) closed[index + 1] = true;
  });
  return closed;
}
