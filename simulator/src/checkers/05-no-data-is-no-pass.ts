// Invariant 5: what is not seen is not fine.
import { onlyTells } from '@rampart/rollout-policy';
import type { Checker } from './checker.ts';
import { inspection } from './inspection.ts';
import { bookOf, type Book, type BookedLook } from './reference/book.ts';
import { clocked } from './reference/promise.ts';
import { isExposed } from './reference/router-reading.ts';
import type { Recording } from '../rollout/recording.ts';

const GOES_ON: ReadonlySet<string> = new Set(['advance', 'promote', 'finished']);

export const noDataIsNoPass: Checker = {
  id: '05-no-data-is-no-pass',
  rule: 'Missing, stale, impossible or contradictory data never counts as a pass, and half an hour of it with traffic exposed steps back or asks a person.',
  check: (recording) => {
    const found = inspection();
    for (const look of bookOf(recording).looks) {
      const { decision } = look.event;
      const { policy, checks } = look.seen;
      const isUndecided = decision.reasons.some(({ code }) => code === 'undecided');
      for (const check of policy.checks) {
        const noData = checks[check.name]?.noData ?? '';
        if (noData === '') continue;
        const verdict = decision.checks.find(({ name }) => name === check.name)?.verdict ?? 'insufficient';
        found.expect(verdict === 'insufficient' || verdict === 'invalid' || verdict === 'worse', look.atMs, `${check.name} has no data (${noData}) and is called ${verdict}`);
        const mayGoOn = onlyTells(check.then) || (isUndecided && check.then !== 'rollback');
        found.expect(mayGoOn || !GOES_ON.has(decision.kind), look.atMs, `${decision.kind} although ${check.name} has no data (${noData})`);
      }
      const blindMs = blindFor(look);
      if (blindMs < policy.expert.blindMs || isReturnedUndecided(look.seen, look)) continue;
      found.expect(decision.kind === 'rollback' || decision.kind === 'halt' || decision.kind === 'stepBack' || (decision.kind === 'hold' && decision.needs !== 'nothing'), look.atMs, `${decision.kind} after ${blindMs / 60_000} min without usable evidence, and nobody is asked`);
    }
    unanswered(recording, found.expect);
    return found.checked();
  },
};

/** How long the check that saw least has seen nothing while the candidate was exposed; 0 while it is not. */
function blindFor({ seen, event: { situation } }: BookedLook): number {
  if (!isExposed(situation.router, seen.weight)) return 0;
  const unsettled = seen.exclusions.filter(({ toMs }) => toMs > situation.nowMs).map(({ fromMs }) => fromMs);
  const watermarks = clocked(seen.policy).map(({ name }) => Math.max(seen.started.atMs, seen.checks[name]?.watermarkMs ?? 0));
  return situation.nowMs - Math.min(situation.nowMs, ...watermarks, ...unsettled);
}

function isReturnedUndecided({ policy, phase, started }: Book, { event }: BookedLook): boolean {
  return phase === 'trial' && policy.promise.ifUndecided === 'rollback' && event.situation.nowMs - started.atMs >= policy.promise.decideWithinMs;
}

/** The metric source answered nothing: the look that follows in that job must know it. */
function unanswered({ calls, looks, startMs }: Recording, expect: (holds: boolean, atMs: number, seen: string) => void): void {
  for (const [index, call] of calls.entries()) {
    if (call.port !== 'metrics' || call.answer === 'ok') continue;
    const look = looks.find(({ job, atMs }) => job === call.job && atMs >= call.atMs);
    const askedAgain = calls.slice(index + 1).some(({ job, port, atMs }) => job === call.job && port === 'metrics' && look !== undefined && atMs <= look.atMs);
    if (look === undefined || askedAgain) continue;
    const seeing = look.decision.checks.filter(({ noData }) => noData === '').map(({ name }) => name);
    expect(seeing.length === 0, look.atMs - startMs, `${seeing.join(', ')} count as seen although the metrics did not answer`);
    if (look.decision.reasons.some(({ code }) => code === 'awaiting-promotion')) continue;
    expect(!GOES_ON.has(look.decision.kind), look.atMs - startMs, `${look.decision.kind} although the metrics did not answer`);
  }
}
