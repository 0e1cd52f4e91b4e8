import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { aTickedEvent } from '../test/entries.ts';
import { readLedgerJson, writeLedgerJson } from './ledger-json.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const json = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, fc.double({ noNaN: true }), fc.string({ unit: 'binary' }), fc.boolean(), fc.constant(null), tie('list'), tie('record')),
  list: fc.array(tie('value')),
  record: fc.dictionary(fc.string().filter((key) => key !== '__proto__'), tie('value'), { noNullPrototype: true }),
})).value;

describe('writeLedgerJson', () => {
  test.prop([json])('is read back as it was, with the order of keys, infinities and signed zeros', (value) => {
    const text = writeLedgerJson(value);
    const read = readLedgerJson(bytes(text));
    expect(read).toStrictEqual({ kind: 'value', value });
    expect(writeLedgerJson(read.kind === 'value' ? read.value : undefined)).toBe(text);
  });

  test.prop([fc.jsonValue().map((value) => JSON.stringify(value))])('writes JSON that any parser reads, where JSON.stringify loses nothing', (text) => {
    const value: unknown = JSON.parse(text);
    expect(JSON.parse(writeLedgerJson(value))).toEqual(value);
  });

  it('gives every branch its lines and every leaf one: a change of one count is a change of one line', () => {
    const block = { fromMs: 0, cells: { all: { stable: { trials: 9, events: 1 }, candidate: { trials: 1, events: 0 } } }, atoms: [0.5, 0.25] };
    expect(writeLedgerJson(block).split('\n')).toEqual([
      '{',
      '  "fromMs": 0,',
      '  "cells": {',
      '    "all": {',
      '      "stable": {"trials": 9, "events": 1},',
      '      "candidate": {"trials": 1, "events": 0}',
      '    }',
      '  },',
      '  "atoms": [0.5, 0.25]',
      '}',
      '',
    ]);
  });

  it('keeps an infinite bound of a decision', () => {
    const event = aTickedEvent(2);
    expect(readLedgerJson(bytes(writeLedgerJson(event)))).toStrictEqual({ kind: 'value', value: event });
    expect(writeLedgerJson({ a: Number.POSITIVE_INFINITY, b: Number.NEGATIVE_INFINITY })).toBe('{"a": 1e999, "b": -1e999}\n');
  });

  it('leaves out absent fields, and refuses what JSON cannot say', () => {
    expect(writeLedgerJson({ a: undefined, b: [], c: {} })).toBe('{\n  "b": [],\n  "c": {}\n}\n');
    expect(() => writeLedgerJson({ a: Number.NaN })).toThrow('no NaN');
    expect(() => writeLedgerJson({ a: () => 1 })).toThrow('plain JSON');
  });
});

describe('readLedgerJson', () => {
  it.each([
    ['', 'it is empty'],
    ['{"a": ', 'it is not complete JSON'],
    ['{"a": {"__proto__": 1}}', 'it has a key "__proto__"'],
  ])('refuses %j', (text, why) => {
    expect(readLedgerJson(bytes(text))).toEqual({ kind: 'invalid', why: expect.stringContaining(why) });
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(readLedgerJson(Uint8Array.from([0x22, 0xff, 0x22]))).toEqual({ kind: 'invalid', why: 'it is not UTF-8 text' });
  });

  it('takes the word __proto__ in a text', () => {
    expect(readLedgerJson(bytes('{"a": "__proto__"}'))).toMatchObject({ kind: 'value' });
  });
});
