// Depth `decide` with everything kept, for checkers and for people who ask why; claims take rowOfRelease, which keeps a few numbers.
import type { LedgerEvent, TargetState } from '@rampart/rollout-policy';
import type { RunRow } from '../claims/claim.ts';
import type { Trial } from '../scenario/scenario.ts';
import { worldOf } from '../world/world-of.ts';
import type { World } from '../world/world.ts';
import type { Look, Recording, WeightInForce } from './recording.ts';
import { release, START_MS, type Released } from './release.ts';

export function simulateDecisions(trial: Trial, world: World = worldOf(trial)): Recording {
  const events: LedgerEvent[] = [];
  const states: TargetState[] = [];
  const looks: Look[] = [];
  const weights: WeightInForce[] = [];
  const marks = new Set<string>();
  const released = release(trial, world, {
    looked: (atMs, decision) => {
      looks.push({ atMs: START_MS + atMs, job: 'canary-step', decision });
      marks.add(`decision:${decision.kind}`);
      for (const { code } of decision.reasons) marks.add(`reason:${code}`);
    },
    recorded: (event, state) => {
      events.push(event);
      states.push(state);
    },
    moved: (atMs, weight, mirror) => weights.push({ atMs: START_MS + atMs, weightPpm: Math.round(weight * 1_000_000), mirrorPpm: Math.round(mirror * 1_000_000), rolloutId: 'simulated', by: 'rampart' }),
  });
  marks.add(`outcome:${released.ending.outcome}`);
  return { trial, depth: 'decide', startMs: START_MS, events, states, looks, weights, calls: [], truth: released.truth, ending: released.ending, marks };
}

/** The few numbers that a claim is judged by. */
export function rowOfRelease(trial: Trial, world: World = worldOf(trial)): RunRow {
  return rowOf(trial, release(trial, world));
}

function rowOf({ scenario }: Trial, { ending, truth, promotedAtMs, firstTrafficAtMs, haltedAtMs, askedAfterPromotionAtMs, looks }: Released): RunRow {
  const { outcome, decidedAtMs, outAtMs, askedAtMs, endedAtMs, weightMaxPpm } = ending;
  return { run: scenario.run, outcome, decidedAtMs, outAtMs, askedAtMs, endedAtMs, promotedAtMs, firstTrafficAtMs, haltedAtMs, askedAfterPromotionAtMs, excess: truth.excess, excessInTrial: truth.excessInTrial, bad: truth.bad.candidate, weightMaxPpm, looks };
}
