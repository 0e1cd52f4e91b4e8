// Invariant 29: whoever delivers a tick twice gets the same state once.
import type { Checker } from './checker.ts';
import { inspection } from './inspection.ts';
import { bookOf } from './reference/book.ts';

export const oneTickTwiceIsOne: Checker = {
  id: '29-one-tick-twice-is-one',
  rule: 'No operation is recorded twice, no block is used twice, and no effect is carried out twice, however often a tick is delivered.',
  check: (recording) => {
    const found = inspection();
    const { events, startMs } = recording;
    const operations = new Set<string>();
    for (const { atMs, operation, sequence, kind } of events) {
      const name = kind === 'ticked' || kind === 'followed-up' ? `${operation}@${sequence}` : operation;
      found.expect(!operations.has(name), atMs - startMs, `operation ${operation} is recorded twice`);
      operations.add(name);
    }
    for (const { event, atMs, before, seen } of bookOf(recording).looks) {
      for (const [name, news] of Object.entries(event.evidence)) {
        if (news.kind !== 'blocks') continue;
        const report = event.decision.checks.find((check) => check.name === name);
        const repeats = news.blocks.some(({ fromMs }) => fromMs < (before.checks[name]?.watermarkMs ?? 0));
        const counted = seen.checks[name];
        // Latency reports the bound that certifies, and not the whole.
        if (repeats && report !== undefined && counted !== undefined && seen.policy.checks.find((check) => check.name === name)?.signal.kind !== 'time') {
          found.expect(report.totals.stable.trials === counted.total.stable.trials && report.watermarkMs === counted.watermarkMs, atMs, `${name} uses blocks again that were used before: ${report.totals.stable.trials} requests of stable, and there were ${counted.total.stable.trials}`);
        }
        found.expect((seen.checks[name]?.watermarkMs ?? 0) >= (before.checks[name]?.watermarkMs ?? 0), atMs, `the watermark of ${name} goes back`);
      }
    }
    const carriedOut = new Map<string, number>();
    const isHalved = recording.trial.scenario.faults.some(({ kind }) => kind === 'router-halves' || kind === 'router-late');
    for (const { effectId = '', by, atMs, weightPpm } of recording.weights) {
      // Only where the router itself says which effect it was.
      if (effectId === '' || by === 'person' || isHalved) continue;
      const before = carriedOut.get(effectId);
      found.expect(before === undefined, atMs - startMs, `effect ${effectId} is carried out again (${weightPpm} ppm)`);
      carriedOut.set(effectId, weightPpm);
    }
    return found.checked();
  },
};
