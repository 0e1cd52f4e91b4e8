// Slow noise of an arm's rates: the logarithm of a factor, first-order autoregressive and correlated over an hour, on a fixed grid of time. Each innovation
// is addressed by its place on the grid, so that the noise does not depend on who asks, when, or in which cuts.
import { exp } from '@rampart/rollout-policy/statistics';
import { newRandom, normal, purposeOf } from '../chance/index.ts';
import type { Scenario } from '../scenario/scenario.ts';

export const GRID_MS = 60_000;
const CORRELATION_MS = 3_600_000;

export interface SlowNoise {
  /** The factor at this point of the grid; its mean is 1. */
  factorAt(point: number): number;
}

const SILENT: SlowNoise = { factorAt: () => 1 };

/** `sd`: standard deviation of the logarithm. */
export function slowNoise({ seed, run }: Pick<Scenario, 'seed' | 'run'>, sd: number, purpose: string): SlowNoise {
  if (sd === 0) return SILENT;
  const random = newRandom();
  const address = purposeOf(`slow noise/${purpose}`);
  const kept = exp(-GRID_MS / CORRELATION_MS);
  const fresh = sd * Math.sqrt(1 - kept * kept);
  const levels: number[] = [];
  return {
    factorAt: (point) => {
      for (let next = levels.length; next <= point; next += 1) {
        const innovation = normal(random.at(seed, run, next, address));
        levels.push(next === 0 ? sd * innovation : kept * (levels[next - 1] ?? 0) + fresh * innovation);
      }
      return exp((levels[point] ?? 0) - (sd * sd) / 2);
    },
  };
}
