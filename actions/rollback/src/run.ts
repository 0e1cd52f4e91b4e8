// Rollback, as data. The engine does the work; this is the seam that the CLI and the simulator share.
import { rollback, type Ports, type RollbackInput, type RollbackOutcome } from '@rampart/rollout-engine';

export function run(request: RollbackInput, ports: Ports): Promise<RollbackOutcome> {
  return rollback(ports, request);
}
