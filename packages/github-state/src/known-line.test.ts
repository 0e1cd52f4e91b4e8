import { describe, expect, it } from 'vitest';
import { compareLook, goneBack, goneOn } from './known-line.ts';
import type { KnownLine } from './known-line.ts';
import type { Line, SeenCommit } from './look.ts';

const commit = (id: string): SeenCommit => ({ id, parents: 1, event: { kind: 'missing' } });
/** Newest first. */
const line = (ids: string, isWhole = true): Line => ({ commits: [...ids].map(commit), isWhole });
const known = (ids: string, isWhole = true): KnownLine => ({ head: ids[0] ?? '', line: line(ids, isWhole) });
const look = (ids: string, isWhole = true) => ({ head: ids[0] ?? '', line: line(ids, isWhole) });

describe('compareLook', () => {
  it('takes the first look as it is', () => {
    expect(compareLook(undefined, look('cba'))).toEqual({ kind: 'known', known: known('cba') });
    expect(compareLook(known(''), look('a'))).toEqual({ kind: 'known', known: known('a') });
  });

  it('puts what is new before what is known', () => {
    expect(compareLook(known('cba'), look('edc', false))).toEqual({ kind: 'known', known: known('edcba') });
    expect(compareLook(known('cb', false), look('dc', false))).toEqual({ kind: 'known', known: known('dcb', false) });
  });

  it('knows a head that was left already from one of another history', () => {
    expect(compareLook(known('cba'), look('ba')).kind).toBe('older');
    expect(compareLook(known('cba'), look('')).kind).toBe('gone');
    expect(compareLook(known('cba'), look('xy')).kind).toBe('rewritten');
    expect(compareLook(known('cba'), look('xy', false)).kind).toBe('apart');
  });
});

describe('goneBack, goneOn', () => {
  it('join at the commit that both have', () => {
    expect(goneBack(line('dc', false), line('cba'))).toEqual(line('dcba'));
  });

  it('go on from the head alone', () => {
    expect(goneOn(known('ba'), commit('c'), 'b')).toEqual(known('cba'));
    expect(goneOn(known(''), commit('a'), '')).toEqual(known('a'));
    expect(goneOn(known('cba'), commit('c'), 'b')).toEqual(known('cba'));
    expect(goneOn(known('dcba'), commit('c'), 'b')).toEqual(known('dcba'));
  });
});
