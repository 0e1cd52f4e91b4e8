// A check with `then: retrain`: a new model is asked for once per rollout and check, live or by labels that come in after the end.
import { failed, ok, promote, type Ports, type Retraining, type RetrainingRequest } from '@rampart/rollout-engine';
import { ppm, type Check } from '@rampart/rollout-policy';
import { aCheck, aPolicy, aRamp, aSmoke, fakeRouter, fakeSmokeProbe, inMemoryLedger, inMemoryRegistry, scriptedMetrics, virtualClock } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { run, type Mode, type StepTarget } from './run.ts';

const HOUR_MS = 3_600_000;
const DRIFT = aCheck({ name: 'drift', then: 'retrain' });

function aWorld(check: Check = DRIFT) {
  const policy = aPolicy({
    checks: [aCheck({}), check],
    promise: { badRequestsMax: 1e6, decideWithinMs: 1e12 },
    plan: [aSmoke(), aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000)], everyMs: 30_000 } }), { kind: 'bake', durationMs: HOUR_MS, holdback: ppm(500_000) }, { kind: 'follow', durationMs: 24 * HOUR_MS, then: 'tell' }],
  });
  const [router, ledger, registry, metrics, clock] = [fakeRouter(), inMemoryLedger(), inMemoryRegistry(), scriptedMetrics(), virtualClock()];
  for (const [version, digit] of [['v1', '1'], ['v2', '2']] as const) registry.register('fraud', { version, digest: `sha256:${digit.repeat(64)}`, artifact: version });
  const wrong = { from: Number.MAX_SAFE_INTEGER };
  for (const name of ['errors', check.name]) {
    metrics.follow(name, ({ fromMs }) => {
      const candidate = name === 'accuracy' ? 5_000 : Math.round(router.weightOf('b') / 100);
      const ratio = name === check.name && fromMs >= wrong.from ? 0.3 : 0.02;
      return { stable: { trials: 10_000 - candidate, events: Math.round((10_000 - candidate) * 0.02) }, candidate: { trials: candidate, events: Math.round(candidate * ratio) } };
    });
  }
  const asked: RetrainingRequest[] = [];
  const nobody = { answers: false, losesTheRecord: false };
  const retraining: Retraining = {
    ask: (request) => {
      asked.push(request);
      if (nobody.losesTheRecord) ledger.faults.next('append', 'unavailable');
      return Promise.resolve(nobody.answers ? failed({ port: 'retraining', code: 'denied', message: 'contents: write is missing', retryable: true, outcome: 'not-done' }) : ok('asked'));
    },
  };
  const ports: Ports = { clock, ledger, router, deployer: router, metrics, registry, freeze: { verify: () => Promise.resolve({ kind: 'none' }), pin: () => Promise.resolve({ kind: 'refused', why: 'nothing is there' }) }, smoke: fakeSmokeProbe(), titleOf: (event) => event.kind };
  const target: StepTarget = { policyFile: 'fraud.yaml', pinned: { policy, digest: 'sha256:p' }, ports, breakGlass: (slot) => slot };
  const step = (mode: Mode, deadlineMs = HOUR_MS) =>
    run({ mode, wanted: { kind: 'newest' }, validation: { kind: 'not-demanded' }, request: { kind: 'none' }, actor: 'test', deadlineMs, silenceMs: 0 }, { targets: [target], clock, signal: new AbortController().signal, told: () => undefined, retraining });
  const records = () => ledger.events('fraud-prod').filter(({ kind }) => kind === 'retraining-asked');
  return { step, ports, ledger, clock, wrong, asked, nobody, records };
}

describe('a check that asks for a new model', () => {
  it('does so once, with the record that has its evidence, and holds up nothing', async () => {
    const { step, wrong, asked, records, ledger } = aWorld();
    wrong.from = 0;
    const [result] = await step('watch', 10 * HOUR_MS);
    expect(result?.outcome).toMatchObject({ kind: 'decided', decision: { kind: 'promote' }, warnings: [] });
    const { rollout, retrainingAsked } = ledger.stateOf('fraud-prod');
    const rolloutId = rollout.kind === 'live' ? rollout.id : '';
    expect(asked).toEqual([{ target: 'fraud-prod', check: 'drift', rolloutId, evidence: expect.stringMatching(/^head-\d+-tick/) as string }]);
    expect(records()).toMatchObject([{ check: 'drift', rolloutId, evidence: asked[0]?.evidence }]);
    expect(retrainingAsked).toEqual([{ rolloutId, check: 'drift' }]);
    await step('tick');
    expect(asked).toHaveLength(1);
  });

  it('asks again at the next look where nobody could be asked, and says so', async () => {
    const { step, wrong, asked, nobody, records } = aWorld();
    wrong.from = 0;
    nobody.answers = true;
    const [denied] = await step('watch', 600_000);
    expect(denied?.outcome.warnings).toEqual(['drift asks for a new model, and nobody could be told; the next look asks again. contents: write is missing']);
    expect(asked.length).toBeGreaterThan(1);
    expect(records()).toEqual([]);
    nobody.answers = false;
    const before = asked.length;
    await step('tick');
    await step('tick');
    expect([asked.length - before, records().length]).toEqual([1, 1]);
  });

  it('asks at the next look for a limit that was broken in one look alone, whose job ended before it could ask', async () => {
    const { step, clock, wrong, asked, nobody, records } = aWorld(aCheck({ ...DRIFT, worseBy: { kind: 'factor', factor: 100 }, limit: { kind: 'share', ratioMax: 0.05 } }));
    await step('watch', 120_000);
    wrong.from = clock.nowMs();
    nobody.answers = true;
    for (let look = 0; look < 10 && asked.length === 0; look += 1) {
      await clock.advance(30_000);
      await step('tick');
    }
    wrong.from = Number.MAX_SAFE_INTEGER;
    nobody.answers = false;
    await clock.advance(30_000);
    await step('tick');
    expect([asked.length, records().length]).toEqual([2, 1]);
    await step('tick');
    expect(asked).toHaveLength(2);
  });

  it('asks once more where that could not be recorded', async () => {
    const { step, wrong, asked, records, nobody } = aWorld();
    await step('watch', 120_000);
    wrong.from = 0;
    nobody.losesTheRecord = true;
    const [unrecorded] = await step('watch', 600_000);
    expect(asked.length).toBeGreaterThan(1);
    expect(unrecorded?.outcome.warnings.some((line) => line.startsWith('a new model was asked for (drift), and that is not recorded: ledger: '))).toBe(true);
    nobody.losesTheRecord = false;
    const before = asked.length;
    await step('watch', 600_000);
    expect([asked.length - before, records().length]).toEqual([1, 1]);
  });

  it('asks nobody while it only observes', async () => {
    const { step, wrong, asked } = aWorld();
    await step('watch', 120_000);
    wrong.from = 0;
    await step('observe');
    expect(asked).toEqual([]);
  });

  it('asks when labels of a release that has ended turn out worse', async () => {
    const accuracy = aCheck({ name: 'accuracy', then: 'retrain', signal: { kind: 'labels', source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 300_000, matureMs: 2 * HOUR_MS } });
    const { step, ports, wrong, asked, clock, records } = aWorld(accuracy);
    await step('watch', 10 * HOUR_MS);
    await promote(ports, { target: 'fraud-prod', actor: 'test', rolloutId: '' });
    await step('watch', 10 * HOUR_MS);
    expect(asked).toEqual([]);
    wrong.from = clock.nowMs() - HOUR_MS;
    for (let look = 0; look < 6; look += 1) {
      await clock.advance(HOUR_MS);
      await step('tick');
    }
    expect(asked).toMatchObject([{ check: 'accuracy' }]);
    expect(records()).toMatchObject([{ check: 'accuracy', rolloutId: asked[0]?.rolloutId }]);
  });
});
