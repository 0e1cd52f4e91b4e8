import { aCheck, aPolicy, aRamp, aSmoke, fakeRouter, fakeSmokeProbe, inMemoryLedger, inMemoryRegistry, scriptedMetrics, virtualClock } from '@rampart/testing';
import { ppm, type Cell } from '@rampart/rollout-policy';
import { promote, type Ports } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { run, type Mode, type StepRequest, type StepTarget } from './run.ts';

const HOUR_MS = 3_600_000;
const policy = aPolicy({ promise: { badRequestsMax: 400 }, expert: { growthMax: 4 } });

/** A second clock beside the schedule, whose word is good. */
const PUNCTUAL: Partial<StepRequest> = { silenceMs: policy.expert.tickMs };

/** Labels come in two hours after the request; an hour of them is left when the release has finished. */
const followed = aPolicy({
  checks: [aCheck({}), aCheck({ name: 'accuracy', signal: { kind: 'labels', source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 300_000, matureMs: 2 * HOUR_MS } })],
  promise: { badRequestsMax: 1_000_000, decideWithinMs: 1e12 },
  plan: [
    aSmoke(),
    aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000), ppm(500_000)], everyMs: 30_000 } }),
    { kind: 'bake', durationMs: 2 * HOUR_MS, holdback: ppm(500_000) },
    { kind: 'follow', durationMs: 24 * HOUR_MS, then: 'tell' },
  ],
});

function aStep(requestsPerSecond = 100, pinned = policy) {
  const router = fakeRouter();
  const ledger = inMemoryLedger();
  const registry = inMemoryRegistry();
  const metrics = scriptedMetrics();
  const clock = virtualClock();
  for (const [version, digit] of [['v1', '1'], ['v2', '2']] as const) registry.register('fraud', { version, digest: `sha256:${digit.repeat(64)}`, artifact: version });
  const arm = (trials: number): Cell['stable'] => ({ trials, events: Math.round(trials * 0.02) });
  metrics.follow('errors', ({ fromMs, toMs }) => {
    const requests = ((toMs - fromMs) / 1000) * requestsPerSecond;
    const candidate = Math.round((requests * router.weightOf('b')) / 1_000_000);
    return { stable: arm(Math.round(requests) - candidate), candidate: arm(candidate) };
  });
  const ports: Ports = { clock, ledger, router, deployer: router, metrics, registry, freeze: { verify: () => Promise.resolve({ kind: 'none' }), pin: () => Promise.resolve({ kind: 'refused', why: 'nothing is there' }) }, smoke: fakeSmokeProbe(), titleOf: (event) => event.kind };
  const target: StepTarget = { policyFile: 'fraud.yaml', pinned: { policy: pinned, digest: 'sha256:p' }, ports, breakGlass: (slot) => `all traffic to ${slot}` };
  const step = (mode: Mode | 'by-history', parts: Partial<StepRequest> = {}) =>
    run(
      { mode, wanted: { kind: 'newest' }, validation: { kind: 'not-demanded' }, request: { kind: 'none' }, actor: 'test', deadlineMs: 3_600_000, ...parts },
      { targets: [target], clock, signal: new AbortController().signal, told: () => undefined },
    );
  return { step, target, router, ledger, registry, metrics, ports, clock };
}

describe('run', () => {
  it('takes one look in mode tick', async () => {
    const { step } = aStep();
    expect(await step('tick')).toMatchObject([{ looks: 1, outcome: { kind: 'decided' } }]);
  });

  it('watches until the promote job has the next move', async () => {
    const { step, ledger } = aStep();
    const [result] = await step('watch');
    expect(result?.outcome).toMatchObject({ kind: 'decided', decision: { kind: 'promote' } });
    expect(ledger.stateOf('fraud-prod').rollout).toMatchObject({ phase: 'awaiting-promotion' });
  });

  it('hands over at its deadline', async () => {
    const { step, clock } = aStep();
    const startedAtMs = clock.nowMs();
    const [result] = await step('watch', { deadlineMs: 120_000 });
    expect(clock.nowMs() - startedAtMs).toBeLessThanOrEqual(120_000);
    expect(result?.outcome).toMatchObject({ kind: 'decided' });
  });

  it('looks again in time where the clock of the machine is set back meanwhile', async () => {
    const { ports, clock, registry } = aStep();
    registry.register('fraud', { version: 'v3', digest: `sha256:${'3'.repeat(64)}`, artifact: 'v3' });
    const slept: number[] = [];
    let looks = 0;
    const setBack = { nowMs: () => clock.nowMs() - (looks > 1 ? 600_000 : 0), sleep: (durationMs: number, signal?: AbortSignal) => (slept.push(durationMs), clock.sleep(durationMs, signal)) };
    const target: StepTarget = { policyFile: 'fraud.yaml', pinned: { policy, digest: 'sha256:p' }, ports: { ...ports, clock: setBack }, breakGlass: (slot) => slot };
    const request: StepRequest = { mode: 'watch', wanted: { kind: 'newest' }, validation: { kind: 'not-demanded' }, request: { kind: 'none' }, actor: 'test', deadlineMs: 300_000 };
    await run(request, { targets: [target], clock: setBack, signal: new AbortController().signal, told: () => void (looks += 1) });
    expect(looks).toBeGreaterThan(2);
    expect(Math.max(...slept)).toBeLessThanOrEqual(2 * policy.expert.lookMs);
  });

  it.each([3_600_000, -3_600_000])('hands over at its deadline where GitHub\'s first answer puts a clock right that is %d ms off', async (offMs) => {
    const { ports, clock } = aStep();
    const beganAtMs = clock.nowMs();
    let answered = false;
    const putRight = { nowMs: () => clock.nowMs() + (answered ? 0 : offMs), steadyMs: () => clock.nowMs() - beganAtMs, sleep: clock.sleep };
    const target: StepTarget = { policyFile: 'fraud.yaml', pinned: { policy, digest: 'sha256:p' }, ports: { ...ports, clock: putRight }, breakGlass: (slot) => slot };
    const request: StepRequest = { mode: 'watch', wanted: { kind: 'newest' }, validation: { kind: 'not-demanded' }, request: { kind: 'none' }, actor: 'test', deadlineMs: 120_000 };
    const lookAhead = (): Promise<void> => Promise.resolve(void (answered = true));
    const [left] = await run(request, { targets: [target], clock: putRight, signal: new AbortController().signal, told: () => undefined, lookAhead });
    expect(left).toMatchObject({ outcome: { kind: 'decided' }, handedOver: true });
    expect(clock.nowMs() - beganAtMs).toBeGreaterThan(60_000);
    expect(clock.nowMs() - beganAtMs).toBeLessThanOrEqual(120_000);
  });

  it('stays in mode auto while what is exposed could spend the promise before the next tick, and leaves when it cannot', async () => {
    const busy = aStep(100);
    expect((await busy.step('auto'))[0]?.looks).toBeGreaterThan(5);
    const quiet = aStep(0.2);
    const [left] = await quiet.step('auto', PUNCTUAL);
    expect(quiet.router.weightOf('b')).toBeGreaterThan(0);
    expect(left?.looks).toBeLessThan(5);
  });

  it('stays in mode auto while anything is exposed where nothing bounds when somebody looks again', async () => {
    const quiet = aStep(0.2);
    const [left] = await quiet.step('auto');
    expect(left?.looks).toBeGreaterThan(100);
  });

  it.each(['auto', 'watch'] as const)('leaves no user with the candidate at the deadline of mode %s, and the next job raises it again', async (mode) => {
    const { step, router, ledger } = aStep();
    const [left] = await step(mode, { deadlineMs: 120_000 });
    expect(left?.outcome).toMatchObject({ kind: 'decided', decision: { kind: 'stepBack', to: 0, needs: 'nothing' } });
    expect([router.weightOf('b'), ledger.stateOf('fraud-prod').rollout]).toMatchObject([0, { phase: 'trial', waitsForApproval: false }]);
    await step(mode, { deadlineMs: 60_000, ...PUNCTUAL });
    expect(router.weightOf('b')).toBeGreaterThan(0);
  });

  it('leaves at the deadline what the promise bears until a clock that is punctual looks again', async () => {
    const { step, router } = aStep(0.2);
    await step('watch', { deadlineMs: 120_000, ...PUNCTUAL });
    expect(router.weightOf('b')).toBeGreaterThan(0);
  });

  it('stays in mode auto until the weight that it has set was measured, and asks the source across the whole time since the job before', async () => {
    const quiet = aStep(0.2);
    const [left] = await quiet.step('auto', PUNCTUAL);
    const rollout = quiet.ledger.stateOf('fraud-prod').rollout;
    if (left?.outcome.kind !== 'decided' || rollout.kind !== 'live') expect.fail('a rollout is live');
    expect(rollout.weight).toBeGreaterThan(0);
    expect(rollout.checks['errors']?.coveredMs).toBeGreaterThan(0);
    await quiet.clock.advance(policy.expert.tickMs);
    await quiet.step('auto', PUNCTUAL);
    const gaps = quiet.metrics.requests().map(({ maxGapMs }) => maxGapMs);
    expect(Math.min(...gaps)).toBe(Math.max(policy.expert.maxGapMs, 2 * policy.expert.lookMs));
    expect(gaps.at(left.looks)).toBe(2 * policy.expert.tickMs);
  });

  it('goes on looking at a target that waits for its promotion as long as it stays for another one', async () => {
    const [quick, slow] = [aStep(100), aStep(0.2, aPolicy({ target: 'slow-prod', promise: { badRequestsMax: 400 } }))];
    const looksAt = new Map<string, number>();
    const results = await run(
      { mode: 'auto', wanted: { kind: 'newest' }, validation: { kind: 'not-demanded' }, request: { kind: 'none' }, actor: 'test', deadlineMs: 3_600_000 },
      { targets: [quick.target, { ...slow.target, ports: { ...slow.target.ports, clock: quick.clock, router: fakeRouter({ target: 'slow-prod' }) } }], clock: quick.clock, signal: new AbortController().signal, told: ({ target, looks }) => void looksAt.set(target.pinned.policy.target, looks) },
    );
    expect(results[0]?.outcome).toMatchObject({ kind: 'decided', decision: { kind: 'promote' } });
    expect(looksAt.get('fraud-prod')).toBeGreaterThan(100);
  });

  it('only observes a target that never had a release, and acts from then on', async () => {
    const { step, ledger } = aStep();
    expect((await step('by-history'))[0]).toMatchObject({ mode: 'observe', outcome: { kind: 'would-start' } });
    expect(ledger.events('fraud-prod')).toEqual([]);
    await step('tick');
    expect((await step('by-history'))[0]).toMatchObject({ mode: 'auto' });
  });

  it('takes the candidate out when a person aborts', async () => {
    const { step, router } = aStep();
    await step('watch', { deadlineMs: 120_000, ...PUNCTUAL });
    expect(router.weightOf('b')).toBeGreaterThan(0);
    expect((await step('auto', { request: { kind: 'abort', actor: 'ada', why: 'looks bad' } }))[0]).toMatchObject({ outcome: { decision: { kind: 'rollback' } } });
    expect(router.weightOf('b')).toBe(0);
  });

  it('says no word again while nobody can tell whether an earlier attempt of its run was heard', async () => {
    const { step, router, ledger } = aStep();
    await step('watch', { deadlineMs: 120_000, ...PUNCTUAL });
    ledger.faults.next('history', 'unavailable');
    const weight = router.weightOf('b');
    expect((await step('auto', { request: { kind: 'abort', actor: 'ada', why: 'looks bad' }, rerun: { kind: 'yes', run: '17' } }))[0]).toMatchObject({ looks: 0, outcome: { kind: 'refused', why: expect.stringMatching(/^this run was run again, and whether an earlier attempt of it has been heard cannot be told: .*Run it again when that has passed$/) as string } });
    expect([weight > 0, router.weightOf('b')]).toEqual([true, weight]);
  });

  it('tells in the end what an earlier look warned of', async () => {
    const { step, router } = aStep();
    router.faults.next('place', 'unavailable');
    const [result] = await step('watch', { deadlineMs: 120_000 });
    expect(result?.looks).toBeGreaterThan(2);
    expect(result?.outcome.warnings).toEqual([expect.stringContaining('deployer: ') as string]);
  });

  it('tells in the end what labels said of the release before, hours ago', async () => {
    const { step, ports, registry, metrics, clock } = aStep(100, followed);
    const wrong = { fromMs: Number.MAX_SAFE_INTEGER, toMs: Number.MAX_SAFE_INTEGER };
    metrics.follow('accuracy', ({ fromMs }) => ({ stable: { trials: 500, events: 10 }, candidate: { trials: 500, events: fromMs >= wrong.fromMs && fromMs < wrong.toMs ? 150 : 10 } }));
    await step('watch', { deadlineMs: 10 * HOUR_MS });
    expect(await promote(ports, { target: 'fraud-prod', actor: 'test', rolloutId: '' })).toMatchObject({ kind: 'promoted' });
    wrong.fromMs = clock.nowMs() + HOUR_MS;
    const [finished] = await step('watch', { deadlineMs: 10 * HOUR_MS });
    expect(finished?.outcome).toMatchObject({ decision: { kind: 'finished' }, followed: [] });
    wrong.toMs = clock.nowMs();
    registry.register('fraud', { version: 'v3', digest: `sha256:${'3'.repeat(64)}`, artifact: 'v3' });
    const [result] = await step('watch', { deadlineMs: 3 * HOUR_MS });
    const [last] = await step('tick');
    expect([result?.outcome.followed.map(({ kind, version }) => `${kind} ${version}`), last?.outcome.followed]).toEqual([['told v2'], []]);
  });
});
