// What a profile that was measured before a check said `among` has of what it counts now, as far as the counts by label tell.
import type { LabelMatcher } from '@rampart/rollout-policy';
import type { CountTraffic } from './traffic-profile.ts';

/**
 * The counts of the series that `among` matches; as they are where that cannot be told: matchers of several labels, of a label that was not counted
 * apart, or patterns. Pods and other labels were not counted apart by this one, so nothing is left of them.
 */
export function countsAmong(traffic: CountTraffic, among: readonly LabelMatcher[]): CountTraffic {
  const [label, ...others] = [...new Set(among.map((matcher) => matcher.label))];
  if (label === undefined || others.length > 0 || among.some(({ pattern, op }) => isPattern(op) && pattern.includes('.'))) return traffic;
  const values = traffic.labels.filter((counts) => counts.label === label);
  const sum = (of: readonly { readonly trials: number; readonly events: number }[]) => of.reduce((all, { trials, events }) => ({ trials: all.trials + trials, events: all.events + events }), { trials: 0, events: 0 });
  if (sum(values).trials !== traffic.trials) return traffic;
  const kept = values.filter(({ value }) => among.every((matcher) => matches(matcher, value)));
  return kept.length === values.length ? traffic : { kind: 'counts', ...sum(kept), pods: [], labels: kept };
}

function isPattern(op: LabelMatcher['op']): boolean {
  return op === '=~' || op === '!~';
}

function matches({ op, pattern }: LabelMatcher, value: string): boolean {
  const isAny = isPattern(op) ? pattern.split('|').includes(value) : value === pattern;
  return isAny === (op === '=' || op === '=~');
}
