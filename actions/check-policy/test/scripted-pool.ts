// Releases as a test wants them, instead of simulated ones: bad ones are out after two minutes and cost sixty requests, good ones are promoted after a sixth
// of the time that the policy gives itself.
import type { Policy } from '@rampart/rollout-policy';
import type { RunPool, RunRow, SimulatedTask } from '@rampart/simulator';

export const EXCESS_OF_BAD = 60;

export interface ScriptedPool extends RunPool<SimulatedTask, RunRow> {
  /** Rows that were asked for. */
  readonly asked: () => number;
}

export function scriptedPool(change: (row: RunRow, task: SimulatedTask) => Partial<RunRow> = () => ({})): ScriptedPool {
  let asked = 0;
  return {
    asked: () => asked,
    run: async (task, fromRun, toRun) => {
      asked += toRun - fromRun;
      return Array.from({ length: toRun - fromRun }, (_, at) => {
        const row = plainRow(task, rowNumber(task, fromRun + at));
        return { ...row, ...change(row, task) };
      });
    },
    close: async () => undefined,
  };
}

/** Of a stratum, as the simulator numbers them. */
function rowNumber(task: SimulatedTask, index: number): number {
  return task.kind === 'drawn' ? task.series.stratum.first + task.series.stratum.every * index : index;
}

function plainRow(task: SimulatedTask, run: number): RunRow {
  const candidate = task.kind === 'drawn' ? task.series.candidate : 'worst';
  if (candidate === 'equal') return { ...good(task.policy, run) };
  if (candidate === 'turns-bad') return { ...good(task.policy, run), outcome: 'rolled-back', outAtMs: decidedMs(task.policy, run) + 120_000, excess: EXCESS_OF_BAD };
  return { ...good(task.policy, run), outcome: 'rolled-back', promotedAtMs: 'never', decidedAtMs: 180_000, outAtMs: 180_000, endedAtMs: 180_000, excess: EXCESS_OF_BAD, excessInTrial: EXCESS_OF_BAD };
}

function good(policy: Policy, run: number): RunRow {
  const decidedAtMs = decidedMs(policy, run);
  return {
    run,
    outcome: 'promoted',
    decidedAtMs,
    promotedAtMs: decidedAtMs,
    endedAtMs: decidedAtMs + 300_000,
    firstTrafficAtMs: 60_000,
    outAtMs: 'never',
    askedAtMs: 'never',
    haltedAtMs: 'never',
    askedAfterPromotionAtMs: 'never',
    excess: 0,
    excessInTrial: 0,
    bad: 0,
    weightMaxPpm: 990_000,
    looks: 20,
  };
}

function decidedMs({ promise }: Policy, run: number): number {
  return Math.round((promise.decideWithinMs / 6) * (1 + (run % 10) / 100));
}
