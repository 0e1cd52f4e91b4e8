import { describe, expect, it } from 'vitest';
import { happeningLog, NO_LOSS } from './happening-log.ts';
import { watermarks } from './watermarks.ts';

const DAY_MS = 86_400_000;

describe('happeningLog', () => {
  it('keeps what ended after a moment, and does not grow with what came before', () => {
    const log = happeningLog();
    let most = 0;
    for (let toMs = 30; toMs <= 300_000; toMs += 30) {
      log.add({ fromMs: toMs - 30, toMs, cells: {}, loss: NO_LOSS });
      log.forgetBefore(toMs - 600);
      most = Math.max(most, log.entries.length);
      expect(log.entries[log.firstEndingAfter(toMs - 600)]?.toMs).toBe(Math.max(30, toMs - 570));
    }
    expect(most).toBeLessThan(200);
  });
});

describe('watermarks', () => {
  it('give the oldest of what everybody asks for now, with room for who reads an old state', () => {
    const known = watermarks();
    expect(known.oldestMs(0)).toBe(Number.NEGATIVE_INFINITY);
    known.note('a', 100 * 60_000, 0);
    known.note('b', 90 * 60_000, 0);
    known.note('b', 95 * 60_000, 1);
    expect(known.oldestMs(2)).toBe(35 * 60_000);
  });

  it('forget whoever has not asked for days', () => {
    const known = watermarks();
    known.note('ended', 0, 0);
    known.note('live', 3 * DAY_MS, 3 * DAY_MS);
    expect(known.oldestMs(3 * DAY_MS)).toBe(3 * DAY_MS - 3_600_000);
  });
});
