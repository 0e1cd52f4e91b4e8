// One simulated release with everything that a table of outcomes shows: the row of a claim, and whom it hit.
import type { RunRow } from '../claims/claim.ts';
import { rowOfRecording } from '../claims/row-of-recording.ts';
import { trialOf, type SimulatedTask } from '../claims/simulated-task.ts';
import { simulateTicks } from '../ports/index.ts';
import { whyNotDecisions } from '../rollout/release.ts';
import { simulateDecisions } from '../rollout/simulate-decisions.ts';

export interface ReleaseOutcome extends RunRow {
  readonly usersHarmed: number;
  /** Of the candidate, and of both. */
  readonly requests: { readonly candidate: number; readonly all: number };
}

export async function simulateOutcome(task: SimulatedTask, run: number): Promise<ReleaseOutcome> {
  const trial = trialOf(task, run);
  const recording = whyNotDecisions(trial) === '' ? simulateDecisions(trial) : await simulateTicks(trial);
  const { usersHarmed, requests } = recording.truth;
  return { ...rowOfRecording(recording), usersHarmed, requests: { candidate: requests.candidate, all: requests.candidate + requests.stable } };
}
