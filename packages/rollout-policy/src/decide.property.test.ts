// Whatever a source delivers, decide answers, and never raises on anything that is not sound evidence.
import { fc, test as prop } from '@fast-check/vitest';
import { aPolicy, aCheck, aRollout, aSituation, ROLLOUT_START_MS } from '@rampart/testing';
import { describe, expect } from 'vitest';
import { decide } from './decide.ts';
import type { Evidence } from './evidence.ts';

const hostileNumber = fc.oneof(
  fc.constantFrom(Number.NaN, Infinity, -Infinity, -1, -0, 0.5, 1e308, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 2),
  fc.double(),
  fc.integer(),
);
const hostileArm = fc.record({ trials: hostileNumber, events: hostileNumber });
const hostileCell = fc.record({ stable: hostileArm, candidate: hostileArm });
const hostileName = fc.constantFrom('all', 'region=west', '__proto__', 'constructor', 'le=0.1', 'le=NaN', '');
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
