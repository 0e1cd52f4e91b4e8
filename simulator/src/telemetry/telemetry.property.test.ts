// What holds of everything that is told, whatever happened, whoever looked when, and whatever was broken.
import { fc, test as prop } from '@fast-check/vitest';
import type { Block, Check, Signal } from '@rampart/rollout-policy';
import { aCheck, aPolicy } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { aHappening, aJob, aTrial, BLOCK_MS, START_MS } from '../../test/a-happening.ts';
import type { TelemetryFault } from '../scenario/scenario.ts';
import { nextCutMs, type SourceKind } from './index.ts';

const SHARE: Signal = aCheck().signal;
const TIME: Signal = { kind: 'time', metric: 'm', where: [] };
const LABELS: Signal = { kind: 'labels', source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 90_000, matureMs: 60_000 };
const CHECKS: readonly Check[] = [aCheck({ slices: ['region'] }), aCheck({ name: 'slow', signal: TIME }), aCheck({ name: 'wrong', signal: LABELS })];
const TRIAL = { policy: aPolicy({ checks: CHECKS }) };
const SIGNALS: Readonly<Record<string, Signal>> = { errors: SHARE, slow: TIME, wrong: LABELS };

/** How long after the last look the next one comes, and how many requests there were. */
const looks = fc.array(fc.record({ afterMs: fc.integer({ min: 1, max: 200_000 }), requests: fc.integer({ min: 0, max: 50 }) }), { minLength: 1, maxLength: 25 });
const source = fc.constantFrom<SourceKind>('pages', 'history');

const arm = fc.constantFrom('stable', 'candidate', 'both');
const during = { atMs: fc.integer({ min: 0, max: 900_000 }), forMs: fc.integer({ min: 1, max: 900_000 }) };
const one = fc.constantFrom('stable', 'candidate');
const faults: fc.Arbitrary<readonly TelemetryFault[]> = fc.array(
  fc.oneof(
    ...(['metrics-missing', 'metrics-stale', 'metrics-nan', 'metrics-empty', 'metrics-time-out', 'metrics-truncated', 'counter-reset'] as const).map((kind) => fc.record({ kind: fc.constant(kind), arm, ...during })),
    fc.record({ kind: fc.constant('out-of-order' as const), ...during }),
    fc.record({ kind: fc.constant('metrics-late' as const), byMs: fc.integer({ min: 0, max: 600_000 }), ...during }),
    fc.record({ kind: fc.constant('series-dropped' as const), arm: one, share: fc.double({ min: 0, max: 1, noNaN: true }), ...during }),
    fc.record({ kind: fc.constant('metrics-clock' as const), aheadMs: fc.integer({ min: -300_000, max: 300_000 }), ...during }),
    fc.record({ kind: fc.constant('labels-late' as const), byMs: fc.integer({ min: 0, max: 300_000 }), lost: fc.double({ min: 0, max: 1, noNaN: true }), ...during }),
  ),
  { maxLength: 5 },
);
/** These make more of what happened, by their nature. */
const inflating = fc.oneof(
  fc.record({ kind: fc.constant('duplicated-series' as const), times: fc.integer({ min: 2, max: 4 }), ...during }),
  fc.record({ kind: fc.constant('extrapolated' as const), by: fc.double({ min: 0, max: 1, noNaN: true }), ...during }),
  fc.record({ kind: fc.constant('label-swap' as const), share: fc.double({ min: 0, max: 1, noNaN: true }), ...during }),
  fc.record({ kind: fc.constantFrom('unit-change' as const, 'zero-denominator' as const), ...during }),
  fc.record({ kind: fc.constant('backfill' as const), factor: fc.integer({ min: 0, max: 9 }), ...during }),
) as fc.Arbitrary<TelemetryFault>;

interface Told {
  readonly blocks: Readonly<Record<string, readonly Block[]>>;
  /** Per check: what happened, in spans. */
  readonly truth: readonly { readonly fromMs: number; readonly toMs: number; readonly requests: number }[];
}

function tell(kind: SourceKind, plan: readonly { readonly afterMs: number; readonly requests: number }[], broken: readonly TelemetryFault[]): Told {
  const trial = aTrial({ faults: broken }, TRIAL.policy);
  const job = aJob(trial, kind);
  const truth: { fromMs: number; toMs: number; requests: number }[] = [];
  let nowMs = 0;
  for (const { afterMs, requests } of plan) {
    const lookMs = nowMs + afterMs;
    while (nowMs < lookMs) {
      const toMs = Math.min(lookMs, nextCutMs(trial, { source: kind, startMs: START_MS }, nowMs));
      truth.push({ fromMs: nowMs, toMs, requests });
      job.telemetry.record(aHappening(nowMs, toMs, Object.fromEntries(CHECKS.map(({ name }) => [name, cellsOf(name, requests)]))));
      nowMs = toMs;
    }
    job.ask(nowMs);
  }
  return { blocks: Object.fromEntries(CHECKS.map(({ name }) => [name, job.told(name)])), truth };
}

function cellsOf(check: string, requests: number): Block['cells'] {
  const of = (share: number) => ({ stable: { trials: requests, events: Math.floor(share * requests) }, candidate: { trials: 2 * requests, events: Math.floor(2 * share * requests) } });
  return check === 'slow' ? { all: of(0), 'le=0.1': of(0.5), 'le=0.5': of(0.1) } : { all: of(0.3), 'region=west': of(0.2) };
}

const MOST: readonly [string, string][] = Object.entries(SIGNALS).flatMap(([check]) => Object.keys(cellsOf(check, 0)).map((name): [string, string] => [check, name]));

function sum(cells: readonly (Block['cells'] | undefined)[], name: string, which: 'stable' | 'candidate', what: 'trials' | 'events'): number {
  return cells.reduce((total, each) => total + (each?.[name]?.[which][what] ?? 0), 0);
}

function expectOnce(blocks: readonly Block[]): void {
  let lastMs = START_MS;
  for (const { fromMs, toMs } of blocks) {
    expect(fromMs).toBeGreaterThanOrEqual(lastMs);
    expect(toMs).toBeGreaterThan(fromMs);
    lastMs = toMs;
  }
}

describe('what is told', () => {
  prop.prop([source, looks], { seed: 1, numRuns: 300 })('adds up exactly to what happened, each span once, whatever the looks', (kind, plan) => {
    const { blocks, truth } = tell(kind, plan, []);
    for (const [check, name] of MOST) {
      const told = blocks[check] ?? [];
      expectOnce(told);
      const happened = truth.filter(({ fromMs, toMs }) => told.some((block) => START_MS + fromMs >= block.fromMs && START_MS + toMs <= block.toMs)).map(({ requests }) => cellsOf(check, requests));
      for (const which of ['stable', 'candidate'] as const) for (const what of ['trials', 'events'] as const) expect(sum(told.map(({ cells }) => cells), name, which, what)).toBe(sum(happened, name, which, what));
    }
    // Everything that is over, closed and mature is told: a source with history forgets nothing.
    const endMs = truth.at(-1)?.toMs ?? 0;
    if (kind === 'history') expect(blocks['errors']?.at(-1)?.toMs ?? START_MS).toBe(START_MS + Math.floor(endMs / BLOCK_MS) * BLOCK_MS);
    expect(blocks['wrong']?.at(-1)?.toMs ?? START_MS).toBe(START_MS + Math.max(0, Math.floor((endMs - 60_000) / 90_000)) * 90_000);
  });

  prop.prop([source, looks, faults], { seed: 2, numRuns: 500 })('is never negative, never more than happened, and no span is told twice, whatever is broken', (kind, plan, broken) => {
    const { blocks, truth } = tell(kind, plan, broken);
    for (const [check, name] of MOST) {
      const told = blocks[check] ?? [];
      expectOnce(told);
      const happened = truth.map(({ requests }) => cellsOf(check, requests));
      for (const which of ['stable', 'candidate'] as const) {
        for (const { cells } of told) {
          const { trials = 0, events = 0 } = cells[name]?.[which] ?? {};
          expect(events >= 0 && events <= trials && Number.isSafeInteger(trials) && Number.isSafeInteger(events)).toBe(true);
        }
        for (const what of ['trials', 'events'] as const) expect(sum(told.map(({ cells }) => cells), name, which, what)).toBeLessThanOrEqual(sum(happened, name, which, what));
      }
    }
  });

  prop.prop([source, looks, faults, fc.array(inflating, { minLength: 1, maxLength: 3 })], { seed: 3, numRuns: 300 })('is never negative and no span is told twice, also where a fault makes more of it', (kind, plan, broken, more) => {
    const { blocks } = tell(kind, plan, [...broken, ...more]);
    for (const [check, name] of MOST) {
      expectOnce(blocks[check] ?? []);
      for (const { cells } of blocks[check] ?? []) expect(Math.min(cells[name]?.stable.trials ?? 0, cells[name]?.stable.events ?? 0, cells[name]?.candidate.trials ?? 0, cells[name]?.candidate.events ?? 0)).toBeGreaterThanOrEqual(0);
    }
  });

  it('is told in most looks of these plans', () => {
    const { blocks } = tell('pages', Array.from({ length: 20 }, () => ({ afterMs: 45_000, requests: 5 })), []);
    expect([blocks['errors']?.length, blocks['wrong']?.length]).toEqual([19, 27]);
  });
});
