import { describe, expect, it } from 'vitest';
import { formatEnvFileEntry, parseEnvFile, parsePathFile } from './env-file.ts';

const pairs = (text: string): readonly (readonly [string, string])[] => parseEnvFile(text).pairs;

describe('parseEnvFile', () => {
  it('reads name=value, splitting at the first equals sign', () => {
    expect(pairs('a=1\nb=x=y\nempty=\n')).toEqual([
      ['a', '1'],
      ['b', 'x=y'],
      ['empty', ''],
    ]);
  });

  it('reads a heredoc with its line breaks and without the last one', () => {
    expect(pairs('text<<END\nfirst\n\nthird\nEND\nafter=1\n')).toEqual([
      ['text', 'first\n\nthird'],
      ['after', '1'],
    ]);
  });

  it('reads an empty heredoc', () => {
    expect(pairs('text<<END\nEND\n')).toEqual([['text', '']]);
  });

  it('reads a last line without a line end', () => {
    expect(pairs('a=1')).toEqual([['a', '1']]);
    expect(pairs('a<<END\nx\nEND')).toEqual([['a', 'x']]);
  });

  it('takes the form that comes first in the line', () => {
    expect(pairs('a=1<<2\n')).toEqual([['a', '1<<2']]);
    expect(pairs('a<<b=c\nvalue\nb=c\n')).toEqual([['a', 'value']]);
  });

  it('keeps carriage returns, which belong to the value on Linux', () => {
    expect(pairs('a=1\r\n')).toEqual([['a', '1\r']]);
  });

  it.each([
    ['no separator', 'just text\n', "Invalid format 'just text'"],
    ['no name', '=value\n', "Invalid format '=value'. Name must not be empty"],
    ['no delimiter', 'a<<\n', "Invalid format 'a<<'. Name must not be empty and delimiter must not be empty"],
    ['no end', 'a<<END\nx\n', "Invalid value. Matching delimiter not found 'END'"],
    ['an end that is not a line', 'a<<END\nxEND', 'Invalid value. EOF marker missing new line.'],
  ])('complains about %s', (_, text, message) => {
    expect(parseEnvFile(text).problem).toEqual({ kind: 'mistake', message });
  });

  it('keeps what stands before a mistake', () => {
    expect(parseEnvFile('a=1\nnonsense\nb=2\n')).toMatchObject({ pairs: [['a', '1']], problem: { kind: 'mistake' } });
  });
});

describe('formatEnvFileEntry', () => {
  it('refuses a delimiter that is a line of the value', () => {
    expect(() => formatEnvFileEntry('a', 'x\nEND\ny', 'END')).toThrow('take another');
  });
});

describe('parsePathFile', () => {
  it('reads one folder a line and skips empty lines', () => {
    expect(parsePathFile('/a\n\n/b c\n')).toEqual(['/a', '/b c']);
  });
});
