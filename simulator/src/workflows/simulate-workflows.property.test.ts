// Any trial at depth `run`, with and without concurrency groups: every rule of the core holds, and what a step hands over is what its action would put out.
import { fc, test as prop } from '@fast-check/vitest';
import { foldAll, stepViolations, violationsOf } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { anyTrial } from '../../test/any-trial.ts';
import type { Recording } from '../rollout/recording.ts';
import { whyNotAggregated } from '../world/aggregated.ts';
import type { Concurrency } from './concurrency.ts';
import { simulateWorkflows } from './simulate-workflows.ts';

const GROUPS: readonly Concurrency[] = [{ kind: 'none' }, { kind: 'group', cancelInProgress: false }, { kind: 'group', cancelInProgress: true }];
const seen = { outcomes: {} as Record<string, number>, marks: new Set<string>(), looks: 0 };

describe('simulateWorkflows', () => {
  prop.prop([anyTrial({ horizonMsMax: 5_400_000 }), fc.constantFrom(...GROUPS)], { seed: 1605, numRuns: 90 })(
    'keeps every rule of the core in every step, whatever runs at once',
    async (trial, concurrency) => {
      fc.pre(whyNotAggregated(trial) === '');
      const recording = await simulateWorkflows(trial, { concurrency });
      checkHistory(recording);
      note(recording);
    },
    60_000,
  );

  it('met what it is about', () => {
    console.info(JSON.stringify({ ...seen, marks: seen.marks.size }));
    expect(Object.keys(seen.outcomes)).toEqual(expect.arrayContaining(['open', 'promoted', 'rolled-back']));
    expect([...seen.marks]).toEqual(expect.arrayContaining(['red:step', 'pending-cancelled', 'cancelled', 'two-at-once', 'lost-race', 're-run', 'request:abort']));
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
  seen.looks += looks.length;
  seen.outcomes[ending.outcome] = (seen.outcomes[ending.outcome] ?? 0) + 1;
  for (const mark of marks) seen.marks.add(mark);
}
