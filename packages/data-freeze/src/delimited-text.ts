// Reads the beginning of comma- or tab-separated text (RFC 4180: quotes double inside quotes, line breaks allowed in quotes).

export type DelimitedText = { readonly kind: 'rows'; readonly rows: readonly (readonly string[])[] } | { readonly kind: 'broken'; readonly why: string };

/** At most `rowsMax` rows. Unless the text is `whole`, its last row may be cut and is left out. Empty lines are skipped. */
export function parseDelimited(text: string, delimiter: ',' | '\t', extent: { readonly rowsMax: number; readonly whole: boolean }): DelimitedText {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  let at = 0;
  const endCell = () => {
    row.push(cell);
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  };
  while (at < text.length && rows.length < extent.rowsMax) {
    const sign = text.charAt(at);
    at += 1;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === delimiter) endCell();
    else if (sign === '\n') endRow();
    else if (sign === '\r' && text.charAt(at) === '\n') continue;
    else if (sign === '\u0000') return { kind: 'broken', why: 'not text: a zero byte' };
    else cell += sign;
  }
  const finished = at >= text.length;
  if (finished && extent.whole) {
    if (quoted) return { kind: 'broken', why: 'a quote is never closed' };
    if (cell !== '' || row.length > 0) endRow();
  }
  return { kind: 'rows', rows };
}
