// How every simulated release begins: v1 serves in the first slot, v2 was just started in the other one. Events as a ledger holds them.
import { fold, type LedgerEvent, type Policy, type Rollout, type TargetState } from '@rampart/rollout-policy';

export const STABLE_DIGEST = `sha256:${'1'.repeat(64)}`;
export const CANDIDATE_DIGEST = `sha256:${'2'.repeat(64)}`;

export interface Started {
  readonly events: readonly { readonly event: LedgerEvent; readonly state: TargetState }[];
  readonly state: TargetState;
}

export function startedState(policy: Policy, startMs: number): Started {
  const [stableSlot, candidateSlot] = policy.serve.slots;
  const envelope = { schema: 1, atMs: startMs, actor: 'simulation' } as const;
  const adopted: LedgerEvent = {
    ...envelope,
    kind: 'adopted',
    sequence: 1,
    operation: `adopt/${policy.target}`,
    target: policy.target,
    slots: policy.serve.slots,
    stable: { version: 'v1.0.0', digest: STABLE_DIGEST, slot: stableSlot },
  };
  const before = fold({ kind: 'empty' }, adopted);
  const started: LedgerEvent = {
    ...envelope,
    kind: 'started',
    sequence: 2,
    operation: 'start/simulated',
    rolloutId: 'simulated',
    candidate: { version: 'v2.0.0', digest: CANDIDATE_DIGEST, slot: candidateSlot, artifact: 'simulated' },
    policy,
    policyDigest: 'simulated',
    attempt: 1,
    why: '',
  };
  const state = fold({ kind: 'present', state: before }, started);
  return { events: [{ event: adopted, state: before }, { event: started, state }], state };
}

/** The live rollout of a state that has one. */
export function liveOf({ rollout }: TargetState): Rollout {
  if (rollout.kind === 'none') throw new Error('the rollout has ended');
  return rollout;
}
