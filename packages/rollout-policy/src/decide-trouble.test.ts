// What decide() says when several things are true at once: nothing masks a confirmed regression, nothing raises by stepping back, and everything ends.
import { aCheck, aPolicy, aRollout, aSituation, blocksOf, ROLLOUT_START_MS } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import type { Block, Cell } from './evidence.ts';
import type { Situation } from './event.ts';
import type { Policy } from './policy.ts';
import type { Rollout } from './state.ts';
import { ppm } from './units.ts';

const cell = (stable: readonly [number, number], candidate: readonly [number, number]): Cell => ({
  stable: { events: stable[0], trials: stable[1] },
  candidate: { events: candidate[0], trials: candidate[1] },
});
const HEALTHY = cell([18, 900], [2, 100]);
const FAILING = cell([18, 900], [20, 100]);
const GENEROUS = { badRequestsMax: 1_000_000 };

function blocks(count: number, all: Cell, fromMs = ROLLOUT_START_MS): Block[] {
  return Array.from({ length: count }, (_, index) => ({ fromMs: fromMs + index * 30_000, toMs: fromMs + (index + 1) * 30_000, cells: { all } }));
}

function said(rollout: Rollout, news: readonly Block[], situation: Partial<Situation> = {}): string {
  const { decision } = decide(rollout, blocksOf('errors', news), aSituation(rollout, situation));
  return `${decision.kind} ${decision.reasons[0]?.code ?? ''}`;
}

const at = (weight: number, parts: Parameters<typeof aPolicy>[0] = {}): Rollout => aRollout(aPolicy({ ...parts, promise: { ...GENEROUS, ...parts.promise } })).at(weight);
const router = (weight: number, ours = false): Situation['router'] => ({ kind: 'read', weight: ppm(weight), step: ppm(1_000), ours, mirror: ppm(0) });
const late = (policy: Policy): { readonly nowMs: number } => ({ nowMs: ROLLOUT_START_MS + policy.promise.decideWithinMs });

describe('a limit whose check only holds', () => {
  const limited = (name: string, then: 'hold' | 'stepBack' | 'rollback') => aCheck({ name, then, limit: { kind: 'share', ratioMax: 0.3 } });
  const allFail = (...names: readonly string[]) => Object.assign({}, ...names.map((name) => blocksOf(name, blocks(4, cell([18, 900], [100, 100]))))) as ReturnType<typeof blocksOf>;
  const ruling = (rollout: Rollout, ...names: readonly string[]) => decide(rollout, allFail(...names), aSituation(rollout)).decision;

  it('records a step back that was made by a job which died before it could, with the reason for it', () => {
    const rollout = { ...at(500_000, { checks: [limited('slow', 'stepBack')] }), firstWeight: ppm(100_000) };
    const decisionAt = (seen: Situation['router']) => decide(rollout, allFail('slow'), aSituation(rollout, { router: seen })).decision;
    const steppedBack = { kind: 'stepBack', from: 500_000, to: 100_000, needs: 'approval', reasons: [{ code: 'limit-breached', check: 'slow' }] };
    expect(decisionAt(router(500_000))).toMatchObject(steppedBack);
    expect(decisionAt(router(100_000, true))).toMatchObject(steppedBack);
    // Lower than that, it is for the next look to adopt: a step back raises nothing.
    expect(decisionAt(router(50_000, true))).toMatchObject({ kind: 'hold' });
  });

  it('masks no limit that takes out, and no confirmed regression, wherever it stands', () => {
    const both = at(100_000, { checks: [limited('blocked', 'hold'), limited('errors', 'rollback')] });
    expect(ruling(both, 'blocked', 'errors')).toMatchObject({ kind: 'rollback', reasons: [{ code: 'limit-breached', check: 'errors' }] });
    const regression = at(100_000, { checks: [limited('blocked', 'hold'), aCheck()] });
    expect(ruling(regression, 'blocked', 'errors')).toMatchObject({ kind: 'rollback', reasons: [{ code: 'regression', check: 'errors' }] });
  });

  it('acts where nothing says more, the step back before the hold', () => {
    const rollout = { ...at(100_000, { checks: [limited('blocked', 'hold'), limited('slow', 'stepBack')] }), firstWeight: ppm(10_000) };
    expect(ruling(rollout, 'blocked')).toMatchObject({ kind: 'hold', reasons: [{ code: 'limit-breached', check: 'blocked' }] });
    expect(ruling(rollout, 'blocked', 'slow')).toMatchObject({ kind: 'stepBack', reasons: [{ code: 'limit-breached', check: 'slow' }] });
  });
});

describe('a confirmed regression', () => {
  it('is one from the block on at which the odds reach what is needed, and stays one', () => {
    const rollout = at(100_000);
    let peak = 0;
    for (let count = 1; count <= 12; count += 1) {
      const report = decide(rollout, blocksOf('errors', blocks(count, FAILING)), aSituation(rollout)).decision.checks[0];
      peak = Math.max(peak, report?.odds ?? 0);
      expect(report?.verdict === 'worse').toBe(peak >= (report?.oddsNeeded ?? Infinity));
      expect(said(rollout, blocks(count, FAILING)) === 'rollback regression').toBe(peak >= 100);
    }
    expect(peak).toBeGreaterThan(100);
    expect(said(rollout, [...blocks(12, FAILING), ...blocks(100, cell([40, 900], [0, 100]), ROLLOUT_START_MS + 360_000)])).toBe('rollback regression');
  });

  it('is masked by no weight that somebody raised, and by no limit that both arms break', () => {
    expect(said(at(100_000), blocks(12, FAILING), { router: router(900_000) })).toBe('rollback regression');
    const limited = at(100_000, { checks: [aCheck({ limit: { kind: 'share', ratioMax: 0.01 } })] });
    expect(said(limited, blocks(12, cell([90, 900], [90, 100])))).toBe('rollback regression');
  });

  it('is not an outage of both arms above a limit, neither while it lasts nor when it is over', () => {
    const limited = at(100_000, { checks: [aCheck({ limit: { kind: 'share', ratioMax: 0.01 } })] });
    const outage = blocks(12, cell([450, 900], [50, 100]));
    expect(said(limited, outage)).toBe('hold common-mode');
    const after = decide(limited, blocksOf('errors', outage), aSituation(limited)).checks;
    expect(said({ ...limited, checks: after }, blocks(2, cell([0, 900], [0, 100]), ROLLOUT_START_MS + 360_000))).not.toMatch(/^rollback/);
  });
});

describe('a step back', () => {
  const rollout = at(500_000);
  const blind = { nowMs: ROLLOUT_START_MS + rollout.policy.expert.blindMs };

  it('goes to the first weight only from a weight that was read and is above it', () => {
    expect(said(rollout, [], blind)).toBe('stepBack blind');
    expect(said(rollout, [], { ...blind, router: { kind: 'unreadable', why: 'away' } })).toBe('hold blind');
    expect(said({ ...rollout, weight: ppm(10_000) }, [], { ...blind, router: router(10_000) })).toBe('hold blind');
  });

  it('never raises what a lowering without a record took out', () => {
    for (const excess of [0, 2_000_000]) {
      const errors = rollout.checks['errors'];
      if (errors === undefined) throw new Error('the policy has this check');
      const left: Rollout = { ...rollout, checks: { errors: { ...errors, excess } } };
      expect(said(left, [], { ...blind, router: router(0, true) })).toBe('rollback lowered-before-record');
      expect(said({ ...left, weight: ppm(0), firstWeight: ppm(0) }, [], { router: router(0, true) })).toBe('rollback lowered-before-record');
    }
  });

  it('does not take a promoted candidate out of its bake', () => {
    const policy = aPolicy({ promise: GENEROUS, checks: [aCheck({ then: 'stepBack', limit: { kind: 'share', ratioMax: 0.2 } })] });
    const baking: Rollout = { ...aRollout(policy).at(990_000), phase: 'baking', stageIndex: 2 };
    expect(said(baking, blocks(1, cell([2, 100], [90, 100])))).toBe('hold limit-breached');
  });

  it('that another job made while the promotion was recorded takes the promoted candidate out: nothing would end it at a smaller weight', () => {
    const baking: Rollout = { ...at(990_000), phase: 'baking', stageIndex: 2 };
    expect(said(baking, [], { router: router(100_000, true) })).toBe('rollback lowered-before-record');
    expect(said(baking, [], { router: router(100_000, true), stable: 'dead' })).toBe('halt stable-dead');
    expect(said(baking, [], { router: router(990_000, true) })).toBe('hold baking');
    // Before its promotion it climbs again.
    expect(said({ ...baking, phase: 'awaiting-promotion', stageIndex: 1 }, [], { router: router(100_000, true) })).toBe('stepBack lowered-before-record');
  });
});

describe('blindness', () => {
  it('counts blocks that are dropped because a change does not settle as nothing learned', () => {
    const rollout: Rollout = { ...at(100_000), exclusions: [{ fromMs: ROLLOUT_START_MS, toMs: Number.MAX_SAFE_INTEGER }] };
    const nowMs = ROLLOUT_START_MS + rollout.policy.expert.blindMs;
    expect(said(rollout, blocks(60, HEALTHY), { nowMs, router: router(500_000, true) })).toBe('stepBack blind');
  });
});

describe('the deadline', () => {
  it('sends the undecided back where the policy says so, blind or with its budget spent', () => {
    const rollout = at(1_000, { promise: { ifUndecided: 'rollback', badRequestsMax: 10 } });
    expect(said(rollout, [], late(rollout.policy))).toBe('rollback undecided');
    expect(said(rollout, blocks(1, cell([18, 900], [14, 100])), late(rollout.policy))).toBe('rollback undecided');
  });

  it('promotes nothing that nobody saw lately', () => {
    const rollout = at(100_000, { promise: { ifUndecided: 'promote' } });
    expect(said(rollout, blocks(3, HEALTHY), late(rollout.policy))).toBe('stepBack blind');
  });
});

describe('a stable that is dead', () => {
  it('gets no traffic because of a newer version or a deadline, only because a person says so', () => {
    const rollout = at(100_000, { promise: { ifUndecided: 'rollback' } });
    expect(said(rollout, [], { stable: 'dead', request: { kind: 'supersede', by: 'v3' } })).toBe('halt stable-dead');
    expect(said(rollout, [], { stable: 'dead', ...late(rollout.policy) })).toBe('halt stable-dead');
    expect(said(rollout, [], { stable: 'dead', request: { kind: 'abort', actor: 'ada', why: 'no' } })).toBe('rollback aborted');
  });

  it('is not stepped back onto: neither for a spent promise nor for one that bears less', () => {
    const spent = aRollout(aPolicy({ promise: { badRequestsMax: 10 } })).at(100_000);
    expect(said(spent, blocks(1, FAILING))).toBe('stepBack harm-budget-spent');
    expect(said(spent, blocks(1, FAILING), { stable: 'dead' })).toBe('halt stable-dead');
    const blind = { nowMs: ROLLOUT_START_MS + aPolicy().expert.blindMs };
    const raised = { ...at(100_000), firstWeight: ppm(10_000) };
    expect(said(raised, [], blind)).toBe('stepBack blind');
    expect(said(raised, [], { ...blind, stable: 'dead' })).toBe('halt stable-dead');
  });
});

describe('a raise', () => {
  it('is not decided again while the last one is made and not in effect yet', () => {
    const rollout = at(10_000);
    expect(said(rollout, blocks(3, HEALTHY))).toBe('advance stage-passed');
    expect(said(rollout, blocks(3, HEALTHY), { router: router(20_000, true) })).toBe('hold dwell');
  });

  it('counts only blocks that began after the last one, however late they come', () => {
    const rollout = at(10_000, { expert: { warmUpMs: 0 } });
    const errors = rollout.checks['errors'];
    if (errors === undefined) throw new Error('the policy has this check');
    const raised: Rollout = { ...rollout, checks: { errors: { ...errors, coveredFromMs: ROLLOUT_START_MS + 90_000 } } };
    expect(said(raised, blocks(3, HEALTHY))).toBe('hold dwell');
    expect(said(raised, blocks(4, HEALTHY))).toBe('advance stage-passed');
  });

  it('gets no room from one quiet block, and none from a traffic of nothing', () => {
    const policy = aPolicy({ promise: { badRequestsMax: 100 } });
    const fresh = aRollout(policy).fresh();
    const first = (news: readonly Block[]): number => decide(fresh, blocksOf('errors', news), aSituation(fresh)).decision.to;
    const quiet = { ...blocks(1, cell([0, 2], [0, 0]), ROLLOUT_START_MS + 90_000)[0] } as Block;
    const busy = blocks(3, cell([60, 3_000], [0, 0]));
    expect(first(busy)).toBeGreaterThan(0);
    expect(first([...busy, quiet])).toBeLessThan(first(busy) * 1.2);
    expect(said(fresh, blocks(3, cell([0, 0], [0, 0])))).toBe('hold traffic-unknown');
  });
});

describe('a certificate', () => {
  it('is what the evidence says now, not what it once said', () => {
    const rollout = at(500_000);
    const good = (count: number): Block[] => blocks(count, cell([20, 1_000], [12, 1_000]));
    const enough = Array.from({ length: 60 }, (_, index) => index + 1).find((count) => said(rollout, good(count)) === 'promote all-certified') ?? 0;
    expect(enough).toBeGreaterThan(1);
    const turned = blocks(1, cell([20, 1_000], [40, 1_000]), ROLLOUT_START_MS + enough * 30_000);
    expect(said(rollout, [...good(enough), ...turned])).toBe('hold not-certified');
  });
});

describe('an approval', () => {
  it('answers a check that holds, when it is given then; one given before does not', () => {
    const checks = [aCheck(), aCheck({ name: 'share', then: 'hold' })];
    const rollout = at(100_000, { checks });
    const evidence = { ...blocksOf('errors', blocks(12, HEALTHY)), ...blocksOf('share', blocks(12, FAILING)) };
    const decided = (parts: Partial<Situation>, of = rollout): Decision => decide(of, evidence, aSituation(of, parts)).decision;
    expect(decided({}).kind).toBe('hold');
    expect(decided({ request: { kind: 'approve', actor: 'ada' } })).toMatchObject({ kind: 'advance', answered: ['check:share'] });
    expect(decided({}, { ...rollout, answered: ['check:share'] }).kind).toBe('advance');
  });

  it('is no leave to promote later: it promotes at the top of the ramp or after the deadline, and only then', () => {
    const approve = { request: { kind: 'approve', actor: 'ada' } } as const;
    const some = blocks(3, HEALTHY);
    expect(said(at(100_000), some, approve)).toBe('advance stage-passed');
    expect(said(at(500_000), some)).toBe('hold not-certified');
    expect(said(at(500_000), some, approve)).toBe('promote undecided');
    const then = blocks(3, HEALTHY, late(aPolicy()).nowMs - 90_000);
    expect(said(at(100_000), then, { ...approve, ...late(aPolicy()) })).toBe('promote undecided');
  });

  it('is waited for after a step back that asked for it: nothing goes up and down by itself', () => {
    const memory = aCheck({ name: 'memory', signal: { kind: 'level', metric: 'm', where: [], growth: { kind: 'none' } }, worseBy: { kind: 'none' }, limit: { kind: 'level', max: 100 }, then: 'stepBack' });
    const rollout = { ...at(100_000, { checks: [aCheck(), memory] }), waitsForApproval: true };
    const evidence = { ...blocksOf('errors', blocks(3, HEALTHY)), ...blocksOf('memory', blocks(3, cell([50, 1], [50, 1]))) };
    const decided = (parts: Partial<Situation>): Decision => decide(rollout, evidence, aSituation(rollout, parts)).decision;
    expect(decided({})).toMatchObject({ kind: 'hold', needs: 'approval', reasons: [{ code: 'approval-needed' }] });
    expect(decided({ request: { kind: 'approve', actor: 'ada' } })).toMatchObject({ kind: 'advance', answered: ['step-back'] });
  });
});

describe('a bake', () => {
  it('with a holdback of 1 % does not blame the candidate for an outage of both, however few requests stable gets', () => {
    const limited = at(990_000, { checks: [aCheck({ limit: { kind: 'share', ratioMax: 0.05 } })] });
    const baking: Rollout = { ...limited, phase: 'baking', stageIndex: 2 };
    expect(said(baking, blocks(1, cell([7, 7], [693, 693])))).toBe('hold common-mode');
    expect(said(baking, blocks(1, cell([0, 7], [693, 693])))).toBe('rollback limit-breached');
  });

  it('is not finished while the slot holds something else than what was measured', () => {
    const baking: Rollout = { ...at(990_000), phase: 'baking', stageIndex: 2 };
    const done = blocks(30, cell([1, 50], [20, 1_000]));
    expect(said(baking, done)).toBe('finished baked');
    expect(said(baking, done, { candidate: { kind: 'ready', digest: 'sha256:other' } })).toBe('hold candidate-digest-differs');
    expect(said(baking, done, { candidate: { kind: 'not-ready', why: 'gone' } })).toBe('hold candidate-not-ready');
  });
});
