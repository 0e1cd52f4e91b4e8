// What the proxy tells about itself as a router, as an OpenMetrics page: who has which share of the traffic, and when Rampart last asked.
// The alerts that `rampart alerts` prints stand on these two gauges (docs/router-contract.md).
import type { RouterReading } from '@rampart/rollout-engine';
import { PPM_ALL } from '@rampart/rollout-policy';

/** `never`: this process was not asked yet. A heartbeat that is missing silences no alert. */
export type LastRead = { readonly kind: 'never' } | { readonly kind: 'at'; readonly atMs: number };

export function routerPage({ target, slots, stamp }: Pick<RouterReading, 'target' | 'slots' | 'stamp'>, lastRead: LastRead): string {
  // Before the first stamp nothing was ever rolled out: what has the most traffic serves.
  const live = stamp.kind === 'stamp' ? stamp.liveSlot : slots.toSorted((a, b) => b.weight - a.weight)[0]?.slot;
  return [
    '# HELP rampart_weight_ratio Share of the requests that a slot gets.',
    '# TYPE rampart_weight_ratio gauge',
    '# UNIT rampart_weight_ratio ratio',
    ...slots.map(({ slot, weight }) => `rampart_weight_ratio{target=${quoted(target)},slot=${quoted(slot)},arm="${slot === live ? 'stable' : 'candidate'}"} ${weight / PPM_ALL}`),
    '# HELP rampart_last_tick_timestamp_seconds When Rampart last read this router.',
    '# TYPE rampart_last_tick_timestamp_seconds gauge',
    '# UNIT rampart_last_tick_timestamp_seconds seconds',
    ...(lastRead.kind === 'never' ? [] : [`rampart_last_tick_timestamp_seconds{target=${quoted(target)}} ${(lastRead.atMs / 1000).toFixed(3)}`]),
    '# EOF',
    '',
  ].join('\n');
}

function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
