// What stable does today in a family: one rate of failures for all checks that count them, one of wrong answers for all that count those.
import type { Check, Policy } from '@rampart/rollout-policy';
import type { Baseline } from '../scenario.ts';

export interface RatesToday {
  readonly failing: number;
  readonly wrong: number;
}

/** By name of check. Checks of other signals, and shares of what is good, keep the default of their signal (world/baseline.ts). */
export function baselinesOf({ checks }: Policy, { failing, wrong }: RatesToday): Readonly<Record<string, Baseline>> {
  return Object.fromEntries(checks.flatMap((check): [string, Baseline][] => {
    if (check.signal.kind === 'share' && check.better === 'lower') return [[check.name, { kind: 'ratio', ratio: withinLimit(check, failing) }]];
    return check.signal.kind === 'labels' ? [[check.name, { kind: 'ratio', ratio: withinLimit(check, wrong) }]] : [];
  }));
}

/** Nobody limits a candidate to less than twice what runs today. */
function withinLimit({ limit }: Check, ratio: number): number {
  return limit.kind === 'share' ? Math.min(ratio, limit.ratioMax / 2) : ratio;
}
