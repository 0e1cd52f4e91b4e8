// Behaviours that fail outright, at times: crashed pods, and artefacts that come out bad.
import type { Behaviour } from '../../scenario/scenario.ts';
import { NO_EFFECT, type Effect } from './effect.ts';
import type { Moment } from './moment.ts';

/** One number in (0, 1) for each place in a sequence, always the same. */
export interface Draws {
  uniformAt(index: number): number;
}

/** The crashed pods keep their part of the arm's requests. In a loop they are down for `loopMs`, then up for as long. */
export function crash({ pods, loopMs }: Extract<Behaviour, { kind: 'crash' }>, { atMs, beganMs }: Moment): Effect {
  const changes = [{ kind: 'fail', share: pods }] as const;
  if (loopMs === 'none') return { changes, untilMs: Number.POSITIVE_INFINITY };
  const half = Math.floor((atMs - beganMs) / loopMs);
  return { changes: half % 2 === 0 ? changes : [], untilMs: beganMs + (half + 1) * loopMs };
}

/** Each refresh of the artefact comes out bad by chance of its own, and stays until the next. */
export function intermittent({ periodMs, badShare, errorRatio }: Extract<Behaviour, { kind: 'intermittent' }>, { atMs, beganMs }: Moment, draws: Draws): Effect {
  const refresh = Math.floor((atMs - beganMs) / periodMs);
  const untilMs = beganMs + (refresh + 1) * periodMs;
  return draws.uniformAt(refresh) < badShare ? { changes: [{ kind: 'fail', share: errorRatio }], untilMs } : { ...NO_EFFECT, untilMs };
}
