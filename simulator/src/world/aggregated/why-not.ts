// What exact counts of a span cannot express, because requests act on each other. Such trials need the event-level engine.
import type { Trial } from '../../scenario/scenario.ts';

/** In a sentence; empty when the aggregated engine can represent the trial. */
export function whyNotAggregated({ policy, scenario }: Trial): string {
  const { traffic, behaviours } = scenario;
  if (traffic.retries.probability > 0 && traffic.retries.max > 0) return 'requests that failed come back, so what fails now makes the traffic of later';
  if (behaviours.some(({ kind }) => kind === 'feedback')) return 'what the candidate answered changes what is asked later, request by request';
  if (traffic.users.kind === 'requests') return '';
  if (traffic.shape.kind === 'replay') return 'which users sent the requests of recorded arrivals is known only request by request';
  if (scenario.faults.some(({ kind }) => kind === 'mix-differs')) return 'which users make the mix of an arm is known only request by request';
  const countsUsers = policy.checks.some(({ signal }) => signal.kind === 'share' && signal.unit === 'users');
  return countsUsers && traffic.failBurst.mean > 1 ? 'a burst of failures hits several users at once, and the policy counts users' : '';
}
