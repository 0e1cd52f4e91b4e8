import { commitMessage } from '@rampart/ledger-records';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueMirrors, leftAfter, leftTrailers, NONE_LEFT, readLeft, type LeftMirrors } from './left-mirrors.ts';

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;
const refused = (before: LeftMirrors, nowMs: number): LeftMirrors => leftAfter(before, { tried: ['statuses'], denied: ['statuses'], placeless: [], nowMs });

describe('dueMirrors', () => {
  it('tries at the next look, however soon it comes, and then no more often than every five minutes', () => {
    const once = refused(NONE_LEFT, NOW);
    expect(dueMirrors(once, NOW)).toEqual(['statuses']);
    const twice = refused(once, NOW);
    expect(dueMirrors(twice, NOW + 4 * MINUTE)).toEqual([]);
    expect(dueMirrors(twice, NOW + 6 * MINUTE)).toEqual(['statuses']);
  });

  it('tries at most 14 times in the first hour and 24 times on any day after it, whenever somebody looks', () => {
    let longest = 0;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1_000, max: 40 * MINUTE }), { minLength: 50, maxLength: 400 }), (steps) => {
        let [left, nowMs] = [refused(NONE_LEFT, NOW), NOW];
        const tries: number[] = [];
        for (const step of steps) {
          nowMs += step;
          if (dueMirrors(left, nowMs).length === 0) continue;
          tries.push(nowMs);
          left = refused(left, nowMs);
        }
        expect(tries.filter((at) => at < NOW + 60 * MINUTE).length).toBeLessThanOrEqual(14);
        const later = tries.filter((at) => at >= NOW + 120 * MINUTE);
        longest = Math.max(longest, later.length);
        for (const [index, at] of later.entries()) if (index > 0) expect(at - (later[index - 1] ?? 0)).toBeGreaterThanOrEqual(60 * MINUTE);
      }),
      { seed: 7, numRuns: 100 },
    );
    expect(longest).toBeGreaterThan(20);
  });

  it('does not wait for a clock that was far ahead', () => {
    expect(dueMirrors(refused(refused(NONE_LEFT, NOW + 900 * MINUTE), NOW + 900 * MINUTE), NOW)).toEqual(['statuses']);
  });
});

describe('readLeft', () => {
  it('reads what is written, and nothing else', () => {
    const left = leftAfter(NONE_LEFT, { tried: ['incident', 'statuses', 'comment'], denied: ['statuses', 'comment'], placeless: [], nowMs: NOW });
    if (left.kind === 'none') throw new Error('two are left');
    const message = commitMessage({ title: 'fraud: shown', trailers: [['Sequence', '4'], ...leftTrailers(left)] });
    expect(readLeft(message)).toEqual({ kind: 'left', names: ['comment', 'statuses'], sinceMs: NOW, triedAtMs: NOW });
    for (const other of ['', message.replace('comment', 'Co mm'), message.replace(/Left-Tried.*/, 'Left-Tried: soon'), 'Left: \nLeft-Since: 1\nLeft-Tried: 1']) expect(readLeft(other)).toEqual(NONE_LEFT);
  });

});

describe('leftAfter', () => {
  it('leaves none where all were shown, and those that nobody tried', () => {
    expect(leftAfter(refused(NONE_LEFT, NOW), { tried: ['statuses'], denied: [], placeless: [], nowMs: NOW })).toEqual(NONE_LEFT);
    expect(leftAfter(refused(NONE_LEFT, NOW), { tried: ['comment'], denied: [], placeless: [], nowMs: NOW })).toMatchObject({ names: ['statuses'] });
  });

  it('has what finds no place tried once more, and not again before there is news', () => {
    const placeless = { tried: ['comment'], denied: [], placeless: ['comment'], nowMs: NOW };
    const once = leftAfter(NONE_LEFT, placeless);
    expect(dueMirrors(once, NOW)).toEqual(['comment']);
    expect(leftAfter(once, placeless)).toEqual(NONE_LEFT);
  });
});
