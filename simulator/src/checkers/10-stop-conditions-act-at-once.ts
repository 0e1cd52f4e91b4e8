// Invariant 10: what stops a rollout does so in the first look that can see it.
import { onlyTells } from '@rampart/rollout-policy';
import type { Checker } from './checker.ts';
import { isByPerson } from './history.ts';
import { inspection } from './inspection.ts';
import { bookOf, type BookedLook } from './reference/book.ts';
import { brokenLimits } from './reference/limits.ts';
import { isPlain } from './reference/odds.ts';
import { budget, excessOf, labelsOf, oddsAskedFor, spendable } from './reference/promise.ts';
import { isExposed } from './reference/router-reading.ts';

const GOES_ON: ReadonlySet<string> = new Set(['advance', 'promote', 'finished']);
type Expect = (holds: boolean, atMs: number, seen: string) => void;

export const stopConditionsActAtOnce: Checker = {
  id: '10-stop-conditions-act-at-once',
  rule: 'A broken limit, odds that the error budget asks for, and a spent budget of bad requests act in the first look in which they are visible, whatever else that look says; and nobody is sent back without one of them.',
  check: (recording) => {
    const found = inspection();
    for (const look of bookOf(recording).looks) {
      if (look.seen.phase === 'leaving' || isByPerson(look.event)) continue;
      limits(look, found.expect);
      odds(look, found.expect);
      harm(look, found.expect);
    }
    return found.checked();
  },
};

function takesOut({ event: { decision, situation } }: BookedLook): boolean {
  return decision.kind === 'rollback' || (decision.kind === 'halt' && situation.stable === 'dead');
}

function limits(look: BookedLook, expect: Expect): void {
  const { event, atMs, seen } = look;
  const { decision, situation } = event;
  for (const check of seen.policy.checks) {
    const counted = seen.checks[check.name];
    if (counted === undefined) continue;
    for (const { cell, candidate, isCommon } of brokenLimits(seen.policy, check, counted)) {
      const said = `${check.name} broke its limit in ${cell} (${candidate.events} of ${candidate.trials})`;
      const isAnswered = situation.request.kind === 'approve' || seen.answered.includes(`check:${check.name}`);
      if (check.then === 'rollback' && !isCommon) expect(takesOut(look), atMs, `${decision.kind} although ${said}`);
      if (!onlyTells(check.then) && (check.then === 'rollback' || !isAnswered)) expect(!GOES_ON.has(decision.kind), atMs, `${decision.kind} although ${said}`);
    }
  }
}

function odds(look: BookedLook, expect: Expect): void {
  const { event, atMs, seen } = look;
  const { policy, checks } = seen;
  const live = policy.checks.filter((check) => check.then === 'rollback' && labelsOf(check) === 'none');
  const known = live.filter((check) => isPlain(policy, check)).map((check) => ({ check, now: checks[check.name]?.odds.against ?? 1, peak: checks[check.name]?.odds.peak ?? 1 }));
  for (const { check, peak } of known) {
    const asked = oddsAskedFor(policy, check);
    if (peak >= asked * (1 + 1e-6)) expect(takesOut(look), atMs, `${event.decision.kind} although the odds against ${check.name} reached ${peak.toFixed(1)} (${asked} are asked for)`);
    const blamed = event.decision.reasons.some((reason) => reason.code === 'regression' && reason.check === check.name);
    if (blamed) expect(peak >= asked * (1 - 1e-6), atMs, `${check.name} is blamed at odds of ${peak.toFixed(1)}, ${asked} are asked for`);
  }
  if (live.length === 0 || known.length < live.length) return;
  const merged = known.reduce((sum, { now }) => sum + now, 0) / live.length;
  const needed = 1 / budget(policy);
  if (merged >= needed * (1 + 1e-6)) expect(takesOut(look), atMs, `${event.decision.kind} although the checks together are at odds of ${merged.toFixed(1)}`);
  const blamed = event.decision.reasons.some(({ code }) => code === 'combined-regression');
  if (blamed) expect(merged >= needed * (1 - 1e-6), atMs, `the checks together are blamed at odds of ${merged.toFixed(1)}, ${needed} are asked for`);
}

function harm({ event, atMs, seen }: BookedLook, expect: Expect): void {
  const { decision, situation } = event;
  const excess = excessOf(seen);
  if (isPromoted(seen, situation.router) || excess === 'unknown') return;
  const { badRequestsMax } = seen.policy.promise;
  const most = spendable(seen);
  const said = `${excess.toFixed(1)} bad requests of ${badRequestsMax}, ${most.toFixed(1)} of which may be seen`;
  if (excess >= most * (1 + 1e-9)) {
    const isDeadline = decision.reasons.some(({ code }) => code === 'undecided');
    const stops = decision.kind === 'rollback' || decision.kind === 'halt' || decision.kind === 'stepBack' || (decision.kind === 'hold' && (decision.needs !== 'nothing' || !isExposed(situation.router, seen.weight)));
    expect(stops || isDeadline, atMs, `${decision.kind} after ${said}`);
    expect(decision.kind !== 'advance', atMs, `raised after ${said}`);
  }
  const isBlamed = decision.reasons.some(({ code }) => code === 'harm-budget-spent');
  if (isBlamed) expect(excess >= most * (1 - 1e-9), atMs, `the budget is called spent after ${said}`);
}

/** The promise on bad requests ends with the promotion's raise, also while only the registry's pointer is waited for. */
function isPromoted({ phase, weight, policy }: BookedLook['seen'], router: BookedLook['event']['situation']['router']): boolean {
  if (phase !== 'awaiting-promotion' || router.kind === 'unreadable') return phase === 'baking';
  const holdback = policy.plan.reduce((most, stage) => (stage.kind === 'bake' ? Math.max(most, stage.holdback) : most), 0);
  const raised = Math.floor((1_000_000 - holdback) / router.step) * router.step;
  return weight >= (raised === 0 ? 1_000_000 : raised);
}
