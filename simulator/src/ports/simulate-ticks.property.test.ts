// Any trial at depth `tick`: every rule of the core holds of every state and step, the ledger folds to what was recorded, and the same trial is the same release.
import { fc, test as prop } from '@fast-check/vitest';
import { foldAll, stepViolations, violationsOf } from '@rampart/rollout-policy';
import { aPolicy } from '@rampart/testing/fakes';
import { describe, expect, it } from 'vitest';
import { anyTrial } from '../../test/any-trial.ts';
import type { Recording } from '../rollout/recording.ts';
import { DEFAULT_ROUTER, DEFAULT_RUNNER, DEFAULT_SCENARIO } from '../scenario/default-scenario.ts';
import { whyNotAggregated } from '../world/aggregated.ts';
import { simulateTicks } from './simulate-ticks.ts';

const seen = { trials: 0, looks: 0, outcomes: {} as Record<string, number>, marks: new Set<string>() };

describe('simulateTicks', () => {
  prop.prop([anyTrial({ horizonMsMax: 7_200_000 })], { seed: 1504, numRuns: 150 })(
    'keeps every rule of the core in every step, and its ledger folds to the state that was recorded',
    async (trial) => {
      fc.pre(whyNotAggregated(trial) === '');
      const recording = await simulateTicks(trial);
      checkHistory(recording);
      note(recording);
    },
    60_000,
  );

  prop.prop([anyTrial({ horizonMsMax: 1_800_000 })], { seed: 1505, numRuns: 25 })(
    'is the same release, to the byte, when it is simulated again',
    async (trial) => {
      fc.pre(whyNotAggregated(trial) === '');
      const [once, again] = [await simulateTicks(trial), await simulateTicks(trial)];
      expect(bytesOf(again)).toBe(bytesOf(once));
    },
    60_000,
  );

  it('met what it is about', () => {
    console.info(JSON.stringify({ ...seen, marks: seen.marks.size }));
    expect(Object.keys(seen.outcomes).sort()).toEqual(expect.arrayContaining(['expired', 'open', 'promoted', 'rolled-back']));
    expect([...seen.marks]).toEqual(
      expect.arrayContaining([
        'event:intended', 'event:confirmed', 'lost-race', 'no-ledger', 'reply-lost', 'two-at-once', 'request:abort', 'request:approve', 'reason:blind', 'reason:router-unreadable', 'reason:aborted',
        'decision:stepBack', 're-run', 'cancelled', 'weight-by-hand', 'stale-read', 'reason:shadowing', 'reason:regression',
      ]),
    );
  });

  // A step back between the raise of a promotion and its record, at a router that takes longer to settle than the engine waits.
  it('records a step back from a promotion that is not confirmed in time', async () => {
    const policy = aPolicy({ promise: { badRequestsMax: 400 }, expert: { growthMax: 4 } });
    const scenario = { ...DEFAULT_SCENARIO, horizonMs: 7_200_000, router: { ...DEFAULT_ROUTER, settlesAfterMs: 60_000 }, runner: { ...DEFAULT_RUNNER, mode: 'watch', jobDelayMs: 300_000 } } as const;
    const { looks } = await simulateTicks({ policy, scenario: { ...scenario, faults: [{ kind: 'metrics-missing', arm: 'both', atMs: 3_000_000, forMs: 3_600_000 }] } });
    expect(looks.some(({ decision }) => decision.kind === 'stepBack')).toBe(true);
  });
});

function checkHistory({ events, states }: Recording): void {
  const broken = states.flatMap((state, index) => {
    const [before, event] = [states[index - 1], events[index]!];
    return before === undefined ? violationsOf(state) : stepViolations(before, event, state);
  });
  expect(broken).toEqual([]);
  if (states.length > 0) expect(JSON.stringify(foldAll(events))).toBe(JSON.stringify({ kind: 'present', state: states.at(-1) }));
}

function note({ looks, ending, marks }: Recording): void {
  seen.trials += 1;
  seen.looks += looks.length;
  seen.outcomes[ending.outcome] = (seen.outcomes[ending.outcome] ?? 0) + 1;
  for (const mark of marks) seen.marks.add(mark);
}

function bytesOf(recording: Recording | 'known defect'): string {
  return recording === 'known defect' ? recording : JSON.stringify({ ...recording, marks: [...recording.marks] });
}
