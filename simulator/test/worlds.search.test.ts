// Any scenario with any policy, at the depths where a world answers: the decision alone, and the actions' runs over simulated ports. Safety while things fail;
// where they stop failing in time, the release must end or ask (17).
import { fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { simulateTicks } from '../src/ports/index.ts';
import { whyNotDecisions } from '../src/rollout/release.ts';
import { simulateDecisions } from '../src/rollout/simulate-decisions.ts';
import { DEFAULT_SCENARIO } from '../src/scenario/default-scenario.ts';
import { builtInPolicyNames } from '../src/scenario/policies.ts';
import type { Scenario, Trial } from '../src/scenario/scenario.ts';
import { whyNotAggregated } from '../src/world/aggregated.ts';
import { anyScenario } from './any-scenario.ts';
import { Met } from './checked-recording.ts';
import { COUNTEREXAMPLES, keepScenario, policyOf } from './counterexamples.ts';
import { search } from './search.ts';

const HOUR = 3_600_000;
const NAMES = [...builtInPolicyNames(), '../../examples/flight-delay/policy.yaml'] as const;

/** A search tries many short releases rather than few long ones. */
const anyTrial = fc.tuple(fc.constantFrom(...NAMES), anyScenario().map((scenario): Scenario => ({ ...scenario, horizonMs: Math.min(scenario.horizonMs, 3 * HOUR) })));

/** Decided within the hour the policy's way, or asked: the phase in which nothing fails any more, with room for the bound to be reached. */
const anyHealed = fc.tuple(
  fc.constantFrom('eager' as const, 'shy' as const),
  anyScenario({ behavioursMax: 1, faultsMax: 4 }).map((scenario): Scenario => ({
    ...scenario,
    healsAtMs: HOUR,
    horizonMs: 24 * HOUR,
    traffic: { ...DEFAULT_SCENARIO.traffic, requestsPerSecond: scenario.traffic.requestsPerSecond, dispersion: scenario.traffic.dispersion },
    runner: { ...scenario.runner, mode: 'tick', missing: Math.min(0.2, scenario.runner.missing), lateMedianMs: Math.min(300_000, scenario.runner.lateMedianMs) },
  })),
);

function trialOf([name, scenario]: readonly [string, Scenario]): Trial {
  return { policy: policyOf(name, `${COUNTEREXAMPLES}/x.yaml`), scenario };
}

const isFast = (trial: Trial): boolean => whyNotAggregated(trial) === '';

describe('a search over worlds', () => {
  const met = new Met();

  it('finds no scenario in which the decision breaks a rule', { timeout: 180_000 }, async () => {
    await search({
      cases: anyTrial,
      record: async (drawn) => {
        const trial = trialOf(drawn);
        return isFast(trial) && whyNotDecisions(trial) === '' ? simulateDecisions(trial) : 'skip';
      },
      keep: ([policy, scenario], breaks) => keepScenario({ policy, breaks, depth: 'decide', scenario }),
      runs: 40,
      met,
    });
  });

  it('finds no scenario in which the jobs break a rule', { timeout: 180_000 }, async () => {
    await search({
      cases: anyTrial,
      record: async (drawn) => {
        const trial = trialOf(drawn);
        return isFast(trial) ? simulateTicks(trial) : 'skip';
      },
      keep: ([policy, scenario], breaks) => keepScenario({ policy, breaks, depth: 'tick', scenario }),
      runs: 50,
      met,
    });
  });

  it('finds no release that hangs once the faults are over', { timeout: 180_000 }, async () => {
    await search({
      cases: anyHealed,
      record: async (drawn) => {
        const trial = trialOf(drawn);
        return isFast(trial) ? simulateTicks(trial) : 'skip';
      },
      keep: ([policy, scenario], breaks) => keepScenario({ policy, breaks, depth: 'tick', scenario }),
      runs: 20,
      met,
    });
  });

  it('met what the rules are about', () => {
    const rules = ['01-weight-cap', '05-no-data-is-no-pass', '06-rollback-is-final', '07-rollback-is-carried-out', '14-superseded-controller-is-fenced', '17-good-release-ends', '32-lost-reply-is-read-back', '33-recorded-before-raised', '35-counts-are-never-inflated'];
    const kinds = [...met.marks.keys()].filter((mark) => mark.startsWith('fault:'));
    expect(kinds.length).toBeGreaterThan(30);
    expect(met.missing([...rules, 'decision:rollback', 'decision:promote', 'decision:stepBack', 'two-at-once'])).toEqual([]);
  });
});
