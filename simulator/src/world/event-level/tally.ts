// What becomes of a request, check by check: each check has a tally that draws and counts it.
import type { Block } from '@rampart/rollout-policy';
import type { QualityNow } from '../quality.ts';

/** The request at hand. One object is used again for every request. */
export interface Request {
  isCandidate: boolean;
  /** 0 in a world without users. */
  user: number;
  /** How often the weight has changed so far: every time some users were moved, and are counted anew. */
  moves: number;
  /** In each dimension of the scenario: which of its values, by place in the dimension. */
  readonly values: Int32Array;
  /** How much likelier it fails for what earlier requests did (feedback). */
  points: number;
  /** Something that both arms share had no room for it: it fails, and nobody answers it. */
  isTurnedAway: boolean;
  waitSeconds: number;
}

export interface Tally {
  /** How good both arms are from now on. */
  renew(now: QualityNow): void;
  /** A request of a user's; whether the check counts an event. */
  serve(request: Request): boolean;
  /** A copy of one of stable's requests, answered by the candidate for nobody. */
  copy(request: Request): void;
  /** What was counted since it was last asked. */
  take(): Block['cells'];
}
