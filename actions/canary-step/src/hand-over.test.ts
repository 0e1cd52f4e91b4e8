// At its deadline a job that would have stayed hands over: what it saw is recorded, it says so, and the next one goes on without a gap.
import type { Ports } from '@rampart/rollout-engine';
import { ppm } from '@rampart/rollout-policy';
import { aPolicy, aRamp, aSmoke, fakeRouter, fakeSmokeProbe, inMemoryLedger, inMemoryRegistry, scriptedMetrics, virtualClock } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { present } from './present.ts';
import { run, type Mode } from './run.ts';

const WEIGHTS = [ppm(10_000), ppm(20_000)];

function aJob() {
  const policy = aPolicy({ promise: { badRequestsMax: 1e7, decideWithinMs: 1e12 }, plan: [aSmoke(), aRamp({ steps: { kind: 'ladder', weights: WEIGHTS, everyMs: 86_400_000 } })] });
  const [router, ledger, registry, metrics, clock] = [fakeRouter(), inMemoryLedger(), inMemoryRegistry(), scriptedMetrics(), virtualClock()];
  for (const [version, digit] of [['v1', '1'], ['v2', '2']] as const) registry.register('fraud', { version, digest: `sha256:${digit.repeat(64)}`, artifact: version });
  metrics.follow('errors', () => {
    const candidate = router.weightOf('b') / 10;
    return { stable: { trials: 100_000 - candidate, events: 1_000 }, candidate: { trials: candidate, events: Math.round(candidate / 100) } };
  });
  const ports: Ports = { clock, ledger, router, deployer: router, metrics, registry, freeze: { verify: () => Promise.resolve({ kind: 'none' }), pin: () => Promise.resolve({ kind: 'refused', why: 'nothing is there' }) }, smoke: fakeSmokeProbe(), titleOf: (event) => event.kind };
  const target = { policyFile: 'fraud.yaml', pinned: { policy, digest: 'sha256:p' }, ports, breakGlass: (slot: string) => slot };
  const step = async (mode: Mode, deadlineMs: number) => {
    const beganAtMs = clock.nowMs();
    const results = await run({ mode, wanted: { kind: 'newest' }, validation: { kind: 'not-demanded' }, request: { kind: 'none' }, actor: 'test', deadlineMs }, { targets: [target], clock, signal: new AbortController().signal, told: () => undefined });
    return { results, shown: present(results), lastedMs: clock.nowMs() - beganAtMs };
  };
  return { step, ledger, metrics };
}

describe.each(['watch', 'auto'] as const)('a job with mode %s at its deadline', (mode) => {
  it('has ended by then, is green, and says that the next tick goes on', async () => {
    const { results, shown, lastedMs } = await aJob().step(mode, 600_000);
    expect(lastedMs).toBeLessThanOrEqual(600_000);
    expect(lastedMs).toBeGreaterThan(500_000);
    expect(results).toMatchObject([{ handedOver: true, outcome: { kind: 'decided' } }]);
    expect(shown).toMatchObject({ exitCode: 0, closing: { next: 'This job was at its deadline and has handed over: the next tick goes on from what is recorded.' } });
    expect(shown.summary).toContain('has handed over');
  });

  it('has recorded all that it saw, and the next job goes on from there', async () => {
    const { step, ledger, metrics } = aJob();
    const { results } = await step(mode, 600_000);
    const recorded = ledger.stateOf('fraud-prod');
    expect(results[0]?.outcome).toMatchObject({ state: recorded });
    const before = metrics.requests().length;
    const { results: next } = await step(mode, 600_000);
    const rollout = recorded.rollout.kind === 'live' ? recorded.rollout : expect.fail('a rollout is live');
    expect(metrics.requests()[before]?.questions).toMatchObject([{ fromMs: rollout.checks['errors']?.watermarkMs }]);
    expect(next[0]?.outcome).toMatchObject({ kind: 'decided', state: { rollout: { id: rollout.id } } });
  });
});

describe('a job that leaves by itself', () => {
  it('hands over nothing', async () => {
    const { results, shown } = await aJob().step('tick', 600_000);
    expect(results[0]).not.toHaveProperty('handedOver');
    expect(shown.closing.next).toBe('The next tick looks again.');
  });
});
