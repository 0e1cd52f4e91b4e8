// Hard invariants, and the same end at the depth where jobs wait for each other: no statistics here.
import { describe, expect, it } from 'vitest';
import { badCandidates, lateTrial, lateTurners, simulateLate, type LateCandidate, type LateTask } from '../../src/lateness/index.ts';
import { simulateWorkflows } from '../../src/workflows/index.ts';
import { checkRecording, described, Met } from '../checked-recording.ts';
import { HOURS_LATE, lateSubjects } from './late-subjects.ts';

const RUNS = 2;
const HOUR = 3_600_000;
const [, small] = lateSubjects();

function taskOf({ series, candidate }: LateCandidate, mode: LateTask['mode'] = 'auto'): LateTask {
  if (small === undefined) throw new Error('there is a small service');
  const { policy, own, family } = small;
  return { task: { kind: 'drawn', policy, seed: 0x1a7e, own, series: { family, ...series } }, mode, late: HOURS_LATE, candidate };
}

describe('workflows whose schedule is hours late', () => {
  it('keep every rule, and the promise, with one look at a time and one that waits', async () => {
    const met = new Met();
    for (const candidate of [...badCandidates().slice(0, 2), ...lateTurners().slice(0, 1)]) {
      for (let run = 0; run < RUNS; run += 1) {
        const trial = lateTrial(taskOf(candidate), run);
        const recording = await simulateWorkflows(trial, { concurrency: { kind: 'group', cancelInProgress: false } });
        expect(described(checkRecording(recording, met)), `${candidate.name}, run ${String(run)}`).toBe('');
        expect(recording.truth.excessInTrial, candidate.name).toBeLessThanOrEqual(trial.policy.promise.badRequestsMax);
      }
    }
    expect(met.missing(['01-weight-cap', '03-raise-needs-new-evidence', 'decision:advance', 'decision:rollback', 'decision:stepBack', 'reason:promise-allows-less'])).toEqual([]);
  });

  it('leave nobody with the candidate between two jobs, for longer than it takes to see that a job has ended', async () => {
    let hours = 0;
    for (const candidate of [...badCandidates().slice(1, 2), ...lateTurners()]) {
      const trial = lateTrial(taskOf(candidate), 1);
      const { looks, weights, startMs, ending } = await simulateWorkflows(trial, { concurrency: { kind: 'group', cancelInProgress: false } });
      const trialEndsMs = startMs + (ending.decidedAtMs === 'never' ? trial.scenario.horizonMs : ending.decidedAtMs);
      const unseen = looks.flatMap(({ atMs }, index) => {
        const nextMs = looks[index + 1]?.atMs ?? trialEndsMs;
        const weight = weights.findLast((one) => one.atMs <= atMs)?.weightPpm ?? 0;
        return atMs < trialEndsMs && nextMs - atMs > 2 * trial.policy.expert.lookMs && weight > 0 ? [{ candidate: candidate.name, fromMs: atMs - startMs, forMs: nextMs - atMs }] : [];
      });
      expect(unseen).toEqual([]);
      hours += looks.filter(({ atMs }, index) => (looks[index + 1]?.atMs ?? atMs) - atMs > HOUR).length;
    }
    expect(hours).toBeGreaterThan(0);
  });

  it('cost a runner little where each job takes one look, and hold the promise only where a job stays', () => {
    const [dead] = badCandidates();
    if (dead === undefined) throw new Error('there is a dead candidate');
    const broken = (mode: LateTask['mode']): number => Array.from({ length: 12 }, (_, run) => simulateLate(taskOf(dead, mode), run)).filter(({ isBroken }) => isBroken).length;
    expect([broken('auto'), broken('tick') > 0]).toEqual([0, true]);
  });
});
