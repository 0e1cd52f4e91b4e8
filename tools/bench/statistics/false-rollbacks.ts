// How often a candidate that is as good as stable is sent back within a day. Nothing of this may depend on the number of workers: runs are numbered.
import type { Signal } from '@rampart/rollout-policy';
import * as worlds from '../../../packages/rollout-policy/test/worlds/all-worlds.ts';
import type { World } from '../../../packages/rollout-policy/test/worlds/world.ts';
import { upperBound } from './clopper-pearson.ts';
import { flagger } from '../../../simulator/src/peers/flagger.ts';
import { kayentaJudge } from '../../../simulator/src/peers/kayenta-judge.ts';
import { peerRule } from './peer-rule.ts';
import { ALPHA, CONFIDENCE, SLACK } from './promised.ts';
import { bothPeaks, defaultPolicy, productRule } from './product.ts';
import { DAY_MS, release, type Rule } from './releases.ts';
import { percent, type Row } from './row.ts';

const SEED = 3;
/** A control fails often enough when it sends back this many times as many as promised. */
const CONTROL_FACTOR = 3;
const HALF_HOUR_MS = 1_800_000;

export const CANDIDATES = {
  equal: { name: '', effect: 1 },
  /** The worst that the margin still accepts: the edge of what is promised. */
  'at the margin': { name: ', candidate at the margin of 1.25', effect: 1.25 },
  'twice the errors': { name: ', candidate with twice the errors', effect: 2 },
  'five times the errors': { name: ', candidate with five times the errors', effect: 5 },
} as const;

export type CandidateName = keyof typeof CANDIDATES;

/** By name, so that a worker can be told which. */
export const WORLDS = {
  steady: worlds.steady,
  daily: worlds.daily,
  'bursts of 5': worlds.burstsOf5,
  'bursts of 20': worlds.burstsOf20,
  'noisy arms': worlds.noisyArms,
  'equal users, requests': () => worlds.equalUsers('requests'),
  'equal users, users': () => worlds.equalUsers('users'),
  'Zipf users, users': () => worlds.zipfUsers('users'),
  'Zipf users, requests': () => worlds.zipfUsers('requests'),
} as const satisfies Record<string, (parts: { readonly effect: number }) => World>;

export type WorldName = keyof typeof WORLDS;

const USERS_SIGNAL: Signal = { kind: 'share', metric: 'users_total', among: [], where: [], unit: 'users' };

export const RULES = {
  product: productRule,
  'product, users': () => productRule(defaultPolicy({ signal: USERS_SIGNAL })),
  'independent, users': () => productRule(defaultPolicy({ signal: USERS_SIGNAL, independent: true })),
  'Kayenta, sliding': () => peerRule(kayentaJudge({ lifetimeMs: DAY_MS, intervalMs: HALF_HOUR_MS, lookbackMs: HALF_HOUR_MS }), 'ramp of the bench'),
  'Kayenta, growing': () => peerRule(kayentaJudge(), 'ramp of the bench'),
  'Flagger, 99 %': () => peerRule(flagger({ p99Max: { kind: 'none' } }), 'own weights'),
  'Flagger, 98 %': () => peerRule(flagger({ p99Max: { kind: 'none' }, successMin: 0.98 }), 'own weights'),
} as const satisfies Record<string, () => Rule>;

export type RuleName = keyof typeof RULES;

export interface Releases {
  readonly world: WorldName;
  readonly candidate: CandidateName;
  readonly rule: RuleName;
  readonly fromRun: number;
  readonly toRun: number;
}

export interface Counted {
  readonly runs: number;
  readonly sentBack: number;
  /** Of those that were sent back. */
  readonly minutes: number;
}

export function countSentBack({ world, candidate, rule, fromRun, toRun }: Releases): Counted {
  const where = WORLDS[world]({ effect: CANDIDATES[candidate].effect });
  const by = RULES[rule]();
  let [sentBack, minutes] = [0, 0];
  for (let run = fromRun; run < toRun; run += 1) {
    const ending = release(where, by, { seed: SEED, run });
    if (ending.outcome !== 'sent back') continue;
    sentBack += 1;
    minutes += ending.atMs / 60_000;
  }
  return { runs: toRun - fromRun, sentBack, minutes };
}

export function sumCounted(parts: readonly Counted[]): Counted {
  return parts.reduce((sum, part) => ({ runs: sum.runs + part.runs, sentBack: sum.sentBack + part.sentBack, minutes: sum.minutes + part.minutes }), { runs: 0, sentBack: 0, minutes: 0 });
}

export function falseRollbackRow(asked: Pick<Releases, 'world' | 'candidate' | 'rule'>, counted: Counted): Row {
  const { what, ratio, bound, measured } = describe(asked, counted);
  const isMet = ratio <= ALPHA && bound <= ALPHA + SLACK;
  return { what, measured, target: { kind: 'target', text: `<= ${percent(ALPHA, 1)}, and bound <= ${percent(ALPHA + SLACK, 1)}`, isMet } };
}

/** A world in which the rule must fail: it proves that the bench can see false rollbacks. */
export function controlRow(asked: Pick<Releases, 'world' | 'candidate' | 'rule'>, counted: Counted): Row {
  const { what, ratio, measured } = describe(asked, counted);
  return { what: `${what} (control: the wrong unit)`, measured, target: { kind: 'target', text: `> ${percent(CONTROL_FACTOR * ALPHA, 0)}`, isMet: ratio > CONTROL_FACTOR * ALPHA } };
}

export function peerRow(asked: Pick<Releases, 'world' | 'candidate' | 'rule'>, counted: Counted): Row {
  const { measured } = describe(asked, counted);
  const when = counted.sentBack === 0 ? '' : `, after ${Math.round(counted.minutes / counted.sentBack).toLocaleString('en')} min on average`;
  return { what: RULES[asked.rule]().name, measured: `${measured}${when}`, target: { kind: 'none', note: 'no target' } };
}

function describe({ world, candidate, rule }: Pick<Releases, 'world' | 'candidate' | 'rule'>, { runs, sentBack }: Counted): { readonly what: string; readonly ratio: number; readonly bound: number; readonly measured: string } {
  const ratio = sentBack / runs;
  const bound = upperBound(sentBack, runs, CONFIDENCE);
  const declared = rule === 'independent, users' ? ', declared independent' : '';
  return {
    what: `${WORLDS[world]({ effect: 1 }).name}${CANDIDATES[candidate].name}${declared}`,
    ratio,
    bound,
    measured: `${percent(ratio)} (${sentBack} of ${runs.toLocaleString('en')}; 99 % bound ${percent(bound)})`,
  };
}

/** decide() on a live rollout, block by block, against the statistics alone: the largest odds of a day, to the last bit. */
export function agrees({ world, candidate, run }: { readonly world: WorldName; readonly candidate: CandidateName; readonly run: number }): boolean {
  const { direct, decided } = bothPeaks(defaultPolicy(), WORLDS[world]({ effect: CANDIDATES[candidate].effect }), { seed: SEED, run });
  return Object.is(direct, decided);
}
