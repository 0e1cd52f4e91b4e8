// Comma-separated text as rows, strictly by RFC 4180: quotes around a whole cell, doubled inside, line breaks only in quotes. Takes the text in pieces and
// keeps no more of it than one row.

export interface CsvRow {
  readonly kind: 'row';
  /** Of the file, from 1: where the row begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Where the rows end that can be told apart; nothing follows it. */
export interface CsvBreak {
  readonly kind: 'broken';
  readonly line: number;
  readonly seen: string;
  readonly accepted: string;
}

/** An unclosed quote would take the rest of the file for one cell. */
const ROW_LENGTH_MAX = 1_048_576;
const NUL = '\u0000';
const QUOTES = 'a cell in quotes that are doubled inside, as in "say ""hi"""';

/** Empty lines are skipped. */
export function* csvRows(chunks: Iterable<string>): Generator<CsvRow | CsvBreak, void, void> {
  let line = 0;
  // Lines of a row whose quote is still open.
  let begun: string[] = [];
  let length = 0;
  for (const { text, isLast } of lines(chunks)) {
    line += 1;
    begun.push(text);
    length += text.length + 1;
    const at = line - begun.length + 1;
    // A quote that is open is closed by an odd number of them.
    const isOpen = text.includes('"') ? (countOf(text, '"') % 2 === 1) !== begun.length > 1 : begun.length > 1;
    if (length > ROW_LENGTH_MAX) return yield broken(at, `a row of more than ${ROW_LENGTH_MAX} characters${isOpen ? ', from a quote that is not closed' : ''}`, 'rows on lines of their own');
    if (isOpen && isLast) return yield broken(at, 'a quote that is never closed', QUOTES);
    if (isOpen) continue;
    const row = begun.length === 1 ? text : begun.join('\n');
    begun = [];
    length = 0;
    if (row === '' || row === '\r') continue;
    const parsed = parseRow(row.endsWith('\r') ? row.slice(0, -1) : row, at);
    yield parsed;
    if (parsed.kind === 'broken') return;
  }
}

function* lines(chunks: Iterable<string>): Generator<{ readonly text: string; readonly isLast: boolean }, void, void> {
  let rest = '';
  let isFirst = true;
  for (const chunk of chunks) {
    // The byte order mark that spreadsheets write.
    rest += isFirst && chunk.startsWith('\uFEFF') ? chunk.slice(1) : chunk;
    if (chunk !== '') isFirst = false;
    let from = 0;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', from)) {
      yield { text: rest.slice(from, end), isLast: false };
      from = end + 1;
    }
    rest = rest.slice(from);
    // The row above is too long already; its reader says so.
    if (rest.length > ROW_LENGTH_MAX) break;
  }
  yield { text: rest, isLast: true };
}

function parseRow(row: string, line: number): CsvRow | CsvBreak {
  if (row.includes(NUL)) return broken(line, 'a zero byte', 'text in UTF-8');
  if (!row.includes('"')) return row.includes('\r') ? broken(line, 'a carriage return inside a line', 'lines that end with a line feed, or with both') : { kind: 'row', line, cells: row.split(',') };
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (row.charAt(at) === '"') {
      const end = closingQuote(row, at + 1);
      const after = row.charAt(end + 1);
      if (end < 0 || (after !== ',' && after !== '')) return broken(line, `something behind the closing quote of cell ${cells.length + 1}`, QUOTES);
      cells.push(row.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
    } else {
      const comma = row.indexOf(',', at);
      const end = comma < 0 ? row.length : comma;
      const cell = row.slice(at, end);
      if (cell.includes('"')) return broken(line, `a quote inside cell ${cells.length + 1}, which does not begin with one`, QUOTES);
      cells.push(cell);
      at = end;
    }
    if (at >= row.length) return { kind: 'row', line, cells };
    at += 1;
  }
}

/** Index of the quote that ends the cell which begins at `from`; -1 without one. */
function closingQuote(row: string, from: number): number {
  for (let at = row.indexOf('"', from); at >= 0; at = row.indexOf('"', at + 2)) {
    if (row.charAt(at + 1) !== '"') return at;
  }
  return -1;
}

function countOf(text: string, sign: string): number {
  let found = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) found += 1;
  return found;
}

function broken(line: number, seen: string, accepted: string): CsvBreak {
  return { kind: 'broken', line, seen, accepted };
}
