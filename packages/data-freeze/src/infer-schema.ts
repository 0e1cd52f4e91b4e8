// Infers a schema from the first bytes of a file. What cannot be read as a table is opaque, with the reason; never an error.
import { type Column, type ColumnType, type DataSchema, columnNameLengthMax, columnsMax } from './data-schema.ts';
import { parseDelimited } from './delimited-text.ts';

/** Bytes of the head that are looked at. */
export const sampleBytesMax = 256 * 1024;
const rowsMax = 1000;

/** `head` is the beginning of the file, at most `sampleBytesMax`; `whole` says that there is nothing after it. */
export function inferSchema(path: string, head: Uint8Array, whole: boolean): DataSchema {
  const extension = /\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  switch (extension) {
    case 'csv':
    case 'tsv':
    case 'jsonl':
    case 'ndjson':
      break;
    case 'parquet':
      return opaque('Parquet is not read yet');
    case 'gz':
    case 'zst':
    case 'zip':
      return opaque('compressed');
    default:
      return opaque('not a known table format');
  }
  const text = decodeText(head, whole);
  if (text === undefined) return opaque('not UTF-8 text');
  if (extension === 'csv' || extension === 'tsv') return inferDelimited(extension, text, whole);
  return inferJsonLines(text, whole);
}

/** Git LFS leaves a small text in place of a file whose content was not fetched; freezing it would freeze the wrong bytes. */
export function isLfsPointer(head: Uint8Array): boolean {
  const opening = 'version https://git-lfs.github.com/spec/';
  return Buffer.from(head.subarray(0, opening.length)).toString('latin1') === opening;
}

function inferDelimited(format: 'csv' | 'tsv', text: string, whole: boolean): DataSchema {
  const parsed = parseDelimited(text, format === 'csv' ? ',' : '\t', { rowsMax: rowsMax + 1, whole });
  if (parsed.kind === 'broken') return opaque(parsed.why);
  const [header, ...rows] = parsed.rows;
  if (header === undefined) return opaque('no header line');
  const objection = headerObjection(header);
  if (objection !== '') return opaque(objection);
  const ragged = rows.findIndex((row) => row.length !== header.length);
  if (ragged !== -1) return opaque(`row ${ragged + 1} has ${rows[ragged]?.length ?? 0} cells under ${header.length} columns`);
  const columns = header.map((name, index): Column => ({ name, type: typeOfColumn(rows.map((row) => typeOfCell(row[index] ?? ''))) }));
  return { format, columns };
}

function inferJsonLines(text: string, whole: boolean): DataSchema {
  const lines = text.split('\n');
  if (!whole) lines.pop();
  const types = new Map<string, ColumnType[]>();
  const rows = lines.map((line) => line.trim()).filter((line) => line !== '').slice(0, rowsMax);
  for (const [index, line] of rows.entries()) {
    const value = parseJson(line);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return opaque(`line ${index + 1} is not a JSON object`);
    for (const [key, cell] of Object.entries(value)) {
      const seen = types.get(key);
      if (seen === undefined) types.set(key, [typeOfJson(cell)]);
      else seen.push(typeOfJson(cell));
    }
    if (types.size > columnsMax) return opaque(`more than ${columnsMax} keys`);
  }
  if (rows.length === 0) return opaque('no line to read');
  const objection = headerObjection([...types.keys()]);
  if (objection !== '') return opaque(objection);
  return { format: 'jsonl', columns: [...types].map(([name, seen]): Column => ({ name, type: typeOfColumn(seen) })) };
}

function headerObjection(names: readonly string[]): string {
  if (names.length > columnsMax) return `more than ${columnsMax} columns`;
  if (names.some((name) => name === '' || name.length > columnNameLengthMax || /[\u0000-\u001f\u007f]/.test(name) || !name.isWellFormed())) return 'a column name is empty, too long or not plain text';
  if (new Set(names).size !== names.length) return 'two columns have one name';
  return '';
}

/** Missing values say nothing; integers among numbers are numbers; everything else that differs is text in a table and mixed in JSON. */
function typeOfColumn(cells: readonly ColumnType[]): ColumnType {
  const kinds = new Set(cells);
  kinds.delete('empty');
  if (kinds.size === 0) return 'empty';
  const [only] = kinds;
  if (kinds.size === 1 && only !== undefined) return only;
  if ([...kinds].every((kind) => kind === 'integer' || kind === 'number')) return 'number';
  return [...kinds].some((kind) => kind === 'list' || kind === 'object') || !kinds.has('text') ? 'mixed' : 'text';
}

function typeOfCell(cell: string): ColumnType {
  const text = cell.trim();
  if (text === '' || text === 'NA' || text === 'NaN' || text === 'null') return 'empty';
  // The cap keeps the patterns below from being fed long runs of digits.
  if (text.length > 40) return 'text';
  // A leading zero is a code (00501), not a quantity.
  if (/^[+-]?(0|[1-9]\d{0,14})$/.test(text)) return 'integer';
  if (/^[+-]?(0|[1-9]\d*)?\.?\d*([eE][+-]?\d+)?$/.test(text) && /\d/.test(text) && Number.isFinite(Number(text)) && !/^[+-]?0\d/.test(text)) return 'number';
  if (/^(true|false)$/i.test(text)) return 'boolean';
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return 'date';
  if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text)) return 'timestamp';
  return 'text';
}

function typeOfJson(value: unknown): ColumnType {
  if (value === null) return 'empty';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'text';
  return Array.isArray(value) ? 'list' : 'object';
}

function decodeText(head: Uint8Array, whole: boolean): string | undefined {
  try {
    // `stream` tolerates a character that the sample cuts in two.
    return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !whole });
  } catch {
    return undefined;
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function opaque(why: string): DataSchema {
  return { format: 'opaque', why };
}
