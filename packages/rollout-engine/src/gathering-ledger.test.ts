import { aPolicy, aRamp, aSmoke, fakeRouter, fakeSmokeProbe, inMemoryLedger, inMemoryRegistry, scriptedMetrics, virtualClock, type InMemoryLedger } from '@rampart/testing';
import { decide, fold, foldAll, ppm, type LedgerEvent } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { gatheredMsFor, gatheringLedger, type GatheringLedger } from './gathering-ledger.ts';
import type { Ledger } from './ports/ledger.ts';
import type { Ports } from './ports.ts';
import { tick, type TickInput } from './tick.ts';

const TARGET = 'fraud-prod';
const LOOK_MS = 30_000;
const policy = aPolicy({ plan: [aSmoke(), aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000)], everyMs: 86_400_000 } })], promise: { badRequestsMax: 1e9, decideWithinMs: 1e12 }, expert: { blockMs: LOOK_MS, lookMs: LOOK_MS } });

/** Looks twice a minute at a candidate that waits at its only weight; `failing` from look 15 on fails. */
async function looked(through: (ledger: InMemoryLedger) => Ledger, looks: number, failsFrom = Number.POSITIVE_INFINITY) {
  const ledger = inMemoryLedger();
  const router = fakeRouter();
  const registry = inMemoryRegistry();
  const metrics = scriptedMetrics();
  const clock = virtualClock();
  for (const [version, digit] of [['v1', '1'], ['v2', '2']] as const) registry.register('fraud', { version, digest: `sha256:${digit.repeat(64)}`, artifact: version });
  const startMs = clock.nowMs();
  metrics.follow('errors', ({ fromMs }) => {
    const candidate = Math.round((3_000 * router.weightOf('b')) / 1_000_000);
    return { stable: { trials: 3_000 - candidate, events: 30 }, candidate: { trials: candidate, events: Math.round(candidate * (fromMs - startMs >= failsFrom * LOOK_MS ? 0.5 : 0.01)) } };
  });
  const ports: Ports = { clock, ledger: through(ledger), router, deployer: router, metrics, registry, freeze: { verify: () => Promise.resolve({ kind: 'none' }), pin: () => Promise.resolve({ kind: 'refused', why: 'nothing' }) }, smoke: fakeSmokeProbe(), titleOf: (event) => event.kind };
  const decisions: string[] = [];
  let snapshot: TickInput['snapshot'] = { kind: 'from-ledger' };
  for (let look = 0; look < looks; look += 1) {
    const outcome = await tick(ports, { pinned: { policy, digest: 'sha256:p' }, actor: 'test', acts: true, request: { kind: 'none' }, pollRegistry: false, wanted: { kind: 'newest' }, validation: { kind: 'not-demanded' }, nextLookMs: LOOK_MS, snapshot });
    if (outcome.kind === 'decided') {
      decisions.push(`${outcome.decision.kind} ${String(router.weightOf('b'))} ${JSON.stringify(outcome.decision.checks)}`);
      snapshot = { kind: 'kept', value: outcome.snapshot };
    } else decisions.push(outcome.kind);
    await clock.advance(LOOK_MS);
  }
  return { ledger, decisions, ports, gathering: ports.ledger as GatheringLedger };
}

const often = (ledger: Ledger): GatheringLedger => gatheringLedger(ledger, () => 10 * LOOK_MS);

describe('gatheringLedger', () => {
  it('decides look by look what is decided without it, in a tenth of the records', async () => {
    const [plain, gathered] = [await looked((ledger) => ledger, 60), await looked(often, 60)];
    expect(gathered.decisions).toEqual(plain.decisions);
    expect(plain.ledger.events(TARGET).length).toBeGreaterThan(50);
    expect(gathered.ledger.events(TARGET).length).toBeLessThan(15);
    await gathered.gathering.flush(TARGET);
    const blocks = (events: readonly LedgerEvent[]): unknown => events.flatMap((event) => (event.kind === 'ticked' && event.evidence['errors']?.kind === 'blocks' ? event.evidence['errors'].blocks : []));
    expect(blocks(gathered.ledger.events(TARGET))).toEqual(blocks(plain.ledger.events(TARGET)));
    const [a, b] = [plain, gathered].map(({ ledger }) => ledger.stateOf(TARGET).rollout);
    expect(a?.kind === 'live' && a.checks).toEqual(b?.kind === 'live' && b.checks);
  });

  it('leaves a history in which every decision follows from what its record carries', async () => {
    const { ledger } = await looked(often, 60);
    const events = ledger.events(TARGET);
    let checked = 0;
    for (const [index, event] of events.entries()) {
      const before = index === 0 ? undefined : foldAll(events.slice(0, index));
      if (before?.kind !== 'present' || before.state.rollout.kind !== 'live' || event.kind !== 'ticked') continue;
      expect(decide(before.state.rollout, event.evidence, event.situation).decision).toEqual(event.decision);
      expect(fold(before, event).sequence).toBe(event.sequence);
      checked += 1;
    }
    expect(checked).toBeGreaterThan(5);
  });

  it('acts in the same look, after what it had gathered is recorded', async () => {
    const [plain, gathered] = [await looked((ledger) => ledger, 30, 15), await looked(often, 30, 15)];
    expect(gathered.decisions).toEqual(plain.decisions);
    const kinds = (ledger: InMemoryLedger): readonly string[] => ledger.events(TARGET).flatMap((event) => (event.kind === 'ticked' && event.decision.kind !== 'hold' ? [`${event.decision.kind} at ${String(event.atMs)}`] : []));
    expect(kinds(gathered.ledger)).toEqual(kinds(plain.ledger));
    expect(kinds(gathered.ledger).some((kind) => kind.startsWith('rollback'))).toBe(true);
  });

  it('gives way to another job that has recorded meanwhile', async () => {
    const { ledger, gathering, ports } = await looked(often, 14);
    const before = ledger.events(TARGET).length;
    const elsewhere = await tick({ ...ports, ledger }, { pinned: { policy, digest: 'sha256:p' }, actor: 'elsewhere', acts: true, request: { kind: 'none' }, pollRegistry: false, wanted: { kind: 'newest' }, validation: { kind: 'not-demanded' }, nextLookMs: LOOK_MS, snapshot: { kind: 'from-ledger' } });
    expect(elsewhere.kind === 'decided' && elsewhere.recorded).toBe(true);
    expect(await gathering.read(TARGET)).toMatchObject({ value: { state: { sequence: before + 1 } } });
    expect(await gathering.flush(TARGET)).toMatchObject({ value: { kind: 'nothing' } });
    expect(ledger.events(TARGET)).toHaveLength(before + 1);
  });

  it('answers a lost race for what was gathered as one of the record after it', async () => {
    const { ledger, gathering, ports } = await looked(often, 14);
    const view = await gathering.read(TARGET);
    await tick({ ...ports, ledger }, { pinned: { policy, digest: 'sha256:p' }, actor: 'elsewhere', acts: true, request: { kind: 'none' }, pollRegistry: false, wanted: { kind: 'newest' }, validation: { kind: 'not-demanded' }, nextLookMs: LOOK_MS, snapshot: { kind: 'from-ledger' } });
    if (view.kind !== 'ok' || view.value.kind !== 'present') expect.fail('there is a ledger');
    const { state, head } = view.value;
    const event: LedgerEvent = { kind: 'paused', operation: 'pause', schema: 1, sequence: state.sequence + 1, atMs: 1, actor: 'ada', why: 'x' };
    const answer = await gathering.append({ target: TARGET, expectedHead: { kind: 'at', head }, event, state: { ...state, sequence: state.sequence + 1 }, title: 'x' });
    expect(answer).toMatchObject({ kind: 'ok', value: { kind: 'conflict' } });
    expect(ledger.events(TARGET).some(({ operation }) => operation === 'pause')).toBe(false);
  });

  it('records every look where one target is looked at alone', async () => {
    const [plain, alone] = [await looked((ledger) => ledger, 30), await looked((ledger) => gatheringLedger(ledger, () => gatheredMsFor(1)), 30)];
    expect(alone.ledger.events(TARGET)).toEqual(plain.ledger.events(TARGET));
  });
});

describe('gatheredMsFor', () => {
  it('makes 45 records an hour of any number of targets', () => {
    for (const targets of [2, 5, 20, 100]) expect((targets * 3_600_000) / gatheredMsFor(targets)).toBe(45);
  });
});
