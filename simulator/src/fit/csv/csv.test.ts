import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { csvRows } from './csv-rows.ts';
import { parseInstant } from './instant.ts';
import { parseAmount, parseCount } from './number-cell.ts';
import { mistakeSentence } from './table-mistake.ts';
import { readTable } from './table.ts';

const rowsOf = (...chunks: readonly string[]) => [...csvRows(chunks)].map((row) => (row.kind === 'row' ? row.cells : `${row.line}: ${row.seen}`));

describe('csvRows', () => {
  it('reads rows with line feeds or both signs, with and without the last one', () => {
    expect(rowsOf('a,b\r\n1,2\n\n3,4')).toEqual([['a', 'b'], ['1', '2'], ['3', '4']]);
  });

  it('reads quotes as RFC 4180 has them, and tells the line where a row begins', () => {
    const rows = [...csvRows(['\uFEFFa,"b ""c"""\n"x\ny, z",\n1,2\n'])];
    expect(rows).toEqual([
      { kind: 'row', line: 1, cells: ['a', 'b "c"'] },
      { kind: 'row', line: 2, cells: ['x\ny, z', ''] },
      { kind: 'row', line: 4, cells: ['1', '2'] },
    ]);
  });

  it.each([
    ['an unclosed quote', 'a\n"b\nc\n', '2: a quote that is never closed'],
    ['text behind a quote', 'a\n"b"c,d\n', '2: something behind the closing quote of cell 1'],
    ['a quote in the middle', 'a\nb"c"\n', '2: a quote inside cell 1, which does not begin with one'],
    ['a lone carriage return', 'a\rb\n', '1: a carriage return inside a line'],
    ['a zero byte', 'a\n\u0000\n', '2: a zero byte'],
  ])('refuses %s and reads no further', (_, text, says) => {
    expect(rowsOf(text).at(-1)).toBe(says);
  });

  it('keeps no more than a row of a quote that is never closed', () => {
    let taken = 0;
    const endless = (function* () {
      yield 'a\n"';
      for (;;) {
        taken += 1;
        yield 'x\n'.repeat(50_000);
      }
    })();
    expect([...csvRows(endless)].at(-1)).toMatchObject({ kind: 'broken', line: 2, seen: expect.stringMatching(/more than 1048576 characters, from a quote/) });
    expect(taken).toBeLessThan(20);
  });

  const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', 'é', ' ') });
  prop.prop([fc.array(fc.tuple(cell, cell), { minLength: 1 }), fc.integer({ min: 1, max: 7 })], { seed: 11 })('reads back what was written, however it is cut into pieces', (rows, length) => {
    const text = rows.map((cells) => cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\r\n');
    const chunks = Array.from({ length: Math.ceil(text.length / length) }, (_, index) => text.slice(index * length, (index + 1) * length));
    expect(rowsOf(...chunks)).toEqual(rows);
  });
});

describe('parseInstant', () => {
  it.each([
    ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00.000Z'],
    ['2023-11-16 18:17:03.9799600', '2023-11-16T18:17:03.979Z'],
    ['2024-02-29 23:59+01:30', '2024-02-29T22:29:00.000Z'],
    ['2026-03-01 00:00:00 UTC', '2026-03-01T00:00:00.000Z'],
    ['2026-01-01T00:00:00-0800', '2026-01-01T08:00:00.000Z'],
    ['1772359200', '2026-03-01T10:00:00.000Z'],
    ['1772359200.5', '2026-03-01T10:00:00.500Z'],
    ['1772359200123', '2026-03-01T10:00:00.123Z'],
  ])('reads %s', (text, iso) => {
    expect(parseInstant(text)).toMatchObject({ kind: 'instant', atMs: Date.parse(iso) });
  });

  it.each(['', 'yesterday', '2026-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-03-01T24:00:00Z', '01/03/2026 10:00', '2026-03-01', '12', '2026-03-01T10:00:00+99:00'])('refuses %j', (text) => {
    expect(parseInstant(text)).toEqual({ kind: 'refused' });
  });

  prop.prop([fc.integer({ min: 0, max: 4e12 })], { seed: 12 })('reads any time as Date does', (atMs) => {
    expect(parseInstant(new Date(atMs).toISOString())).toEqual({ kind: 'instant', atMs, hasZone: true });
  });
});

describe('parseCount, parseAmount', () => {
  it('take whole numbers, also as monitoring systems write them', () => {
    expect(['94.0', '7', '45.868', '-1', '', '1e3', ' 1'].map(parseCount)).toEqual([94, 7, Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    expect(['45.868', '1e3', '', '-1', 'NaN', 'Infinity'].map(parseAmount)).toEqual([45.868, 1_000, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });
});

describe('readTable', () => {
  const time = { named: '', usual: ['time', 'timestamp'], isRequired: true, option: '--time' };
  const pod = { named: '', usual: ['pod'], isRequired: false, option: '--pod' };
  const sentencesOf = (text: string, wanted = { time, pod }): readonly string[] => {
    const reading = readTable({ file: 'h.csv', chunks: [text] }, wanted, ({ line, cells, at }, mistakes) => {
      if (cells[at.time] === 'bad') mistakes.add(line, 'time', '"bad"', 'better');
    });
    return reading.kind === 'mistakes' ? reading.mistakes.map(mistakeSentence) : [];
  };

  it('finds columns by their usual names, whatever the capitals, and says which it has no use for', () => {
    const reading = readTable({ file: 'h.csv', chunks: ['TIMESTAMP,tokens\n1,2\n'] }, { time, pod }, () => undefined);
    expect(reading).toEqual({ kind: 'read', rowCount: 1, columns: { at: { time: 0, pod: -1 }, names: { time: 'TIMESTAMP', pod: '' }, unused: ['tokens'] } });
  });

  it('tells all mistakes at once, each with its line', () => {
    expect(sentencesOf('time,x\nbad,1\n1\nbad,2\n')).toEqual(['h.csv:2: time: got "bad". Accepted: better.', 'h.csv:3: got 1 cells. Accepted: 2, as in the header.', 'h.csv:4: time: got "bad". Accepted: better.']);
  });

  it('stops reading at twenty', () => {
    expect(sentencesOf(`time\n${'bad\n'.repeat(50)}`)).toHaveLength(20);
  });

  it.each([
    ['a column that is missing', 'a,b\n1,2\n', undefined, 'h.csv:1: time: got the columns "a", "b". Accepted: a column named time, timestamp; or --time COLUMN says which it is.'],
    ['a name with a slip', 'when,b\n1,2\n', { time: { ...time, named: 'wen' }, pod }, 'h.csv:1: wen: got the columns "when", "b". Accepted: a column "wen", which --time names; did you mean when?.'],
    ['an empty file', '', undefined, 'h.csv:1: got an empty file. Accepted: a header and at least one row.'],
    ['a header alone', 'time\n', undefined, 'h.csv:1: got a header without rows. Accepted: a header and at least one row.'],
    ['semicolons', 'time;b\n1;2\n', undefined, 'h.csv:1: got cells that ";" separates. Accepted: commas between cells (RFC 4180).'],
    ['two columns of one name', 'time,a,a\n1,2,3\n', undefined, 'h.csv:1: a: got two columns of this name. Accepted: names that differ.'],
  ])('refuses %s', (_, text, wanted, says) => {
    expect(sentencesOf(text, wanted)).toEqual([says]);
  });
});
