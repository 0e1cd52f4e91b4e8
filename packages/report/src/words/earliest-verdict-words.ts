// When the checks can have decided for the candidate at this traffic, if it is as good as stable.
import type { CheckReport, Decision, Reason } from '@rampart/rollout-policy';
import { duration } from '../text/quantity.ts';
import { utcMoment } from '../text/utc-time.ts';
import { named } from './foreign-text.ts';
import type { RolloutContext } from './rollout-context.ts';

const YEAR_MS = 365 * 86_400_000;

/** Decisions after which no certificate is awaited, or whose own sentence says that nothing is known. */
const CLOSED: readonly Reason['code'][] = ['harm-budget-spent', 'leaving', 'baking', 'baked', 'awaiting-promotion', 'superseded', 'traffic-unknown', 'undecided', 'all-certified', 'split-won', 'split-futile'];

/** Empty where nothing is awaited: a promotion needs all checks that can roll back, so the slowest of them counts. */
export function earliestVerdictWords(decision: Decision, context: RolloutContext, nowMs: number): string {
  const isOpen = decision.kind === 'hold' || decision.kind === 'advance' || decision.kind === 'stepBack';
  if (!isOpen || decision.reasons.some(({ code }) => CLOSED.includes(code))) return '';
  const awaited = decision.checks.filter((report) => report.then === 'rollback' && report.wait.kind !== 'none');
  if (awaited.length === 0) return '';
  const unknown = awaited.find(({ wait }) => wait.kind === 'unknown');
  if (unknown !== undefined) return `When ${named(unknown.name)} can have a verdict is not known yet: too little traffic was seen to tell.`;
  const slowest = awaited.reduce((a, b) => (waitMs(b) > waitMs(a) ? b : a));
  const ms = waitMs(slowest);
  if (!(ms < YEAR_MS)) return `At this traffic ${named(slowest.name)} can never be shown to be as good: that would take more than a year.`;
  const verdict = `At this traffic the earliest verdict is at ${utcMoment(nowMs + ms, nowMs)} UTC (in ${duration(ms)}), when ${named(slowest.name)} can be shown to be as good.`;
  return nowMs + ms > context.startedAtMs + context.promise.decideWithinMs ? `${verdict} ${tooLateWords(context)}` : verdict;
}

function waitMs({ wait }: CheckReport): number {
  return wait.kind === 'time' ? wait.ms : 0;
}

function tooLateWords({ promise }: RolloutContext): string {
  const late = `That is later than the ${duration(promise.decideWithinMs)} that the policy gives`;
  switch (promise.ifUndecided) {
    case 'ask':
      return `${late}; then a person is asked.`;
    case 'promote':
      return `${late}; then it is promoted without it.`;
    case 'rollback':
      return `${late}; then it is taken out.`;
  }
}
