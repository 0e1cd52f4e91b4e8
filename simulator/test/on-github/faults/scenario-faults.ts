// Faults of the plot that the simulator's own router and telemetry play: drawn before the world is made.
import type { Fault } from '../../../src/scenario/scenario.ts';
import { chanceOf, type Chance } from '../chance.ts';
import { MINUTE, type Plot } from '../plot.ts';

/** Those of one of `targets`: where there are several, a fault hits one of them, or all. */
export function scenarioFaults({ seed, faults, healsAtMs }: Plot, target: string, targets: readonly string[]): readonly Fault[] {
  const chance = chanceOf(seed, 'faults of router and metrics');
  const which = chanceOf(seed, 'whose router and metrics');
  return faults.flatMap(({ number, atMs }): readonly Fault[] => {
    const hit = targets.length === 1 || which.is(0.3) ? targets : [which.pick(targets)];
    const drawn = drawFault(number, atMs);
    return hit.includes(target) ? drawn : [];
  });

  function drawFault(number: number, atMs: number): readonly Fault[] {
    const during = { atMs, forMs: Math.min(chance.between(20_000, 10 * MINUTE), healsAtMs - atMs) };
    switch (number) {
      case 26:
        return [metricsFault(chance, during)];
      case 27:
        return [routerFault(chance, during)];
      case 28:
        return [{ kind: chance.pick(['router-fails', 'router-unavailable', 'router-lies']), ...during }];
      case 33:
        return chance.is(0.3) ? [{ kind: 'frozen-data-changed', ...during }] : [];
      default:
        return [];
    }
  }
}

function metricsFault(chance: Chance, during: { readonly atMs: number; readonly forMs: number }): Fault {
  const arm = chance.pick(['stable', 'candidate', 'both'] as const);
  const kind = chance.pick(['metrics-missing', 'metrics-stale', 'metrics-nan', 'metrics-empty', 'metrics-time-out', 'metrics-truncated', 'counter-reset', 'duplicated-series', 'out-of-order', 'backfill'] as const);
  switch (kind) {
    case 'duplicated-series':
      return { kind, times: 2, ...during };
    case 'out-of-order':
      return { kind, ...during };
    case 'backfill':
      return { kind, factor: 2, ...during };
    default:
      return { kind, arm, ...during };
  }
}

function routerFault(chance: Chance, during: { readonly atMs: number; readonly forMs: number }): Fault {
  const kind = chance.pick(['router-reply-lost', 'router-lies', 'router-halves', 'router-late', 'router-unavailable', 'deployer-fails', 'registry-unavailable'] as const);
  return kind === 'router-late' ? { kind, byMs: chance.between(2_000, 60_000), ...during } : { kind, ...during };
}
