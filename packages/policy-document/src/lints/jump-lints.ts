// Jumps that nothing measures, and users who stay on one arm while requests are counted.
import { PPM_ALL, type Check, type Policy, type Stage } from '@rampart/rollout-policy';
import type { Traffic } from '../profile/traffic-profile.ts';
import { formatShare } from '../units/share.ts';
import { formatRatioRoughly } from './format-roughly.ts';
import { note, warning, type Remark } from './lint.ts';
import { rollingBack, topOfRamp } from './todays-rate.ts';

/** Of evenly distributed users the heaviest 1 % send about 1 % of the requests; up to this much, requests are nearly as good as users. */
const EVEN_SHARE_MAX = 0.03;

export function jumpLints(policy: Policy, traffic: Traffic): readonly Remark[] {
  return policy.plan.flatMap((stage, index) => (stage.kind === 'ramp' ? [...lastJump(policy, stage, index), ...ladderJumps(policy, stage, index), ...stickyRequests(policy, stage, index, traffic)] : []));
}

/** The step from the top of the ramp to all traffic. */
function lastJump({ plan, expert }: Policy, stage: Extract<Stage, { kind: 'ramp' }>, index: number): readonly Remark[] {
  const bakes = plan.some((later) => later.kind === 'bake' && later.holdback > 0);
  const top = topOfRamp(stage);
  const times = 1 / Math.max(top, 1e-6);
  if (bakes || plan.some(({ kind }) => kind === 'split') || times <= 1.1) return [];
  const has = plan.some(({ kind }) => kind === 'bake') ? 'the bake keeps nothing of the old version to compare with' : 'no bake follows';
  const far = times > expert.growthMax ? `, ${Math.round(times)} times as much at once (expert.growthMax is ${expert.growthMax})` : '';
  return warning(
    'unmeasured-jump',
    ['plan', index, 'ramp'],
    `The ramp ends at ${formatRatioRoughly(top)} and promotion goes on to 100%${far}, and ${has}: what only shows under all of the load is seen by nobody.`,
    'Write `bake: 1d` behind it, which keeps 1% on the old version.',
  );
}

function ladderJumps({ expert }: Policy, { steps }: Extract<Stage, { kind: 'ramp' }>, index: number): readonly Remark[] {
  if (steps.kind !== 'ladder') return [];
  return steps.weights.flatMap((weight, step) => {
    const before = steps.weights[step - 1];
    if (before === undefined || weight <= before * expert.growthMax) return [];
    // A little more than a ramp's own growth is a choice, several times as much is rarely meant.
    const say = weight > 2 * before * expert.growthMax ? warning : note;
    const between = Math.round(Math.sqrt((before / PPM_ALL) * (weight / PPM_ALL)) * 100);
    return say(
      'unmeasured-jump',
      ['plan', index, 'ramp', 'weights', step],
      `From ${formatShare(before)} to ${formatShare(weight)} is ${Number((weight / before).toPrecision(2))} times as much at once, and the evidence is from ${formatShare(before)}; a ramp of its own grows by at most ${expert.growthMax} times (expert.growthMax).`,
      between >= 1 ? `Write ${between}% between them.` : 'Write a weight between them.',
    );
  });
}

function stickyRequests(policy: Policy, { sticky }: Extract<Stage, { kind: 'ramp' }>, index: number, traffic: Traffic): readonly Remark[] {
  if (sticky !== 'user') return [];
  const counting = rollingBack(policy).filter(countsRequests);
  const users = traffic.kind === 'measured' ? traffic.profile.users : ({ kind: 'unknown' } as const);
  if (counting.length === 0 || (users.kind === 'seen' && users.heaviestShare <= EVEN_SHARE_MAX)) return [];
  const names = counting.map(({ name }) => name).join(', ');
  const seen = users.kind === 'seen' ? `The heaviest 1% of the ${users.distinct} users seen send ${formatRatioRoughly(users.heaviestShare)} of the requests, and each of them` : 'A user';
  const where = counting.some(({ signal }) => signal.kind === 'share') ? '`count: users`, with a counter that counts each user once when first seen and once when first failing' : 'a check of users beside it, and `then: tell` here';
  return warning(
    'sticky-counts-requests',
    ['plan', index, 'ramp', 'sticky'],
    `${seen} stays on one arm for the whole rollout, and ${names} ${counting.length === 1 ? 'counts' : 'count'} requests: a few heavy users who fail more than others send a good release back (5% to 31% of releases, measured at a promise of 1%).`,
    `Write ${where}.`,
  );
}

function countsRequests({ signal, independent }: Check): boolean {
  return !independent && (signal.kind === 'time' || (signal.kind === 'share' && signal.unit === 'requests'));
}
