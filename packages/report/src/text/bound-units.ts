// A number and its unit belong on one line: `5 %`, `1.25 x`, `4 min`, `270 : 1`.

const NO_BREAK = '\u{A0}';

/** `text` with a no-break space wherever a line must not end. */
export function bindUnits(text: string): string {
  return text.replace(/(?<=\d) (?=(?:%|x|ms|s|min|h|d)(?:[ ,.;:)]|$))/gu, NO_BREAK).replace(/ : (?=\d)/gu, `${NO_BREAK}:${NO_BREAK}`);
}

export function unbindUnits(text: string): string {
  return text.replaceAll(NO_BREAK, ' ');
}
