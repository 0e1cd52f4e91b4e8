// Invariant 11: an outage of both arms is no verdict on one of them.
import type { Checker } from './checker.ts';
import { isByPerson } from './history.ts';
import { inspection } from './inspection.ts';
import { bookOf } from './reference/book.ts';
import { brokenLimits } from './reference/limits.ts';

export const commonModeBlamesNobody: Checker = {
  id: '11-common-mode-blames-nobody',
  rule: 'What breaks a limit in both arms at once is neither promoted through nor blamed on the candidate.',
  check: (recording) => {
    const found = inspection();
    for (const look of bookOf(recording).looks) {
      const { event, atMs, seen } = look;
      const { decision } = event;
      for (const check of seen.policy.checks) {
        const counted = seen.checks[check.name];
        if (counted === undefined) continue;
        const broken = brokenLimits(seen.policy, check, counted);
        const blamed = decision.reasons.some((reason) => reason.code === 'limit-breached' && reason.check === check.name);
        if (blamed) found.expect(broken.some(({ isCommon }) => !isCommon), atMs, `the limit of ${check.name} is blamed on the candidate; ${broken.length === 0 ? 'it was kept' : 'stable broke it too'}`);
        const isCommon = broken.length > 0 && broken.every((one) => one.isCommon);
        if (!isCommon || check.then !== 'rollback' || seen.phase === 'leaving' || isByPerson(event)) continue;
        found.expect(decision.kind !== 'promote' && decision.kind !== 'advance' && decision.kind !== 'finished', atMs, `${decision.kind} while both arms break the limit of ${check.name}`);
      }
    }
    return found.checked();
  },
};
