// How many requests are to be expected when: the mean, the shape of day and week, and bursts. Common to both engines; what is drawn is theirs.
import { invariant } from '@rampart/rollout-policy';
import { exponential, newRandom, purposeOf } from '../chance/index.ts';
import type { Scenario, TrafficModel } from '../scenario/scenario.ts';

export interface RequestRate {
  /** Requests expected from `fromMs` to `toMs`, exactly. */
  between(fromMs: number, toMs: number): number;
  /** Requests per second at a moment. */
  at(atMs: number): number;
  /** The next moment at which the rate jumps; between jumps it is continuous. */
  jumpsAfter(atMs: number): number;
  /** Whether the rate moves between jumps too. */
  readonly bends: boolean;
}

/** Replayed arrivals count for themselves: rate, bursts and dispersion of the scenario are not used with them. */
export function requestRate(scenario: Scenario): RequestRate {
  const { shape, requestsPerSecond, bursts } = scenario.traffic;
  if (shape.kind === 'replay') return replayRate(shape);
  const wave = shape.kind === 'flat' ? FLAT : waveOf(shape);
  const perMs = requestsPerSecond / 1_000;
  if (bursts.factor === 1) {
    return { between: (fromMs, toMs) => perMs * wave.between(fromMs, toMs), at: (atMs) => requestsPerSecond * wave.at(atMs), jumpsAfter: () => Number.POSITIVE_INFINITY, bends: shape.kind !== 'flat' };
  }
  const timeline = burstTimeline(scenario);
  return {
    between: (fromMs, toMs) => {
      let requests = 0;
      for (let atMs = fromMs; atMs < toMs; ) {
        const untilMs = Math.min(toMs, timeline.endOf(atMs));
        requests += perMs * timeline.factorAt(atMs) * wave.between(atMs, untilMs);
        atMs = untilMs;
      }
      return requests;
    },
    at: (atMs) => requestsPerSecond * timeline.factorAt(atMs) * wave.at(atMs),
    jumpsAfter: (atMs) => timeline.endOf(atMs),
    bends: shape.kind !== 'flat',
  };
}

/** The peak over the trough of a day whose mean is so many times its trough. */
export function peakToTroughOf(meanOverTrough: number): number {
  return 1 + Math.max(0, meanOverTrough - 1) / DAY_MEAN;
}

interface Wave {
  at(atMs: number): number;
  /** Integral over time, in milliseconds: the span itself where the wave is 1. */
  between(fromMs: number, toMs: number): number;
}

const FLAT: Wave = { at: () => 1, between: (fromMs, toMs) => toMs - fromMs };

const HOUR_MS = 3_600_000;
/** Where the day stands between its trough (0) and its peak (1), at each full hour from midnight. */
const DAY: readonly number[] = [0.25, 0.15, 0.08, 0.03, 0, 0.03, 0.12, 0.3, 0.55, 0.78, 0.9, 0.96, 0.97, 0.99, 1, 0.98, 0.95, 0.92, 0.9, 0.85, 0.75, 0.62, 0.48, 0.35];
/** The mean hour of that day. */
const DAY_MEAN = DAY.reduce((sum, height) => sum + height, 0) / DAY.length;
const WORKDAYS = 5;
const WEEK_DAYS = 7;

/** Piecewise linear between full hours, mean 1. A week begins on Monday; a day knows no weekend. */
function waveOf({ kind, peakToTrough, weekendRatio, startsAtMs }: Extract<TrafficModel['shape'], { kind: 'day' | 'week' }>): Wave {
  const days = kind === 'day' ? 1 : WEEK_DAYS;
  const heights = Array.from({ length: days }, (_, day) => DAY.map((height) => (1 + (peakToTrough - 1) * height) * (day < WORKDAYS ? 1 : weekendRatio))).flat();
  const mean = heights.reduce((sum, height) => sum + height, 0) / heights.length;
  const knots = Float64Array.from([...heights, heights[0] ?? 1], (height) => height / mean);
  const sums = new Float64Array(knots.length);
  for (let knot = 1; knot < knots.length; knot += 1) sums[knot] = (sums[knot - 1] ?? 0) + (((knots[knot - 1] ?? 0) + (knots[knot] ?? 0)) / 2) * HOUR_MS;
  const periodMs = heights.length * HOUR_MS;
  const total = sums[heights.length] ?? 0;
  const cumulative = (atMs: number): number => {
    const periods = Math.floor(atMs / periodMs);
    const withinMs = atMs - periods * periodMs;
    const knot = Math.floor(withinMs / HOUR_MS);
    const part = withinMs / HOUR_MS - knot;
    const height = knots[knot] ?? 0;
    return periods * total + (sums[knot] ?? 0) + HOUR_MS * part * (height + (((knots[knot + 1] ?? 0) - height) * part) / 2);
  };
  const heightAt = (atMs: number): number => {
    const withinMs = atMs - Math.floor(atMs / periodMs) * periodMs;
    const knot = Math.floor(withinMs / HOUR_MS);
    const height = knots[knot] ?? 0;
    return height + ((knots[knot + 1] ?? 0) - height) * (withinMs / HOUR_MS - knot);
  };
  return { at: (atMs) => heightAt(atMs + startsAtMs), between: (fromMs, toMs) => cumulative(toMs + startsAtMs) - cumulative(fromMs + startsAtMs) };
}

interface Timeline {
  factorAt(atMs: number): number;
  endOf(atMs: number): number;
}

/** Two states that take turns, each for an exponential time; the first is the quiet one. Each turn's length is addressed by its number. */
function burstTimeline({ seed, run, traffic: { bursts } }: Scenario): Timeline {
  const { factor, everyMs, lastMs } = bursts;
  invariant(everyMs > lastMs && lastMs > 0, 'bursts last less than the time between two of them', { everyMs, lastMs });
  const random = newRandom();
  const purpose = purposeOf('bursts');
  const ends: number[] = [];
  let turn = 0;
  const turnAt = (atMs: number): number => {
    while ((ends.at(-1) ?? 0) <= atMs) {
      const meanMs = ends.length % 2 === 0 ? everyMs - lastMs : lastMs;
      ends.push((ends.at(-1) ?? 0) + 1 + Math.floor(meanMs * exponential(random.at(seed, run, ends.length, purpose))));
    }
    // Mostly the same turn as last time, or the next one.
    while (turn > 0 && (ends[turn - 1] ?? 0) > atMs) turn -= 1;
    while ((ends[turn] ?? 0) <= atMs) turn += 1;
    return turn;
  };
  return { factorAt: (atMs) => (turnAt(atMs) % 2 === 0 ? 1 : factor), endOf: (atMs) => ends[turnAt(atMs)] ?? Number.POSITIVE_INFINITY };
}

function replayRate({ stepMs, counts }: Extract<TrafficModel['shape'], { kind: 'replay' }>): RequestRate {
  const countOf = (step: number): number => counts[step % counts.length] ?? 0;
  return {
    between: (fromMs, toMs) => {
      let requests = 0;
      for (let step = Math.floor(fromMs / stepMs); step * stepMs < toMs; step += 1) requests += (countOf(step) * (Math.min(toMs, (step + 1) * stepMs) - Math.max(fromMs, step * stepMs))) / stepMs;
      return requests;
    },
    at: (atMs) => (countOf(Math.floor(atMs / stepMs)) * 1_000) / stepMs,
    jumpsAfter: (atMs) => (Math.floor(atMs / stepMs) + 1) * stepMs,
    bends: false,
  };
}
