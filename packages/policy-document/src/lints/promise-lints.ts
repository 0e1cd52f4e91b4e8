// Does anything keep the promise?
import { oddsNeeded, type Check, type Policy } from '@rampart/rollout-policy';
import { timeToProveWorse } from './detection-time.ts';
import { formatRoughly } from './format-roughly.ts';
import { note, warning, type Remark } from './lint.ts';
import { countsAsHarm } from './promised-traffic.ts';

export function promiseLints(policy: Policy): readonly Remark[] {
  return [...nothingRollsBack(policy), ...budgetBelowSamples(policy), ...pagesWithoutHistory(policy)];
}

function nothingRollsBack(policy: Policy): readonly Remark[] {
  const rolling = policy.checks.filter((check) => check.then === 'rollback');
  if (rolling.length === 0) {
    return warning('nothing-rolls-back', ['checks'], 'No check has `then: rollback`: a bad release stays in traffic until a person looks,', 'and badRequests counts nothing.');
  }
  if (rolling.some(countsAsHarm)) return [];
  return warning(
    'harm-uncounted',
    ['promise', 'badRequests'],
    'Only failures and wrong answers count as bad requests, and no check of them has `then: rollback`:',
    'badRequests bounds the first step, and nothing after it. Add a check of errors.',
  );
}

function budgetBelowSamples(policy: Policy): readonly Remark[] {
  const { badRequestsMax } = policy.promise;
  const { samplesMin } = policy.expert;
  if (!policy.checks.some(countsAsHarm)) return [];
  if (badRequestsMax >= samplesMin) return [];
  return warning(
    'budget-below-samples',
    ['promise', 'badRequests'],
    `A check says nothing before ${samplesMin} requests (expert.samplesMin),`,
    `so a release that fails every request reaches ${badRequestsMax} bad ones before it can be sent back. 100 is usual.`,
  );
}

function pagesWithoutHistory(policy: Policy): readonly Remark[] {
  const check = policy.checks.find(({ signal, then, worseBy }) => isLive(signal) && then === 'rollback' && worseBy.kind === 'factor');
  if (policy.metrics.kind !== 'openmetrics' || check?.worseBy.kind !== 'factor') return [];
  const { tickMs, lookMs, blockMs } = policy.expert;
  const shortMs = Math.max(lookMs, blockMs);
  if (tickMs <= shortMs) return [];
  const factor = Math.max(2, Math.ceil(check.worseBy.factor * 1.5));
  return note(
    'pages-without-history',
    ['metrics'],
    'Metric pages have no history, so a block is the time between two looks.',
    `${factor} times as many bad requests (${check.name}) take ${proven(policy, check, factor, tickMs)} to prove when every job ends after one look (mode: tick),`,
    `and ${proven(policy, check, factor, shortMs)} when a job stays (mode: watch or auto); longer where traffic is thin.`,
  );
}

function isLive({ kind }: Check['signal']): boolean {
  return kind === 'share' || kind === 'time';
}

/** With so much traffic that only the number of blocks counts, and a small share of it on the new version. */
function proven(policy: Policy, check: Check, factor: number, blockMs: number): string {
  if (check.worseBy.kind === 'none') return 'never in practice';
  const rates = { stable: 0.01, candidate: Math.min(0.99, 0.01 * factor), weight: 0.05, margin: check.worseBy };
  const needed = timeToProveWorse(rates, { requestsPerMs: Number.POSITIVE_INFINITY, blockMs, odds: oddsNeeded(policy, check), independent: false });
  if (needed.kind === 'never') return 'never in practice';
  const blocks = Math.ceil(needed.expectedMs / blockMs);
  return `${formatRoughly(blocks * blockMs)} (${blocks} blocks of ${formatRoughly(blockMs)})`;
}
