// The counter of each check, by what it looks at.
import { InvariantError, type Check } from '@rampart/rollout-policy';
import type { Scenario } from '../../scenario/scenario.ts';
import { baselineOf } from '../baseline.ts';
import { BinsCounter } from './count-bins.ts';
import { CalibrationCounter } from './count-calibration.ts';
import { LevelCounter } from './count-level.ts';
import { PairsCounter } from './count-pairs.ts';
import { RatioCounter } from './count-ratio.ts';
import { ScoreCounter } from './count-score.ts';
import { TimeCounter } from './count-time.ts';
import type { Chance, CheckCounter } from './part.ts';
import { UsersCounter } from './count-users.ts';
import type { Routing } from './routing.ts';
import { countsUsers, type StickyUsers } from './sticky-users.ts';

export interface CountingWorld {
  readonly chance: Chance;
  readonly routing: Routing;
  readonly users: StickyUsers | 'none';
}

export function counterOf(check: Check, scenario: Scenario, { chance, routing, users }: CountingWorld): CheckCounter {
  const { segments, failBurst } = scenario.traffic;
  const baseline = baselineOf(check, scenario);
  switch (baseline.kind) {
    case 'time':
      return new TimeCounter(check.name, baseline, chance);
    case 'score':
      return new ScoreCounter(check, segments, chance);
    case 'bins':
      return new BinsCounter(check.name, baseline, chance);
    case 'level':
      return new LevelCounter(check.name, chance);
    case 'ratio':
      break;
  }
  switch (check.signal.kind) {
    case 'pairs':
      return new PairsCounter(check.name, chance);
    case 'calibration':
      return new CalibrationCounter(check.name, baseline.ratio, chance);
    case 'share':
      if (users !== 'none' && countsUsers(check)) return new UsersCounter(check, { chance, users, segments });
      // Where there are no users to tell apart, each request is of a user of its own.
      return new RatioCounter({ check, chance, routing, segments, bursts: failBurst.mean > 1 ? failBurst : 'single' });
    case 'labels':
      return new RatioCounter({ check, chance, routing, segments, bursts: 'single' });
    case 'time':
    case 'score':
    case 'bins':
    case 'level':
      throw new InvariantError('the baseline of a check is of its kind', { check: check.name, signal: check.signal.kind });
  }
}
