// Which stages need which checks, and the other way round; which weights, and what a stage and the promise, cannot both be meant.
import { PPM_ALL, PPM_NONE, ppm, type Check, type Policy, type Stage } from '@rampart/rollout-policy';
import type { Finding } from '../mistakes/finding.ts';
import { keyRefusal, refusal, type Refusal } from '../mistakes/refusal.ts';
import type { Path } from '../source/path.ts';
import { formatDuration } from '../units/duration.ts';
import { formatShare } from '../units/share.ts';

interface Parts {
  readonly plan: readonly Stage[];
  readonly checks: readonly Check[];
}

/** `checks` are all of them, without a mistake of their own; which check judges a split is asked in named-check-rules.ts. */
export function planAndChecksFindings({ plan, checks }: Parts): readonly Finding[] {
  return [...plan.flatMap((stage, index) => stageNeeds(stage, index, checks)), ...checks.flatMap((check) => checkNeeds(check, plan))];
}

function stageNeeds(stage: Stage, index: number, checks: readonly Check[]): readonly Finding[] {
  if (stage.kind === 'shadow' && !checks.some((check) => isLive(check) || check.signal.kind === 'pairs')) return [at(['plan', index], BLIND_SHADOW)];
  return stage.kind === 'follow' && !checks.some(isLabelled) ? [at(['plan', index], NOTHING_TO_FOLLOW)] : [];
}

const BLIND_SHADOW = refusal('plan-and-checks', {
  says: 'no check can see anything of a shadow: users answer stable only, so labels come for stable only',
  accepted: 'a check of pairs, or one that reads live metrics (share, time, score, bins, level)',
});
const NOTHING_TO_FOLLOW = refusal('plan-and-checks', {
  says: 'nothing comes in after the end: no check waits for labels',
  accepted: 'a check of labels, calibration or score: {labels: ...}, or no follow',
});

function checkNeeds(check: Check, plan: readonly Stage[]): readonly Finding[] {
  const { name, signal } = check;
  const isSticky = plan.some((stage) => stage.kind === 'ramp' && stage.sticky === 'user');
  if (signal.kind === 'pairs' && !plan.some((stage) => stage.kind === 'shadow')) return [at(['checks', name], PAIRS_WITHOUT_SHADOW)];
  if (signal.kind === 'share' && signal.unit === 'users' && !isSticky) return [at(['checks', name, 'count'], USERS_WITHOUT_STICKY)];
  return check.independent && isSticky && !countsUsers(check) ? [at(['checks', name, 'independent'], STICKY_INDEPENDENT)] : [];
}

const PAIRS_WITHOUT_SHADOW = keyRefusal('plan-and-checks', {
  says: 'no item is ever answered by both versions: only a shadow makes pairs',
  accepted: '`shadow: 1d` in the plan, or a check of labels',
});
const USERS_WITHOUT_STICKY = keyRefusal('plan-and-checks', {
  says: 'a user who gets both versions belongs to neither',
  accepted: '`ramp: {sticky: user}` where the router keeps users on their version, or `count: requests`',
});
const STICKY_INDEPENDENT = keyRefusal('plan-and-checks', {
  says: 'under sticky routing requests of one user come from one version together, so they are not independent',
  accepted: '`count: users` with a counter of users, or no `independent`',
});

/** Pairs are answered by both versions, whoever asked. */
function countsUsers({ signal }: Check): boolean {
  return signal.kind === 'pairs' || (signal.kind === 'share' && signal.unit === 'users');
}

/** Weights only grow until the promotion, and with it. */
export function weightFindings(plan: readonly Stage[]): readonly Finding[] {
  const ramp = plan.find((stage) => stage.kind === 'ramp');
  const split = plan.find((stage) => stage.kind === 'split');
  const bake = plan.find((stage) => stage.kind === 'bake');
  const rampMax = ramp?.weightMax ?? PPM_NONE;
  const weightMax = split?.weight ?? rampMax;
  const path = (stage: Stage | undefined, key: string): Path => ['plan', plan.findIndex((one) => one === stage), stage?.kind ?? '', key];
  const refused = (says: string, accepted: string): Refusal => keyRefusal('out-of-range', { says, accepted });
  return [
    ...(split !== undefined && split.weight < rampMax
      ? [at(path(split, 'share'), refused(`the ramp before it goes up to ${formatShare(rampMax)}, and would have to go back for the split`, `at least ${formatShare(rampMax)}, or a ramp that ends at ${formatShare(split.weight)}`))]
      : []),
    ...(bake !== undefined && weightMax + bake.holdback > PPM_ALL
      ? [at(path(bake, 'holdback'), refused(`the new version already has ${formatShare(weightMax)} before the promotion, which would take some of it away again`, `at most ${formatShare(ppm(PPM_ALL - weightMax))}, or less before the promotion`))]
      : []),
  ];
}

export function planAndPromiseFindings(plan: readonly Stage[], { decideWithinMs, ifUndecided }: Pick<Policy['promise'], 'decideWithinMs' | 'ifUndecided'>): readonly Finding[] {
  const approval = plan.findIndex((stage) => stage.kind === 'approval');
  const bypassed = approval >= 0 && ifUndecided === 'promote' ? [at(['promise', 'ifUndecided'], APPROVED_BY_TIME)] : [];
  return [...bypassed, ...tooLong(plan, decideWithinMs)];
}

const APPROVED_BY_TIME = refusal('plan-and-promise', {
  says: 'the plan asks for an approval, and an approval that time gives is none',
  accepted: '`ask` or `rollback`, or a plan without approval',
});

/** Stages of fixed time before the promotion, one after the other. */
function tooLong(plan: readonly Stage[], decideWithinMs: number): readonly Finding[] {
  let beforeMs = 0;
  for (const [index, stage] of plan.entries()) {
    if (stage.kind !== 'shadow' && stage.kind !== 'split') continue;
    beforeMs += stage.durationMs;
    if (beforeMs < decideWithinMs) continue;
    const says = `by the end of this stage ${formatDuration(beforeMs)} have passed, and decideWithin (${formatDuration(decideWithinMs)}) has ended the rollout`;
    const key = stage.kind === 'shadow' ? 'for' : 'atMost';
    return [at(['plan', index, stage.kind, key], keyRefusal('plan-and-promise', { says, accepted: `a shorter stage, or decideWithin above ${formatDuration(beforeMs)}` }))];
  }
  return [];
}

function isLive({ signal }: Check): boolean {
  return signal.kind === 'share' || signal.kind === 'time' || signal.kind === 'bins' || signal.kind === 'level' || (signal.kind === 'score' && signal.origin.kind === 'metric');
}

/** Of one version on its own: pairs end with their shadow. */
function isLabelled({ signal }: Check): boolean {
  return signal.kind === 'labels' || signal.kind === 'calibration' || (signal.kind === 'score' && signal.origin.kind === 'labels');
}

function at(path: Path, refused: Refusal): Finding {
  return { path, ...refused };
}
