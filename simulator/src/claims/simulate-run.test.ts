import { describe, expect, it } from 'vitest';
import { simulateTicks } from '../ports/index.ts';
import { whyNotDecisions } from '../rollout/release.ts';
import { rowOfRelease, simulateDecisions } from '../rollout/simulate-decisions.ts';
import { DEFAULT_SCENARIO } from '../scenario/default-scenario.ts';
import { builtInPolicy } from '../scenario/policies.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { CandidateKind } from './claim.ts';
import { rowOfRecording } from './row-of-recording.ts';
import { strataOf } from './series.ts';
import { runSimulator } from './simulate-run.ts';
import { trialOf, type SimulatedTask } from './simulated-task.ts';

const policy = builtInPolicy('web');
const FAST = { kind: 'known', traffic: DEFAULT_SCENARIO.traffic, baseline: {}, router: { stepPpm: 10_000, canMirror: true, settlesAfterMs: 0 } } as const;

function drawn(family: string, candidate: CandidateKind, own: Extract<SimulatedTask, { kind: 'drawn' }>['own'] = { kind: 'unknown' }): SimulatedTask {
  const [stratum] = strataOf(candidate);
  return { kind: 'drawn', policy, seed: 3, own, series: { family, candidate, stratum: stratum ?? { name: '', first: 0, every: 1 } } };
}

describe('rowOfRecording', () => {
  it.each<CandidateKind>(['equal', 'worst', 'turns-bad'])('says of a recorded release what the lean run says: %s', (candidate) => {
    const trial = trialOf(drawn('own-traffic', candidate, FAST), 1);
    expect(rowOfRecording(simulateDecisions(trial))).toEqual(rowOfRelease(trial));
  });
});

const simulateRun = runSimulator();

describe('runSimulator', () => {
  it('is the decision alone where that shows everything', async () => {
    const task = drawn('own-traffic', 'worst', FAST);
    expect(whyNotDecisions(trialOf(task, 0))).toBe('');
    expect(await simulateRun(task, 0)).toEqual(rowOfRelease(trialOf(task, 0)));
    expect(await simulateRun(task, 0)).toMatchObject({ run: 0, outcome: 'rolled-back' });
  });

  it('is the whole tick where a fault takes one', async () => {
    const plain = trialOf(drawn('own-traffic', 'worst', FAST), 0).scenario;
    const scenario: Scenario = { ...plain, faults: [{ kind: 'router-unavailable', atMs: 0, forMs: 600_000 }] };
    const row = await simulateRun({ kind: 'scenario', policy, scenario }, 0);
    expect(row).toEqual(rowOfRecording(await simulateTicks({ policy, scenario })));
    expect(row.firstTrafficAtMs).toBeGreaterThanOrEqual(600_000);
  });

  it('simulates a scenario as it stands, with the number of the run', async () => {
    const { scenario } = trialOf(drawn('own-traffic', 'worst', FAST), 0);
    expect(await simulateRun({ kind: 'scenario', policy, scenario }, scenario.run)).toEqual(await simulateRun(drawn('own-traffic', 'worst', FAST), 0));
    expect(await simulateRun({ kind: 'scenario', policy, scenario }, 5)).toMatchObject({ run: 5 });
  });

  it('names a family that does not exist, and what was probably meant', async () => {
    await expect(simulateRun(drawn('web-steady', 'equal'), 0)).rejects.toThrow('there is no family "web-steady"; did you mean web-steady@1?');
  });

  it('gives the approval that a plan asks for, and nobody else answers', () => {
    const asking = builtInPolicy('shadowed');
    const { scenario } = trialOf({ kind: 'drawn', policy: asking, seed: 1, own: { kind: 'unknown' }, series: { family: 'web-steady@1', candidate: 'equal', stratum: { name: '', first: 0, every: 1 } } }, 0);
    expect(scenario.runner.person).toEqual({ kind: 'approves', afterMs: 3_600_000 });
    expect(trialOf(drawn('web-steady@1', 'equal'), 0).scenario.runner.person).toEqual({ kind: 'never' });
  });
});
