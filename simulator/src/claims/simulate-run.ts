// Runs of tasks with everything real: the family's scenario, the world, the telemetry, the core's decisions; and the whole tick over simulated ports
// where the scenario has faults that the decision alone does not meet.
import type { RunOne } from '../pool/run-pool.ts';
import { simulateTicks } from '../ports/index.ts';
import { whyNotDecisions } from '../rollout/release.ts';
import { rowOfRelease } from '../rollout/simulate-decisions.ts';
import { newPopulations } from '../world/user-population.ts';
import { worldOf } from '../world/world-of.ts';
import type { RunRow } from './claim.ts';
import { rowOfRecording } from './row-of-recording.ts';
import { trialOf, type SimulatedTask } from './simulated-task.ts';

/** Its runs share what they have in common; what comes out of each does not depend on it. */
export function runSimulator(): RunOne<SimulatedTask, RunRow> {
  const populations = newPopulations();
  return async (task, run) => {
    const trial = trialOf(task, run);
    return whyNotDecisions(trial) === '' ? rowOfRelease(trial, worldOf(trial, populations)) : rowOfRecording(await simulateTicks(trial));
  };
}
