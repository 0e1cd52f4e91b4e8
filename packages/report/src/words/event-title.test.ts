import { fold, type Folded, type LedgerEvent, type TargetState } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { GOOD, rehearse } from '../../test/rehearsal.ts';
import { aDecision, aTarget } from '../../test/sample-target.ts';
import { eventTitle, outcomeWords } from './event-title.ts';

function titles(events: readonly LedgerEvent[]): readonly string[] {
  let folded: Folded = { kind: 'empty' };
  return events.map((event) => {
    const state: TargetState = fold(folded, event);
    folded = { kind: 'present', state };
    return eventTitle(event, state);
  });
}

const story = titles(
  rehearse({
    seed: 3,
    target: 'flight-delay',
    startMs: Date.UTC(2026, 2, 9, 14, 0, 0),
    secondMs: 1000,
    requestsPerBlock: 1200,
    stable: GOOD,
    candidates: [{ ...GOOD, version: 'v2.0.0', wrongRatio: 0.17, errorRatio: 0.008 }, { ...GOOD, version: 'v3.0.0', errorRatio: 0.06 }],
    pauseMs: 60_000,
    looksMax: 400,
  }),
);

describe('eventTitle', () => {
  it('reads as the story of the rollouts', () => {
    const moves = story.filter((title) => !title.includes('holds'));
    const shape = [
      /^flight-delay: v1\.0\.0 serves from slot a$/u,
      /^v2\.0\.0 starts on slot b \(v1\.0\.0 serves\)$/u,
      /^v2\.0\.0: 0 % -> [\d.]+ %, in place and ready$/u,
      /^v2\.0\.0: [\d.]+ % confirmed at the router$/u,
      /^v2\.0\.0: [\d.]+ % -> [\d.]+ %, no harm seen in [\d,]+ requests$/u,
    ];
    shape.forEach((pattern, index) => expect(moves[index]).toMatch(pattern));
    expect(moves).toContain('v2.0.0: to be promoted, as good as v1.0.0 in every check');
    expect(moves).toContain('v2.0.0: promotion to 99 % begins');
    expect(moves).toContain('v2.0.0: promoted, the registry says so in prod -> v2.0.0');
    expect(moves).toContain('v2.0.0: passed, watched for 10 min after promotion');
    expect(moves).toContain('v2.0.0 serves everything, the rollout is done');
    expect(moves).toContain('v3.0.0 starts on slot a (v2.0.0 serves)');
    expect(moves.at(-2)).toMatch(/^v3\.0\.0: rolled back, failed [\d.]+ times as often as v2\.0\.0$/u);
    expect(moves.at(-1)).toBe('v3.0.0 is out: rolled back, it was worse than v2.0.0');
  });

  it('says how far a hold has come', () => {
    expect(story.find((title) => title.includes('too early'))).toMatch(/^v2\.0\.0: holds at [\d.]+ %, too early for errors \(\d+ of 100 requests\)$/u);
    expect(story).toContain('v2.0.0: holds before its first request, the traffic is not known yet');
  });

  it('is one printable line that fits a log', () => {
    for (const title of story) expect(title).toMatch(/^[^\n]{1,120}$/u);
  });

  it('does not call a candidate unseen whose budget is spent', () => {
    const { events, state } = aTarget();
    const ticked = events.findLast((event) => event.kind === 'ticked');
    if (ticked?.kind !== 'ticked') throw new Error('the sample has looks');
    const decision = aDecision({ from: 0, needs: 'human', reasons: [{ code: 'harm-budget-spent', excess: 102, budget: 100 }] });
    expect(eventTitle({ ...ticked, decision }, state)).toBe('v42: holds at 0 %, 102 of 100 promised bad requests spent');
  });

  it('says that a lowering was not confirmed', () => {
    const { events, state } = aTarget();
    const ticked = events.findLast((event) => event.kind === 'ticked');
    if (ticked?.kind !== 'ticked') throw new Error('the sample has looks');
    const effect = { kind: 'set-weight', id: 'r/9', rolloutId: 'r', sequence: 9, weight: ticked.decision.from, mirror: ticked.decision.mirror, purpose: 'rollback' } as const;
    const unconfirmed: LedgerEvent = { ...ticked, decision: { ...ticked.decision, kind: 'rollback', reasons: [{ code: 'aborted', actor: 'ada', why: 'a hunch' }] }, effect: { kind: 'unconfirmed', effect } };
    expect(eventTitle(unconfirmed, state)).toBe('v42: rolled back, ada stopped it: a hunch (the router has not confirmed it)');
  });
});

describe('outcomeWords', () => {
  it('has words for every outcome', () => {
    expect((['promoted', 'rolled-back', 'halted', 'superseded', 'expired'] as const).map(outcomeWords)).toEqual(['promoted', 'rolled back', 'halted', 'superseded', 'expired']);
  });
});
