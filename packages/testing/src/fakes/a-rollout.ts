// Builder of a live rollout and of the situation around it, by folding real events: what a test holds is what a ledger could hold.
import { fold, ppm, type Evidence, type LedgerEvent, type Policy, type Rollout, type Situation, type TargetState } from '@rampart/rollout-policy';
import { aPolicy } from './a-policy.ts';

const CANDIDATE = `sha256:${'2'.repeat(64)}`;
const START_MS = 1_700_000_000_000;

/**
 * A rollout of v2 over v1 that was just started; `at(weight)` has it confirmed at that weight in its first ramp stage. No record says since when, so
 * that the blocks of a test need not be split by it.
 */
export function aRollout(policy: Policy = aPolicy()): { fresh(): Rollout; at(weight: number): Rollout; state(): TargetState } {
  const adopted = envelope(1, { kind: 'adopted', target: policy.target, slots: ['a', 'b'], stable: { version: 'v1', digest: `sha256:${'1'.repeat(64)}`, slot: 'a' } });
  const candidate = { version: 'v2', digest: CANDIDATE, slot: 'b', artifact: 'models/v2' };
  const started = envelope(2, { kind: 'started', rolloutId: 'r1', candidate, policy, policyDigest: 'sha256:p', attempt: 1, why: '' });
  const state = (): TargetState => fold({ kind: 'present', state: fold({ kind: 'empty' }, adopted) }, started);
  const fresh = (): Rollout => liveOf(state());
  return {
    state,
    fresh,
    at: (weight) => {
      const rampIndex = policy.plan.findIndex((stage) => stage.kind === 'ramp');
      return { ...fresh(), weight: ppm(weight), weightMax: ppm(weight), firstWeight: ppm(Math.min(weight, 10_000)), weights: [], stageIndex: Math.max(0, rampIndex) };
    },
  };
}

/** Everything in order: router read at the rollout's weight and mirror, candidate ready, nobody away, nothing asked. */
export function aSituation(rollout: Rollout, parts: Partial<Situation> = {}): Situation {
  return {
    nowMs: START_MS + 60_000,
    nextLookMs: rollout.policy.expert.lookMs,
    router: { kind: 'read', weight: rollout.weight, step: ppm(1_000), ours: false, mirror: rollout.mirror },
    candidate: { kind: 'ready', digest: rollout.candidate.digest },
    stable: 'alive',
    frozen: { kind: 'none' },
    smoke: { kind: 'not-asked' },
    quiet: { kind: 'no' },
    request: { kind: 'none' },
    ...parts,
  };
}

/** Evidence of one check, for `decide`. */
export function blocksOf(check: string, blocks: Extract<Evidence, { kind: 'blocks' }>['blocks']): Readonly<Record<string, Evidence>> {
  return { [check]: { kind: 'blocks', blocks, gaps: [] } };
}

/** When the rollouts of this builder start; blocks have to come after. */
export const ROLLOUT_START_MS = START_MS;

type Part<T> = T extends LedgerEvent ? Omit<T, 'schema' | 'sequence' | 'atMs' | 'operation' | 'actor'> : never;

function envelope(sequence: number, part: Part<LedgerEvent>): LedgerEvent {
  return { ...part, schema: 1, sequence, atMs: START_MS, operation: `op-${String(sequence)}`, actor: 'test' };
}

function liveOf(state: TargetState): Rollout {
  if (state.rollout.kind === 'none') throw new Error('the builder starts a rollout');
  return state.rollout;
}
