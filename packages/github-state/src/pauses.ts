// Waits between tries: a second, then two, then four, spread by chance.
import type { Clock } from '@rampart/rollout-engine';

export interface Pauses {
  /** After so many tries. */
  pause(tries: number): Promise<void>;
}

export function pausesOn(clock: Pick<Clock, 'sleep'>, signal: AbortSignal, chance: () => number): Pauses {
  return { pause: (tries) => clock.sleep(1000 * 2 ** (tries - 1) * (0.5 + chance()), signal) };
}
