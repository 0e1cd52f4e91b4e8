import { describe, expect, it } from 'vitest';
import { flagger } from './flagger.ts';
import { kayentaSliding, shiftInterval } from './kayenta.ts';

const cell = (events: number, trials = 1_000) => ({ stable: { trials: 1_000, events: 10 }, candidate: { trials, events } });

describe('shiftInterval', () => {
  it("gives the numbers of Kayenta's own test", () => {
    expect(shiftInterval([10, 20, 30, 40], [1, 2, 3, 4], 1.959964)).toEqual({ lower: 6, estimate: 22.5, upper: 39 });
  });
});

describe('kayentaSliding', () => {
  it('passes equal points and fails a clear increase, at its interval', () => {
    const judgeAll = (events: (minute: number) => number): string[] => {
      const judge = kayentaSliding({ everyMinutes: 30, lookbackMinutes: 30 }).begin();
      return Array.from({ length: 30 }, (_, minute) => judge.see(cell(events(minute)), (minute + 1) * 60_000, 0.5));
    };
    expect(judgeAll((minute) => 8 + (minute % 5))).toEqual(Array.from({ length: 30 }, () => 'goes on'));
    expect(judgeAll((minute) => 20 + (minute % 5)).slice(-2)).toEqual(['goes on', 'sent back']);
  });
});

describe('flagger', () => {
  it('promotes after five good minutes, and counts failed ones even where good ones come between', () => {
    const outcomes = (events: readonly number[]): string[] => {
      const judge = flagger(0.99).begin();
      return events.map((bad, minute) => judge.see(cell(bad), minute, 0.5));
    };
    expect(outcomes([1, 1, 1, 1, 1])).toEqual(['goes on', 'goes on', 'goes on', 'goes on', 'promoted']);
    expect(outcomes([90, 90, 1, 90, 1, 90, 90, 1]).at(-1)).toBe('sent back');
  });

  it('counts a minute without a request as failed', () => {
    const judge = flagger(0.99).begin();
    expect(Array.from({ length: 6 }, () => judge.see(cell(0, 0), 0, 0.5)).at(-1)).toBe('sent back');
  });
});
