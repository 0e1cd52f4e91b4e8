// When jobs come: scheduled ticks, which are late as schedules of hosted runners are.
import { exp, log } from '@rampart/rollout-policy/statistics';
import { normal, purposeOf, randomAt } from '../chance/index.ts';
import type { Scenario, Trial } from '../scenario/scenario.ts';

export interface Schedule {
  /** Offset of the first scheduled tick that comes after `afterMs`; infinite when none ever does. */
  readonly nextAfter: (afterMs: number) => number;
}

const LATENESS = purposeOf('lateness of scheduled ticks');
const MISSING = purposeOf('scheduled ticks that never come');
/** Of the logarithm: half of the ticks come within the median, one in forty later than four times it. */
const LATENESS_SD = 0.7;

/** Tick `k` is meant for `k * tickMs`. Drawn by its number, so that it does not matter who asks, or when. */
export function scheduledTicks({ policy, scenario }: Trial): Schedule {
  const { tickMs } = policy.expert;
  return {
    nextAfter: (afterMs) => {
      // What was due long ago may still come: lateness is unbounded, but no draw of it reaches further back than this.
      const earliest = Math.max(1, Math.floor((afterMs - longestMs(scenario)) / tickMs));
      let nextMs = Number.POSITIVE_INFINITY;
      for (let k = earliest; k * tickMs < Math.min(nextMs, scenario.horizonMs); k += 1) {
        const atMs = tickAt(scenario, k, k * tickMs);
        if (atMs > afterMs && atMs < nextMs) nextMs = atMs;
      }
      return nextMs;
    },
  };
}

function tickAt(scenario: Scenario, tick: number, dueMs: number): number {
  const { seed, run, runner, faults } = scenario;
  const healsAtMs = scenario.healsAtMs === 'never' ? Number.POSITIVE_INFINITY : scenario.healsAtMs;
  let missing = runner.missing;
  let lateMs = runner.lateMedianMs;
  for (const fault of faults) {
    if (dueMs < fault.atMs || dueMs >= Math.min(fault.atMs + fault.forMs, healsAtMs)) continue;
    if (fault.kind === 'cron-missing') missing = 1 - (1 - missing) * (1 - fault.probability);
    if (fault.kind === 'cron-late') lateMs += fault.byMs;
  }
  if (missing > 0 && randomAt({ seed, run, tick, purpose: MISSING }).uniform() < missing) return Number.POSITIVE_INFINITY;
  if (lateMs === 0) return dueMs;
  return Math.ceil(dueMs + exp(log(lateMs) + LATENESS_SD * normal(randomAt({ seed, run, tick, purpose: LATENESS }))));
}

/** Sixteen times the median is four standard deviations out. */
function longestMs({ runner, faults }: Scenario): number {
  const worst = faults.reduce((sum, fault) => sum + (fault.kind === 'cron-late' ? fault.byMs : 0), runner.lateMedianMs);
  return 16 * worst;
}
