import { describe, expect, it } from 'vitest';
import { flightIndexOf, flightKey, readMarch, regions } from './march.ts';

const flights = readMarch();
const column = (index: number): readonly number[] => flights.map(({ features }) => features[index]!);
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('readMarch', () => {
  it('has more than 60,000 flights of one month in the order of departure', () => {
    expect(flights.length).toBeGreaterThan(60_000);
    expect(flights.every(({ minute }, index) => index === 0 || minute >= flights[index - 1]!.minute)).toBe(true);
    expect(flights.at(-1)!.minute - flights[0]!.minute).toBeGreaterThan(30 * 24 * 60);
  });

  it('gives features in the units that are served', () => {
    const [hour, weekday, miles, ...rest] = [0, 1, 2, 3, 4, 5, 6, 7].map(column);
    expect(flights.every(({ features }) => features.length === 8 && features.every(Number.isFinite))).toBe(true);
    expect([Math.min(...hour!), Math.max(...hour!) < 24, new Set(weekday).size, Math.min(...miles!) > 10]).toEqual([0, true, 7, true]);
    // Recent delays are minutes: in hours they would stay below 2.
    for (const delays of rest.slice(0, 2)) expect([Math.min(...delays), Math.max(...delays), meanOf(delays) > 3]).toEqual([-30, 120, true]);
    for (const perDay of rest.slice(2)) expect([Math.min(...perDay), meanOf(perDay) < 1]).toEqual([0, true]);
  });

  it('knows where every flight begins and how it ended', () => {
    expect(new Set(flights.map(({ region }) => region))).toEqual(new Set(regions));
    expect(meanOf(flights.map(({ late }) => Number(late)))).toBeCloseTo(0.22, 2);
  });
});

describe('flightIndexOf', () => {
  it('reads the index back from a key', () => {
    expect([flightIndexOf(flightKey(17, 3)), flightIndexOf('flight-17'), flightIndexOf('17-3')]).toEqual([17, -1, -1]);
  });
});
