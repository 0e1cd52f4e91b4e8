// Whatever a source delivers, decide answers, and never raises on anything that is not sound evidence.
import { fc, test as prop } from '@fast-check/vitest';
import { aCheck, aPolicy, aRamp, aRollout, aSituation, aSmoke, ROLLOUT_START_MS } from '@rampart/testing';
import { describe, expect } from 'vitest';
import { decide } from './decide.ts';
import type { Evidence } from './evidence.ts';
import type { Rollout } from './state.ts';
import { ppm } from './units.ts';

const hostileNumber = fc.oneof(
  fc.constantFrom(Number.NaN, Infinity, -Infinity, -1, -0, 0.5, 1e308, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 2),
  fc.double(),
  fc.integer(),
);
const hostileArm = fc.record({ trials: hostileNumber, events: hostileNumber });
const hostileCell = fc.record({ stable: hostileArm, candidate: hostileArm });
const hostileName = fc.constantFrom('all', 'region=west', '__proto__', 'constructor', 'le=0.1', 'le=NaN', '', 'bin=a', 'bin=__proto__', 'discordant', 'different', 'predicted', 'decile=3', 'predicted:decile=3');
const hostileBlock = fc.record({ fromMs: hostileNumber, toMs: hostileNumber, cells: fc.dictionary(hostileName, hostileCell) });
const hostileEvidence: fc.Arbitrary<Evidence> = fc.oneof(
  fc.record({ kind: fc.constant('blocks' as const), blocks: fc.array(hostileBlock, { maxLength: 4 }), gaps: fc.constant([]) }),
  fc.record({ kind: fc.constant('no-data' as const), why: fc.string() }),
);

const policy = aPolicy({
  checks: [
    aCheck({ slices: ['region'], limit: { kind: 'share', ratioMax: 0.2 } }),
    aCheck({ name: 'latency', signal: { kind: 'time', metric: 'm', where: [] }, limit: { kind: 'time', quantile: 0.99, msMax: 80 } }),
  ],
});

const labels = { source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 60_000, matureMs: 0 } as const;
/** One check of every kind, so that whatever a kind does with a number is done with hostile ones. */
const everyKind = aPolicy({
  checks: [
    aCheck({ slices: ['region'], limit: { kind: 'share', ratioMax: 0.2 }, gap: { kind: 'points', ratio: 0.05 } }),
    aCheck({ name: 'alone', independent: true, worseBy: { kind: 'points', ratio: 0.01 } }),
    aCheck({ name: 'users', signal: { kind: 'share', metric: 'm', among: [], where: [], unit: 'users' } }),
    aCheck({ name: 'latency', signal: { kind: 'time', metric: 'm', where: [] }, limit: { kind: 'time', quantile: 0.99, msMax: 80 } }),
    aCheck({ name: 'score', signal: { kind: 'score', origin: { kind: 'metric', metric: 'm', where: [] }, low: 0, high: 1 }, better: 'higher', limit: { kind: 'share', ratioMax: 0.6 } }),
    aCheck({ name: 'labels', signal: { kind: 'labels', ...labels }, sides: 'both' }),
    aCheck({ name: 'pairs', signal: { kind: 'pairs', ...labels }, limit: { kind: 'share', ratioMax: 0.1 } }),
    aCheck({ name: 'calibration', signal: { kind: 'calibration', ...labels }, worseBy: { kind: 'points', ratio: 0.02 } }),
    aCheck({ name: 'bins', signal: { kind: 'bins', metric: 'm', where: [], by: 'answer', against: { kind: 'stable' } }, sides: 'both' }),
    aCheck({ name: 'reference', signal: { kind: 'bins', metric: 'm', where: [], by: 'answer', against: { kind: 'reference', shares: { a: 0.6, b: 0.4 } } }, sides: 'both' }),
    aCheck({ name: 'level', signal: { kind: 'level', metric: 'm', where: [], growth: { kind: 'perHour', ratioMax: 0.05 } }, limit: { kind: 'level', max: 100 } }),
  ],
  plan: [aSmoke(), { kind: 'shadow', durationMs: 60_000, share: ppm(100_000) }, { kind: 'approval' }, aRamp(), { kind: 'split', weight: ppm(500_000), judge: 'errors', goal: 'superior', worthwhile: { kind: 'factor', factor: 1.02 }, durationMs: 60_000 }, { kind: 'bake', durationMs: 60_000, holdback: ppm(0) }],
});

describe('decide on checks of every kind', () => {
  const names = everyKind.checks.map(({ name }) => name);
  prop.prop([fc.dictionary(fc.constantFrom(...names), hostileEvidence), fc.integer({ min: 0, max: 5 }), fc.constantFrom(0, 10_000, 500_000)], { seed: 24, numRuns: 2_000 })(
    'is total in every stage, and raises nothing on what is broken',
    (evidence, stageIndex, weight) => {
      const rollout: Rollout = { ...aRollout(everyKind).at(weight), stageIndex, weights: [{ fromMs: 0, weight: ppm(weight), mirror: ppm(weight === 0 ? 1_000 : 0) }], phase: stageIndex === 5 ? 'baking' : 'trial' };
      const { decision, checks } = decide(rollout, evidence, aSituation(rollout));
      const broken = Object.values(evidence).some((news) => news.kind === 'no-data' || news.blocks.some((block) => !Number.isSafeInteger(block.fromMs) || block.fromMs < ROLLOUT_START_MS));
      if (broken && weight > 0) expect(['hold', 'rollback', 'stepBack', 'halt']).toContain(decision.kind);
      for (const check of Object.values(checks)) {
        expect(Number.isFinite(check.odds) && Number.isFinite(check.excess)).toBe(true);
        expect(JSON.parse(JSON.stringify(check.claims))).toEqual(check.claims);
      }
    },
  );
});

describe('decide', () => {
  prop.prop([fc.dictionary(fc.constantFrom('errors', 'latency', 'other', '__proto__'), hostileEvidence), fc.constantFrom(0, 10_000, 500_000)], { seed: 20, numRuns: 2_000 })(
    'is total, and advances on nothing that is broken',
    (evidence, weight) => {
      const rollout = aRollout(policy).at(weight);
      const { decision, checks } = decide(rollout, evidence, aSituation(rollout));
      expect(decision.reasons.length).toBeGreaterThan(0);
      const sound = Object.values(evidence).every((news) => news.kind === 'blocks' && news.blocks.every((block) => Number.isSafeInteger(block.fromMs) && block.fromMs >= ROLLOUT_START_MS));
      if (!sound || weight > 0) expect(['hold', 'rollback', 'stepBack', 'halt']).toContain(decision.kind);
      for (const check of Object.values(checks)) expect(Number.isFinite(check.odds) && Number.isFinite(check.excess)).toBe(true);
    },
  );

  const count = fc.integer({ min: 0, max: 5_000 });
  const soundArm = fc.tuple(count, count).map(([a, b]) => ({ trials: Math.max(a, b), events: Math.min(a, b) }));
  const soundCell = fc.record({ stable: soundArm, candidate: soundArm });
  const soundBlocks = fc
    .array(fc.record({ all: soundCell, west: soundCell }), { minLength: 1, maxLength: 20 })
    .map((cells) => cells.map(({ all, west }, index) => ({ fromMs: ROLLOUT_START_MS + index * 15_000, toMs: ROLLOUT_START_MS + (index + 1) * 15_000, cells: { all, 'region=west': west } })));

  prop.prop([soundBlocks], { seed: 21, numRuns: 500 })('never calls sound evidence invalid, and keeps the claims of a check within one error budget', (blocks) => {
    const rollout = aRollout(policy).at(100_000);
    const { decision, checks } = decide(rollout, { errors: { kind: 'blocks', blocks, gaps: [] } }, aSituation(rollout));
    expect(decision.checks.find((check) => check.name === 'errors')?.verdict).not.toBe('invalid');
    const shares = Object.values(checks['errors']?.claims ?? {}).reduce((sum, claim) => sum + claim.share, 0);
    expect(shares).toBeLessThanOrEqual(1);
  });

  prop.prop([soundBlocks, fc.integer({ min: 1, max: 19 })], { seed: 22, numRuns: 300 })('comes to the same evidence however the blocks are split over looks', (blocks, cut) => {
    const rollout = aRollout(policy).at(100_000);
    const evidence = (part: typeof blocks): Readonly<Record<string, Evidence>> => ({ errors: { kind: 'blocks', blocks: part, gaps: [] } });
    const whole = decide(rollout, evidence(blocks), aSituation(rollout));
    const first = decide(rollout, evidence(blocks.slice(0, cut)), aSituation(rollout));
    const second = decide({ ...rollout, checks: first.checks }, evidence(blocks.slice(cut)), aSituation(rollout));
    const { requestsPerMs: _one, ...split } = second.checks['errors'] ?? { requestsPerMs: 0 };
    const { requestsPerMs: _two, ...together } = whole.checks['errors'] ?? { requestsPerMs: 0 };
    expect(split).toEqual(together);
  });
});
