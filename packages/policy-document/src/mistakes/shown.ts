// Text from a file as it may be shown on a terminal or in a page: on one line, cut, no control signs that could move a cursor or hide text.

const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

export function shownText(text: string, lengthMax = 60): string {
  const cut = text.length > lengthMax ? `${text.slice(0, lengthMax - 1)}…` : text;
  return JSON.stringify(cut).replace(CONTROLS, escaped);
}

/** A line of source: keeps its columns, so every control sign becomes one visible sign. */
export function shownLine(line: string): string {
  return line.replaceAll('\t', ' ').replace(CONTROLS, '·');
}

function escaped(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
