// Outputs go into other people's scripts, and from there into a log that the runner reads: JSON carries what it carries, and nothing in it is obeyed.

/** The same JSON with what a runner obeys anywhere in a line (`##[name]`), and what hides or turns round text, as escapes. Other text is left as it is. */
export function inertOutput(value: string): string {
  return isJson(value) ? value.replace(/##\[/g, '##\\u005b').replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, escaped) : value;
}

function isJson(value: string): boolean {
  if (!/^[[{]/.test(value)) return false;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

function escaped(char: string): string {
  return Array.from({ length: char.length }, (_, unit) => `\\u${char.charCodeAt(unit).toString(16).padStart(4, '0')}`).join('');
}
