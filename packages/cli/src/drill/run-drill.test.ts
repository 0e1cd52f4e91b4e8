// Drills in virtual time: a target whose stable fails in 2 % of 6,000 requests a minute, all of it in memory.
import { failed, ok, tick, type Ports, type RegisteredRelease } from '@rampart/rollout-engine';
import { ppm } from '@rampart/rollout-policy';
import { aPolicy, fakeRouter, fakeSmokeProbe, inMemoryFreezeStore, inMemoryLedger, inMemoryRegistry, scriptedMetrics, virtualClock } from '@rampart/testing/fakes';
import { describe, expect, it } from 'vitest';
import { drillPolicy } from './drill-policy.ts';
import { judgeDrill } from './judge-drill.ts';
import { runDrill, type DrillEnd } from './run-drill.ts';

const BAD: RegisteredRelease = { kind: 'release', version: 'v-bad', digest: `sha256:${'3'.repeat(64)}`, artifact: 'models/bad' };
const MINUTE = 60_000;

function aTarget(failingRatio: number, withinMs = 30 * MINUTE) {
  const clock = virtualClock();
  const router = fakeRouter({ stable: { version: 'v1', digest: `sha256:${'1'.repeat(64)}` } });
  const ledger = inMemoryLedger(inMemoryFreezeStore());
  const metrics = scriptedMetrics();
  metrics.follow('errors', ({ fromMs, toMs }) => {
    const requests = Math.round((toMs - fromMs) / 10);
    const candidate = Math.round((requests * router.weightOf('b')) / 1_000_000);
    return { stable: { trials: requests - candidate, events: Math.round((requests - candidate) * 0.02) }, candidate: { trials: candidate, events: Math.round(candidate * failingRatio) } };
  });
  const ports: Ports = { clock, ledger, router, deployer: router, metrics, registry: inMemoryRegistry(), smoke: fakeSmokeProbe(), freeze: { verify: () => Promise.resolve({ kind: 'none' }), pin: () => Promise.resolve({ kind: 'refused', why: 'nothing is there' }) }, titleOf: ({ kind }) => kind };
  const policy = aPolicy();
  const own = drillPolicy(policy, { weight: ppm(5_000), withinMs });
  const interruption = new AbortController();
  const drill = (looked: () => void = () => undefined): Promise<DrillEnd> => runDrill({ pinned: { policy: own, digest: 'sha256:p' }, release: BAD, actor: 'ada', withinMs }, { ports, interrupted: interruption.signal, told: looked });
  return { clock, router, ledger, ports, policy, interruption, drill };
}

function broken(end: DrillEnd): readonly string[] {
  if (end.kind === 'refused') return [end.why];
  return judgeDrill(end.facts, { withinMs: 30 * MINUTE, badRequestsMax: 100 }, end).filter(({ held }) => !held).map(({ what, seen }) => `${what}: ${seen}`);
}

describe('runDrill', () => {
  it('lets a bad version in, and has it out, read back and recorded', async () => {
    const { drill, router, ledger } = aTarget(0.5);
    const end = await drill();
    expect(broken(end)).toEqual([]);
    expect(end).toMatchObject({ kind: 'done', stopped: 'out', isReadBack: true, facts: { weightPpm: 5_000, decidedBy: 'checks', endIsRecorded: true } });
    expect(Math.max(...router.changes().map(({ weights }) => weights['b'] ?? 0))).toBe(5_000);
    expect(ledger.stateOf('fraud-prod')).toMatchObject({ rollout: { kind: 'none' }, ended: [{ outcome: 'rolled-back', drill: true }] });
  });

  it('takes back what the checks let pass, and does not hold', async () => {
    const { drill, router } = aTarget(0, 600 * MINUTE);
    const end = await drill();
    expect(end).toMatchObject({ kind: 'done', stopped: 'passed', isReadBack: true });
    expect(broken(end)).toContain('caught by the checks: no: they found nothing wrong with it');
    expect(router.weightOf('b')).toBe(0);
  });

  it('takes back what nothing caught in time', async () => {
    const { drill, router } = aTarget(0.021);
    const end = await drill();
    expect(end).toMatchObject({ kind: 'done', isReadBack: true });
    expect(end.kind === 'done' && end.stopped).toMatch(/over|passed/);
    expect(broken(end)).toHaveLength(2);
    expect(router.weightOf('b')).toBe(0);
  });

  it('takes the traffic back when it is interrupted', async () => {
    const { drill, router, interruption, ledger } = aTarget(0.021);
    const end = await drill(() => {
      if (router.weightOf('b') > 0) interruption.abort();
    });
    expect(end).toMatchObject({ kind: 'done', stopped: 'interrupted', isReadBack: true });
    expect([router.weightOf('b'), ledger.stateOf('fraud-prod').rollout.kind]).toEqual([0, 'none']);
  });

  it('takes the traffic back when it breaks, and lets the fault be seen', async () => {
    const { drill, router, ledger } = aTarget(0.021);
    const broke = drill(() => {
      if (router.weightOf('b') > 0) throw new Error('a bug');
    });
    await expect(broke).rejects.toThrow('a bug');
    expect([router.weightOf('b'), ledger.stateOf('fraud-prod').rollout.kind]).toEqual([0, 'none']);
  });

  it('says that it is not read back where the router is gone at the end', async () => {
    const { drill, router } = aTarget(0.5);
    const end = await drill(() => (router.weightOf('b') > 0 ? router.faults.always('read', 'unavailable') : undefined));
    expect(end).toMatchObject({ kind: 'done', isReadBack: false });
    expect(broken(end)).toContain('read back at the router: NOT CONFIRMED');
  });

  it('leaves a release alone that was begun meanwhile', async () => {
    const { ports, policy, router } = aTarget(0.021);
    await tick(ports, { pinned: { policy, digest: 'sha256:q' }, actor: 'a job', acts: true, request: { kind: 'none' }, pollRegistry: false, wanted: { kind: 'drill', release: { ...BAD, version: 'v2', digest: `sha256:${'2'.repeat(64)}` } }, validation: { kind: 'not-demanded' }, nextLookMs: 30_000, snapshot: { kind: 'from-ledger' } });
    const ledger = { ...ports.ledger, read: async (target: string) => undrilled(await ports.ledger.read(target)) };
    const before = router.changes().length;
    const end = await runDrill({ pinned: { policy, digest: 'sha256:p' }, release: BAD, actor: 'ada', withinMs: MINUTE }, { ports: { ...ports, ledger }, interrupted: new AbortController().signal, told: () => undefined });
    expect(end).toEqual({ kind: 'refused', why: 'v2 is being released; a drill waits until that has ended' });
    expect(router.changes()).toHaveLength(before);
  });

  it('does not begin where the ledger cannot be read', async () => {
    const { ports, policy } = aTarget(0.5);
    const ledger = { ...ports.ledger, read: () => Promise.resolve(failed<never>({ port: 'ledger', code: 'unavailable', message: 'away', retryable: true, outcome: 'not-done' })) };
    expect(await runDrill({ pinned: { policy, digest: 'sha256:p' }, release: BAD, actor: 'ada', withinMs: MINUTE }, { ports: { ...ports, ledger }, interrupted: new AbortController().signal, told: () => undefined })).toEqual({ kind: 'refused', why: 'away' });
  });
});

/** The same rollout as a release. */
function undrilled(view: Awaited<ReturnType<Ports['ledger']['read']>>): typeof view {
  if (view.kind === 'error' || view.value.kind === 'empty' || view.value.state.rollout.kind === 'none') return view;
  const { drill: _, ...rollout } = view.value.state.rollout;
  return ok({ ...view.value, state: { ...view.value.state, rollout } });
}
