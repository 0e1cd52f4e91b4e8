// Text from outside (names, versions, actors, what an adapter said) as one printable line that no terminal, log or reader is fooled by.

/** Shown for every character that would move the cursor, hide, reorder or join what stands beside it. */
const UNPRINTABLE = '\u{FFFD}';

/**
 * At most `lengthMax` characters of `text` on one line: white space becomes single blanks; control characters (ANSI among them), bidi and zero-width
 * characters and lone surrogates are shown as a replacement character, so that two different names never look alike. The two forms in which
 * a runner reads commands from a log (`::name::`, `##[name]`) are broken by a blank.
 */
export function cleanLine(text: string, lengthMax = 400): string {
  const line = text
    .toWellFormed()
    .replace(/[\s\u0085]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\u{115F}\u{1160}\u{3164}\u{FFA0}]/gu, UNPRINTABLE)
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .replace(/:(?=:)/gu, ': ')
    .replace(/##(?=\[)/gu, '## ')
    .trim();
  return shorten(line, lengthMax);
}

/** Cuts to `lengthMax` code points, the last of which says that something is missing. */
export function shorten(line: string, lengthMax: number): string {
  const points = Array.from(line);
  return points.length <= lengthMax ? line : `${points.slice(0, Math.max(0, lengthMax - 1)).join('')}…`;
}
