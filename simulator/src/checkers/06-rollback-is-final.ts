// Invariant 6: once out, never in again.
import type { Checker } from './checker.ts';
import { clockSlackMs, inspection, percent } from './inspection.ts';

export const rollbackIsFinal: Checker = {
  id: '06-rollback-is-final',
  rule: 'After a recorded rollback the weight of that rollout never rises again, and every later look at it takes it out.',
  check: (recording) => {
    const found = inspection();
    const { events, weights, startMs } = recording;
    const left = new Map<string, { readonly atMs: number; readonly index: number }>();
    for (const [index, event] of events.entries()) {
      if (!('rolloutId' in event) || event.kind === 'started' || event.kind === 'followed-up' || event.kind === 'restored' || event.kind === 'retraining-asked') continue;
      const atMs = event.atMs - startMs;
      const before = left.get(event.rolloutId);
      if (before !== undefined) {
        if (event.kind === 'ticked') found.expect(event.decision.kind === 'rollback', atMs, `${event.decision.kind} after the rollback was recorded`);
        if (event.kind === 'ticked' && event.effect.kind !== 'none') found.expect(event.effect.effect.weight === 0 && event.effect.effect.mirror === 0, atMs, `${percent(event.effect.effect.weight)} is set after the rollback was recorded`);
        if (event.kind === 'confirmed') found.expect(event.observed === 0, atMs, `${percent(event.observed)} is confirmed after the rollback was recorded`);
        found.expect(event.kind !== 'intended' && event.kind !== 'promoted', atMs, `${event.kind} after the rollback was recorded`);
      }
      if (event.kind === 'ticked' && event.decision.kind === 'rollback' && before === undefined) left.set(event.rolloutId, { atMs: event.atMs, index });
    }
    for (const [index, { atMs, weightPpm, by, rolloutId }] of weights.entries()) {
      const recorded = left.get(rolloutId);
      if (by !== 'rampart' || recorded === undefined || atMs <= recorded.atMs + clockSlackMs(recording)) continue;
      const served = weights[index - 1]?.weightPpm ?? 0;
      found.expect(weightPpm <= served, atMs - startMs, `the router goes from ${percent(served)} to ${percent(weightPpm)} after the rollback was recorded`);
    }
    return found.checked();
  },
};
