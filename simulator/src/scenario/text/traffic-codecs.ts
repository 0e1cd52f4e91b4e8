// Traffic and what stable does, as a scenario file writes them.
import { DEFAULT_TRAFFIC } from '../default-scenario.ts';
import type { Baseline, Segment, TrafficModel } from '../scenario.ts';
import { kindsOf, listOf, mappingOf, otherwise, recordOf, required, type Codec, type Fields, type KindsOf } from './codec.ts';
import { DECIMAL, numberOf, plainDecimal } from './plain-decimal.ts';
import { count, duration, factor, number, parsedText, rate, share } from './unit-codecs.ts';

const POSITIVE = { min: 0, max: Number.POSITIVE_INFINITY };
const ANY = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };

export function trafficCodec(): Codec<TrafficModel> {
  const usual = DEFAULT_TRAFFIC;
  const fields: Fields<TrafficModel> = {
    requestsPerSecond: otherwise(usual.requestsPerSecond, rate(), 'requests'),
    shape: otherwise(usual.shape, kindsOf<TrafficModel['shape']>('a shape of the traffic', shapes(), '{day: {peakToTrough: 3x}}')),
    dispersion: otherwise(usual.dispersion, number({ min: 1, max: 1e9 })),
    bursts: otherwise(usual.bursts, mappingOf<TrafficModel['bursts']>({ factor: otherwise(usual.bursts.factor, factor()), everyMs: otherwise(usual.bursts.everyMs, duration()), lastMs: otherwise(usual.bursts.lastMs, duration()) }, '{factor: 5x, every: 1h, last: 5m}')),
    failBurst: otherwise(usual.failBurst, mappingOf<TrafficModel['failBurst']>({ mean: required(number({ min: 1, max: 1e6 })), max: required(count({ min: 1, max: 1e6 })) }, '{mean: 3, max: 20}')),
    armNoise: otherwise(usual.armNoise, number({ min: 0, max: 10 })),
    commonNoise: otherwise(usual.commonNoise, number({ min: 0, max: 10 })),
    users: otherwise(usual.users, kindsOf<TrafficModel['users']>('what counts as a user', users(), '{users: {count: 5000, zipf: 1.1, concentration: 5}}')),
    segments: otherwise(usual.segments, listOf(segment())),
    retries: otherwise(usual.retries, mappingOf<TrafficModel['retries']>({ probability: required(share()), max: required(count({ min: 0, max: 100 })) }, '{probability: 50%, max: 3}')),
  };
  return mappingOf(fields, '{requests: 0.05/s, dispersion: 3}');
}

function shapes(): KindsOf<TrafficModel['shape']> {
  const curve = { peakToTrough: required(factor()), weekendRatio: otherwise(1, factor()), startsAtMs: otherwise(0, duration()) };
  return { flat: {}, day: curve, week: curve, replay: { stepMs: required(duration()), counts: required(listOf(count({ min: 0, max: 1e9 }))) } };
}

function users(): KindsOf<TrafficModel['users']> {
  return { requests: {}, users: { count: required(count({ min: 1, max: 1e8 })), zipf: required(number({ min: 0, max: 10 })), concentration: required(number({ min: 0, max: 1e9 })) } };
}

/** `region=west 20%`, or `region=west 20% to 70%` where the mix shifts. */
function segment(): Codec<Segment> {
  return parsedText<Segment>('a segment with its share, e.g. `region=west 20%` or `region=west 20% to 70%`', {
    write: ({ dimension, value, share: from, shareAtEnd: to }) => `${dimension}=${value} ${plainDecimal(from, 2)}%${to === from ? '' : ` to ${plainDecimal(to, 2)}%`}`,
    read: (raw) => {
      const [, dimension = '', value = '', from = '', , to = from] = /^([A-Za-z_][A-Za-z0-9_]{0,99})=(.{1,100}?) ([0-9.]+)%( to ([0-9.]+)%)?$/u.exec(raw) ?? [];
      const [start, end] = [numberOf(from, -2), numberOf(to, -2)];
      const isFine = dimension !== '' && [from, to].every((part) => DECIMAL.test(part)) && Math.max(start, end) <= 1;
      return isFine ? { dimension, value, share: start, shareAtEnd: end } : 'not understood';
    },
  });
}

export function baselinesCodec(): Codec<Readonly<Record<string, Baseline>>> {
  return recordOf(baselineCodec());
}

/** `1%`, or another kind written out. */
function baselineCodec(): Codec<Baseline> {
  const ratio = share();
  const others = kindsOf<Baseline>(
    'a share of events, or another kind of baseline',
    {
      ratio: { ratio: required(ratio) },
      time: { boundsSeconds: required(listOf(number(POSITIVE))), within: required(listOf(share())) },
      score: { mean: required(number({ min: 0, max: 1 })), sd: required(number(POSITIVE)) },
      bins: { shares: required(recordOf(share())) },
      level: { mean: required(number(ANY)), sd: otherwise(0, number(POSITIVE)), perRequestPerSecond: otherwise(0, number(ANY)) },
    },
    '1% or {score: {mean: 0.8, sd: 0.1}}',
  );
  return {
    accepted: others.accepted,
    write: (baseline) => (baseline.kind === 'ratio' ? ratio.write(baseline.ratio) : others.write(baseline)),
    read: (source, at) => {
      if (source.kind !== 'scalar') return others.read(source, at);
      const read = ratio.read(source, at);
      return typeof read === 'number' ? { kind: 'ratio', ratio: read } : read;
    },
  };
}
