// Invariant 13: one at a time.
import type { Checker } from './checker.ts';
import { clockSlackMs, inspection } from './inspection.ts';

export const oneRolloutPerTarget: Checker = {
  id: '13-one-rollout-per-target',
  rule: 'At most one rollout of a target is live: none starts before the one before it has ended, and no event or effect is of another one.',
  check: (recording) => {
    const found = inspection();
    const { events, weights, startMs } = recording;
    const spans: { readonly id: string; readonly fromMs: number; toMs: number }[] = [];
    let live = 'none';
    for (const event of events) {
      const atMs = event.atMs - startMs;
      if (!('rolloutId' in event) || event.kind === 'followed-up' || event.kind === 'restored' || event.kind === 'retraining-asked') continue;
      if (event.kind === 'started') {
        found.expect(live === 'none', atMs, `${event.rolloutId} starts while ${live} is live`);
        live = event.rolloutId;
        spans.push({ id: live, fromMs: event.atMs, toMs: Number.POSITIVE_INFINITY });
        continue;
      }
      found.expect(event.rolloutId === live, atMs, `${event.kind} of ${event.rolloutId} while ${live} is live`);
      const isOver = event.kind === 'ended' || (event.kind === 'confirmed' && isFinish(events, event.effectId));
      if (!isOver) continue;
      live = 'none';
      const span = spans.at(-1);
      if (span !== undefined) span.toMs = event.atMs;
    }
    const slackMs = clockSlackMs(recording);
    for (const [index, { atMs, by, rolloutId, weightPpm }] of weights.entries()) {
      const during = spans.find((span) => span.fromMs + slackMs < atMs && atMs < span.toMs - slackMs);
      if (by === 'person' || during === undefined || rolloutId === during.id) continue;
      found.expect(weightPpm <= (weights[index - 1]?.weightPpm ?? 0), atMs - startMs, `${rolloutId} raises the weight while ${during.id} is live`);
    }
    return found.checked();
  },
};

function isFinish(events: Parameters<Checker['check']>[0]['events'], effectId: string): boolean {
  return events.some((event) => event.kind === 'ticked' && event.effect.kind !== 'none' && event.effect.effect.id === effectId && event.effect.effect.purpose === 'finish');
}
