// The tally of each check, by what it looks at. Gauges are sampled and not asked by requests: aggregated/count-level.ts does that for both engines.
import { InvariantError, type Check } from '@rampart/rollout-policy';
import type { Scenario } from '../../scenario/scenario.ts';
import { baselineOf } from '../baseline.ts';
import type { Population } from '../user-population.ts';
import { BinsTally } from './bins-tally.ts';
import { CalibrationTally } from './calibration-tally.ts';
import { PairsTally } from './pairs-tally.ts';
import { RatioTally } from './ratio-tally.ts';
import { ScoreTally } from './score-tally.ts';
import type { Streams } from './streams.ts';
import type { Tally } from './tally.ts';
import { TimeTally } from './time-tally.ts';
import { UsersTally } from './users-tally.ts';

/** `population`: `none` in a world of requests. */
export function tallyOf(check: Check, scenario: Scenario, { streams, population }: { readonly streams: Streams; readonly population: Population | 'none' }): Tally | 'sampled' {
  const { segments, failBurst } = scenario.traffic;
  const baseline = baselineOf(check, scenario);
  switch (baseline.kind) {
    case 'time':
      return new TimeTally(check.name, baseline.boundsSeconds, streams);
    case 'score':
      return new ScoreTally(check, segments, streams);
    case 'bins':
      return new BinsTally(check.name, Object.keys(baseline.shares), streams);
    case 'level':
      return 'sampled';
    case 'ratio':
      break;
  }
  const ratioTally = (bursts: typeof failBurst | 'single'): RatioTally =>
    new RatioTally({ check, segments, bursts, users: population === 'none' ? 'alike' : (population.propensities[check.name] ?? 'alike'), streams });
  switch (check.signal.kind) {
    case 'pairs':
      return new PairsTally(check.name, streams);
    case 'calibration':
      return new CalibrationTally(check.name, baseline.ratio, streams);
    case 'labels':
      return ratioTally('single');
    case 'share': {
      const requests = ratioTally(failBurst.mean > 1 ? failBurst : 'single');
      return check.signal.unit === 'users' && population !== 'none' ? new UsersTally({ requests, check, segments, users: population.shares.length }) : requests;
    }
    case 'time':
    case 'score':
    case 'bins':
    case 'level':
      throw new InvariantError('the baseline of a check is of its kind', { check: check.name, signal: check.signal.kind });
  }
}
