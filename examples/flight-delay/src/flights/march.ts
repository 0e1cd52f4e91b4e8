// The flights that are replayed: every eighth of March 2001 in the order of departure, with features as the service gets them.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export const regions = ['midwest', 'northeast', 'south', 'west'] as const;
/** Where the origin is. */
export type Region = (typeof regions)[number];

export interface Flight {
  /** Of departure, from the start of the month in UTC. */
  readonly minute: number;
  /** Ids of origin and destination in data/airports.csv. */
  readonly airports: readonly [number, number];
  /** In the order and the units of training/flights.py. */
  readonly features: readonly number[];
  readonly region: Region;
  /** The outcome: it arrived 15 minutes late or later. */
  readonly late: boolean;
}

const data = new URL('../../data/', import.meta.url);

export function readMarch(): readonly Flight[] {
  const regionById = readAirportRegions();
  return linesOf(gunzipSync(readFileSync(new URL('march-2001.csv.gz', data))).toString('utf8')).map((line) => {
    const [minute = NaN, origin = NaN, destination = NaN, ...rest] = line.split(',').map(Number);
    const region = regionById.get(origin);
    if (region === undefined) throw new Error(`data/march-2001.csv.gz: airport ${origin} is not in data/airports.csv. Run training/train.py again.`);
    return { minute, airports: [origin, destination], features: rest.slice(0, -1), region, late: rest.at(-1) === 1 };
  });
}

/** Names one request for a flight; `lap` counts how often the month has begun anew. */
export function flightKey(index: number, lap: number): string {
  return `flight-${index}-${lap}`;
}

/** The index in `readMarch()`, or -1 for a key that is of no flight. */
export function flightIndexOf(key: string): number {
  const digits = /^flight-(\d{1,9})-\d{1,9}$/.exec(key)?.[1];
  return digits === undefined ? -1 : Number(digits);
}

/** By the id of the airport. */
export function readAirportRegions(): ReadonlyMap<number, Region> {
  return new Map(
    linesOf(readFileSync(new URL('airports.csv', data), 'utf8')).flatMap((line) => {
      const [id, , name] = line.split(',');
      const region = regions.find((known) => known === name);
      return region === undefined ? [] : [[Number(id), region] as const];
    }),
  );
}

/** Without the header. */
function linesOf(csv: string): readonly string[] {
  return csv.trimEnd().split('\n').slice(1);
}
