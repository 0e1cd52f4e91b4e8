// Behaviours that grow or fade with time: leaks, and the cold start after each change of the weight. Both are constant within a step.
import type { Behaviour } from '../../scenario/scenario.ts';
import { morePoints } from './change.ts';
import { NO_EFFECT, type Effect } from './effect.ts';
import { STEP_MS, type Moment } from './moment.ts';

const HOUR_MS = 3_600_000;
/** A start is fast: it fades in at least so many steps. */
const FADING_STEPS = 10;

/** As much as half-way through the step. */
export function leak({ errorPointsPerHour, levelPerHour }: Extract<Behaviour, { kind: 'leak' }>, { atMs, beganMs }: Moment): Effect {
  const step = Math.floor((atMs - beganMs) / STEP_MS);
  const hours = ((step + 0.5) * STEP_MS) / HOUR_MS;
  return { changes: [morePoints(errorPointsPerHour * hours), { kind: 'level', factor: 1 + levelPerHour * hours }], untilMs: beganMs + (step + 1) * STEP_MS };
}

/** Only who gets requests, or copies of them, has a start. */
export function coldStart({ lastsMs, errorPoints, slowFactor }: Extract<Behaviour, { kind: 'cold-start' }>, { atMs, beganMs, exposure }: Moment): Effect {
  if (exposure.weight + exposure.mirror === 0) return NO_EFFECT;
  const warmMs = Math.max(beganMs, exposure.weightSinceMs);
  const stepMs = Math.max(1, Math.min(STEP_MS, Math.ceil(lastsMs / FADING_STEPS)));
  const step = Math.floor((atMs - warmMs) / stepMs);
  const left = 1 - ((step + 0.5) * stepMs) / lastsMs;
  if (!(left > 0)) return NO_EFFECT;
  return { changes: [morePoints(errorPoints * left), { kind: 'slower', factor: 1 + (slowFactor - 1) * left, fromQuantile: 0 }], untilMs: warmMs + (step + 1) * stepMs };
}
