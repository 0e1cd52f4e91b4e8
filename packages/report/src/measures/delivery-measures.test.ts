import type { LedgerEvent } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { GOOD, rehearse } from '../../test/rehearsal.ts';
import { deliveryMeasures, type DeliveryMeasures } from './delivery-measures.ts';
import { measureLines } from './measure-lines.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 1);

/** Only what measures read of an event. */
type Told = Readonly<Record<string, unknown>> & { readonly kind: LedgerEvent['kind']; readonly atMs: number };

function ledger(...told: readonly (readonly Told[])[]): readonly LedgerEvent[] {
  const adopted: Told = { kind: 'adopted', atMs: START, stable: { version: 'v0' } };
  return [adopted, ...told.flat()].map((event, index) => ({ schema: 1, sequence: index + 1, operation: `op-${String(index)}`, actor: 'test', ...event }) as unknown as LedgerEvent);
}

const started = (id: string, atMs: number, digest = id): Told => ({ kind: 'started', atMs, rolloutId: id, candidate: { version: id, digest } });
const confirmed = (id: string, atMs: number, observed: number): Told => ({ kind: 'confirmed', atMs, rolloutId: id, effectId: `${id}/${String(observed)}`, observed, settledAtMs: atMs });
const promoted = (id: string, atMs: number): Told => ({ kind: 'promoted', atMs, rolloutId: id, pointer: id });
const ended = (id: string, atMs: number, why: string): Told => ({ kind: 'ended', atMs, rolloutId: id, outcome: 'rolled-back', why, observed: 0 });
const takenOut = (id: string, atMs: number, why = 'regression'): readonly Told[] => [
  { kind: 'ticked', atMs, rolloutId: id, situation: { nowMs: atMs, router: { kind: 'unreadable' } }, decision: { kind: 'rollback', reasons: [{ code: why }] }, effect: { kind: 'done', effect: { id: `${id}/0`, weight: 0 } } },
  ended(id, atMs + HOUR, why),
];

function measured(events: readonly LedgerEvent[], days = 70): DeliveryMeasures {
  return deliveryMeasures(events, { fromMs: START, toMs: START + days * DAY });
}

describe('deliveryMeasures', () => {
  it('counts promotions and their lead time, from the first try of the same artefact', () => {
    const events = ledger(
      [started('a', START + DAY), promoted('a', START + 2 * DAY)],
      [started('b1', START + 10 * DAY, 'b'), ...takenOut('b1', START + 11 * DAY)],
      [started('b2', START + 12 * DAY, 'b'), promoted('b2', START + 13 * DAY)],
    );
    expect(measured(events)).toMatchObject({
      deployments: { n: 2, perWeek: 0.2 },
      leadTime: { n: 2, medianMs: { kind: 'median', value: 2 * DAY }, maxMs: 3 * DAY },
      changeFailures: { n: 2, hits: 0 },
      recoveryTime: { n: 0, medianMs: { kind: 'none' } },
    });
    expect(measured(events, 12).deployments.n).toBe(1);
    expect(deliveryMeasures(events, { fromMs: START - 70 * DAY, toMs: START + 70 * DAY }).deployments.perWeek).toBe(0.2);
  });

  it('tells failures after the promotion, how long they served, and which release repaired one', () => {
    const events = ledger(
      [started('a', START), promoted('a', START + DAY), ...takenOut('a', START + 2 * DAY)],
      [started('b', START + 3 * DAY), promoted('b', START + 4 * DAY), { kind: 'restored', atMs: START + 8 * DAY, rolloutId: 'b', why: '' }],
      [started('c', START + 9 * DAY), promoted('c', START + 10 * DAY)],
      [started('d', START + 11 * DAY), promoted('d', START + 12 * DAY)],
    );
    expect(measured(events)).toMatchObject({
      changeFailures: { n: 4, hits: 2 },
      recoveryTime: { n: 2, medianMs: { value: 2.5 * DAY }, maxMs: 4 * DAY },
      rework: { n: 4, hits: 2 },
      caught: { n: 4, hits: 0 },
    });
  });

  it('tells what was caught before the promotion, by whom, and how far it had come; a release that a newer one replaced counts for nothing', () => {
    const events = ledger(
      [started('a', START), confirmed('a', START + 1, 10_000), confirmed('a', START + 2, 50_000), ...takenOut('a', START + HOUR)],
      [started('b', START + DAY), ...takenOut('b', START + DAY + HOUR, 'aborted')],
      [started('c', START + 2 * DAY), confirmed('c', START + 2 * DAY, 100_000), ...takenOut('c', START + 3 * DAY, 'undecided')],
      [started('d', START + 4 * DAY), ...takenOut('d', START + 4 * DAY, 'superseded')],
      [started('e', START + 5 * DAY), promoted('e', START + 6 * DAY)],
      [started('f', START + 7 * DAY)],
    );
    expect(measured(events).caught).toEqual({ n: 4, hits: 3, byChecks: 1, byPeople: 1, byTime: 1, weightMaxPpm: { kind: 'median', value: 50_000 } });
  });

  it('counts a drill for nothing, nor as the first try of its artefact', () => {
    const drill: Told = { kind: 'started', atMs: START, rolloutId: 'd', drill: true, candidate: { version: 'bad', digest: 'a' } };
    const events = ledger([drill, ...takenOut('d', START + HOUR)], [started('a', START + DAY), promoted('a', START + 2 * DAY)]);
    expect(measured(events)).toMatchObject({ deployments: { n: 1 }, leadTime: { maxMs: DAY }, caught: { n: 1, hits: 0 }, rework: { hits: 0 } });
  });

  it('is empty for a ledger without releases, and for none', () => {
    expect(measured(ledger()).deployments).toEqual({ n: 0, perWeek: 0, knownMs: 70 * DAY });
    for (const events of [ledger(), []]) {
      expect(measured(events)).toMatchObject({ deployments: { n: 0 }, leadTime: { n: 0, medianMs: { kind: 'none' }, maxMs: 0 }, changeFailures: { n: 0, hits: 0 }, caught: { n: 0, hits: 0 } });
    }
    expect(deliveryMeasures(ledger(), { fromMs: START, toMs: START }).deployments).toEqual({ n: 0, perWeek: 'too-short', knownMs: 0 });
  });

  it('makes no weekly rate of less than a week', () => {
    const events = ledger([started('a', START), promoted('a', START + HOUR / 2)]);
    const of = (toMs: number) => deliveryMeasures(events, { fromMs: toMs - 90 * DAY, toMs });
    expect(of(START + HOUR).deployments).toEqual({ n: 1, perWeek: 'too-short', knownMs: HOUR });
    expect(of(START + 7 * DAY).deployments).toEqual({ n: 1, perWeek: 1, knownMs: 7 * DAY });
    expect(measureLines('fraud-prod', of(START + HOUR), { color: false, width: 1_000 }).slice(0, 2)).toEqual([
      'fraud-prod · 2025-10-03 to 2026-01-01, 90 days; its ledger began 1 h ago',
      expect.stringMatching(/^ {2}deployment frequency +1 in 1 h +releases promoted$/) as string,
    ]);
  });

  it('reads what the core writes', () => {
    const events = rehearse({
      seed: 7,
      target: 'flight-delay',
      startMs: START,
      secondMs: 1000,
      requestsPerBlock: 1200,
      stable: GOOD,
      candidates: [{ ...GOOD, version: 'v2.0.0', wrongRatio: 0.17, errorRatio: 0.008 }, { ...GOOD, version: 'v3.0.0', errorRatio: 0.06 }],
      pauseMs: 60_000,
      looksMax: 400,
    });
    const measures = deliveryMeasures(events, { fromMs: START, toMs: START + 7 * DAY });
    expect(measures).toMatchObject({ deployments: { n: 1 }, leadTime: { n: 1 }, changeFailures: { n: 1, hits: 0 }, caught: { n: 2, hits: 1, byChecks: 1 } });
    expect(measures.caught.weightMaxPpm).toMatchObject({ kind: 'median' });
    expect(measures.caught.weightMaxPpm.kind === 'median' && measures.caught.weightMaxPpm.value > 0 && measures.caught.weightMaxPpm.value <= 500_000).toBe(true);
  });
});

describe('measureLines', () => {
  it('gives every figure its n and what was counted', () => {
    const events = ledger([started('a', START), promoted('a', START + DAY), ...takenOut('a', START + 2 * DAY)], [started('b', START + 3 * DAY), confirmed('b', START + 3 * DAY, 50_000), ...takenOut('b', START + 3 * DAY + HOUR)], [started('c', START + 9 * DAY), promoted('c', START + 9.5 * DAY)]);
    expect(measureLines('fraud-prod', measured(events, 90), { color: false, width: 1_000 }).join('\n')).toMatchInlineSnapshot(`
      "fraud-prod · 2026-01-01 to 2026-04-01, 90 days
        deployment frequency             0.16 a week (n 2)                releases promoted
        lead time for changes            18 h (median, n 2, at most 1 d)  first start of a version here to its promotion
        change failure rate              50 % (1 of 2)                    promoted releases that were taken out again
        failed deployment recovery time  1 d (median, n 1)                promotion to all traffic back on another version
        rework rate                      50 % (1 of 2)                    promoted releases that repaired a failed one
        caught before promote            33.3 % (1 of 3)                  decided releases: 1 by checks, 0 by people, 0 undecided in time; at most 5 % of the traffic (median)"
    `);
  });

  it('says none where there was none', () => {
    expect(measureLines('fraud-prod', measured(ledger()), { color: false, width: 60 }).join('\n')).toMatchInlineSnapshot(`
      "fraud-prod · 2026-01-01 to 2026-03-12, 70 days
        deployment frequency             none  releases promoted
        lead time for changes            none  first start of a v…
        change failure rate              none  promoted releases …
        failed deployment recovery time  none  promotion to all t…
        rework rate                      none  promoted releases …
        caught before promote            none  decided releases t…"
    `);
  });
});
