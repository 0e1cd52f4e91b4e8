// The model registry of a simulation: the version that serves, the one that is released, and newer ones as a scenario brings them.
import type { ModelRegistry } from '@rampart/rollout-engine';
import type { Policy } from '@rampart/rollout-policy';
import { inMemoryRegistry } from '@rampart/testing/fakes';
import { CANDIDATE_DIGEST, STABLE_DIGEST } from '../rollout/started-state.ts';
import type { FaultsInForce } from './faults-in-force.ts';
import type { VirtualTime } from './virtual-time.ts';

export const STABLE = { version: 'v1.0.0', digest: STABLE_DIGEST } as const;
const CANDIDATE = { version: 'v2.0.0', digest: CANDIDATE_DIGEST } as const;

export interface SimulatedRegistry extends ModelRegistry {
  /** Somebody registers the next version. */
  registerNext(): void;
}

export function simulatedRegistry({ model }: Policy, faults: FaultsInForce, time: VirtualTime): SimulatedRegistry {
  const base = inMemoryRegistry();
  const register = ({ version, digest }: { readonly version: string; readonly digest: string }): void => base.register(model.name, { version, digest, artifact: `models/${version}` });
  let newest = 2;
  register(STABLE);
  register(CANDIDATE);
  void base.movePointer({ model: model.name, stage: model.stage, from: { kind: 'none' }, to: STABLE.version, actor: 'simulation' });

  const under = <T>(operation: 'newest' | 'resolve' | 'pointer' | 'movePointer', call: () => T): T => {
    if (faults.on('registry-unavailable', time.nowMs) !== 'none') base.faults.next(operation, 'unavailable');
    return call();
  };
  return {
    newest: (name) => under('newest', () => base.newest(name)),
    resolve: (name, version) => under('resolve', () => base.resolve(name, version)),
    pointer: (name, stage) => under('pointer', () => base.pointer(name, stage)),
    movePointer: (move) => under('movePointer', () => base.movePointer(move)),
    registerNext: () => {
      newest += 1;
      register({ version: `v${String(newest)}.0.0`, digest: `sha256:${String(newest % 10).repeat(64)}` });
    },
  };
}
