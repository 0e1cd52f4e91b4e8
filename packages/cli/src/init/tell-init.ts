// What `rampart init` saw and could not see, for people and as data.
import { plainLine, shownAddress } from '@rampart/json-exchange';
import { formatRate, formatRatioRoughly, formatRoughly, quantileBucket, type CheckTraffic, type Lint, type TimeTraffic } from '@rampart/policy-document';
import type { Numbers } from './choose-numbers.ts';
import type { OfRequests, Signals } from './find-signals.ts';
import type { Identity } from './init-options.ts';
import type { LiveTarget } from './live-slot.ts';
import type { Measured } from './measure-traffic.ts';
import { whereText } from './propose-policy.ts';
import type { Survey } from './survey-pages.ts';

export interface Seen {
  readonly target: string;
  /** What was found, by name. */
  readonly seen: Readonly<Record<string, string>>;
  /** What could not be found or measured, in sentences. */
  readonly unseen: readonly string[];
}

export interface InitStory extends Seen {
  readonly files: readonly string[];
  readonly lints: readonly Lint[];
}

interface Observed {
  readonly identity: Identity;
  readonly live: LiveTarget;
  readonly survey: Survey;
  readonly signals: Signals;
  readonly measured: Measured;
  readonly numbers: Numbers;
}

export function storyOf({ identity, live, survey, signals, measured, numbers }: Observed): Seen {
  const { profile, requestsSeen, lookedForMs } = measured;
  const { errors, latency, memory } = signals;
  const pages = identity.pages[live.live] ?? [];
  return {
    target: identity.target,
    seen: {
      router: live.says,
      pages: `${survey.pods.length} of ${pages.length} of slot ${plainLine(live.live, 60)} (${pages.slice(0, 3).map(shownAddress).join(', ')}${pages.length > 3 ? ', ...' : ''})`,
      traffic: `${formatRate(profile.requestsPerMinute.mean / 60)} over ${formatRoughly(profile.measured.toMs - profile.measured.fromMs)} (${profile.measured.basis}); ${requestsSeen} requests in the ${formatRoughly(lookedForMs)} of looking`,
      ...(errors === 'none' ? {} : { errors: `${errors.metric}, ${whereText(errors)}${leftOut(errors)}: ${countsText(profile.checks['errors'])}` }),
      ...(latency === 'none' ? {} : { latency: `${latency.metric}${leftOut(latency)}: ${timesText(profile.checks['latency'])}` }),
      ...(memory === 'none' ? {} : { memory: `${memory.metric}: ${levelText(profile.checks['memory'])}` }),
      ...(profile.users.kind === 'seen' ? { users: `${profile.users.distinct}, the heaviest 1% send ${formatRatioRoughly(profile.users.heaviestShare)} of the requests` } : {}),
      ...(signals.others.length > 0 ? { 'not used': `${signals.others.join(', ')}, which would have done as well` } : {}),
    },
    unseen: [
      ...live.remarks,
      ...survey.troubles,
      ...measured.troubles,
      ...(errors === 'none' ? ['no counter of requests has a label with their status, so failures are not counted, and the bad-request promise limits nothing'] : []),
      ...(latency === 'none' ? ['no histogram of seconds is about requests, so nothing is said about time'] : []),
      ...signals.unusable,
      ...(profile.measured.basis === 'window' ? ['no page says when its process began, so only what came while looking was counted; --for 1h counts more'] : []),
      ...(profile.users.kind === 'unknown' ? ['no label tells users apart, so how heavy the heaviest are is unknown (it matters if the router keeps users on one side)'] : []),
      ...(survey.pods.length === 1 ? ['one pod tells nothing of how much identical pods differ'] : []),
      ...(identity.isModelGuessed ? ["the model's name is a guess; --model gto:name says it"] : []),
      'whether answers are right: that takes labels (checks: accuracy), which no metric page has',
      'nights, weekends and peaks: pages have no history, so the lowest hour is unknown',
      ...numbers.regrets,
    ],
  };
}

export function tellInit({ target, seen, unseen, files, lints }: InitStory, formatLint: (lint: Lint) => string): string {
  const width = Math.max(...Object.keys(seen).map((name) => name.length));
  const [policy = '', profile = ''] = files;
  return [
    `${target}, as it runs now`,
    ...Object.entries(seen).map(([name, text]) => `  ${name.padEnd(width)}  ${text}`),
    'not seen',
    ...unseen.map((text) => `  - ${plainLine(text, 400)}`),
    `wrote ${policy}, and the traffic it was computed with: ${profile}`,
    ...lints.map((lint) => `  ${formatLint(lint)}`),
    `next: read ${policy} and change what you know better, then \`rampart validate ${policy}\` and \`rampart adopt ${policy} --dry-run\``,
  ].join('\n');
}

function leftOut({ among }: OfRequests): string {
  return among.length === 0 ? '' : ` without ${among.map(({ pattern }) => pattern).join(', ')}`;
}

function countsText(traffic: CheckTraffic | undefined): string {
  if (traffic?.kind !== 'counts') return 'nothing';
  return `${formatRatioRoughly(traffic.trials === 0 ? 0 : traffic.events / traffic.trials)} failed (${traffic.events} of ${traffic.trials})`;
}

function timesText(traffic: CheckTraffic | undefined): string {
  if (traffic?.kind !== 'time' || traffic.trials === 0) return 'no request yet';
  return `p50 ${atMost(traffic, 0.5)}, p99 ${atMost(traffic, 0.99)} (${traffic.trials} requests)`;
}

function atMost(traffic: TimeTraffic, quantile: number): string {
  const { overSeconds, upToSeconds } = quantileBucket(traffic, quantile);
  return Number.isFinite(upToSeconds) ? `at most ${upToSeconds} s` : `over ${overSeconds} s`;
}

function levelText(traffic: CheckTraffic | undefined): string {
  return traffic?.kind === 'level' ? `${Math.ceil(traffic.max / 1_048_576)} MiB at most` : 'nothing';
}
