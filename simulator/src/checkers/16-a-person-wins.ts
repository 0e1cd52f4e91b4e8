// Invariant 16: a person's word, or hand at the router, stands before anything that is decided.
import type { Checker } from './checker.ts';
import { clockSlackMs, inspection, percent } from './inspection.ts';
import { bookOf } from './reference/book.ts';

export const aPersonWins: Checker = {
  id: '16-a-person-wins',
  rule: 'An abort is a rollback whatever else the look sees, a weight that a person lowered is not raised again, and one that a person raised is not taken for ours.',
  check: (recording) => {
    const found = inspection();
    for (const { event, atMs, seen } of bookOf(recording).looks) {
      const { decision, situation } = event;
      const { router, request } = situation;
      if (request.kind === 'abort') found.expect(decision.kind === 'rollback', atMs, `a person aborts, and the decision is ${decision.kind}`);
      if (seen.phase === 'leaving' || router.kind !== 'read' || router.ours) continue;
      if (router.weight < seen.weight) found.expect(decision.kind === 'rollback', atMs, `somebody lowered the weight from ${percent(seen.weight)} to ${percent(router.weight)}, and the decision is ${decision.kind}`);
      if (router.weight > seen.weight) found.expect(decision.kind !== 'advance' && decision.kind !== 'promote' && decision.kind !== 'finished', atMs, `somebody raised the weight to ${percent(router.weight)}, and the decision is ${decision.kind}`);
    }
    byHand(recording, found.expect);
    return found.checked();
  },
};

/** What the router did: from a person's lowering to a person's raise no rollout goes up that was live then. */
function byHand(recording: Parameters<Checker['check']>[0], expect: (holds: boolean, atMs: number, seen: string) => void): void {
  const { weights, events, startMs } = recording;
  let loweredAtMs: number | 'never' = 'never';
  for (const [index, { atMs, by, weightPpm, rolloutId }] of weights.entries()) {
    const served = weights[index - 1]?.weightPpm ?? 0;
    if (by === 'person') {
      loweredAtMs = weightPpm < served ? atMs : weightPpm > served ? 'never' : loweredAtMs;
      continue;
    }
    const started = events.find((event) => event.kind === 'started' && event.rolloutId === rolloutId);
    if (loweredAtMs === 'never' || started === undefined || started.atMs > loweredAtMs - clockSlackMs(recording)) continue;
    expect(weightPpm <= served, atMs - startMs, `the router goes from ${percent(served)} to ${percent(weightPpm)} after a person lowered it`);
  }
}
