// A file of rows with a header: which column is which, and every row with as many cells as the header.
import { didYouMean } from '@rampart/policy-document';
import { csvRows } from './csv-rows.ts';
import { newMistakes, quoted, type Mistakes, type TableMistake } from './table-mistake.ts';

export interface CsvSource {
  /** As people named it, for mistakes. */
  readonly file: string;
  /** The text in pieces of any length; read once. */
  readonly chunks: Iterable<string>;
}

export interface ColumnWanted {
  /** What its user calls it; empty: it is found by its usual names. */
  readonly named: string;
  /** Lower case; capitals in the file do not matter. */
  readonly usual: readonly string[];
  readonly isRequired: boolean;
  /** How its user names it, e.g. `--time`. */
  readonly option: string;
}

export interface TableRow<Key extends string> {
  readonly line: number;
  readonly cells: readonly string[];
  /** Index into the cells; -1 where the file does not have the column. */
  readonly at: Readonly<Record<Key, number>>;
  /** What the file calls them. */
  readonly names: Readonly<Record<Key, string>>;
}

export type TableReading<Key extends string> =
  | { readonly kind: 'read'; readonly columns: Columns<Key>; readonly rowCount: number }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly TableMistake[] };

export interface Columns<Key extends string> {
  readonly at: Readonly<Record<Key, number>>;
  /** As the header has them; empty where there is none. */
  readonly names: Readonly<Record<Key, string>>;
  /** Columns that nobody asked for. */
  readonly unused: readonly string[];
}

/** Reads all rows; `take` says what is wrong with one. Stops at as many mistakes as are told. */
export function readTable<Key extends string>(source: CsvSource, wanted: Readonly<Record<Key, ColumnWanted>>, take: (row: TableRow<Key>, mistakes: Mistakes) => void): TableReading<Key> {
  const mistakes = newMistakes(source.file);
  let columns: Columns<Key> | 'unknown' = 'unknown';
  let width = 0;
  let rowCount = 0;
  for (const row of csvRows(source.chunks)) {
    if (row.kind === 'broken') {
      mistakes.add(row.line, '', row.seen, row.accepted);
      break;
    }
    if (columns === 'unknown') {
      columns = findColumns(row.cells, wanted, row.line, mistakes);
      width = row.cells.length;
      if (mistakes.all().length > 0) break;
      continue;
    }
    rowCount += 1;
    if (row.cells.length !== width) mistakes.add(row.line, '', `${row.cells.length} cells`, `${width}, as in the header`);
    else take({ line: row.line, cells: row.cells, at: columns.at, names: columns.names }, mistakes);
    if (mistakes.isEnough()) break;
  }
  if (mistakes.all().length === 0 && rowCount === 0) mistakes.add(1, '', columns === 'unknown' ? 'an empty file' : 'a header without rows', 'a header and at least one row');
  if (mistakes.all().length > 0 || columns === 'unknown') return { kind: 'mistakes', mistakes: mistakes.all() };
  return { kind: 'read', columns, rowCount };
}

function findColumns<Key extends string>(header: readonly string[], wanted: Readonly<Record<Key, ColumnWanted>>, line: number, mistakes: Mistakes): Columns<Key> {
  const names = header.map((name) => name.trim());
  const [only = ''] = names;
  const separator = [';', '\t', '|'].find((sign) => names.length === 1 && only.includes(sign));
  if (separator !== undefined) mistakes.add(line, '', `cells that ${JSON.stringify(separator)} separates`, 'commas between cells (RFC 4180)');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) mistakes.add(line, twice, 'two columns of this name', 'names that differ');
  const at: Partial<Record<Key, number>> = {};
  const found: Partial<Record<Key, string>> = {};
  for (const key of keysOf(wanted)) {
    const index = columnIndex(names, wanted[key]);
    at[key] = index;
    found[key] = names[index] ?? '';
    if (index < 0 && separator === undefined) tellMissing(names, wanted[key], key, line, mistakes);
  }
  const indices: readonly number[] = Object.values(at);
  // Both were filled key by key above.
  return { at: at as Record<Key, number>, names: found as Record<Key, string>, unused: names.filter((_, index) => !indices.includes(index)) };
}

function columnIndex(names: readonly string[], { named, usual }: ColumnWanted): number {
  if (named !== '') return names.indexOf(named);
  const lower = names.map((name) => name.toLowerCase());
  const known = usual.find((name) => lower.includes(name));
  return known === undefined ? -1 : lower.indexOf(known);
}

function tellMissing(names: readonly string[], { named, usual, isRequired, option }: ColumnWanted, key: string, line: number, mistakes: Mistakes): void {
  const there = `the columns ${names.map(quoted).join(', ')}`;
  if (named !== '') {
    const meant = didYouMean(named, names);
    mistakes.add(line, named, there, `a column ${quoted(named)}, which ${option} names${meant.kind === 'suggestion' ? `; did you mean ${meant.word}?` : ''}`);
  } else if (isRequired) mistakes.add(line, key, there, `a column named ${usual.slice(0, 4).join(', ')}; or ${option} COLUMN says which it is`);
}

function keysOf<Key extends string>(of: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(of) as Key[];
}
