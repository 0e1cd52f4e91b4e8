// Whether one event and the state after it follow from the state before: everything that the core can compute is computed again.
import { attemptOf, rolloutIdOf } from '@rampart/rollout-engine';
import {
  decide, fold, followUp, outcomeOf, planEffect, PPM_ALL, ppm, promotedWeight, stepViolations, waitsForRecord,
  type Effect, type Folded, type LedgerEvent, type Policy, type Rollout, type TargetState, type Ticked,
} from '@rampart/rollout-policy';
import { firstDifference } from './first-difference.ts';
import type { Problem } from './read-stored-record.ts';

export interface Step {
  readonly before: Folded;
  readonly event: LedgerEvent;
  readonly after: TargetState | 'unreadable';
}

/** Digest of a policy in its expanded form, as the loader of policies makes it. */
export type DigestPolicy = (policy: Policy) => string;

export interface AuditedStep {
  readonly problems: readonly Problem[];
  /** What the next record is looked at with: the state as it was recorded, so that one altered record is not told as many. */
  readonly next: Folded | 'unknown';
}

export function auditStep({ before, event, after }: Step, digestPolicy: DigestPolicy): AuditedStep {
  const problems: Problem[] = [];
  const computed = stateAfter(before, event);
  if (computed.kind === 'refused') problems.push({ rule: 'state', seen: `event ${event.kind} does not follow from the state before: ${computed.why}` });
  if (computed.kind === 'state' && after !== 'unreadable') {
    const difference = firstDifference(after, computed.state);
    if (difference !== '') problems.push({ rule: 'state', seen: `state.json is not what the events make it: ${difference}` });
  }
  if (before.kind === 'present') {
    const { state } = before;
    problems.push(...eventProblems(state, event, digestPolicy));
    const is = after === 'unreadable' ? computed : { kind: 'state' as const, state: after };
    if (is.kind === 'state') problems.push(...stepViolations(state, event, is.state).map(({ rule, facts }): Problem => ({ rule: 'invariant', seen: `${rule} (${JSON.stringify(facts)})` })));
  }
  if (after !== 'unreadable') return { problems, next: { kind: 'present', state: after } };
  return { problems, next: computed.kind === 'state' ? { kind: 'present', state: computed.state } : 'unknown' };
}

type Computed = { readonly kind: 'state'; readonly state: TargetState } | { readonly kind: 'refused'; readonly why: string };

/** The fold throws where an event does not belong: of a ledger that is not trusted that is a finding, not a fault of ours. */
function stateAfter(before: Folded, event: LedgerEvent): Computed {
  try {
    return { kind: 'state', state: fold(before, event) };
  } catch (error) {
    return { kind: 'refused', why: error instanceof Error ? error.message : String(error) };
  }
}

function eventProblems(state: TargetState, event: LedgerEvent, digestPolicy: DigestPolicy): readonly Problem[] {
  const { rollout } = state;
  if (event.kind === 'started') return startProblems(state, event, digestPolicy);
  if (event.kind === 'followed-up') return labelProblems(state, event);
  if (rollout.kind === 'none') return [];
  switch (event.kind) {
    case 'ticked':
      return lookProblems(rollout, event);
    case 'intended':
      return promotionProblems(rollout, event);
    case 'confirmed':
      return confirmationProblems(rollout, event);
    case 'ended':
      return endProblems(rollout, event);
    default:
      return [];
  }
}

function startProblems(state: TargetState, event: Extract<LedgerEvent, { kind: 'started' }>, digestPolicy: DigestPolicy): readonly Problem[] {
  const { policy, policyDigest, candidate, rolloutId, attempt } = event;
  const digest = digestPolicy(policy);
  const id = rolloutIdOf(state, { candidateDigest: candidate.digest, policyDigest });
  const tries = attemptOf(state.ended, candidate.digest);
  return [
    ...differs('start', 'the digest of its policy', policyDigest, digest),
    ...differs('start', 'its rollout id', rolloutId, id),
    ...differs('start', 'the number of tries', attempt, tries),
    ...differs('start', 'the target of its policy', policy.target, state.target),
  ];
}

function lookProblems(rollout: Rollout, event: Ticked): readonly Problem[] {
  const { decision } = decide(rollout, event.evidence, event.situation);
  const difference = firstDifference(event.decision, decision);
  const decided: readonly Problem[] = difference === '' ? [] : [{ rule: 'decision', seen: `decided ${event.decision.kind}${reasonOf(event.decision)}; from its evidence follows ${decision.kind}${reasonOf(decision)}: ${difference}` }];
  return [...decided, ...effectProblems(rollout, event)];
}

function reasonOf({ reasons }: Ticked['decision']): string {
  const [reason] = reasons;
  return reason === undefined ? '' : ` (${reason.code})`;
}

/** Of the decision as it was recorded: whether it follows is another question. */
function effectProblems(rollout: Rollout, { decision, effect, sequence, situation: { router } }: Ticked): readonly Problem[] {
  const planned = planEffect(rollout, decision, sequence, router.kind === 'read' ? router.weight : 'unknown');
  const recorded = effect.kind === 'none' ? { kind: 'none' as const } : effect.effect;
  const difference = firstDifference(recorded, planned);
  if (difference !== '') return [{ rule: 'effect', seen: `the effect of ${decision.kind}: ${difference}` }];
  if (effect.kind === 'none' || planned.kind === 'none') return [];
  const isRaise = waitsForRecord(rollout, planned);
  if (isRaise && effect.kind !== 'intended') return [{ rule: 'raise', seen: `a raise to ${percent(planned.weight)} is recorded as ${effect.kind}, and not before it was made` }];
  return !isRaise && effect.kind === 'intended' ? [{ rule: 'effect', seen: `a lowering to ${percent(planned.weight)} is recorded before it was made` }] : [];
}

/** The router's step is not in the record: any weight that some step rounds to will do. */
function promotionProblems(rollout: Rollout, { effect, sequence }: Extract<LedgerEvent, { kind: 'intended' }>): readonly Problem[] {
  const most = promotedWeight(rollout.policy, ppm(1));
  const expected: Effect = { kind: 'set-weight', id: `${rollout.id}/${String(sequence)}/${String(effect.weight)}`, rolloutId: rollout.id, sequence, weight: effect.weight, mirror: ppm(0), purpose: 'promote' };
  const difference = firstDifference(effect, expected);
  return [
    ...(difference === '' ? [] : [{ rule: 'effect' as const, seen: `the effect of the promotion: ${difference}` }]),
    ...(effect.weight <= most || effect.weight === PPM_ALL ? [] : [{ rule: 'effect' as const, seen: `the promotion asks for ${percent(effect.weight)}, the policy leaves ${percent(most)}` }]),
    ...(rollout.phase === 'awaiting-promotion' ? [] : [{ rule: 'raise' as const, seen: `the promotion begins, but no decision says promote (the rollout is in phase ${rollout.phase})` }]),
  ];
}

function confirmationProblems({ pending, weight }: Rollout, { effectId, observed }: Extract<LedgerEvent, { kind: 'confirmed' }>): readonly Problem[] {
  if (pending.kind === 'none' || pending.id !== effectId) return [{ rule: 'raise', seen: `effect ${effectId} is confirmed at ${percent(observed)}, but no record before says that it was to be made` }];
  return observed <= Math.max(pending.weight, weight) ? [] : [{ rule: 'raise', seen: `${percent(observed)} is confirmed where ${percent(pending.weight)} was recorded` }];
}

function endProblems({ phase, leavingWhy }: Rollout, { outcome, why }: Extract<LedgerEvent, { kind: 'ended' }>): readonly Problem[] {
  if (phase !== 'leaving') return [{ rule: 'end', seen: `it ended ${outcome}, but no decision took it out (the rollout is in phase ${phase})` }];
  return [...differs('end', 'its outcome', outcome, outcomeOf(leavingWhy)), ...differs('end', 'the reason of its end', why, leavingWhy)];
}

function labelProblems({ following }: TargetState, { rolloutId, evidence, worse }: Extract<LedgerEvent, { kind: 'followed-up' }>): readonly Problem[] {
  const followed = following.find(({ id }) => id === rolloutId);
  if (followed === undefined) return [];
  const difference = firstDifference(worse, followUp(followed, evidence).worse);
  return difference === '' ? [] : [{ rule: 'decision', seen: `the checks that turned out worse by late labels: ${difference}` }];
}

function differs(rule: Problem['rule'], what: string, recorded: string | number, expected: string | number): readonly Problem[] {
  return recorded === expected ? [] : [{ rule, seen: `${what} is recorded as ${String(recorded)}, it should be ${String(expected)}` }];
}

function percent(weight: number): string {
  return `${String(weight / 10_000)} %`;
}
