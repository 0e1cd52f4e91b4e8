import type { Followed, TargetState } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aTarget } from '../../test/sample-target.ts';
import { followedLines } from './followed-lines.ts';

const untilMs = Date.parse('2026-12-05T08:30Z');

function following(parts: Partial<Followed>): TargetState {
  const { state } = aTarget();
  if (state.rollout.kind === 'none') throw new Error('it is live');
  const { id, candidate, policy, checks, exclusions } = state.rollout;
  return { ...state, rollout: { kind: 'none' }, following: [{ id, candidate, previous: state.stable, policy, checks, exclusions, endedAtMs: 0, untilMs, told: [], ...parts }] };
}

describe('followedLines', () => {
  it('say until when a release is followed, and by which checks', () => {
    expect(followedLines(following({}), untilMs - 1)).toEqual([expect.stringMatching(/^v42 is followed until 2026-12-05T08:30Z \((?:\w+, )*\w+\)$/)]);
  });

  it('keep saying that it turned out worse, also when its time is over', () => {
    expect(followedLines(following({ told: ['errors'] }), untilMs)).toEqual([expect.stringMatching(/^v42 is followed until .*\); it turned out worse: errors$/)]);
    expect(followedLines(following({}), untilMs)).toEqual([]);
  });

  it('are one line each, whatever a version is called', () => {
    const [line] = followedLines(following({ candidate: { slot: 'b', digest: 'sha256:2', version: 'v2\n\u001b[31mx' } }), 0);
    expect(line).not.toMatch(/[\n\u001b]/u);
  });
});
