// Text of the other side inside our sentences: one line, no control or direction characters, not long.

const LENGTH_MAX = 200;

export function plainLine(text: string, lengthMax = LENGTH_MAX): string {
  // The slice bounds the work, the categories are: control, format (direction marks, zero width), line and paragraph separators.
  const line = text.slice(0, lengthMax * 4).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, ' ').trim();
  return line.length <= lengthMax ? line : `${line.slice(0, lengthMax)}...`;
}
