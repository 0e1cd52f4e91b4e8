// Recordings of peers, and whether our invariants find what was reported of earlier versions.
import { foldAll } from '@rampart/rollout-policy';
import { aCheck, aPolicy } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { servedTrial, type Served } from '../../test/a-peer-release.ts';
import { CHECKERS } from '../checkers/index.ts';
import type { Recording } from '../rollout/recording.ts';
import type { Trial } from '../scenario/scenario.ts';
import { argoBackgroundExample, flagger, PEERS, rowOfPeer, simulatePeer } from './index.ts';

const HOUR_MS = 3_600_000;
const GOOD: Served = { perMinute: 6_000, errors: 0.002 };
const BAD: Served = { ...GOOD, more: 0.2 };

/** What the invariant of that number has seen broken, in one text. */
function found(recording: Recording, number: number): string {
  const checker = CHECKERS.find(({ id }) => Number.parseInt(id, 10) === number);
  return checker?.check(recording).broken.map(({ seen }) => seen).join('; ') ?? expect.fail(`no checker ${number}`);
}

/** A policy of one check whose only stop is the budget of bad requests: what a peer does about anything else is its own business. */
function trialOf(served: Served, horizonMs = 24 * HOUR_MS): Trial {
  const policy = aPolicy({ checks: [aCheck({ worseBy: { kind: 'none' } })], promise: { badRequestsMax: 2_000 }, expert: { blindMs: 24 * HOUR_MS } });
  const { scenario } = servedTrial(served);
  return { policy, scenario: { ...scenario, horizonMs } };
}

describe('simulatePeer', () => {
  it.each(PEERS)('$name leaves a recording that folds, says who it is a model of, and ends as its row does', (peer) => {
    expect(peer.modelOf).toMatch(/^our model of .*[0-9a-f]{7}/);
    for (const served of [GOOD, BAD]) {
      const recording = simulatePeer(peer, trialOf(served));
      const folded = foldAll(recording.events);
      expect(folded.kind === 'present' ? folded.state : folded).toEqual(recording.states.at(-1));
      const { outcome, decidedAtMs, looks } = rowOfPeer(peer, trialOf(served));
      expect([recording.ending.outcome, recording.ending.decidedAtMs, recording.looks.length]).toEqual([outcome, decidedAtMs, looks]);
      expect(outcome).toBe(served === GOOD ? 'promoted' : 'rolled-back');
      expect(recording.weights.at(-1)?.weightPpm).toBe(served === GOOD ? 1_000_000 : 0);
    }
  });

  it.each(PEERS)('$name can be looked at by every invariant, which keep to the record', (peer) => {
    const recording = simulatePeer(peer, trialOf(BAD));
    for (const checker of CHECKERS) expect(() => checker.check(recording), checker.id).not.toThrow();
    // Whatever a peer decides by, what is out stays out and what is done is written down.
    for (const number of [6, 13, 14, 15, 33]) expect(found(recording, number), String(number)).toBe('');
  });

  it('records what the router does: rounded down, and when it has settled', () => {
    const trial = trialOf(GOOD);
    const { weights } = simulatePeer(flagger({ stepWeight: 0.3 }), { ...trial, scenario: { ...trial.scenario, router: { stepPpm: 250_000, canMirror: false, settlesAfterMs: 5_000 } } });
    expect(weights.map(({ weightPpm, atMs }) => [weightPpm, atMs % 60_000])).toEqual([250_000, 500_000, 1_000_000].map((weightPpm) => [weightPpm, 5_000]));
  });
});

describe('the router of a peer', () => {
  it('serves the candidate from when it has settled, and until it has', () => {
    const trial = trialOf(BAD);
    const recording = simulatePeer(flagger(), { ...trial, scenario: { ...trial.scenario, router: { stepPpm: 10_000, canMirror: false, settlesAfterMs: 30_000 } } });
    const blocks = recording.events.flatMap((event) => (event.kind === 'ticked' && event.evidence['errors']?.kind === 'blocks' ? event.evidence['errors'].blocks : []));
    expect(blocks.filter(({ cells }) => (cells['all']?.candidate.trials ?? 0) > 0)[0]?.fromMs).toBe(recording.startMs + 90_000);
    expect(recording.ending.outAtMs).toBe(Number(recording.ending.decidedAtMs) + 30_000);
    // 10 % of 6,000 a minute, from 90 s on.
    const minutes = (Number(recording.ending.outAtMs) - 90_000) / 60_000;
    expect(recording.truth.requests.candidate / (600 * minutes)).toBeCloseTo(1, 1);
  });
});

describe('our invariants', () => {
  it('find success without promotion where the maximum is no multiple of the step (flagger#189)', () => {
    const uneven = { stepWeight: 0.3, maxWeight: 0.5 };
    const reported = simulatePeer(flagger({ ...uneven, asReported: 'success-without-promotion' }), trialOf(GOOD));
    expect([reported.ending.outcome, reported.weights.at(-1)?.weightPpm]).toEqual(['promoted', 300_000]);
    expect(found(reported, 4)).toContain('finished in phase trial');
    const mended = simulatePeer(flagger(uneven), trialOf(GOOD));
    expect([mended.ending.outcome, mended.weights.at(-1)?.weightPpm]).toEqual(['promoted', 1_000_000]);
    expect(found(mended, 4)).not.toContain('finished in phase trial');
  });

  it('find a threshold that is exceeded while a hook holds the traffic, without a rollback (flagger#1801)', () => {
    const waiting = { confirmTraffic: 'waits' } as const;
    const reported = simulatePeer(flagger({ ...waiting, asReported: 'no-rollback-while-waiting' }), trialOf(BAD, HOUR_MS));
    expect(reported.ending.outcome).toBe('open');
    expect(reported.looks.filter(({ decision }) => decision.checks[0]?.verdict === 'worse').length).toBeGreaterThan(18);
    expect(found(reported, 10)).toMatch(/hold after [0-9.]+ bad requests of 2000/);
    const mended = simulatePeer(flagger(waiting), trialOf(BAD, HOUR_MS));
    expect(mended.ending.outcome).toBe('rolled-back');
    expect(found(mended, 10)).not.toContain('bad requests of 2000');
  });

  it('find an analysis that is Successful with every measurement errored (argo-rollouts#4479)', () => {
    const away: Served = { ...GOOD, scenario: { faults: [{ kind: 'metrics-time-out', arm: 'both', atMs: 9 * 60_000, forMs: 1e9 }] } };
    const reported = simulatePeer(argoBackgroundExample({ consecutiveErrorLimit: 1_000 }), trialOf(away));
    expect(reported.ending).toMatchObject({ outcome: 'promoted', why: 'analysis Successful' });
    expect(found(reported, 5)).toContain('promote although errors has no data');
    const byDefault = simulatePeer(argoBackgroundExample(), trialOf(away));
    expect(byDefault.ending).toMatchObject({ outcome: 'rolled-back', why: 'analysis Error', decidedAtMs: 10 * 60_000 + 40_000 });
    expect(found(byDefault, 5)).not.toContain('promote although');
  });
});
