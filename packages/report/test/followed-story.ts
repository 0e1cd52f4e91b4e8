// A whole ledger of a release that was promoted, followed by its labels, found worse and taken out again.
import { ppm, type LedgerEvent, type Policy } from '@rampart/rollout-policy';
import { aTarget, START } from './sample-target.ts';

const DAY_MS = 86_400_000;

/** `policy` has a stage `follow` and a check on labels, `accuracy`. */
export function followedStory(policy: Policy): readonly LedgerEvent[] {
  const effect = { kind: 'set-weight', id: 'r-1/9', rolloutId: 'r-1', sequence: 10, weight: ppm(1_000_000), mirror: ppm(0), purpose: 'finish' } as const;
  const envelope = (sequence: number, days: number) => ({ schema: 1, sequence, atMs: START + days * DAY_MS, operation: `o${String(sequence)}`, actor: 'tests', rolloutId: 'r-1' }) as const;
  return [
    ...aTarget({ policy }).events,
    { ...envelope(10, 1), kind: 'intended', effect },
    { ...envelope(11, 1), kind: 'confirmed', effectId: effect.id, observed: ppm(1_000_000), settledAtMs: START + DAY_MS },
    { ...envelope(12, 2), kind: 'followed-up', evidence: {}, worse: [] },
    { ...envelope(13, 3), kind: 'followed-up', evidence: {}, worse: ['accuracy'] },
    { ...envelope(14, 3), kind: 'restored', why: 'regression' },
  ];
}
