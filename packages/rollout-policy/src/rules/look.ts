// Everything that a rule may look at: the rollout with the new evidence in it, the world around it, and what follows from both.
import { absorb, type Absorbed } from '../checks/absorb.ts';
import type { CheckReport } from '../decision.ts';
import type { Evidence } from '../evidence.ts';
import type { Situation } from '../event.ts';
import { allowedWeight, excessHarm, requestsPerMs } from '../promise/harm.ts';
import { onlyTells } from '../policy.ts';
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
  /** The checks that can roll back and are measured as requests come: their evidence is merged. */
  readonly live: readonly Check[];
  /** The checks by which healthy time and blindness are told: all that can do something; labels, which come later, only where there is nothing else. */
  readonly clocked: readonly Check[];
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
    clocked: clockedChecks(policy),
    excess: excessHarm(policy, absorbed.checks),
    allowed: allowedWeight(policy, absorbed.checks, { nextLookMs: situation.nextLookMs, isFirst: rollout.weight === 0 }),
    traffic: requestsPerMs(policy, absorbed.checks),
  };
}

function clockedChecks(policy: Policy): readonly Check[] {
  const acting = policy.checks.filter((check) => !onlyTells(check.then));
  const live = acting.filter((check) => !isDelayed(check));
  return live.length > 0 ? live : acting.length > 0 ? acting : policy.checks;
}
