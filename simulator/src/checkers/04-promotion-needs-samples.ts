// Invariant 4: promotion by evidence has the evidence.
import type { Checker } from './checker.ts';
import { inspection } from './inspection.ts';
import { bookOf, type Book } from './reference/book.ts';
import { isPlain, oddsFor } from './reference/odds.ts';
import { coveredMs } from './reference/promise.ts';

export const promotionNeedsSamples: Checker = {
  id: '04-promotion-needs-samples',
  rule: 'No promotion unless every check that can roll back has its minimum of requests, healthy time in this stage, and the odds that certify; no end before the bake was covered.',
  check: (recording) => {
    const found = inspection();
    const { looks, after } = bookOf(recording);
    for (const { event, atMs, seen } of looks) {
      const { decision } = event;
      const { policy, phase } = seen;
      if (decision.kind === 'finished') {
        const bake = policy.plan.find((stage) => stage.kind === 'bake');
        found.expect(phase === 'baking', atMs, `finished in phase ${phase}`);
        found.expect(coveredMs(seen) >= (bake?.durationMs ?? 0), atMs, `finished after ${coveredMs(seen) / 60_000} min of the bake, which lasts ${(bake?.durationMs ?? 0) / 60_000} min`);
      }
      if (decision.kind !== 'promote' || phase !== 'trial' || !isMeasured(seen)) continue;
      const isUndecided = decision.reasons.some(({ code }) => code === 'undecided');
      found.expect(seen.weight > 0, atMs, 'promoted without a request');
      if (!isUndecided) found.expect(coveredMs(seen) >= policy.expert.blockMs, atMs, 'promoted without healthy time since the last raise');
      for (const check of policy.checks.filter(({ then }) => then === 'rollback')) {
        const counted = seen.checks[check.name];
        const report = decision.checks.find(({ name }) => name === check.name);
        if (counted === undefined || report === undefined) continue;
        const needed = check.signal.kind === 'level' ? 1 : policy.expert.samplesMin;
        found.expect(counted.total.candidate.trials >= needed, atMs, `promoted with ${counted.total.candidate.trials} requests in ${check.name}, ${needed} are asked for`);
        const isFine = report.verdict === 'same' || report.verdict === 'better';
        const mayOnlyBeFine = isUndecided || check.sides === 'both' || check.worseBy.kind === 'none' || check.signal.kind === 'calibration' || check.signal.kind === 'bins';
        found.expect(isFine || (mayOnlyBeFine && report.verdict === 'acceptable'), atMs, `promoted although ${check.name} is ${report.verdict}`);
        if (mayOnlyBeFine || !isPlain(policy, check)) continue;
        const { same, better } = oddsFor(counted.odds);
        const odds = Math.max(same, better);
        found.expect(odds >= (1 - 1e-6) / policy.expert.certifyAlpha, atMs, `promoted with odds of ${odds.toFixed(2)} for ${check.name}, ${1 / policy.expert.certifyAlpha} are asked for`);
      }
    }
    for (const [index, event] of recording.events.entries()) {
      const before = after[index - 1];
      if (event.kind !== 'intended' || before === undefined || before === 'none') continue;
      found.expect(before.phase === 'awaiting-promotion' || before.phase === 'baking', event.atMs - recording.startMs, `the promotion is made in phase ${before.phase}`);
    }
    return found.checked();
  },
};

/** A plan without a stage that measures promotes without a measurement. */
function isMeasured({ policy }: Book): boolean {
  return policy.plan.some(({ kind }) => kind === 'ramp' || kind === 'split');
}
