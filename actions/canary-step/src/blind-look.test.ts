// A job that watches traffic and cannot read the ledger for a while stays for it, unless that lasts beyond its own end.
import { failed, ok, type Ledger, type PortError, type Ports } from '@rampart/rollout-engine';
import { ppm } from '@rampart/rollout-policy';
import { aPolicy, aRamp, fakeRouter, fakeSmokeProbe, inMemoryLedger, inMemoryRegistry, scriptedMetrics, virtualClock } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { present } from './present.ts';
import { run, type Mode, type TargetResult } from './run.ts';

const MINUTE = 60_000;

function aJob({ badRequestsMax = 1e7 }: { readonly badRequestsMax?: number } = {}) {
  const policy = aPolicy({ promise: { badRequestsMax, decideWithinMs: 1e12 }, plan: [aRamp({ steps: { kind: 'ladder', weights: [ppm(10_000), ppm(20_000)], everyMs: 86_400_000 } })] });
  const [router, kept, registry, metrics, clock] = [fakeRouter(), inMemoryLedger(), inMemoryRegistry(), scriptedMetrics(), virtualClock()];
  for (const [version, digit] of [['v1', '1'], ['v2', '2']] as const) registry.register('fraud', { version, digest: `sha256:${digit.repeat(64)}`, artifact: version });
  let bad = { share: 0.01, fromMs: Infinity };
  const badShare = (): number => (clock.nowMs() >= bad.fromMs ? bad.share : 0.01);
  let away: { readonly fromMs: number; readonly untilMs: number; readonly error: Partial<PortError> } = { fromMs: Infinity, untilMs: Infinity, error: {} };
  const ledger: Ledger = {
    ...kept,
    append: async (entry) => (clock.nowMs() >= others.fromMs && clock.nowMs() < others.untilMs ? ok({ kind: 'conflict' as const, head: 'elsewhere' }) : kept.append(entry)),
    read: async (target) => {
      const { fromMs, untilMs, error } = away;
      const isAway = clock.nowMs() >= fromMs && clock.nowMs() < untilMs;
      return isAway ? failed({ port: 'ledger', code: 'unavailable', message: `used up until ${new Date(untilMs).toISOString()}`, retryable: true, outcome: 'not-done', ...error }) : kept.read(target);
    },
  };
  metrics.follow('errors', () => {
    const candidate = router.weightOf('b') / 10;
    return { stable: { trials: 100_000 - candidate, events: 1_000 }, candidate: { trials: candidate, events: Math.round(candidate * badShare()) } };
  });
  const ports: Ports = { clock, ledger, router, deployer: router, metrics, registry, freeze: { verify: () => Promise.resolve({ kind: 'none' }), pin: () => Promise.resolve({ kind: 'refused', why: 'nothing is there' }) }, smoke: fakeSmokeProbe(), titleOf: (event) => event.kind };
  const target = { policyFile: 'fraud.yaml', pinned: { policy, digest: 'sha256:p' }, ports, breakGlass: (slot: string) => `back to slot ${slot}` };
  const step = async (mode: Mode, deadlineMs: number) => {
    const beganAtMs = clock.nowMs();
    const looks: { readonly kind: TargetResult['outcome']['kind']; readonly atMs: number }[] = [];
    const told = ({ outcome }: TargetResult): void => void looks.push({ kind: outcome.kind, atMs: clock.nowMs() - beganAtMs });
    const results = await run({ mode, wanted: { kind: 'newest' }, validation: { kind: 'not-demanded' }, request: { kind: 'none' }, actor: 'test', deadlineMs }, { targets: [target], clock, signal: new AbortController().signal, told });
    return { results, looks, shown: present(results), lastedMs: clock.nowMs() - beganAtMs };
  };
  const goAway = (fromMs: number, untilMs: number, error: Partial<PortError> = {}): void => {
    const nowMs = clock.nowMs();
    away = { fromMs: nowMs + fromMs, untilMs: nowMs + untilMs, error: { ...error, ...(error.notBeforeMs === undefined ? {} : { notBeforeMs: nowMs + error.notBeforeMs }) } };
  };
  let others = { fromMs: Infinity, untilMs: Infinity };
  const conflict = (fromMs: number, untilMs: number): void => void (others = { fromMs: clock.nowMs() + fromMs, untilMs: clock.nowMs() + untilMs });
  const turnBad = (fromMs: number): void => void (bad = { share: 0.9, fromMs: clock.nowMs() + fromMs });
  return { step, goAway, turnBad, conflict, router, clock };
}

describe.each(['watch', 'auto'] as const)('a job with mode %s whose ledger goes away', (mode) => {
  it('looks on when a limit of a quarter of an hour is over, and hands over at its deadline', async () => {
    const { step, goAway } = aJob();
    goAway(10 * MINUTE, 26 * MINUTE, { notBeforeMs: 26 * MINUTE });
    const { results, looks, lastedMs } = await step(mode, 40 * MINUTE);
    const blind = looks.filter(({ kind }) => kind === 'no-ledger');
    expect(blind.length).toBeGreaterThan(10);
    // The first that can see again comes when it is meant to.
    const next = looks.find(({ kind, atMs }) => kind === 'decided' && atMs > 10 * MINUTE);
    expect(next?.atMs).toBeLessThan(27 * MINUTE);
    expect(results).toMatchObject([{ outcome: { kind: 'decided' }, handedOver: true }]);
    expect(lastedMs).toBeGreaterThan(38 * MINUTE);
  });

  it('leaves at once where the limit outlasts it, and says until when that is', async () => {
    const { step, goAway } = aJob();
    goAway(10 * MINUTE, 70 * MINUTE, { notBeforeMs: 70 * MINUTE });
    const { results, shown, lastedMs } = await step(mode, 40 * MINUTE);
    expect(results).toMatchObject([{ outcome: { kind: 'no-ledger' } }]);
    expect(lastedMs).toBeLessThan(11 * MINUTE);
    expect(shown.exitCode).toBe(0);
    expect(shown.closing.why).toMatch(/used up until 20\d\d-/);
  });

  it('leaves where that lasts and nobody says for how long: the next job begins anew', async () => {
    const { step, goAway } = aJob();
    goAway(10 * MINUTE, 90 * MINUTE);
    const { results, lastedMs } = await step(mode, 120 * MINUTE);
    expect(results).toMatchObject([{ outcome: { kind: 'no-ledger' } }]);
    expect(lastedMs).toBeGreaterThan(38 * MINUTE);
    expect(lastedMs).toBeLessThan(42 * MINUTE);
  });

  it('leaves at once where nobody can wait for it to come back', async () => {
    const { step, goAway } = aJob();
    goAway(10 * MINUTE, 20 * MINUTE, { code: 'malformed', retryable: false });
    expect((await step(mode, 40 * MINUTE)).lastedMs).toBeLessThan(11 * MINUTE);
  });

  it('leaves at once where it has seen nothing to stay for', async () => {
    const { step, goAway } = aJob();
    goAway(0, 5 * MINUTE);
    const { results, lastedMs } = await step(mode, 40 * MINUTE);
    expect(results).toMatchObject([{ looks: 1, outcome: { kind: 'no-ledger' } }]);
    expect(lastedMs).toBe(0);
  });
});

describe('a job that watches traffic and cannot reach the ledger', () => {
  it('takes a candidate out that turns bad meanwhile, and the next look that reaches the ledger records it', async () => {
    const { step, goAway, turnBad, router, clock } = aJob();
    goAway(10 * MINUTE, 50 * MINUTE);
    turnBad(12 * MINUTE);
    const { results, looks, shown } = await step('auto', 40 * MINUTE);
    expect(router.weightOf('b')).toBe(0);
    expect(looks.every(({ kind, atMs }) => atMs < 10 * MINUTE || kind === 'no-ledger')).toBe(true);
    expect(results[0]?.outcome.warnings.join('\n')).toContain('decided without the ledger, from what was read of it last: rollback, to 0 %');
    expect(shown.exitCode).toBe(0);
    expect(shown.outputs.sentence).toContain('so traffic was taken away from what was read of it last, and that is not recorded yet');
    await clock.advance(11 * MINUTE);
    expect((await step('tick', MINUTE)).results).toMatchObject([{ outcome: { kind: 'decided', recorded: true, decision: { kind: 'rollback' }, state: { rollout: { phase: 'leaving', weight: 0 } } } }]);
  });

  it.each(['not-applied', 'lost-applied', 'unreadable'] as const)('asks for a person where the router has not confirmed what was taken away (%s), with the line that takes it away, until it does', async (what) => {
    const { step, goAway, turnBad, router, clock } = aJob();
    goAway(10 * MINUTE, 90 * MINUTE);
    turnBad(12 * MINUTE);
    clock.at(clock.nowMs() + 11 * MINUTE, async () => router.faults.always(what === 'unreadable' ? 'read' : 'set', what === 'lost-applied' ? what : 'unavailable'));
    if (what === 'lost-applied') clock.at(clock.nowMs() + 12 * MINUTE, async () => router.faults.always('settle', 'unavailable'));
    const { results, shown } = await step('auto', 40 * MINUTE);
    expect(results).toMatchObject([{ outcome: { kind: 'no-ledger' }, unconfirmed: { stableSlot: 'a' } }]);
    expect(shown).toMatchObject({ exitCode: 1, outputs: { needs: 'human' }, annotations: expect.arrayContaining([expect.objectContaining({ level: 'error', message: expect.stringContaining('the router has not confirmed it') as string })]) as unknown });
    expect(shown.closing.next).toContain('with nothing but the router: back to slot a');
    expect(shown.summary).toContain('back to slot a');
  });

  it('asks for nobody where a later look has confirmed it', async () => {
    const { step, goAway, turnBad, router, clock } = aJob();
    goAway(10 * MINUTE, 90 * MINUTE);
    turnBad(12 * MINUTE);
    clock.at(clock.nowMs() + 11 * MINUTE, async () => router.faults.always('set', 'unavailable'));
    clock.at(clock.nowMs() + 30 * MINUTE, async () => router.faults.heal());
    const { results, shown } = await step('auto', 40 * MINUTE);
    expect(router.weightOf('b')).toBe(0);
    expect(results[0]).toMatchObject({ tookAway: true });
    expect(results[0]).not.toHaveProperty('unconfirmed');
    expect(shown.exitCode).toBe(0);
  });

  it.each([['its end comes first', { code: 'unavailable', retryable: true }], ['its token has ended', { code: 'denied', retryable: false }]] as const)('leaves no more exposed than the promise bears while nobody looks, where %s', async (_, error) => {
    const { step, goAway, router } = aJob({ badRequestsMax: 20_000 });
    goAway(10 * MINUTE, 600 * MINUTE, error);
    const { lastedMs } = await step('auto', 40 * MINUTE);
    const weights = router.changes().map((change) => change.weights['b']);
    expect(weights[0]).toBe(10_000);
    expect(router.weightOf('b')).toBeLessThan(10_000);
    expect(lastedMs).toBeLessThan(error.retryable ? 41 * MINUTE : 11 * MINUTE);
  });

  it('touches nothing where somebody has moved the traffic since', async () => {
    const { step, goAway, turnBad, router, clock } = aJob();
    goAway(10 * MINUTE, 50 * MINUTE);
    turnBad(12 * MINUTE);
    // As another job does that promotes.
    clock.at(clock.nowMs() + 11 * MINUTE, async () => {
      const reading = await router.read('fraud-prod');
      const stamp = reading.kind === 'ok' && reading.value.stamp.kind === 'stamp' ? reading.value.stamp : undefined;
      if (stamp !== undefined) await router.set({ target: 'fraud-prod', weights: { a: ppm(0), b: ppm(1_000_000) }, mirror: {}, ifVersion: { kind: 'any' }, stamp: { ...stamp, sequence: stamp.sequence + 2, effectId: 'promoted' } });
    });
    await step('auto', 40 * MINUTE);
    expect(router.weightOf('b')).toBe(1_000_000);
  });

  it('looks on after somebody else was faster once, who may have left; and leaves it to who is faster twice', async () => {
    const stays = aJob();
    stays.conflict(10 * MINUTE, 10 * MINUTE + 20_000);
    const { looks } = await stays.step('auto', 30 * MINUTE);
    expect(looks.filter(({ kind }) => kind === 'lost-race')).toHaveLength(1);
    expect(looks.at(-1)?.atMs).toBeGreaterThan(28 * MINUTE);
    const leaves = aJob();
    leaves.conflict(10 * MINUTE, 12 * MINUTE);
    const { results, lastedMs } = await leaves.step('auto', 30 * MINUTE);
    expect(results).toMatchObject([{ outcome: { kind: 'lost-race' } }]);
    expect(lastedMs).toBeLessThan(12 * MINUTE);
  });
});
