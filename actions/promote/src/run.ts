// Promotion, as data. The engine does the work; this is the seam that the CLI and the simulator share.
import { promote, type Ports, type PromoteInput, type PromoteOutcome } from '@rampart/rollout-engine';

export function run(request: PromoteInput, ports: Ports): Promise<PromoteOutcome> {
  return promote(ports, request);
}
