// What a client asks the service: one flight, by key, with its features.
import { choice, integer, shape, text, type Decoded, type Decoder } from '@rampart/json-exchange';
import { regions, type Flight, type Region } from '../flights/march.ts';
import { featureCount, type Question } from '../model/late-arrival-model.ts';

export interface PredictionRequest extends Question {
  readonly key: string;
  readonly region: Region;
}

export function encodePredictionRequest(key: string, { region, airports, features }: Pick<Flight, 'region' | 'airports' | 'features'>): string {
  return JSON.stringify({ key, region, airports, features } satisfies PredictionRequest);
}

const airportId = integer({ min: 0, max: 1_000_000 });

const decodeAirports: Decoder<readonly [number, number]> = (value, path) => {
  const [origin, destination, ...rest] = (Array.isArray(value) ? value : []).map((each: unknown) => airportId(each, path));
  if (origin?.kind !== 'ok' || destination?.kind !== 'ok' || rest.length > 0) return mistake(path, 'the ids of two airports', value);
  return { kind: 'ok', value: [origin.value, destination.value] };
};

const decodeFeatures: Decoder<readonly number[]> = (value, path) => {
  const features = (Array.isArray(value) ? value : []).filter((each): each is number => Number.isFinite(each));
  const isWhole = Array.isArray(value) && value.length === featureCount && features.length === featureCount;
  return isWhole ? { kind: 'ok', value: features } : mistake(path, `${featureCount} finite numbers`, value);
};

export const decodePredictionRequest: Decoder<PredictionRequest> = shape({
  key: text({ lengthMax: 100 }),
  region: choice(...regions),
  airports: decodeAirports,
  features: decodeFeatures,
});

function mistake(path: string, expected: string, value: unknown): Decoded<never> {
  return { kind: 'bad', mistakes: [{ path, expected, seen: (JSON.stringify(value) ?? 'nothing').slice(0, 80) }] };
}
