// The rate that rules of thumb look at.
import type { ArmCounts } from '../../../../packages/rollout-policy/src/evidence.ts';

export function errorRatio({ trials, events }: ArmCounts): number {
  return trials === 0 ? 0 : events / trials;
}
