// Invariant 37: a decision says what it was made of, and it is true.
import type { Check, CheckReport } from '@rampart/rollout-policy';
import type { Checker } from './checker.ts';
import { inspection, percent } from './inspection.ts';
import { bookOf, type BookedLook } from './reference/book.ts';
import { isPlain, oddsFor } from './reference/odds.ts';
import { budget, oddsAskedFor } from './reference/promise.ts';

type Expect = (holds: boolean, atMs: number, seen: string) => void;

export const decisionNamesItsEvidence: Checker = {
  id: '37-decision-names-its-evidence',
  rule: 'Every decision names the policy, the rule that spoke first, and per check the counts, the watermark, the odds and the odds asked for, as an independent count of its evidence has them.',
  check: (recording) => {
    const found = inspection();
    for (const look of bookOf(recording).looks) {
      const { event, atMs, seen } = look;
      const { decision } = event;
      found.expect(seen.started.policyDigest !== '', atMs, 'the rollout has no policy digest');
      found.expect(decision.reasons.length > 0, atMs, `${decision.kind} without a reason`);
      found.expect(decision.from === seen.weight, atMs, `decided from ${percent(decision.from)} where ${percent(seen.weight)} is recorded`);
      const stays = decision.kind === 'hold' || decision.kind === 'promote' || decision.kind === 'halt';
      found.expect(!stays || decision.to === seen.weight, atMs, `${decision.kind} from ${percent(seen.weight)} to ${percent(decision.to)}`);
      found.expect(decision.checks.map(({ name }) => name).join() === seen.policy.checks.map(({ name }) => name).join(), atMs, `the decision is about ${decision.checks.map(({ name }) => name).join()}`);
      found.expect(isNear(decision.merged.oddsNeeded, 1 / budget(seen.policy)), atMs, `the checks together need odds of ${decision.merged.oddsNeeded}, the policy asks for ${1 / budget(seen.policy)}`);
      for (const check of seen.policy.checks) {
        const report = decision.checks.find(({ name }) => name === check.name);
        if (report !== undefined) reported(look, check, report, found.expect);
      }
    }
    return found.checked();
  },
};

function reported({ atMs, seen }: BookedLook, check: Check, report: CheckReport, expect: Expect): void {
  const counted = seen.checks[check.name];
  if (counted === undefined) return;
  const { policy } = seen;
  const asked = oddsAskedFor(policy, check);
  expect(isNear(report.oddsNeeded, asked), atMs, `${check.name} needs odds of ${report.oddsNeeded}, its part of the budget asks for ${asked}`);
  expect(report.then === check.then, atMs, `${check.name} is told to ${report.then}, the policy says ${check.then}`);
  expect(report.watermarkMs === counted.watermarkMs, atMs, `${check.name} is used until ${report.watermarkMs}, its blocks reach until ${counted.watermarkMs}`);
  if (check.signal.kind !== 'time') {
    for (const arm of ['stable', 'candidate'] as const) {
      const [told, is] = [report.totals[arm], counted.total[arm]];
      expect(told.trials === is.trials && isNear(told.events, is.events), atMs, `${check.name} of ${arm}: ${told.events} of ${told.trials} reported, ${is.events} of ${is.trials} in its blocks`);
    }
  }
  if (!isPlain(policy, check)) return;
  const { against } = counted.odds;
  expect(isShown(report.odds, against), atMs, `${check.name} reports odds of ${report.odds}, its blocks give ${against}`);
  const { same, better } = oddsFor(counted.odds);
  expect(isShown(report.sameOdds, same), atMs, `${check.name} reports odds of ${report.sameOdds} for being no worse, its blocks give ${same}`);
  expect(isShown(report.betterOdds, better), atMs, `${check.name} reports odds of ${report.betterOdds} for being better, its blocks give ${better}`);
}

function isNear(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));
}

/** Odds are shown rounded down to a hundredth; what is beyond a billion is as good as certain. */
function isShown(shown: number, odds: number): boolean {
  if (shown > 1e9 && odds > 1e9) return true;
  return shown <= odds * (1 + 1e-6) + 1e-9 && shown >= odds * (1 - 1e-6) - 0.011;
}
