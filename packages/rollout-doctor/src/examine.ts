// The whole visit: every area of one target, in the order in which a rollout needs them.
import type { Examined } from './finding.ts';
import { examineClock } from './examinations/examine-clock.ts';
import { examineLabels } from './examinations/examine-labels.ts';
import { examineLedger } from './examinations/examine-ledger.ts';
import { examinePermissions } from './examinations/examine-permissions.ts';
import { examineQueries } from './examinations/examine-queries.ts';
import { examineRegistry } from './examinations/examine-registry.ts';
import { examineRouter } from './examinations/examine-router.ts';
import { examineRules } from './examinations/examine-rules.ts';
import { examineSchedule } from './examinations/examine-schedule.ts';
import type { ClockReadings } from './readings/clock-readings.ts';
import type { GithubReadings } from './readings/github-readings.ts';
import type { TargetReadings } from './readings/target-readings.ts';

export interface Readings {
  readonly target: TargetReadings;
  readonly clock: ClockReadings;
  /** `none`: nothing of this target is kept on GitHub through its API. */
  readonly github: GithubReadings | 'none';
}

export function examine({ target, clock, github }: Readings): readonly Examined[] {
  const mustHold = target.policy.freeze !== undefined && target.policy.freeze.then !== 'tell';
  const isFrozen = target.freeze.kind === 'ok' && target.freeze.value.kind === 'frozen';
  const onGithub = github === 'none' ? [] : [examinePermissions(github), examineRules(github.rules, { isFrozen, mustHold })];
  return [examineRouter(target), examineQueries(target), examineLabels(target), examineRegistry(target), examineLedger(target), ...onGithub, examineClock(clock), examineSchedule(target, github === 'none' ? [] : github.workflows)];
}
