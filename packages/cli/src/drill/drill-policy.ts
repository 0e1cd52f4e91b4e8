// The policy of a drill: the target's own checks and promise, at one small weight that never rises, and no way to a promotion.
import { PPM_ALL, ppm, type Policy, type Ppm } from '@rampart/rollout-policy';

export interface DrillTerms {
  readonly weight: Ppm;
  /** From the first traffic to the last. */
  readonly withinMs: number;
}

/** A tenth of a percent. */
const SMALLEST = 1_000;

/** What `policy` would begin with where it says so, else 0.1 %; what the router can make. `asked`: a person's word, 0 for none. */
export function drillWeight({ plan }: Policy, { asked, step }: { readonly asked: number; readonly step: number }): Ppm {
  const ramp = plan.find((stage) => stage.kind === 'ramp');
  const steps = ramp?.kind === 'ramp' ? ramp.steps : undefined;
  const first = steps?.kind === 'ladder' ? (steps.weights[0] ?? SMALLEST) : steps?.kind === 'instances' ? Math.floor(PPM_ALL / steps.count) : SMALLEST;
  const wanted = asked > 0 ? asked : first;
  return ppm(Math.min(PPM_ALL, Math.max(step, Math.floor(wanted / step) * step)));
}

/** The time in which the policy promises to catch trouble, the shortest where it promises several; else the time in which it decides at all. */
export function promisedMs({ promise }: Policy): number {
  return promise.catches.length > 0 ? Math.min(...promise.catches.map(({ withinMs }) => withinMs)) : promise.decideWithinMs;
}

/** Before the first traffic, with time to spare. */
const PLACING_MS = 600_000;

export function drillPolicy(policy: Policy, { weight, withinMs }: DrillTerms): Policy {
  const sticky = policy.plan.find((stage) => stage.kind === 'ramp');
  return {
    ...policy,
    // No probe: what is drilled is that live traffic shows it. What the checks let pass waits here, and goes no further.
    plan: [{ kind: 'smoke', probe: { kind: 'none' } }, { kind: 'ramp', steps: { kind: 'ladder', weights: [weight], everyMs: 0 }, weightMax: weight, sticky: sticky?.kind === 'ramp' ? sticky.sticky : 'none' }, { kind: 'approval' }],
    // Should the drill itself die, a later look of any job ends it.
    promise: { ...policy.promise, decideWithinMs: 2 * withinMs + PLACING_MS, ifUndecided: 'rollback' },
    // Somebody stands beside it.
    quiet: [],
    onNewVersion: 'queue',
    ...(policy.freeze === undefined ? {} : { freeze: { ...policy.freeze, paths: [] } }),
  };
}
