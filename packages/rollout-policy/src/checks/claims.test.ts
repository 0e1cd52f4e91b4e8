// Every kind of check, end to end through absorb: trouble of its kind is found, health is not sent back, and what it certifies is true.
import { aCheck, aPolicy } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import type { Block, Cell } from '../evidence.ts';
import type { Check, LabelsQuestion, Policy } from '../policy.ts';
import type { CheckState } from '../state.ts';
import { absorb, newCheckState } from './absorb.ts';
import { cellOfClaim } from './claims.ts';
import { oddsNeeded } from './odds-needed.ts';
import { newSampleRatio } from './sample-ratio.ts';
import { reportCheck } from './verdicts.ts';

const MINUTE = 60_000;
const asked: LabelsQuestion = { source: { kind: 'http', url: 'http://labels.test/' }, everyMs: MINUTE, matureMs: 0 };
const cell = (stable: readonly [number, number], candidate: readonly [number, number]): Cell => ({ stable: { events: stable[0], trials: stable[1] }, candidate: { events: candidate[0], trials: candidate[1] } });

/** `count` one-minute blocks. */
const blocks = (count: number, cells: Readonly<Record<string, Cell>> | ((index: number) => Readonly<Record<string, Cell>>)): readonly Block[] =>
  Array.from({ length: count }, (_, index) => ({ fromMs: index * MINUTE, toMs: (index + 1) * MINUTE, cells: typeof cells === 'function' ? cells(index) : cells }));

function after(check: Check, news: readonly Block[], parts: Parameters<typeof aPolicy>[0] = {}): { readonly policy: Policy; readonly state: CheckState } {
  const policy = aPolicy({ ...parts, checks: [check] });
  const before = { policy, checks: { [check.name]: newCheckState(check, 0) }, exclusions: [], weights: [], sampleRatio: newSampleRatio() };
  const state = absorb(before, { [check.name]: { kind: 'blocks', blocks: news, gaps: [] } }).checks[check.name];
  if (state === undefined) throw new Error('the policy has this check');
  return { policy, state };
}

function isWorse(check: Check, news: readonly Block[]): boolean {
  const { policy, state } = after(check, news);
  expect(state.noData).toBe('');
  return state.oddsPeak >= oddsNeeded(policy, check);
}

function verdict(check: Check, news: readonly Block[], parts: Parameters<typeof aPolicy>[0] = {}): string {
  const { policy, state } = after(check, news, parts);
  return reportCheck(policy, check, state, []).verdict;
}

interface Kind {
  readonly what: string;
  readonly check: Check;
  readonly sound: Readonly<Record<string, Cell>> | ((index: number) => Readonly<Record<string, Cell>>);
  readonly worse: Readonly<Record<string, Cell>> | ((index: number) => Readonly<Record<string, Cell>>);
  /** What loudest says about it. */
  readonly claim: string;
}

const pairsCells = (onlyCandidate: number, onlyStable: number): Readonly<Record<string, Cell>> => ({
  all: cell([40 + onlyStable, 1_000], [40 + onlyCandidate, 1_000]),
  discordant: cell([onlyStable, onlyCandidate + onlyStable], [onlyCandidate, onlyCandidate + onlyStable]),
  different: cell([0, 0], [onlyCandidate + onlyStable, 1_000]),
});
const predicted = (said: number, came: number): Readonly<Record<string, Cell>> => ({ all: cell([0, 0], [came, 1_000]), predicted: cell([0, 0], [said, 1_000]) });
const answers = (approve: number): Readonly<Record<string, Cell>> => ({ all: cell([0, 1_000], [0, 1_000]), 'bin=approve': cell([700, 1_000], [approve, 1_000]), 'bin=deny': cell([300, 1_000], [1_000 - approve, 1_000]) });
const bytes = (stable: number, candidate: number): Readonly<Record<string, Cell>> => ({ all: cell([4 * stable, 4], [4 * candidate, 4]) });

const KINDS: readonly Kind[] = [
  { what: 'a share of requests', check: aCheck(), sound: { all: cell([10, 1_000], [10, 1_000]) }, worse: { all: cell([10, 1_000], [25, 1_000]) }, claim: 'all' },
  { what: 'independent requests', check: aCheck({ independent: true }), sound: { all: cell([10, 1_000], [10, 1_000]) }, worse: { all: cell([10, 1_000], [25, 1_000]) }, claim: 'all' },
  { what: 'a share of what is good', check: aCheck({ better: 'higher' }), sound: { all: cell([50, 1_000], [50, 1_000]) }, worse: { all: cell([50, 1_000], [25, 1_000]) }, claim: 'all' },
  {
    what: 'a share that may differ to neither side', check: aCheck({ sides: 'both' }),
    sound: { all: cell([50, 1_000], [50, 1_000]) }, worse: { all: cell([50, 1_000], [20, 1_000]) }, claim: 'less all',
  },
  { what: 'a score', check: aCheck({ signal: { kind: 'score', origin: { kind: 'metric', metric: 'm', where: [] }, low: 0, high: 1 }, better: 'higher', worseBy: { kind: 'points', ratio: 0.02 } }),
    sound: { all: cell([800.5, 1_000], [800.5, 1_000]) }, worse: { all: cell([800, 1_000], [600, 1_000]) }, claim: 'all' },
  { what: 'pairs', check: aCheck({ signal: { kind: 'pairs', ...asked } }), sound: pairsCells(20, 20), worse: pairsCells(40, 10), claim: 'all' },
  { what: 'pairs that may lose points', check: aCheck({ signal: { kind: 'pairs', ...asked }, worseBy: { kind: 'points', ratio: 0.01 } }), sound: pairsCells(20, 20), worse: pairsCells(300, 10), claim: 'all' },
  { what: 'calibration', check: aCheck({ signal: { kind: 'calibration', ...asked }, worseBy: { kind: 'points', ratio: 0.02 } }), sound: predicted(120, 130), worse: predicted(120, 190), claim: 'all' },
  { what: 'calibration from below', check: aCheck({ signal: { kind: 'calibration', ...asked }, worseBy: { kind: 'points', ratio: 0.02 } }), sound: predicted(500, 490), worse: predicted(500, 300), claim: 'less all' },
  {
    what: 'bins against stable', check: aCheck({ signal: { kind: 'bins', metric: 'm', where: [], by: 'answer', against: { kind: 'stable' } }, sides: 'both' }),
    sound: answers(690), worse: answers(350), claim: 'bin=deny',
  },
  {
    what: 'bins against a reference',
    check: aCheck({ signal: { kind: 'bins', metric: 'm', where: [], by: 'answer', against: { kind: 'reference', shares: { approve: 0.7, deny: 0.3 } } }, sides: 'both' }),
    sound: answers(690), worse: answers(350), claim: 'bin=deny',
  },
  { what: 'a gauge against stable', check: aCheck({ signal: { kind: 'level', metric: 'm', where: [], growth: { kind: 'none' } } }), sound: (index) => bytes(100 + (index % 3), 101), worse: bytes(100, 150), claim: 'all' },
  {
    what: 'a leak', check: aCheck({ signal: { kind: 'level', metric: 'm', where: [], growth: { kind: 'perHour', ratioMax: 0.1 } }, worseBy: { kind: 'none' } }),
    sound: (index) => bytes(100 + (index % 7), 100 + (index % 5)), worse: (index) => bytes(100 + (index % 7), 100 + index), claim: 'growth',
  },
];

describe('a check on', () => {
  it.each(KINDS)('$what finds what is wrong, names it, and sends nothing sound back', ({ check, sound, worse, claim }) => {
    expect(isWorse(check, blocks(120, sound))).toBe(false);
    expect(isWorse(check, blocks(120, worse))).toBe(true);
    expect(after(check, blocks(120, worse)).state.loudest).toBe(claim);
  });

  it.each(KINDS.filter(({ check }) => check.sides === 'worse' && check.signal.kind !== 'calibration' && check.worseBy.kind !== 'none'))('$what certifies what is as good as stable, and nothing that is worse', ({ check, sound, worse }) => {
    expect(verdict(check, blocks(3_000, sound))).toBe('same');
    expect(['same', 'better']).not.toContain(verdict({ ...check, then: 'tell' }, blocks(3_000, worse)));
  });

  it('a share of what is bad is better where the candidate has half of it', () => {
    expect(verdict(aCheck(), blocks(300, { all: cell([50, 1_000], [25, 1_000]) }))).toBe('better');
  });
});

describe('the share of the error budget', () => {
  it('is split between comparison, gap and limit, and the claims of a check never have more than all of it', () => {
    const check = aCheck({ slices: ['region'], gap: { kind: 'points', ratio: 0.05 }, limit: { kind: 'share', ratioMax: 0.2 }, sides: 'both' });
    const regions = Object.fromEntries(['east', 'north', 'west'].map((name) => [`region=${name}`, cell([3, 300], [3, 300])]));
    const { claims } = after(check, blocks(2, { all: cell([10, 1_000], [10, 1_000]), ...regions })).state;
    expect(claims['limit']?.share).toBeCloseTo(1 / 3, 12);
    expect(claims['all']?.share).toBeCloseTo(1 / 12, 12);
    expect(claims['gap region=east']?.share).toBeCloseTo(1 / 6, 12);
    expect(Object.values(claims).reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1);
  });

  it('is not mixed up by slices whose values are called like claims', () => {
    const check = aCheck({ slices: ['region'], gap: { kind: 'points', ratio: 0.05 }, sides: 'both' });
    const names = ['region=west', 'region=west gap', 'region=west less', 'region=gap region=west'];
    const { claims } = after(check, blocks(1, { all: cell([10, 1_000], [10, 1_000]), ...Object.fromEntries(names.map((name) => [name, cell([3, 300], [3, 300])])) })).state;
    expect(Object.keys(claims).sort()).toEqual(['all', 'less all', ...names.flatMap((name) => [name, `less ${name}`, `gap ${name}`])].sort());
    for (const name of names) expect([name, `less ${name}`, `gap ${name}`].map((claim) => cellOfClaim(claim, 'all'))).toEqual([name, name, name]);
  });

  it('finds a slice of the candidate that is treated worse than the rest of it, although stable is no better', () => {
    const check = aCheck({ slices: ['region'], gap: { kind: 'points', ratio: 0.05 }, worseBy: { kind: 'none' } });
    const unfair = { all: cell([260, 1_000], [260, 1_000]), 'region=west': cell([250, 500], [250, 500]), 'region=east': cell([10, 500], [10, 500]) };
    expect(isWorse(check, blocks(120, unfair))).toBe(true);
    expect(after(check, blocks(120, unfair)).state.loudest).toBe('gap region=west');
    const fair = { all: cell([260, 1_000], [260, 1_000]), 'region=west': cell([130, 500], [130, 500]), 'region=east': cell([130, 500], [130, 500]) };
    expect(isWorse(check, blocks(120, fair))).toBe(false);
  });
});

describe('what promotion has to rule out', () => {
  it('is what the promise says it catches, which takes far less traffic than the margin', () => {
    const alike = blocks(15, { all: cell([5, 500], [5, 500]) });
    const policy = { promise: { catches: [{ check: 'errors', effect: { kind: 'factor', factor: 3 }, withinMs: 3_600_000 }] } } as const;
    expect(verdict(aCheck(), alike)).toBe('acceptable');
    expect(verdict(aCheck(), alike, policy)).toBe('same');
  });
});

describe('users under sticky routing', () => {
  const check = aCheck({ signal: { kind: 'share', metric: 'm', among: [], where: [], unit: 'users' } });
  it('are compared among all that were seen, although few are new in a block', () => {
    const few = (failing: number) => (index: number) => ({ all: index === 0 ? cell([5, 5_000], [5, 5_000]) : cell([10, 2], [failing, 2]) });
    expect(isWorse(check, blocks(60, few(10)))).toBe(false);
    expect(isWorse(check, blocks(60, few(30)))).toBe(true);
  });

  it('count once: what the heaviest of them do again and again is not in the evidence', () => {
    const { state } = after(check, blocks(3, (index) => ({ all: index === 0 ? cell([1, 100], [9, 100]) : cell([0, 0], [0, 0]) })));
    expect(state.totals['all']).toEqual(cell([1, 100], [9, 100]));
    expect(state.requestsPerMs).toBe(0);
  });
});

describe('a limit', () => {
  it('on a score is a least where more is better', () => {
    const check = aCheck({ signal: { kind: 'score', origin: { kind: 'metric', metric: 'm', where: [] }, low: 0, high: 1 }, better: 'higher', worseBy: { kind: 'none' }, limit: { kind: 'share', ratioMax: 0.7 } });
    expect(isWorse(check, blocks(120, { all: cell([800, 1_000], [780, 1_000]) }))).toBe(false);
    expect(isWorse(check, blocks(120, { all: cell([800, 1_000], [600, 1_000]) }))).toBe(true);
  });

  it('on pairs is about the items that the two models answer differently', () => {
    const check = aCheck({ signal: { kind: 'pairs', ...asked }, worseBy: { kind: 'none' }, limit: { kind: 'share', ratioMax: 0.1 } });
    expect(isWorse(check, blocks(120, pairsCells(30, 30)))).toBe(false);
    expect(isWorse(check, blocks(120, pairsCells(120, 120)))).toBe(true);
  });
});
