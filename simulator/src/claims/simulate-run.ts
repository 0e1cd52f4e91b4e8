// One run of a task with everything real: the family's scenario, the world, the telemetry, the core's decisions; and the whole tick over simulated ports
// where the scenario has faults that the decision alone does not meet.
import { simulateTicks } from '../ports/index.ts';
import { whyNotDecisions } from '../rollout/release.ts';
import { rowOfRelease } from '../rollout/simulate-decisions.ts';
import type { RunRow } from './claim.ts';
import { rowOfRecording } from './row-of-recording.ts';
import { trialOf, type SimulatedTask } from './simulated-task.ts';

export async function simulateRun(task: SimulatedTask, run: number): Promise<RunRow> {
  const trial = trialOf(task, run);
  return whyNotDecisions(trial) === '' ? rowOfRelease(trial) : rowOfRecording(await simulateTicks(trial));
}
