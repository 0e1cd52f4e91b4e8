// What the history behind a traffic profile says against a policy: labels that are not in when they are taken as final, and errors that come together
// where a check declares that they do not.
import { labelsQuestionOf, type Check, type Policy } from '@rampart/rollout-policy';
import type { TrafficProfile } from '../profile/traffic-profile.ts';
import { formatDuration } from '../units/duration.ts';
import { formatRoughlyUp } from './certainty-lints.ts';
import { formatRoughly } from './format-roughly.ts';
import { warning, type Remark } from './lint.ts';

/** A burst this small is within the error of its measurement. */
const BURST_MIN = 1.5;

export function historyLints(policy: Policy, profile: TrafficProfile): readonly Remark[] {
  return policy.checks.flatMap((check) => [...finalTooEarly(check, profile), ...burstsDeclaredIndependent(check, profile)]);
}

/** Late labels are often the bad ones: a fraud is found after weeks, a good payment never. */
function finalTooEarly({ name, signal }: Check, { labelDelay }: TrafficProfile): readonly Remark[] {
  const asked = labelsQuestionOf(signal);
  if (asked.kind === 'none' || labelDelay.kind === 'unknown' || asked.question.matureMs >= labelDelay.p90Ms) return [];
  const { matureMs } = asked.question;
  const share = matureMs < labelDelay.p50Ms ? 'less than half' : 'less than 90%';
  return warning(
    'final-before-labels',
    ['checks', name, 'mature'],
    `After ${formatDuration(matureMs)} ${share} of the labels are in; 90% are after ${formatRoughly(labelDelay.p90Ms)}, 99% after ${formatRoughly(labelDelay.p99Ms)} (traffic profile). What comes later is never counted, and it may be the worse part.`,
    `Write mature: ${formatRoughlyUp(labelDelay.p90Ms)} or more.`,
  );
}

function burstsDeclaredIndependent({ name, signal, independent }: Check, { errorBursts }: TrafficProfile): readonly Remark[] {
  if (!independent || signal.kind !== 'share' || errorBursts.kind === 'unknown' || errorBursts.meanRequests < BURST_MIN) return [];
  return warning(
    'bursts-declared-independent',
    ['checks', name, 'independent'],
    `Requests fail about ${Number(errorBursts.meanRequests.toPrecision(2))} at a time today (traffic profile), and \`independent: true\` counts each of them as evidence of its own: good releases are sent back more often than promised.`,
    'Leave `independent` out.',
  );
}
