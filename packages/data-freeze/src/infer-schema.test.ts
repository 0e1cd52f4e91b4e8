import { describe, expect, it } from 'vitest';
import { compareSchemas, type DataSchema } from './data-schema.ts';
import { inferSchema, isLfsPointer } from './infer-schema.ts';

function infer(path: string, text: string | Uint8Array, whole = true): DataSchema {
  return inferSchema(path, typeof text === 'string' ? Buffer.from(text) : text, whole);
}

function columns(schema: DataSchema): string {
  return schema.format === 'opaque' ? `opaque: ${schema.why}` : `${schema.format}: ${schema.columns.map(({ name, type }) => `${name} ${type}`).join(', ')}`;
}

describe('inferSchema', () => {
  it('reads header and types of comma-separated values', () => {
    const text = '\ufeffdate,delay,distance,origin,zip,ok,seen,none\r\n2001-01-01,-5,2.5e3,SFO,00501,true,2001-01-01T10:00:00Z,\r\n2001-01-02,7,,JFK,10001,False,2001-01-02 11:00,NA\r\n';
    expect(columns(infer('flights.csv', text))).toBe('csv: date date, delay integer, distance number, origin text, zip text, ok boolean, seen timestamp, none empty');
  });

  it('reads tabs, quotes, doubled quotes and line breaks inside quotes', () => {
    expect(columns(infer('x.tsv', 'a\t"b ""c"""\n1\t"two\nlines"\n'))).toBe('tsv: a integer, b "c" text');
  });

  it('leaves out the row that the sample cuts', () => {
    expect(columns(infer('x.csv', 'a,b\n1,2\n3', false))).toBe('csv: a integer, b integer');
    expect(columns(infer('x.csv', 'a,b\n1,"unfinished', false))).toBe('csv: a empty, b empty');
  });

  it('tolerates a character that the sample cuts in two', () => {
    expect(columns(infer('x.csv', Buffer.from('a\nx\né').subarray(0, 5), false))).toBe('csv: a text');
  });

  it('reads keys and types of JSON lines', () => {
    const text = '{"id":1,"score":0.5,"tags":[],"who":null}\n\n{"id":2,"score":1,"tags":{},"extra":"x"}\n';
    expect(columns(infer('x.jsonl', text))).toBe('jsonl: id integer, score number, tags mixed, who empty, extra text');
  });

  it.each([
    ['model.parquet', 'PAR1', 'opaque: Parquet is not read yet'],
    ['x.csv.gz', 'x', 'opaque: compressed'],
    ['readme', 'x', 'opaque: not a known table format'],
    ['x.csv', '', 'opaque: no header line'],
    ['x.csv', 'a,b\n1\n', 'opaque: row 1 has 1 cells under 2 columns'],
    ['x.csv', 'a,a\n1,2\n', 'opaque: two columns have one name'],
    ['x.csv', 'a,\n1,2\n', 'opaque: a column name is empty, too long or not plain text'],
    ['x.csv', 'a\n"1', 'opaque: a quote is never closed'],
    ['x.csv', 'a\0,b\n', 'opaque: not text: a zero byte'],
    ['x.jsonl', '[1]\n', 'opaque: line 1 is not a JSON object'],
    ['x.jsonl', '{"a":1}\n{"a":', 'opaque: line 2 is not a JSON object'],
    ['x.jsonl', '\n\n', 'opaque: no line to read'],
    ['x.csv', Buffer.from([0x61, 0xff, 0xfe]), 'opaque: not UTF-8 text'],
  ])('records %s with %j as %s', (path, text, expected) => {
    expect(columns(infer(path, text))).toBe(expected);
  });
});

describe('isLfsPointer', () => {
  it('knows the text that Git LFS leaves in place of a file', () => {
    expect(isLfsPointer(Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n'))).toBe(true);
    expect(isLfsPointer(Buffer.from('version,value\n1,2\n'))).toBe(false);
  });
});

describe('compareSchemas', () => {
  const table = (...names: string[]): DataSchema => ({ format: 'csv', columns: names.map((name) => ({ name, type: 'integer' })) });

  it('says in words what a reader would notice', () => {
    expect(compareSchemas(infer('x.csv', 'a,b,c\n1,2,3\n'), infer('x.csv', 'a,c,d\n1,x,4\n'))).toEqual(['column b is gone', 'column d is new', 'column c was integer, now text']);
  });

  it('notices another order of columns, but not of JSON keys', () => {
    expect(compareSchemas(table('a', 'b'), table('b', 'a'))).toEqual(['columns are in another order']);
    expect(compareSchemas(infer('x.jsonl', '{"a":1,"b":2}'), infer('x.jsonl', '{"b":1,"a":2}'))).toEqual([]);
  });

  it('notices that a table can no longer be read', () => {
    expect(compareSchemas(table('a'), { format: 'opaque', why: 'not UTF-8 text' })).toEqual(['was read as csv, now as opaque']);
    expect(compareSchemas({ format: 'opaque', why: 'x' }, { format: 'opaque', why: 'y' })).toEqual([]);
    expect(compareSchemas(table('a'), infer('x.jsonl', '{"a":1}'))).toEqual(['was csv, now jsonl']);
  });
});
