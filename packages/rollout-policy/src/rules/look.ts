// Everything that a rule may look at: the rollout with the new evidence in it, the world around it, and what follows from both.
import { absorb, type Absorbed } from '../checks/absorb.ts';
import type { CheckReport } from '../decision.ts';
import type { Evidence } from '../evidence.ts';
import type { Situation } from '../event.ts';
import { allowedWeight, excessHarm, requestsPerMs } from '../promise/harm.ts';
import type { Check, Policy, Stage } from '../policy.ts';
import type { Rollout } from '../state.ts';
import { PPM_NONE, type Ppm } from '../units.ts';
import { isDelayed } from '../checks/delayed.ts';
import { reportCheck } from '../checks/verdicts.ts';

export interface Look {
  readonly rollout: Rollout;
  readonly policy: Policy;
  readonly stage: Stage;
  readonly situation: Situation;
  readonly absorbed: Absorbed;
  readonly reports: readonly CheckReport[];
  /** The checks that can roll back and are measured as requests come. Labels come later: they neither clock a stage nor tell blindness. */
  readonly live: readonly Check[];
  readonly excess: number;
  readonly allowed: Ppm;
  readonly traffic: number | 'unknown';
}

export function lookAt(rollout: Rollout, evidence: Readonly<Record<string, Evidence>>, situation: Situation): Look {
  const { policy } = rollout;
  const absorbed = absorb(rollout, evidence);
  const reports = policy.checks.flatMap((check) => {
    const state = absorbed.checks[check.name];
    return state === undefined ? [] : [reportCheck(policy, check, state, absorbed.breaches)];
  });
  return {
    rollout,
    policy,
    // A plan without a bake: nothing is left to wait for after the promotion.
    stage: policy.plan[rollout.stageIndex] ?? { kind: 'bake', durationMs: 0, holdback: PPM_NONE },
    situation,
    absorbed,
    reports,
    live: policy.checks.filter((check) => check.then === 'rollback' && !isDelayed(check)),
    excess: excessHarm(policy, absorbed.checks),
    allowed: allowedWeight(policy, absorbed.checks, situation.nextLookMs),
    traffic: requestsPerMs(policy, absorbed.checks),
  };
}

/** The router copies more requests than the ledger has confirmed: a shadow that was begun and is not in effect yet. */
export function copiesMore(router: Situation['router'], rollout: Pick<Rollout, 'mirror'>): boolean {
  return router.kind === 'read' && router.mirror !== 'cannot' && router.mirror > rollout.mirror;
}
