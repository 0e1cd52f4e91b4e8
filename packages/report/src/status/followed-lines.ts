// Releases that ended and whose labels are still awaited, or say that they are worse: one line each, below the line of their target.
import type { TargetState } from '@rampart/rollout-policy';
import { cleanLine } from '../text/clean-line.ts';

const LENGTH_MAX = 400;

export function followedLines({ following }: TargetState, nowMs: number): readonly string[] {
  return following
    .filter(({ untilMs, told }) => untilMs > nowMs || told.length > 0)
    .map(({ candidate, checks, untilMs, told }) => {
      const until = new Date(untilMs).toISOString().slice(0, 16);
      const found = told.length === 0 ? '' : `; it turned out worse: ${told.join(', ')}`;
      return cleanLine(`${candidate.version} is followed until ${until}Z (${Object.keys(checks).join(', ')})${found}`, LENGTH_MAX);
    });
}
