// The cheapest engine that can represent a trial.
import type { Trial } from '../scenario/scenario.ts';
import { aggregatedWorld, whyNotAggregated } from './aggregated.ts';
import { eventLevelWorld } from './event-level/index.ts';
import type { World } from './world.ts';

export function worldOf(trial: Trial): World {
  return whyNotAggregated(trial) === '' ? aggregatedWorld(trial) : eventLevelWorld(trial);
}
