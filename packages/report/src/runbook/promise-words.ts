// What a policy promises, as sentences.
import type { Policy } from '@rampart/rollout-policy';
import { count, decimal, duration, timesIn } from '../text/quantity.ts';
import { weekMoment } from '../text/utc-time.ts';

export function promiseWords({ promise, quiet, onNewVersion }: Policy): readonly string[] {
  const { falseAlarmRatio, badRequestsMax, catches, decideWithinMs, ifUndecided } = promise;
  const undecided = { ask: 'a person is asked', promote: 'it is promoted', rollback: 'it is taken back' }[ifUndecided];
  const newer = { replace: 'takes the place of the one that is being released', queue: 'waits until the release before it has ended', refuse: 'is not started while a release goes on' }[onNewVersion];
  return [
    `At most ${timesIn(falseAlarmRatio)} good releases are sent back.`,
    `At most ${count(badRequestsMax)} bad requests more than stable would have had, in 99 of 100 releases, even if the model is dead on arrival. It ends with the promotion.`,
    ...catches.map(({ check, effect, withinMs }) => `Trouble of ${effect.kind === 'factor' ? `${decimal(effect.factor, 3)} x` : `${decimal(effect.ratio * 100, 3)} points`} in "${check}" is caught within ${duration(withinMs)}.`),
    `Decided within ${duration(decideWithinMs)}; if the evidence is not enough by then, ${undecided}.`,
    `A newer version ${newer}.`,
    ...quiet.map(({ fromMinute, toMinute, zone }) => `From ${weekMoment(fromMinute)} to ${weekMoment(toMinute)} (${zone}) nothing is raised or promoted; lowering never waits.`),
  ];
}
