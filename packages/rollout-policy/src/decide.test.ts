import { aBlock, aCheck, aPolicy, aRamp, aRollout, aSituation, aSmoke, blocksOf, ROLLOUT_START_MS } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import type { Block, Cell, Evidence } from './evidence.ts';
import type { Situation } from './event.ts';
import type { Rollout } from './state.ts';
import { ppm } from './units.ts';

/** Allows every weight: for tests that are about something else. */
const GENEROUS = aPolicy({ promise: { badRequestsMax: 1_000_000 } });
const LIMITED = aPolicy({ checks: [aCheck({ limit: { kind: 'share', ratioMax: 0.2 } })] });

/** `count` blocks of 30 s in a row with the same counts. */
function blocks(count: number, all: Cell): Block[] {
  return Array.from({ length: count }, (_, index) => ({ fromMs: ROLLOUT_START_MS + index * 30_000, toMs: ROLLOUT_START_MS + (index + 1) * 30_000, cells: { all } }));
}

const cell = (stable: readonly [number, number], candidate: readonly [number, number]): Cell => ({
  stable: { events: stable[0], trials: stable[1] },
  candidate: { events: candidate[0], trials: candidate[1] },
});

function said(rollout: Rollout, evidence: Readonly<Record<string, Evidence>>, situation: Partial<Situation> = {}): string {
  const { decision } = decide(rollout, evidence, aSituation(rollout, situation));
  return `${decision.kind} ${decision.reasons[0]?.code ?? ''}`;
}

const HEALTHY = cell([20, 1000], [20, 1000]);
/** At a tenth of the traffic; a block says the more, the smaller the candidate's part of the traffic is. */
const FAILING = cell([20, 900], [20, 100]);

describe('decide: order of the rules', () => {
  it('a person who aborts comes before everything', () => {
    const rollout = aRollout(LIMITED).at(100_000);
    expect(said(rollout, blocksOf('errors', blocks(30, HEALTHY)), { request: { kind: 'abort', actor: 'ada', why: 'no' } })).toBe('rollback aborted');
  });

  it('a confirmed regression is masked by no freeze, no missing router, no deadline and no approval', () => {
    const rollout = aRollout().at(100_000);
    const evidence = blocksOf('errors', blocks(12, FAILING));
    const masks: Partial<Situation>[] = [
      { frozen: { kind: 'changed', paths: ['x'] } },
      { router: { kind: 'unreadable', why: 'gone' } },
      { nowMs: ROLLOUT_START_MS + rollout.policy.promise.decideWithinMs },
      { request: { kind: 'approve', actor: 'ada' } },
      { candidate: { kind: 'not-ready', why: 'gone' } },
    ];
    for (const mask of masks) expect(said(rollout, evidence, mask)).toBe('rollback regression');
  });

  it('a hard limit acts at the first block with enough samples', () => {
    expect(said(aRollout(LIMITED).at(10_000), blocksOf('errors', blocks(1, cell([20, 1000], [20, 20]))))).toBe('rollback limit-breached');
    expect(said(aRollout(LIMITED).at(10_000), blocksOf('errors', blocks(1, cell([20, 1000], [19, 19]))))).not.toBe('rollback limit-breached');
  });

  it('a limit that stable breaks in the same block blames neither', () => {
    expect(said(aRollout(LIMITED).at(100_000), blocksOf('errors', blocks(1, cell([900, 1000], [90, 100]))))).toBe('hold common-mode');
  });

  it('does not send traffic to a stable that is dead', () => {
    expect(said(aRollout(LIMITED).at(100_000), blocksOf('errors', blocks(1, cell([0, 0], [90, 100]))), { stable: 'dead' })).toBe('halt stable-dead');
    expect(said(aRollout().at(100_000), blocksOf('errors', blocks(12, FAILING)), { stable: 'dead' })).toBe('halt stable-dead');
  });

  it('steps back to the first weight when the bad-request budget is spent without proof of a regression', () => {
    const policy = aPolicy({ promise: { badRequestsMax: 100 } });
    expect(said(aRollout(policy).at(100_000), blocksOf('errors', blocks(1, cell([20, 1000], [130, 1000]))))).toBe('stepBack harm-budget-spent');
  });
});

describe('decide: no data is not good data', () => {
  it('holds on missing evidence and never advances on it', () => {
    expect(said(aRollout().at(100_000), { errors: { kind: 'no-data', why: 'metric is gone' } })).toBe('hold no-data');
  });

  it('holds on counts that cannot be counts', () => {
    const broken: Cell[] = [cell([20, 1000], [30, 20]), cell([Number.NaN, 1000], [1, 20]), cell([-1, 1000], [1, 20]), cell([0.5, 1000], [1, 20])];
    for (const all of broken) expect(said(aRollout().at(100_000), blocksOf('errors', blocks(1, all)))).toBe('hold no-data');
  });

  it('holds until the candidate had enough requests', () => {
    expect(said(aRollout().at(10_000), blocksOf('errors', blocks(1, cell([20, 1000], [0, 19]))))).toBe('hold insufficient');
  });

  it('does not use a block twice', () => {
    const rollout = aRollout(GENEROUS).at(100_000);
    const first = decide(rollout, blocksOf('errors', blocks(2, HEALTHY)), aSituation(rollout));
    const again = decide({ ...rollout, checks: first.checks }, blocksOf('errors', blocks(2, HEALTHY)), aSituation(rollout));
    expect(again.checks['errors']?.claims).toEqual(first.checks['errors']?.claims);
    expect(again.decision.kind).toBe('hold');
  });

  it('drops blocks around a weight change in both arms, and goes on after them', () => {
    const rollout: Rollout = { ...aRollout().at(100_000), exclusions: [{ fromMs: ROLLOUT_START_MS + 10_000, toMs: ROLLOUT_START_MS + 35_000 }] };
    const { checks } = decide(rollout, blocksOf('errors', blocks(3, HEALTHY)), aSituation(rollout));
    expect(checks['errors']).toMatchObject({ blocksUsed: 1, watermarkMs: ROLLOUT_START_MS + 90_000 });
  });
});

describe('decide: stages', () => {
  it('waits in smoke until the candidate is ready and of the recorded digest', () => {
    const rollout = aRollout().fresh();
    expect(said(rollout, {}, { candidate: { kind: 'not-ready', why: 'loading' } })).toBe('hold candidate-not-ready');
    expect(said(rollout, {}, { candidate: { kind: 'ready', digest: 'sha256:other' } })).toBe('hold candidate-digest-differs');
    expect(said(rollout, {})).toBe('hold traffic-unknown');
  });

  it('begins with the weight at which a dead candidate costs no more than the promise', () => {
    const rollout = aRollout().fresh();
    const { decision } = decide(rollout, blocksOf('errors', blocks(1, cell([60, 3000], [0, 0]))), aSituation(rollout));
    expect(decision.kind).toBe('advance');
    // 100 requests a second, everything fails until the next look has closed a block: 60 s.
    expect((decision.to / 1_000_000) * 100 * 60).toBeLessThanOrEqual(100);
    expect(decision.to).toBeGreaterThan(0);
  });

  it('blue-green promotes from 0 % once the candidate is ready', () => {
    const policy = aPolicy({ plan: [aSmoke(), { kind: 'switch' }, { kind: 'bake', durationMs: 1, holdback: ppm(10_000) }] });
    expect(said(aRollout(policy).fresh(), {})).toBe('promote smoke-passed');
  });

  it('keeps to the ladder, and waits at a step until it was measured for as long as it says', () => {
    const ladder = { kind: 'ladder', weights: [ppm(10_000), ppm(50_000), ppm(250_000)], everyMs: 60_000 } as const;
    const policy = aPolicy({ promise: { badRequestsMax: 100_000 }, plan: [aRamp({ steps: ladder, weightMax: ppm(500_000) })] });
    const at = aRollout(policy).at(10_000);
    expect(said(at, blocksOf('errors', blocks(1, HEALTHY)))).toBe('hold dwell');
    const { decision } = decide(at, blocksOf('errors', blocks(2, HEALTHY)), aSituation(at));
    expect([decision.kind, decision.to]).toEqual(['advance', 50_000]);
  });

  it('rounds a rolling release down to whole instances', () => {
    const policy = aPolicy({ promise: { badRequestsMax: 100_000 }, plan: [aRamp({ steps: { kind: 'instances', count: 8 }, weightMax: ppm(500_000) })] });
    const at = aRollout(policy).at(125_000);
    const { decision } = decide(at, blocksOf('errors', blocks(2, HEALTHY)), aSituation(at));
    expect(decision.to % 125_000).toBe(0);
  });

  it('promotes only what is certified, and otherwise says what is missing', () => {
    const at = aRollout(GENEROUS).at(500_000);
    expect(said(at, blocksOf('errors', blocks(3, HEALTHY)))).toBe('hold not-certified');
    expect(said(at, blocksOf('errors', blocks(400, HEALTHY)))).toBe('promote all-certified');
  });

  it('does at the deadline what the policy declares', () => {
    const late = { nowMs: ROLLOUT_START_MS + 259_200_000 + 3 * 30_000 };
    const evidence = (count: number): Readonly<Record<string, Evidence>> => {
      const from = late.nowMs - count * 30_000;
      return blocksOf('errors', blocks(count, HEALTHY).map((block) => ({ ...block, fromMs: block.fromMs - ROLLOUT_START_MS + from, toMs: block.toMs - ROLLOUT_START_MS + from })));
    };
    for (const [ifUndecided, expected] of [['ask', 'hold undecided'], ['promote', 'promote undecided'], ['rollback', 'rollback undecided']] as const) {
      expect(said(aRollout(aPolicy({ promise: { badRequestsMax: 1_000_000, ifUndecided } })).at(500_000), evidence(3), late)).toBe(expected);
    }
    expect(said(aRollout(GENEROUS).at(500_000), evidence(3), { ...late, request: { kind: 'approve', actor: 'ada' } })).toBe('promote undecided');
  });

  it('finishes the bake after as much covered time as it asks for, however late the tick is', () => {
    const policy = aPolicy({ plan: [aSmoke(), aRamp({ steps: { kind: 'promise' }, weightMax: ppm(500_000) }), { kind: 'bake', durationMs: 90_000, holdback: ppm(10_000) }] });
    const baking: Rollout = { ...aRollout(policy).at(990_000), phase: 'baking', stageIndex: 2 };
    expect(said(baking, blocksOf('errors', blocks(2, HEALTHY)), { nowMs: ROLLOUT_START_MS + 86_400_000 - 84_700_000 })).toBe('hold baking');
    expect(said(baking, blocksOf('errors', blocks(3, HEALTHY)))).toBe('finished baked');
  });
});

describe('decide: the promise', () => {
  it('goes back to what it allows when the traffic grows far beyond what the weight was chosen for, and asks nobody', () => {
    const rollout = aRollout().at(500_000);
    const surge = blocks(1, cell([600, 30_000], [600, 30_000]));
    const { decision } = decide(rollout, blocksOf('errors', surge), aSituation(rollout));
    expect(decision).toMatchObject({ kind: 'stepBack', needs: 'nothing', reasons: [{ code: 'promise-allows-less' }] });
    expect(decision.to).toBeGreaterThan(0);
    expect(decision.to).toBeLessThan(100_000);
  });

  it('lets a weight be that is a little above what it allows now', () => {
    const rollout = aRollout(aPolicy({ promise: { badRequestsMax: 1_700 } })).at(500_000);
    expect(said(rollout, blocksOf('errors', blocks(1, HEALTHY)))).not.toMatch(/promise-allows-less/);
  });
});

describe('decide: checks that do not roll back', () => {
  it('hold or only tell, and spend nothing of the error budget', () => {
    const policy = aPolicy({ checks: [aCheck(), aCheck({ name: 'share', then: 'hold' }), aCheck({ name: 'told', then: 'tell' })] });
    const at = aRollout(policy).at(100_000);
    const evidence = { ...blocksOf('errors', blocks(12, HEALTHY)), ...blocksOf('told', blocks(12, FAILING)), ...blocksOf('share', blocks(12, HEALTHY)) };
    const decided = decide(at, evidence, aSituation(at)).decision;
    expect(decided.kind).not.toBe('rollback');
    expect(decided.checks.find((check) => check.name === 'errors')?.oddsNeeded).toBe(100);
    expect(said(at, { ...evidence, ...blocksOf('share', blocks(12, FAILING)) })).toBe('hold check-says-worse');
  });

  it('several checks that roll back share the budget: each alone needs more', () => {
    const policy = aPolicy({ checks: [aCheck(), aCheck({ name: 'other' })] });
    const at = aRollout(policy).at(100_000);
    const { decision } = decide(at, { ...blocksOf('errors', blocks(2, HEALTHY)), ...blocksOf('other', blocks(2, HEALTHY)) }, aSituation(at));
    expect(decision.checks.map((check) => check.oddsNeeded)).toEqual([200, 200]);
  });
});

describe('decide: slices and latency', () => {
  it('sees a slice that fails although the whole looks fine', () => {
    const policy = aPolicy({ checks: [aCheck({ slices: ['region'] })] });
    const at = aRollout(policy).at(500_000);
    const withWest = blocks(20, HEALTHY).map((block) => ({ ...block, cells: { ...block.cells, 'region=west': cell([2, 100], [20, 100]) } }));
    const { decision } = decide(at, blocksOf('errors', withWest), aSituation(at));
    expect(decision.kind).toBe('rollback');
    expect(decision.checks[0]?.cell).toBe('region=west');
  });

  it('compares latency at the bounds nearest stable\'s own quantiles, chosen before anything is tested', () => {
    const policy = aPolicy({ checks: [aCheck({ name: 'latency', signal: { kind: 'time', metric: 'seconds', where: [] } })] });
    const at = aRollout(policy).at(500_000);
    const histogram = (candidateSlow: number): Block[] =>
      blocks(30, cell([0, 1000], [0, 1000])).map((block) => ({ ...block, cells: { ...block.cells, 'le=0.1': cell([500, 1000], [500, 1000]), 'le=0.5': cell([100, 1000], [candidateSlow, 1000]), 'le=1': cell([10, 1000], [10, 1000]) } }));
    const same = decide(at, blocksOf('latency', histogram(100)), aSituation(at));
    expect(same.checks['latency']?.bounds).toEqual({ kind: 'chosen', seconds: [0.5, 0.1, 1] });
    expect(same.checks['latency']?.totals['le=0.5']?.stable.trials).toBe(29_000);
    expect(same.decision.kind).not.toBe('rollback');
    expect(same.decision.checks[0]?.quantile).toEqual({ kind: 'between', quantile: 0.99, stable: { lower: 0.5, upper: Infinity }, candidate: { lower: 0.5, upper: Infinity } });
    expect(decide(at, blocksOf('latency', histogram(900)), aSituation(at)).decision).toMatchObject({ kind: 'rollback', checks: [{ cell: 'le=0.5' }] });
  });
});

describe('aBlock', () => {
  it('builds what decide takes', () => {
    const rollout = aRollout(GENEROUS).at(100_000);
    expect(said(rollout, blocksOf('errors', [aBlock().from(ROLLOUT_START_MS).errors({ stable: [20, 1000], candidate: [2, 100] })]))).toMatch(/^(hold|advance) /);
  });
});
