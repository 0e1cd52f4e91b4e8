// Invariant 14: whoever comes late finds the door shut.
import type { LedgerEvent } from '@rampart/rollout-policy';
import type { Checker } from './checker.ts';
import { clockSlackMs, inspection, percent } from './inspection.ts';
import { effectIdOf, plannedId, setCalls } from './reference/router-calls.ts';

export const supersededControllerIsFenced: Checker = {
  id: '14-superseded-controller-is-fenced',
  rule: 'A controller that was overtaken changes nothing: the ledger has one line without a gap, the router is never moved up by an effect that is older than the one it carries, and never for a rollout that has ended.',
  check: (recording) => {
    const found = inspection();
    const { events, weights, startMs } = recording;
    for (const [index, { sequence, atMs }] of events.entries()) found.expect(sequence === index + 1, atMs - startMs, `event ${index + 1} of the ledger has sequence ${sequence}`);
    const sequences = new Map(events.flatMap((event) => effectsOf(event).map((effect) => [effect.id, effect.sequence] as const)));
    const endedAt = new Map(events.flatMap((event) => (event.kind === 'ended' ? [[event.rolloutId, event.atMs] as const] : [])));
    const carried = new Map<string, number>();
    for (const [index, change] of weights.entries()) {
      const { atMs, by, rolloutId, weightPpm } = change;
      if (by === 'person') continue;
      const effectId = effectIdOf(recording, change);
      const isRaise = weightPpm > (weights[index - 1]?.weightPpm ?? 0);
      const sequence = sequences.get(effectId);
      const newest = carried.get(rolloutId) ?? 0;
      if (isRaise && sequence !== undefined) found.expect(sequence >= newest, atMs - startMs, `effect ${effectId} moves the router to ${percent(weightPpm)} after an effect of sequence ${newest}`);
      const endMs = endedAt.get(rolloutId);
      if (isRaise && endMs !== undefined) found.expect(atMs <= endMs + clockSlackMs(recording), atMs - startMs, `the router is moved to ${percent(weightPpm)} for ${rolloutId}, which has ended`);
      if (sequence !== undefined) carried.set(rolloutId, Math.max(newest, sequence));
    }
    for (const { call, effectId, isFenced } of setCalls(recording)) {
      const planned = plannedId(effectId);
      const before = weights.findLast((change) => change.atMs < call.atMs)?.weightPpm ?? 0;
      if (planned === 'another' || planned.weight <= before) continue;
      found.expect(isFenced, call.atMs - startMs, `${call.job} raises to ${percent(planned.weight)} at whatever version the router has`);
    }
    return found.checked();
  },
};

export function effectsOf(event: LedgerEvent): readonly { readonly id: string; readonly sequence: number; readonly weight: number; readonly mirror: number; readonly rolloutId: string; readonly purpose: string }[] {
  if (event.kind === 'intended') return [event.effect];
  return event.kind === 'ticked' && event.effect.kind !== 'none' ? [event.effect.effect] : [];
}
