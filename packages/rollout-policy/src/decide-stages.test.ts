// The stages besides the ramp, and what stands between them: shadow, approval, split, a golden set, quiet times, a bake without holdback.
import { aCheck, aPolicy, aRamp, aRollout, aSituation, aSmoke, blocksOf, ROLLOUT_START_MS } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { restartCoverage } from './checks/absorb.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import type { Block, Cell, Evidence } from './evidence.ts';
import type { Situation } from './event.ts';
import { fold } from './fold.ts';
import { planEffect, waitsForRecord } from './plan.ts';
import type { Policy, Stage } from './policy.ts';
import type { Rollout } from './state.ts';
import { ppm } from './units.ts';

const START = ROLLOUT_START_MS;
const cell = (stable: readonly [number, number], candidate: readonly [number, number]): Cell => ({ stable: { events: stable[0], trials: stable[1] }, candidate: { events: candidate[0], trials: candidate[1] } });
const ALIKE = cell([10, 1_000], [10, 1_000]);
const blocks = (count: number, all: Cell, more: Readonly<Record<string, Cell>> = {}): readonly Block[] =>
  Array.from({ length: count }, (_, index) => ({ fromMs: START + index * 30_000, toMs: START + (index + 1) * 30_000, cells: { all, ...more } }));

const SHADOW: Stage = { kind: 'shadow', durationMs: 90_000, share: ppm(100_000) };
const SPLIT: Stage = { kind: 'split', weight: ppm(500_000), judge: 'signups', goal: 'superior', worthwhile: { kind: 'factor', factor: 1.1 }, durationMs: 600_000 };
const BAKE: Stage = { kind: 'bake', durationMs: 600_000, holdback: ppm(10_000) };
const planned = (plan: readonly Stage[], parts: Parameters<typeof aPolicy>[0] = {}): Policy => aPolicy({ promise: { badRequestsMax: 1_000_000 }, ...parts, plan });
const inStage = (policy: Policy, kind: Stage['kind'], weight: number, parts: Partial<Rollout> = {}): Rollout => ({ ...aRollout(policy).at(weight), stageIndex: policy.plan.findIndex((stage) => stage.kind === kind), ...parts });

function decided(rollout: Rollout, evidence: Readonly<Record<string, Evidence>>, situation: Partial<Situation> = {}): Decision {
  return decide(rollout, evidence, aSituation(rollout, situation)).decision;
}

function said(...args: Parameters<typeof decided>): string {
  const { kind, reasons, needs } = decided(...args);
  return [kind, reasons[0]?.code, ...(needs === 'nothing' ? [] : [needs])].join(' ');
}

describe('a golden set at 0 %', () => {
  const policy = planned([aSmoke({ probe: { kind: 'http', url: 'http://smoke.test/' } }), aRamp()]);
  const rollout = aRollout(policy).fresh();
  const quietly = blocksOf('errors', blocks(1, cell([10, 1_000], [0, 0])));

  it('lets the candidate on only when it has passed, takes it out when it has failed, and waits while it cannot be asked', () => {
    expect(said(rollout, quietly, { smoke: { kind: 'passed', cases: 20 } })).toBe('advance smoke-passed');
    expect(said(rollout, quietly, { smoke: { kind: 'failed', cases: 20, failed: 3, first: 'case 7' } })).toBe('rollback smoke-failed');
    expect(said(rollout, quietly, { smoke: { kind: 'unavailable', why: 'timeout' } })).toBe('hold smoke-unavailable');
    expect(said(rollout, quietly)).toBe('hold smoke-unavailable');
  });
});

describe('a shadow stage', () => {
  const policy = planned([aSmoke(), SHADOW, aRamp(), BAKE]);
  const shadowed = inStage(policy, 'shadow', 0, { mirror: ppm(100_000), weights: [{ fromMs: START, weight: ppm(0), mirror: ppm(100_000) }] });

  it('begins by copying requests at a weight of nothing, after the record', () => {
    const decision = decided(aRollout(policy).fresh(), {});
    expect(decision).toMatchObject({ kind: 'advance', to: 0, mirror: 100_000, stageIndex: 1 });
    const effect = planEffect(aRollout(policy).fresh(), decision, 3, ppm(0));
    expect(effect).toMatchObject({ weight: 0, mirror: 100_000 });
    expect(effect.kind !== 'none' && waitsForRecord(aRollout(policy).fresh(), effect)).toBe(true);
  });

  it('begins also where nothing comes before it', () => {
    const first = planned([SHADOW, aRamp(), BAKE]);
    expect(decided(aRollout(first).fresh(), {})).toMatchObject({ kind: 'advance', to: 0, mirror: 100_000, stageIndex: 0 });
  });

  it('asks a person when the router cannot copy requests', () => {
    expect(said(aRollout(policy).fresh(), {}, { router: { kind: 'read', weight: ppm(0), step: ppm(1_000), ours: false, mirror: 'cannot' } })).toBe('hold router-cannot-mirror human');
  });

  it('lasts as long as it says, then passes to the ramp without copies', () => {
    expect(said(shadowed, blocksOf('errors', blocks(2, ALIKE)))).toBe('hold shadowing');
    expect(decided(shadowed, blocksOf('errors', blocks(3, ALIKE)))).toMatchObject({ kind: 'advance', mirror: 0, stageIndex: 2 });
  });

  it('harms nobody: what fails there spends nothing of the promise, but counts as evidence', () => {
    const failing = decided(shadowed, blocksOf('errors', blocks(30, cell([10, 1_000], [100, 1_000]))));
    expect(failing).toMatchObject({ kind: 'rollback', to: 0, mirror: 0, harm: { excess: 0 } });
  });
});

describe('an approval stage', () => {
  const policy = planned([aSmoke(), { kind: 'approval' }, aRamp(), BAKE]);
  const waiting = inStage(policy, 'approval', 0);
  const seen = blocksOf('errors', blocks(1, cell([10, 1_000], [0, 0])));

  it('waits for a person, and passes when one approves', () => {
    expect(said(aRollout(policy).fresh(), {})).toBe('hold approval-needed approval');
    expect(decided(aRollout(policy).fresh(), {}).stageIndex).toBe(1);
    expect(said(waiting, seen)).toBe('hold approval-needed approval');
    expect(decided(waiting, seen, { request: { kind: 'approve', actor: 'ada' } })).toMatchObject({ kind: 'advance', stageIndex: 2 });
  });

  it('is not taken for the approval of a promotion later on', () => {
    const state = { ...aRollout(policy).state(), rollout: waiting };
    const situation = aSituation(waiting, { request: { kind: 'approve', actor: 'ada' } });
    const { decision } = decide(waiting, {}, situation);
    const after = fold({ kind: 'present', state }, { kind: 'ticked', schema: 1, sequence: 3, atMs: START, operation: 'o', actor: 'a', rolloutId: 'r1', evidence: {}, situation, decision, effect: { kind: 'none' }, snapshot: null });
    expect(after.rollout).toMatchObject({ kind: 'live', answered: [], waitsForApproval: false });
  });

  it('between the ramp and the promotion, holds what is certified', () => {
    const gated = planned([aRamp(), { kind: 'approval' }, BAKE]);
    const top = inStage(gated, 'ramp', 500_000);
    expect(said(top, blocksOf('errors', blocks(200, ALIKE)))).toBe('hold approval-needed approval');
    expect(said(inStage(gated, 'approval', 500_000), blocksOf('errors', blocks(200, ALIKE)), { request: { kind: 'approve', actor: 'ada' } })).toBe('promote stage-passed');
  });
});

describe('a split', () => {
  const policy = planned([aSmoke(), SPLIT, BAKE], { checks: [aCheck(), aCheck({ name: 'signups', better: 'higher', then: 'tell' })] });
  const at = inStage(policy, 'split', 500_000);
  const shown = (count: number, signups: Cell): Readonly<Record<string, Evidence>> => ({ ...blocksOf('errors', blocks(count, ALIKE)), ...blocksOf('signups', blocks(count, signups)) });

  it('does not promote a winner while another check is not sure of it', () => {
    expect(said(at, shown(19, cell([20, 1_000], [75, 1_000])))).toBe('hold not-certified');
  });

  it('is reached step by step, never by a jump', () => {
    const decision = decided(aRollout(policy).fresh(), blocksOf('errors', blocks(1, cell([10, 1_000], [0, 0]))));
    expect(decision).toMatchObject({ kind: 'advance', stageIndex: 1 });
  });

  it('ends with a promotion when the candidate has won', () => {
    expect(said(at, shown(300, cell([20, 1_000], [75, 1_000])))).toBe('promote split-won');
    expect(decided(at, shown(300, cell([20, 1_000], [75, 1_000]))).checks[1]?.factor).toMatchObject({ estimate: 3.75 });
  });

  it('ends with the candidate taken out when an improvement worth having is ruled out', () => {
    expect(said(at, shown(800, cell([50, 1_000], [45, 1_000])))).toBe('rollback split-futile');
  });

  it('goes on while neither is known, and asks a person when its time is over: time alone proves nothing', () => {
    expect(said(at, shown(5, cell([50, 1_000], [51, 1_000])))).toBe('hold split-open');
    expect(said(at, shown(25, cell([50, 1_000], [52, 1_000])))).toBe('hold split-open approval');
  });

  it('still sends back what fails', () => {
    const failing = { ...shown(19, cell([20, 1_000], [75, 1_000])), ...blocksOf('errors', blocks(19, cell([10, 1_000], [60, 1_000]))) };
    expect(said(at, failing)).toBe('rollback regression');
  });
});

describe('quiet times', () => {
  const policy = planned([aRamp(), BAKE]);
  const quiet = { quiet: { kind: 'quiet', untilMs: START + 1e8 } } as const;
  const at = inStage(policy, 'ramp', 100_000);

  it('keep back raises and promotions, and nothing else', () => {
    expect(said(at, blocksOf('errors', blocks(2, cell([90, 9_000], [10, 1_000]))))).toBe('advance stage-passed');
    expect(said(at, blocksOf('errors', blocks(2, cell([90, 9_000], [10, 1_000]))), quiet)).toBe('hold quiet');
    expect(said(inStage(policy, 'ramp', 500_000), blocksOf('errors', blocks(200, ALIKE)), quiet)).toBe('hold quiet');
    expect(said(at, blocksOf('errors', blocks(20, cell([10, 1_000], [90, 1_000]))), quiet)).toBe('rollback regression');
    expect(said({ ...at, phase: 'awaiting-promotion' }, blocksOf('errors', blocks(2, ALIKE)), quiet)).toBe('promote awaiting-promotion');
  });

  it('end when a person is there and says so', () => {
    expect(said(at, blocksOf('errors', blocks(2, cell([90, 9_000], [10, 1_000]))), { ...quiet, request: { kind: 'approve', actor: 'ada' } })).not.toBe('hold quiet');
  });
});

describe('a split of the traffic that is not what the weight says', () => {
  const policy = planned([aRamp(), BAKE]);
  const at = inStage(policy, 'ramp', 100_000, { weights: [{ fromMs: START, weight: ppm(100_000), mirror: ppm(0) }] });

  it('holds and asks a person, with what was seen', () => {
    expect(decided(at, blocksOf('errors', blocks(40, cell([9, 900], [3, 300]))))).toMatchObject({ kind: 'hold', needs: 'human', reasons: [{ code: 'sample-ratio', expected: 100_000, stable: 36_000, candidate: 12_000 }] });
    expect(said(at, blocksOf('errors', blocks(600, cell([9, 900], [0, 60]))))).toBe('hold sample-ratio human');
  });

  it('is not told from a split that is right, nor from one that a router rounds', () => {
    expect(said(at, blocksOf('errors', blocks(200, cell([9, 900], [1, 100]))))).not.toContain('sample-ratio');
    expect(said(at, blocksOf('errors', blocks(200, cell([9, 905], [1, 95]))))).not.toContain('sample-ratio');
  });

  it('does not keep a confirmed regression', () => {
    expect(said(at, blocksOf('errors', blocks(40, cell([9, 900], [60, 300]))))).toBe('rollback regression');
  });
});

describe('an overload of something shared', () => {
  const queue = aCheck({ name: 'queue', signal: { kind: 'level', metric: 'm', where: [], growth: { kind: 'none' } }, limit: { kind: 'level', max: 100 }, worseBy: { kind: 'none' }, then: 'stepBack' });
  const policy = planned([aRamp(), BAKE], { checks: [aCheck(), queue] });
  const at = inStage(policy, 'ramp', 200_000);
  const shown = (level: number): Readonly<Record<string, Evidence>> => ({ ...blocksOf('errors', blocks(1, ALIKE)), ...blocksOf('queue', blocks(1, cell([level, 1], [level, 1]))) });

  it('is answered by a step back, and blamed on the candidate only when that heals it', () => {
    expect(decided(at, shown(150))).toMatchObject({ kind: 'stepBack', to: 10_000, reasons: [{ code: 'shared-overload', healed: false }] });
    const suspected: Rollout = { ...inStage(policy, 'ramp', 10_000), suspicion: { kind: 'shared', check: 'queue', sinceMs: START } };
    expect(said(suspected, shown(50))).toBe('rollback shared-overload');
    expect(said(suspected, shown(150))).toBe('hold common-mode human');
  });

  it('is not blamed on the candidate by what was measured before the step back took hold', () => {
    const back: Rollout = { ...inStage(policy, 'ramp', 10_000), waitsForApproval: true, checks: decide(at, shown(50), aSituation(at)).checks, suspicion: { kind: 'shared', check: 'queue', sinceMs: START + 60_000 } };
    const later = blocksOf('queue', blocks(3, cell([50, 1], [50, 1])).slice(2));
    expect(said(back, {})).toBe('hold approval-needed approval');
    expect(said(back, later)).toBe('hold approval-needed approval');
    expect(said({ ...back, checks: restartCoverage(back.checks, START + 60_000) }, later)).toBe('rollback shared-overload');
  });
});

describe('a bake without holdback', () => {
  const policy = planned([aRamp(), { kind: 'bake', durationMs: 3_600_000, holdback: ppm(0) }]);
  const measured = decide(inStage(policy, 'ramp', 500_000), blocksOf('errors', blocks(60, ALIKE)), aSituation(aRollout(policy).at(500_000)));
  const promoted = fold(
    { kind: 'present', state: { ...aRollout(policy).state(), rollout: { ...inStage(policy, 'ramp', 500_000), checks: measured.checks, phase: 'awaiting-promotion', weight: ppm(1_000_000) } } },
    { kind: 'promoted', schema: 1, sequence: 3, atMs: START + 1_800_000, operation: 'p', actor: 'a', rolloutId: 'r1', pointer: 'v2' },
  ).rollout;
  const later = (count: number, events: number): Readonly<Record<string, Evidence>> =>
    blocksOf('errors', blocks(count, cell([0, 0], [events, 2_000])).map((block) => ({ ...block, fromMs: block.fromMs + 3_600_000, toMs: block.toMs + 3_600_000 })));

  it('asks a person when it is worse than stable was, because nothing runs beside it', () => {
    if (promoted.kind === 'none') throw new Error('it bakes');
    expect(said(promoted, later(60, 20))).toBe('hold baking');
    expect(said(promoted, later(60, 120))).toBe('hold worse-than-before human');
  });

  it('is not told from an evening in which stable fails as well', () => {
    if (promoted.kind === 'none') throw new Error('it bakes');
    const common = blocksOf('errors', blocks(60, cell([6, 100], [120, 2_000])).map((block) => ({ ...block, fromMs: block.fromMs + 3_600_000, toMs: block.toMs + 3_600_000 })));
    expect(said(promoted, common)).toBe('hold baking');
  });

  it('leaves half of the error budget for that', () => {
    expect(measured.decision.checks[0]?.oddsNeeded).toBe(200);
  });
});

describe('what would have changed the decision', () => {
  const policy = planned([aRamp(), BAKE]);
  const at = inStage(policy, 'ramp', 100_000);

  it('is told for a rollback as the most bad requests that would have let it wait, and they would have', () => {
    const count = Array.from({ length: 40 }, (_, index) => index + 1).find((length) => decided(at, blocksOf('errors', blocks(length, cell([10, 900], [12, 100])))).kind === 'rollback') ?? 0;
    const failing = blocks(count, cell([10, 900], [12, 100]));
    const { turning, kind } = decided(at, blocksOf('errors', failing));
    expect(kind).toBe('rollback');
    if (turning.kind === 'none') throw new Error('one number turned it');
    expect(turning).toMatchObject({ check: 'errors', cell: 'all', seen: 12, decision: 'hold' });
    const withEvents = (events: number): readonly Block[] => failing.map((block, index) => (index === count - 1 ? { ...block, cells: { all: cell([10, 900], [events, 100]) } } : block));
    expect(decided(at, blocksOf('errors', withEvents(turning.instead))).kind).not.toBe('rollback');
    expect(decided(at, blocksOf('errors', withEvents(turning.instead + 1))).kind).toBe('rollback');
  });

  it('is told for a hold as the fewest that would have sent it back', () => {
    const count = Array.from({ length: 60 }, (_, index) => index + 1).find((length) => decided(at, blocksOf('errors', blocks(length + 1, cell([10, 900], [4, 100])))).kind === 'rollback') ?? 0;
    const news = blocks(count, cell([10, 900], [4, 100]));
    const { turning, kind } = decided(at, blocksOf('errors', news));
    expect(kind).not.toBe('rollback');
    if (turning.kind === 'none') throw new Error('a few more would have turned it');
    const withEvents = (events: number): readonly Block[] => news.map((block, index) => (index === count - 1 ? { ...block, cells: { all: cell([10, 900], [events, 100]) } } : block));
    expect(turning.decision).toBe('rollback');
    expect(decided(at, blocksOf('errors', withEvents(turning.instead))).kind).toBe('rollback');
    expect(decided(at, blocksOf('errors', withEvents(turning.instead - 1))).kind).not.toBe('rollback');
  });

  it('is told for a limit, and for nothing that no number decided', () => {
    const limited = aPolicy({ checks: [aCheck({ limit: { kind: 'share', ratioMax: 0.2 } })] });
    const { turning } = decided(aRollout(limited).at(10_000), blocksOf('errors', blocks(1, cell([20, 1_000], [20, 20]))));
    expect(turning).toMatchObject({ kind: 'events', seen: 20, decision: 'hold' });
    expect(decided(at, {}, { request: { kind: 'abort', actor: 'ada', why: 'no' } }).turning).toEqual({ kind: 'none' });
  });
});

describe('how long a verdict takes', () => {
  it('is about what it then takes, at the same traffic', () => {
    const policy = planned([aRamp(), BAKE]);
    const at = inStage(policy, 'ramp', 500_000);
    const first = decided(at, blocksOf('errors', blocks(3, ALIKE))).checks[0];
    if (first?.wait.kind !== 'time') throw new Error('it can be told');
    const counted = Array.from({ length: 400 }, (_, index) => index + 1).find((count) => decided(at, blocksOf('errors', blocks(count, ALIKE))).kind === 'promote') ?? 0;
    const promised = first.wait.ms / 30_000 + 3;
    expect(promised / counted).toBeGreaterThan(0.5);
    expect(promised / counted).toBeLessThan(2);
  });

  it('is not known before there was traffic, and over once it is certified', () => {
    const at = inStage(planned([aRamp(), BAKE]), 'ramp', 500_000);
    expect(decided(at, {}).checks[0]?.wait).toEqual({ kind: 'unknown' });
    expect(decided(at, blocksOf('errors', blocks(300, ALIKE))).checks[0]?.wait).toEqual({ kind: 'none' });
  });
});
