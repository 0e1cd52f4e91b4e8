// What a scenario file says that it breaks, found by its name and asked of what became of the release.
import { duration, count } from '@rampart/report';
import type { Policy } from '@rampart/rollout-policy';
import { CHECKERS, PAIR_CHECKERS } from '../checkers/index.ts';
import type { Checker, PairChecker } from '../checkers/checker.ts';
import type { Claim, RunRow } from '../claims/claim.ts';
import { caughtAtMs, claimsOf } from '../claims/claims-of.ts';
import { rowOfRecording } from '../claims/row-of-recording.ts';
import type { Recording } from '../rollout/recording.ts';
import type { Trial } from '../scenario/scenario.ts';

export type Rule =
  /** The file names none: every invariant is asked. */
  | { readonly kind: 'all' }
  | { readonly kind: 'claim'; readonly claim: Claim }
  | { readonly kind: 'checker'; readonly checker: Checker }
  | { readonly kind: 'pair'; readonly checker: PairChecker }
  | { readonly kind: 'unknown'; readonly known: readonly string[] };

export interface Judgement {
  /** The rule in words, e.g. `badRequests, promised at most 25`. */
  readonly rule: string;
  readonly verdict: 'broken' | 'kept';
  /** What was seen, with numbers; a broken rule says something. */
  readonly seen: readonly string[];
}

/** `breaks`: id of a checker or name of a claim. A claim has to be one of the policy's. */
export function ruleNamed(breaks: string, policy: Policy): Rule {
  if (breaks === '') return { kind: 'all' };
  const claims = claimsOf(policy, { family: '' });
  const claim = claims.find(({ name }) => name === breaks);
  if (claim !== undefined) return { kind: 'claim', claim };
  const checker = CHECKERS.find(({ id }) => id === breaks);
  if (checker !== undefined) return { kind: 'checker', checker };
  const pair = PAIR_CHECKERS.find(({ id }) => id === breaks);
  if (pair !== undefined) return { kind: 'pair', checker: pair };
  return { kind: 'unknown', known: [...claims.map(({ name }) => name), ...[...CHECKERS, ...PAIR_CHECKERS].map(({ id }) => id)] };
}

export async function judge(rule: Exclude<Rule, { kind: 'unknown' }>, recording: Recording, simulate: (trial: Trial) => Promise<Recording>): Promise<Judgement> {
  switch (rule.kind) {
    case 'all': {
      const seen = CHECKERS.flatMap(({ id, check }) => check(recording).broken.map((broken) => `${id}: ${seenWords(broken)}`));
      return { rule: 'the invariants of every release', verdict: verdictOf(seen), seen };
    }
    case 'claim': {
      const row = rowOfRecording(recording);
      const isBroken = isBrokenBy(rule.claim, row);
      return { rule: `${rule.claim.name}, promised: ${rule.claim.promised}`, verdict: isBroken ? 'broken' : 'kept', seen: [rule.claim.isAbout(row) ? claimWords(rule.claim, row) : 'this release is not one that the promise speaks of'] };
    }
    case 'checker': {
      const seen = rule.checker.check(recording).broken.map(seenWords);
      return { rule: `${rule.checker.id}: ${rule.checker.rule}`, verdict: verdictOf(seen), seen };
    }
    case 'pair': {
      const variants: Recording[] = [];
      for (const variant of rule.checker.variants(recording.trial)) variants.push(await simulate(variant));
      const seen = rule.checker.check(recording, variants).broken.map(seenWords);
      return { rule: `${rule.checker.id}: ${rule.checker.rule}`, verdict: verdictOf(seen), seen };
    }
  }
}

export function isBrokenBy(claim: Claim, row: RunRow): boolean {
  return claim.isAbout(row) && claim.isBroken(row);
}

function verdictOf(seen: readonly string[]): Judgement['verdict'] {
  return seen.length === 0 ? 'kept' : 'broken';
}

function seenWords({ atMs, seen }: { readonly atMs: number; readonly seen: string }): string {
  return `${seen} (after ${duration(atMs)})`;
}

/** What the claim looks at, whether it is kept or not. */
function claimWords({ name }: Claim, row: RunRow): string {
  switch (name) {
    case 'goodSentBack':
      return row.outAtMs === 'never' && row.haltedAtMs === 'never' ? 'the release was not sent back' : `the release was sent back after ${timeWords(row.outAtMs === 'never' ? row.haltedAtMs : row.outAtMs)}`;
    case 'badRequests':
      return `${count(Math.round(row.excessInTrial))} bad requests before the promotion, beyond what stable would have had`;
    case 'decideWithin':
      return `${row.decidedAtMs === 'never' ? 'never decided' : `decided after ${duration(row.decidedAtMs)}`}${row.askedAtMs === 'never' ? '' : `, and a person was asked after ${duration(row.askedAtMs)}`}`;
    case 'afterPromotion':
      return row.outAtMs === 'never' && row.haltedAtMs === 'never' && row.askedAfterPromotionAtMs === 'never' ? 'neither taken back nor asked about after the promotion' : 'taken back or asked about after the promotion';
    default: {
      const caught = caughtAtMs(row);
      return caught === 'never' ? 'neither out of traffic nor asked about' : `out of traffic or asked about ${row.firstTrafficAtMs === 'never' ? `after ${duration(caught)}` : `${duration(caught - row.firstTrafficAtMs)} after its first request`}`;
    }
  }
}

function timeWords(time: number | 'never'): string {
  return time === 'never' ? 'no time' : duration(time);
}
