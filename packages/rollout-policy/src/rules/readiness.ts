// Whether the candidate may get more, or all, of the traffic: it is what was recorded, and nothing speaks against it.
import { isFine } from '../checks/verdicts.ts';
import type { Reason } from '../decision.ts';
import { checksThatHold, frozenData, routerUnreadable } from './declared-rules.ts';
import type { Look } from './look.ts';

export function candidateTrouble({ rollout, situation: { candidate } }: Look): Reason | 'none' {
  if (candidate.kind !== 'ready') return { code: 'candidate-not-ready', why: candidate.why };
  if (candidate.digest !== rollout.candidate.digest) return { code: 'candidate-digest-differs', expected: rollout.candidate.digest, observed: candidate.digest };
  return 'none';
}

/**
 * What even an approval needs: traffic was exposed, nothing speaks against it, the candidate is what was recorded. A check that only holds asks a
 * person, so the person who approves now has answered it.
 */
export function mayPromote(look: Look): boolean {
  const undisturbed = checksThatHold(look) === 'silent' && frozenData(look) === 'silent' && routerUnreadable(look) === 'silent' && candidateTrouble(look) === 'none';
  return undisturbed && look.rollout.weight > 0 && look.reports.every((report) => report.then !== 'rollback' || isFine(report));
}
