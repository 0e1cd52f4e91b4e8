// Every statistic that `rampart stat` knows, and which one a name means.
import { didYouMean } from '@rampart/policy-document';
import { BOUNDARY_STATISTICS } from './boundary-statistics.ts';
import { BOUNDED_MEAN_STATISTICS } from './bounded-mean-statistics.ts';
import { DISTRIBUTION_STATISTICS } from './distribution-statistics.ts';
import { LARGE_SAMPLE_STATISTICS } from './large-sample-statistics.ts';
import { LIMIT_STATISTICS } from './limit-statistics.ts';
import { SAMPLE_RATIO_STATISTICS } from './sample-ratio-statistics.ts';
import { SHARE_STATISTICS } from './share-statistics.ts';
import { SPECIAL_STATISTICS } from './special-statistics.ts';
import type { Statistic } from './statistic.ts';

export const STATISTICS: readonly Statistic[] = [
  ...SHARE_STATISTICS,
  ...LIMIT_STATISTICS,
  ...SAMPLE_RATIO_STATISTICS,
  ...BOUNDARY_STATISTICS,
  ...BOUNDED_MEAN_STATISTICS,
  ...DISTRIBUTION_STATISTICS,
  ...LARGE_SAMPLE_STATISTICS,
  ...SPECIAL_STATISTICS,
];

export type Found = { readonly kind: 'statistic'; readonly statistic: Statistic } | { readonly kind: 'unknown'; readonly meant: string };

/** By name, or by how published vectors call it: case, dashes and underscores do not matter. The longest name that the asked one begins with wins. */
export function findStatistic(asked: string): Found {
  const words = plain(asked);
  let best: { readonly statistic: Statistic; readonly length: number } | undefined;
  for (const statistic of STATISTICS) {
    for (const name of [statistic.name, ...statistic.alsoCalled].map(plain)) {
      if (begins(words, name) && name.length > (best?.length ?? 0)) best = { statistic, length: name.length };
    }
  }
  if (best !== undefined) return { kind: 'statistic', statistic: best.statistic };
  const meant = didYouMean(asked, STATISTICS.map(({ name }) => name));
  return { kind: 'unknown', meant: meant.kind === 'suggestion' ? meant.word : '' };
}

function begins(words: string, name: string): boolean {
  return words.startsWith(name) && !/^[a-z0-9]/.test(words.slice(name.length));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_\s]+/g, '_');
}
