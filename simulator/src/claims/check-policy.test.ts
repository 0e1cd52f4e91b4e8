import { PPM_NONE, ppm, type Policy } from '@rampart/rollout-policy';
import { aCheck, aPolicy, aRamp, aSmoke, type PolicyParts } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { simulateToy, toyTrial } from '../../test/claims/toy-release.ts';
import { inProcessPool } from '../pool/in-process-pool.ts';
import type { RunPool } from '../pool/run-pool.ts';
import { threadPool } from '../pool/thread-pool.ts';
import { checkJson } from './check-result.ts';
import { checkPolicy, judgePolicy, type Check } from './check-policy.ts';
import type { CheckReport, ClaimFigures } from './check-report.ts';
import type { ClaimName, RunRow } from './claim.ts';
import type { Progress } from './hearing.ts';
import type { SimulatedTask } from './simulated-task.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Everything that the toy holds: its promises are proved. */
function goodPolicy(parts: PolicyParts = {}): Policy {
  return aPolicy({
    plan: [aSmoke(), aRamp(), { kind: 'bake', durationMs: DAY, holdback: ppm(10_000) }],
    ...parts,
    promise: { badRequestsMax: 100, catches: [{ check: 'errors', effect: { kind: 'factor', factor: 2 }, withinMs: 6 * HOUR }], decideWithinMs: 3 * DAY, ...parts.promise },
  });
}

function aToyCheck(policy: Policy, parts: Partial<Check> = {}): Check {
  return { policy, policyFile: 'rampart/toy.yaml', digest: 'sha256:toy', own: { kind: 'unknown' }, families: ['toy@1'], budget: { kind: 'at-most', runs: 2_000 }, seed: 0x5eed, codeHash: 'sha256:code', ...parts };
}

async function checked(policy: Policy, parts: Partial<Check> = {}): Promise<CheckReport> {
  return await checkPolicy(aToyCheck(policy, parts), { pool: inProcessPool(simulateToy), trialOf: toyTrial });
}

function claimOf({ claims }: CheckReport, name: ClaimName): ClaimFigures {
  const found = claims.find((claim) => claim.name === name);
  if (found === undefined) throw new Error(`no claim ${name}`);
  return found;
}

describe('checkPolicy', () => {
  it('proves what holds, and says with which confidence, over how many releases', async () => {
    const report = await checked(goodPolicy());
    expect(report.exitCode).toBe(0);
    expect(report.result.claims.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['goodSentBack', 'proved'],
      ['badRequests', 'proved'],
      ['catches:errors', 'proved'],
      ['decideWithin', 'proved'],
      ['afterPromotion', 'proved'],
    ]);
    for (const { observed, bound, confidence, runs } of report.result.claims) {
      expect(confidence).toBe(0.998);
      expect(observed.bound).toBeLessThanOrEqual(bound);
      expect(observed.bound).toBeGreaterThan(observed.ratio);
      expect(runs).toBeGreaterThan(100);
    }
    expect(claimOf(report, 'badRequests')).toMatchObject({ promised: 'at most 100', excessIn99: { kind: 'bound' }, counterexample: { kind: 'none' } });
    expect(claimOf(report, 'badRequests').byCandidate).toHaveLength(9);
    expect(report.changes).toEqual([]);
  });

  it('tells how soon trouble of each size is seen', async () => {
    const { howSoon } = await checked(goodPolicy());
    expect(howSoon.map(({ trouble }) => trouble)).toEqual(['dead on arrival', '10x', '5x', '3x', '2x', '1.5x']);
    const times = howSoon.map(({ medianMs }) => medianMs);
    expect(times).toEqual(times.toSorted((a, b) => Number(a) - Number(b)));
    expect(times.every((time) => time !== 'never')).toBe(true);
  });

  it('refutes false alarms of failures that were declared independent, shows a small release that it happened to, and proposes what stops it', async () => {
    const report = await checked(goodPolicy({ checks: [aCheck({ independent: true })] }));
    expect(report.exitCode).toBe(1);
    const { verdict, observed, counterexample } = claimOf(report, 'goodSentBack');
    expect(verdict).toBe('refuted');
    expect(observed.bound).toBeGreaterThan(0.01);
    expect(counterexample).toMatchObject({ kind: 'run', claim: 'goodSentBack', scenario: { seed: 0x5eed, faults: [], behaviours: [], baseline: {}, traffic: { dispersion: 1, armNoise: 0 } }, row: { outcome: 'rolled-back' } });
    // The scenario ends soon after the break.
    expect(counterexample.kind === 'run' ? counterexample.scenario.horizonMs : DAY).toBeLessThan(2 * HOUR);
    expect(report.changes[0]).toMatchObject({ keeps: 'goodSentBack', path: ['checks', 'errors', 'independent'], from: 'true', to: 'false', cost: 'counting', buys: expect.stringMatching(/^\d+ of \d+ simulated releases were sent back$/) });
  });

  it('names the one of the bad candidates that breaks the promise, though the others keep it', async () => {
    const report = await checked(goodPolicy({ promise: { badRequestsMax: 30 } }));
    expect(claimOf(report, 'badRequests')).toMatchObject({ verdict: 'refuted', candidate: 'worst: 3x' });
    expect(claimOf(report, 'badRequests').byCandidate.filter(({ verdict }) => verdict !== 'proved').map(({ candidate }) => candidate)).toEqual(['worst: 3x']);
    expect(report.changes.at(-1)).toMatchObject({ keeps: 'badRequests', path: ['promise', 'badRequests'], from: '30', to: '50', cost: 'harm' });
  });

  it('refutes a plan that watches nothing after the promotion, and proposes a bake', async () => {
    const report = await checked(goodPolicy({ plan: [aSmoke(), aRamp()] }));
    expect(claimOf(report, 'afterPromotion')).toMatchObject({ verdict: 'refuted', promised: 'nothing watches: the plan has no bake' });
    expect(report.changes).toContainEqual(expect.objectContaining({ keeps: 'afterPromotion', path: ['plan', 2], from: '', to: 'bake: 1d' }));
  });

  it('asks for less where the traffic cannot tell such small trouble from luck in time', async () => {
    const report = await checked(goodPolicy({ promise: { catches: [{ check: 'errors', effect: { kind: 'factor', factor: 2 }, withinMs: HOUR / 2 }] } }));
    expect(claimOf(report, 'catches:errors').verdict).toBe('refuted');
    const proposed = report.changes.filter(({ keeps }) => keeps === 'catches:errors');
    expect(proposed.map(({ path, from, to }) => [path.at(-1), from, to])).toEqual([['errors', '2x', '3x'], ['within', '30m', '2h']]);
  });

  it('never calls a policy that does nothing kept: it breaks the time to decide, and what comes after a promotion stays open', async () => {
    const report = await checked(goodPolicy({ plan: [aSmoke(), aRamp({ weightMax: PPM_NONE }), { kind: 'bake', durationMs: DAY, holdback: ppm(10_000) }] }));
    expect(report.exitCode).toBe(1);
    expect(claimOf(report, 'decideWithin')).toMatchObject({ verdict: 'refuted', askedRatio: 1 });
    expect(claimOf(report, 'afterPromotion')).toMatchObject({ verdict: 'inconclusive', runs: 0, why: expect.stringMatching(/no simulated release was promoted/) });
  });

  it('leaves open what some good releases would ask a person about, which is no pass', async () => {
    const report = await checked(goodPolicy({ promise: { decideWithinMs: 1.3 * HOUR } }));
    const { verdict, observed, why } = claimOf(report, 'decideWithin');
    expect({ verdict, why }).toEqual({ verdict: 'inconclusive', why: 'the other good releases would ask a person' });
    expect(observed.ratio).toBeGreaterThan(0.1);
    expect(observed.ratio).toBeLessThan(0.3);
    expect(report.exitCode).toBe(3);
    expect(report.changes[0]).toMatchObject({ keeps: 'decideWithin', to: '3x' });
  });

  it('cannot judge bad requests that no check counts', async () => {
    const report = await checked(goodPolicy({ checks: [aCheck({ then: 'hold' })] }));
    expect(claimOf(report, 'badRequests')).toMatchObject({ verdict: 'inconclusive', runs: 0, byCandidate: [], why: expect.stringMatching(/no check counts bad requests/) });
    expect(report.exitCode).toBe(3);
  });

  it('splits the error probability over all claims of all families', async () => {
    const { result } = await judgePolicy(aToyCheck(goodPolicy(), { families: ['toy@1', 'toy@2'] }), { pool: inProcessPool(simulateToy) });
    expect(result.claims.map(({ confidence }) => confidence)).toEqual(Array.from({ length: 10 }, () => 0.999));
  });

  it('tells how far it is, and that less is left when a claim is clear early', async () => {
    const told: Progress[] = [];
    await judgePolicy(aToyCheck(goodPolicy()), { pool: inProcessPool(simulateToy), onProgress: (progress) => told.push(progress) });
    expect(told[0]?.total).toBe(12 * 2_000);
    expect(told.at(-1)?.done).toBe(told.at(-1)?.total);
    expect(told.map(({ total }) => total)).toEqual(told.map(({ total }) => total).toSorted((a, b) => b - a));
  });
});

describe('the JSON of a check', () => {
  /** Cuts what is asked for into other pieces, and answers out of order. */
  function otherwiseCut(size: number): RunPool<SimulatedTask, RunRow> {
    return {
      run: async (task, fromRun, toRun) => {
        const starts = Array.from({ length: Math.ceil((toRun - fromRun) / size) }, (_, k) => fromRun + k * size).toReversed();
        const pieces = await Promise.all(starts.map((from) => inProcessPool(simulateToy).run(task, from, Math.min(toRun, from + size))));
        return pieces.toReversed().flat();
      },
      close: async () => {},
    };
  }

  it('has the same bytes every time, however the runs are cut', async () => {
    const check = aToyCheck(goodPolicy());
    const bytes = await Promise.all([inProcessPool(simulateToy), inProcessPool(simulateToy), otherwiseCut(7), otherwiseCut(100)].map(async (pool) => checkJson((await judgePolicy(check, { pool })).result)));
    expect(new Set(bytes).size).toBe(1);
    expect(JSON.parse(bytes[0] ?? '')).toMatchObject({ policy: { file: 'rampart/toy.yaml', target: 'fraud-prod', digest: 'sha256:toy' }, seed: 0x5eed, codeHash: 'sha256:code' });
  });

  it('has the same bytes with workers as in this thread', async () => {
    const check = aToyCheck(goodPolicy());
    const bytes: string[] = [];
    for (const workers of [1, 3]) {
      const pool = threadPool<SimulatedTask, RunRow>({ entry: new URL('../../test/claims/toy-worker.ts', import.meta.url), workers });
      bytes.push(checkJson((await judgePolicy(check, { pool })).result));
      await pool.close();
    }
    bytes.push(checkJson((await judgePolicy(check, { pool: inProcessPool(simulateToy) })).result));
    expect(new Set(bytes).size).toBe(1);
  });

  it('has another hash for another seed, and the same verdicts', async () => {
    const [one, other] = await Promise.all([1, 2].map(async (seed) => (await judgePolicy(aToyCheck(goodPolicy(), { seed }), { pool: inProcessPool(simulateToy) })).result));
    expect(one?.resultHash).not.toBe(other?.resultHash);
    expect(one?.claims.map(({ verdict }) => verdict)).toEqual(other?.claims.map(({ verdict }) => verdict));
  });
});
