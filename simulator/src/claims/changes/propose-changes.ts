// The cheapest changes that keep the promises which are broken or open. Each is simulated, with fresh seeds, before it is proposed: with every candidate that
// had broken its promise it proves it, and nothing that held before is seen to break.
import type { Policy } from '@rampart/rollout-policy';
import { expandPolicy, formatRoughlyUp, readPolicy } from '@rampart/policy-document';
import type { RunPool } from '../../pool/run-pool.ts';
import type { OwnTraffic } from '../../scenario/families/index.ts';
import type { ClaimFigures } from '../check-report.ts';
import type { Claim, RunRow } from '../claim.ts';
import { claimsOf } from '../claims-of.ts';
import { claimFigures } from '../figures.ts';
import { hear, type Progress } from '../hearing.ts';
import { courtsOf } from '../judge.ts';
import { candidateText, type Series } from '../series.ts';
import type { SimulatedTask } from '../simulated-task.ts';
import { COSTS, type Change, type PolicyEdit } from './change.ts';
import { laddersFor, type Ladder } from './ladders.ts';

export interface Proposing {
  readonly policy: Policy;
  readonly own: OwnTraffic;
  readonly seed: number;
  readonly pool: RunPool<SimulatedTask, RunRow>;
  /** As they came out, all of them. */
  readonly claims: readonly ClaimFigures[];
  /** The budget of the check: no claim of a change gets more. */
  readonly runs: number;
  readonly onProgress: (progress: Progress) => void;
}

/** Per promise. More would not be read. */
const CHANGES_MAX = 3;
/** Enough to prove 1 of 100 when a few runs break it. */
const PROVING_RUNS = 1_500;
/** Enough to see that a promise which held is broken now. */
const STILL_HOLDS_RUNS = 150;
/** What breaks a promise in so many runs more often than promised is not worth proving. */
const TRYING_RUNS = 150;
/** Simulated releases that the proposals for one promise may cost. */
const RUNS_PER_PROMISE_MAX = 8_000;

export async function proposeChanges(proposing: Proposing): Promise<readonly Change[]> {
  const spent = { runs: 0, trials: 0 };
  const changes: Change[] = [];
  for (const figures of proposing.claims) {
    // What is open for want of runs wants runs; what breaks in two families is changed for the first.
    if (!isInTrouble(figures)) continue;
    if (changes.some(({ keeps }) => keeps === figures.name)) continue;
    spent.runs = 0;
    changes.push(...(await changesFor(proposing, figures, spent)));
  }
  return changes;
}

/** Broken, or broken more often than promised as far as one can see. What no run can judge, no change of the policy makes true. */
function isInTrouble({ verdict, observed, bound }: ClaimFigures): boolean {
  return verdict === 'refuted' || (verdict === 'inconclusive' && observed.ratio > bound);
}

interface Spent {
  /** For the promise at hand. */
  runs: number;
  /** Every trial of an edit has a seed of its own. */
  trials: number;
}

async function changesFor(proposing: Proposing, figures: ClaimFigures, spent: Spent): Promise<readonly Change[]> {
  const found: { readonly edit: PolicyEdit; readonly change: Change }[] = [];
  for (const ladder of byCost(laddersFor(figures, proposing.policy, figures))) {
    if (found.length === CHANGES_MAX) break;
    for (const edit of ladder) {
      if (spent.runs >= RUNS_PER_PROMISE_MAX) return sorted(found);
      const verified = await verify(proposing, figures, edit, spent);
      if (verified.kind === 'kept') {
        found.push({ edit, change: changeOf(edit, figures, verified.figures) });
        break;
      }
    }
  }
  return sorted(found);
}

function byCost(ladders: readonly Ladder[]): readonly Ladder[] {
  const costOf = ([first]: Ladder): number => (first === undefined ? 0 : COSTS.indexOf(first.cost));
  return ladders.filter((ladder) => ladder.length > 0).toSorted((a, b) => costOf(a) - costOf(b));
}

function sorted(found: readonly { readonly edit: PolicyEdit; readonly change: Change }[]): readonly Change[] {
  return found.toSorted((a, b) => COSTS.indexOf(a.edit.cost) - COSTS.indexOf(b.edit.cost) || a.edit.size - b.edit.size).map(({ change }) => change);
}

type Verified = { readonly kind: 'kept'; readonly figures: Omit<ClaimFigures, 'counterexample'> } | { readonly kind: 'not-kept' };

async function verify(proposing: Proposing, figures: ClaimFigures, edit: PolicyEdit, spent: Spent): Promise<Verified> {
  if (!isPolicy(edit.policy)) return { kind: 'not-kept' };
  spent.trials += 1;
  const seed = freshSeed(proposing.seed, spent.trials);
  const claims = claimsOf(edit.policy, { family: figures.family });
  // The claim as it is about the changed policy: another size of trouble makes another candidate.
  const target = claims.filter(({ name }) => name === figures.name);
  const troubled = new Set(figures.byCandidate.filter(({ verdict }) => verdict !== 'proved').map(({ candidate }) => candidate));
  const isTroubled = (series: Series): boolean => figures.byCandidate.length === 1 || troubled.has(candidateText(series));
  const [tried] = await figuresWith(proposing, edit.policy, { claims: target, isWanted: isTroubled, seed, runs: Math.min(TRYING_RUNS, proposing.runs) }, spent);
  if (tried === undefined || tried.verdict === 'refuted' || tried.observed.ratio > tried.bound) return { kind: 'not-kept' };
  const [kept] = await figuresWith(proposing, edit.policy, { claims: target, isWanted: isTroubled, seed: freshSeed(seed, spent.trials), runs: Math.min(PROVING_RUNS, proposing.runs) }, spent);
  if (kept?.verdict !== 'proved') return { kind: 'not-kept' };
  const held = claims.filter(({ name }) => name === figures.name || proposing.claims.some((one) => one.name === name && one.family === figures.family && one.verdict === 'proved'));
  const others = await figuresWith(proposing, edit.policy, { claims: held, isWanted: (series) => !troubled.has(candidateText(series)), seed, runs: Math.min(STILL_HOLDS_RUNS, proposing.runs) }, spent);
  return others.some(({ verdict }) => verdict === 'refuted') ? { kind: 'not-kept' } : { kind: 'kept', figures: kept };
}

/** A policy has rules across its parts (a shadow needs a check that can see it, for one): what breaks one of them is no change. */
function isPolicy(policy: Policy): boolean {
  return readPolicy({ file: 'changed policy', text: expandPolicy(policy) }).kind === 'policy';
}

interface Wanted {
  readonly claims: readonly Claim[];
  readonly isWanted: (series: Series) => boolean;
  readonly seed: number;
  readonly runs: number;
}

async function figuresWith({ own, pool, onProgress }: Proposing, policy: Policy, { claims, isWanted, seed, runs }: Wanted, spent: Spent): Promise<readonly Omit<ClaimFigures, 'counterexample'>[]> {
  const budget = { kind: 'at-most', runs } as const;
  const courts = courtsOf(claims, budget);
  const heard = await hear(courts, { pool, budget, onProgress, isWanted, taskOf: (series) => ({ kind: 'drawn', policy, seed, own: withMirror(own, policy), series }) });
  spent.runs += heard.reduce((sum, { rows }) => sum + rows.length, 0);
  return courts.map((_, index) => claimFigures(courts, index, heard));
}

/** Whether the user's router copies requests is known only where a plan asks it to; the change says that it has to. */
function withMirror(own: OwnTraffic, { plan }: Policy): OwnTraffic {
  return own.kind === 'known' && plan.some(({ kind }) => kind === 'shadow') ? { ...own, router: { ...own.router, canMirror: true } } : own;
}

/** Whole, 0 to 2^32 - 1, and another one for every trial: what was found on one set of runs is confirmed on others. */
function freshSeed(seed: number, trial: number): number {
  return (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(trial, 0xc2b2ae35)) >>> 0;
}

function changeOf({ path, from, to, cost, why }: PolicyEdit, { name, family }: ClaimFigures, verified: Omit<ClaimFigures, 'counterexample'>): Change {
  return { keeps: name, family, path, from, to, cost, why, buys: buysText(verified) };
}

/** In the worst of its series, as the verdict is about that one. */
function buysText({ name, observed, runs, times, excessIn99 }: Omit<ClaimFigures, 'counterexample'>): string {
  const broken = `${observed.broken} of ${runs} simulated releases`;
  const half = times.median === 'never' ? '' : `, half of them within ${formatRoughlyUp(times.median)}`;
  switch (name) {
    case 'goodSentBack':
      return `${broken} were sent back`;
    case 'badRequests':
      return excessIn99.kind === 'bound' ? `${Math.max(0, Math.ceil(excessIn99.value))} bad requests or fewer in 99 of 100 releases` : `${broken} had more bad requests`;
    case 'decideWithin':
      return `${broken} were undecided${half}`;
    case 'afterPromotion':
      return `${broken} turned bad unseen`;
    default:
      return `${broken} were caught too late${half}`;
  }
}
