// The cheapest engine that can represent a trial.
import type { Trial } from '../scenario/scenario.ts';
import { aggregatedWorld, whyNotAggregated } from './aggregated.ts';
import { eventLevelWorld } from './event-level/index.ts';
import { newPopulations, type Populations } from './user-population.ts';
import type { World } from './world.ts';

/** `populations`: what other runs have drawn already. The world is the same without. */
export function worldOf(trial: Trial, populations: Populations = newPopulations()): World {
  return whyNotAggregated(trial) === '' ? aggregatedWorld(trial, populations) : eventLevelWorld(trial, { populations });
}
