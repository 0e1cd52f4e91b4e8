// Edits of checks: how they count, how many requests they wait for, how much worse they allow.
import type { Check, Policy } from '@rampart/rollout-policy';
import { formatMargin } from '@rampart/policy-document';
import type { PolicyEdit } from './change.ts';

/** Fewer requests say little about a rate of a few percent. */
const SAMPLES_USUAL = 20;
const MARGINS: readonly number[] = [1.5, 2, 3, 5];

/** What was declared independent and is not: retries, bursts, users who stay. */
export function independentChecks(policy: Policy): readonly PolicyEdit[] {
  return policy.checks.filter(({ independent }) => independent).map((check): PolicyEdit => ({
    policy: withCheck(policy, check.name, { independent: false }),
    path: ['checks', check.name, 'independent'],
    from: 'true',
    to: 'false',
    cost: 'counting',
    size: 1,
    why: `failures of ${check.name} come together, so that a burst of them counts as one surprise`,
  }));
}

export function usersUnderSticky(policy: Policy): readonly PolicyEdit[] {
  if (!policy.plan.some((stage) => stage.kind === 'ramp' && stage.sticky === 'user')) return [];
  return policy.checks.flatMap((check): PolicyEdit[] => {
    if (check.signal.kind !== 'share' || check.signal.unit === 'users') return [];
    return [
      {
        policy: withCheck(policy, check.name, { signal: { ...check.signal, unit: 'users' } }),
        path: ['checks', check.name, 'count'],
        from: 'requests',
        to: 'users',
        cost: 'counting',
        size: 1,
        why: 'users stay on one version, so that one of them who fails a lot looks like many; count users, with a counter that counts each once (docs/policies/users.md)',
      },
    ];
  });
}

export function higherMinimum(policy: Policy): readonly PolicyEdit[] {
  return minimums(policy, [SAMPLES_USUAL, 5 * SAMPLES_USUAL].filter((samples) => samples > policy.expert.samplesMin), 'wait for more requests before a limit acts: one failure of few is no rate');
}

export function lowerMinimum(policy: Policy): readonly PolicyEdit[] {
  const { samplesMin } = policy.expert;
  const lower = [samplesMin > SAMPLES_USUAL ? SAMPLES_USUAL : samplesMin / 2].map(Math.floor).filter((samples) => samples >= 5 && samples < samplesMin);
  return minimums(policy, lower, 'wait for fewer requests: at this traffic the minimum itself takes too long');
}

function minimums(policy: Policy, samples: readonly number[], why: string): readonly PolicyEdit[] {
  const { samplesMin } = policy.expert;
  return samples.map((wanted): PolicyEdit => ({
    policy: { ...policy, expert: { ...policy.expert, samplesMin: wanted } },
    path: ['expert', 'samplesMin'],
    from: String(samplesMin),
    to: String(wanted),
    cost: 'counting',
    size: Math.max(wanted / samplesMin, samplesMin / wanted),
    why,
  }));
}

/** Of every check that can send a release back, one ladder: the check with the smallest margin first is what noise trips. */
export function largerMargins(policy: Policy): readonly PolicyEdit[] {
  return policy.checks.flatMap(({ name, worseBy, then, sides }) => {
    if (then !== 'rollback' || worseBy.kind !== 'factor') return [];
    const caught = policy.promise.catches.find(({ check }) => check === name)?.effect;
    // What is promised to be caught cannot be within the margin.
    const below = caught?.kind === 'factor' ? caught.factor : Number.POSITIVE_INFINITY;
    return MARGINS.filter((factor) => factor > worseBy.factor && factor < below).map((factor): PolicyEdit => ({
      policy: withCheck(policy, name, { worseBy: { kind: 'factor', factor } }),
      path: ['checks', name, sides === 'both' ? 'differsBy' : 'worseBy'],
      from: formatMargin(worseBy),
      to: formatMargin({ kind: 'factor', factor }),
      cost: 'less',
      size: factor / worseBy.factor,
      why: `allow ${name} to be ${formatMargin({ kind: 'factor', factor })} of stable's: two equal deployments differ by themselves`,
    }));
  });
}

/** A limit that stable itself touches sends back good releases. */
export function ignoredLimits(policy: Policy): readonly PolicyEdit[] {
  return policy.checks.flatMap(({ name, limit, then, worseBy }): PolicyEdit[] => {
    // Without limit and margin nothing would be left of the check.
    if (limit.kind === 'none' || then !== 'rollback' || worseBy.kind === 'none') return [];
    return [
      {
        policy: withCheck(policy, name, { limit: { kind: 'none' } }),
        path: ['checks', name, 'limit'],
        from: limitText(limit),
        to: 'none',
        cost: 'less',
        size: 10,
        why: `stable is close to the limit of ${name}; the comparison with stable stays`,
      },
    ];
  });
}

/** For reading beside the change. */
function limitText(limit: Exclude<Check['limit'], { kind: 'none' }>): string {
  switch (limit.kind) {
    case 'share':
      return `${Number((limit.ratioMax * 100).toPrecision(6))}%`;
    case 'time':
      return `{p${Number((limit.quantile * 100).toPrecision(6))}: ${limit.msMax}ms}`;
    case 'level':
      return `{level: ${limit.max}}`;
  }
}

function withCheck(policy: Policy, name: string, parts: Partial<Check>): Policy {
  return { ...policy, checks: policy.checks.map((check) => (check.name === name ? { ...check, ...parts } : check)) };
}
