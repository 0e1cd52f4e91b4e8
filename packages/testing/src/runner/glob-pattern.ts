// Matches text against the patterns of GitHub: the filters under `on:` and the paths of hashFiles(). A pattern becomes a list of parts;
// matching fills a table, so that no pattern can make it slow (parts times characters, no backtracking).

export type PatternPart =
  /** Exactly one character. */
  | { readonly kind: 'one'; readonly accepts: (character: string) => boolean }
  | { readonly kind: 'optional'; readonly accepts: (character: string) => boolean }
  | { readonly kind: 'some'; readonly accepts: (character: string) => boolean }
  | { readonly kind: 'any'; readonly accepts: (character: string) => boolean }
  /** Nothing, or anything that ends in a slash. */
  | { readonly kind: 'folders' };

export function matchesParts(parts: readonly PatternPart[], text: string): boolean {
  const characters = [...text];
  // reachable[i]: the parts read so far can cover exactly the first i characters.
  let reachable = characters.map(() => false);
  reachable = [true, ...reachable];
  for (const part of parts) reachable = afterPart(part, reachable, characters);
  return reachable[characters.length] === true;
}

function afterPart(part: PatternPart, before: readonly boolean[], characters: readonly string[]): boolean[] {
  if (part.kind === 'folders') return afterFolders(before, characters);
  const after = part.kind === 'optional' || part.kind === 'any' ? [...before] : before.map(() => false);
  const repeats = part.kind === 'some' || part.kind === 'any';
  characters.forEach((character, index) => {
    const startsHere = before[index] === true || (repeats && after[index] === true);
    if (startsHere && part.accepts(character)) after[index + 1] = true;
  });
  return after;
}

function afterFolders(before: readonly boolean[], characters: readonly string[]): boolean[] {
  const after = [...before];
  let begun = false;
  characters.forEach((character, index) => {
    begun ||= before[index] === true;
    if (begun && character === '/') after[index + 1] = true;
  });
  return after;
}

/**
 * The pattern of a filter for branches, tags and paths: `*` (no slash), `**`, `?` and `+` (of the character before), `[...]`, and a
 * backslash before a character that is meant as it stands. A leading `!` is the caller's business.
 * Source: "Filter pattern cheat sheet" in the workflow syntax reference of GitHub.
 */
export function parseFilterPattern(pattern: string): readonly PatternPart[] {
  const parts: PatternPart[] = [];
  const characters = [...pattern];
  let index = 0;
  while (index < characters.length) {
    const { part, length } = filterPart(characters, index);
    index += length;
    const quantifier = part.kind === 'one' ? characters[index] : undefined;
    if (part.kind === 'one' && (quantifier === '?' || quantifier === '+')) {
      parts.push({ kind: quantifier === '?' ? 'optional' : 'some', accepts: part.accepts });
      index += 1;
    } else {
      parts.push(part);
    }
  }
  return parts;
}

function filterPart(characters: readonly string[], index: number): { readonly part: PatternPart; readonly length: number } {
  const character = characters[index] ?? '';
  const next = characters[index + 1];
  if (character === '*' && next === '*') {
    const startsFolder = index === 0 || characters[index - 1] === '/';
    return startsFolder && characters[index + 2] === '/'
      ? { part: { kind: 'folders' }, length: 3 }
      : { part: { kind: 'any', accepts: () => true }, length: 2 };
  }
  if (character === '*') return { part: { kind: 'any', accepts: isNoSlash }, length: 1 };
  if (character === '[') return classPart(characters, index);
  if (character === '\\' && next !== undefined) return { part: exactly(next), length: 2 };
  return { part: exactly(character), length: 1 };
}

/** The pattern of a path as hashFiles() takes it: `*` and `?` (no slash), `[...]`, and a double star for whole folders. */
export function parsePathPattern(pattern: string): readonly PatternPart[] {
  const parts: PatternPart[] = [];
  const characters = [...pattern];
  let index = 0;
  while (index < characters.length) {
    const character = characters[index] ?? '';
    if (character === '*' || character === '[') {
      const { part, length } = filterPart(characters, index);
      parts.push(part);
      index += length;
    } else {
      parts.push(character === '?' ? { kind: 'one', accepts: isNoSlash } : exactly(character));
      index += 1;
    }
  }
  return parts;
}

/** `[a-z0-9]`. Without its closing bracket a `[` stands for itself. */
function classPart(characters: readonly string[], index: number): { readonly part: PatternPart; readonly length: number } {
  const end = characters.indexOf(']', index + 1);
  if (end < 0) return { part: exactly('['), length: 1 };
  const ranges = classRanges(characters.slice(index + 1, end));
  const accepts = (character: string): boolean => ranges.some(({ from, to }) => from <= character && character <= to);
  return { part: { kind: 'one', accepts }, length: end - index + 1 };
}

function classRanges(members: readonly string[]): readonly { readonly from: string; readonly to: string }[] {
  const [from, dash, to] = members;
  if (from === undefined) return [];
  return dash === '-' && to !== undefined
    ? [{ from, to }, ...classRanges(members.slice(3))]
    : [{ from, to: from }, ...classRanges(members.slice(1))];
}

function exactly(wanted: string): PatternPart {
  return { kind: 'one', accepts: (character) => character === wanted };
}

function isNoSlash(character: string): boolean {
  return character !== '/';
}
