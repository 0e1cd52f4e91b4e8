import { foldAll, type LedgerEvent } from '@rampart/rollout-policy';
import { aPolicy } from '@rampart/testing/fakes';
import { describe, expect, it } from 'vitest';
import { storyOf } from './story.ts';

const envelope = (sequence: number) => ({ schema: 1, sequence, atMs: sequence, operation: `o${String(sequence)}`, actor: 'ada' }) as const;
const started = (drill: { readonly drill?: true }): readonly LedgerEvent[] => [
  { ...envelope(1), kind: 'adopted', target: 'fraud-prod', slots: ['a', 'b'], stable: { version: 'v1', digest: 'sha256:1', slot: 'a' } },
  { ...envelope(2), kind: 'started', rolloutId: 'r1', candidate: { version: 'v-bad', digest: 'sha256:2', slot: 'b', artifact: 'x' }, policy: aPolicy(), policyDigest: 'sha256:p', attempt: 1, why: '', ...drill },
];

describe('storyOf', () => {
  it.each([
    ['a release', {}, 'v-bad'],
    ['a drill', { drill: true }, 'nothing'],
  ] as const)('of %s is shown as %j says', (_, drill, expected) => {
    const events = started(drill);
    const folded = foldAll(events);
    const story = folded.kind === 'present' ? storyOf({ state: folded.state, events, breakGlass: () => '', refOf: (version) => version }) : 'nothing';
    expect(story === 'nothing' ? story : story.candidate).toBe(expected);
  });
});
