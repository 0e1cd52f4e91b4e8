// What the candidate does to both arms by how much of the traffic it has.
import type { Behaviour } from '../../scenario/scenario.ts';
import { morePoints } from './change.ts';
import { NO_EFFECT, type Effect } from './effect.ts';
import type { Moment } from './moment.ts';

/** A copy of a request is as much work as the request. */
export function overload({ weight, points, levelFactor }: Extract<Behaviour, { kind: 'overload' }>, { exposure }: Moment): Effect {
  if (exposure.weight + exposure.mirror <= weight) return NO_EFFECT;
  return { changes: [morePoints(points), { kind: 'level', factor: levelFactor }], untilMs: Number.POSITIVE_INFINITY };
}
