// Where spans have to end so that blocks come out on their grid: an entry of the log is never taken apart.
import { labelsQuestionOf } from '@rampart/rollout-policy';
import type { Trial } from '../scenario/scenario.ts';
import type { SourceKind } from './telemetry.ts';

/**
 * The next offset after `afterMs` at which a recorded span should end. A source with history cuts blocks from the start on, a label source on multiples since
 * the epoch; pages need no cut. Where spans are longer than that, blocks are too, and nothing is lost or told twice.
 */
export function nextCutMs({ policy }: Pick<Trial, 'policy'>, { source, startMs }: { readonly source: SourceKind; readonly startMs: number }, afterMs: number): number {
  const { blockMs } = policy.expert;
  const ofHistory = source === 'history' ? (Math.floor(afterMs / blockMs) + 1) * blockMs : Number.POSITIVE_INFINITY;
  const hasLabels = policy.checks.some(({ signal }) => labelsQuestionOf(signal).kind === 'asked');
  const ofLabels = hasLabels ? (Math.floor((startMs + afterMs) / blockMs) + 1) * blockMs - startMs : Number.POSITIVE_INFINITY;
  return Math.min(ofHistory, ofLabels);
}
