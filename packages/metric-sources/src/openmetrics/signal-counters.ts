// Which samples of a page a signal is counted from.
import type { Signal } from '@rampart/rollout-policy';
import { bucketNames, countNames, counterNames, labelsText, type CounterNames } from './series.ts';
import type { PageNow } from './page-counters.ts';

/** Counters of one name, and what is read beside each of them. */
export interface Counting {
  readonly names: CounterNames;
  /** Of the sums or native buckets, by the same labels as the counters. */
  readonly family: string;
  readonly beside: 'nothing' | 'sums' | 'natives';
}

export type CountingChoice = { readonly kind: 'counting'; readonly counting: Counting } | { readonly kind: 'none'; readonly why: string };

/** Every name that a page must be searched for to answer this signal. */
export function samplesFor(signal: Signal): readonly string[] {
  const of = ({ sample, created }: CounterNames): readonly string[] => [sample, created];
  switch (signal.kind) {
    case 'share':
      return of(counterNames(signal.metric));
    case 'time':
      return histogramSamples(signal.metric);
    case 'bins':
      return signal.by === 'le' ? histogramSamples(signal.metric) : of(counterNames(signal.metric));
    case 'score':
      return signal.origin.kind === 'labels' ? [] : [...of(countNames(signal.origin.metric)), `${signal.origin.metric}_sum`];
    case 'level':
      return [signal.metric];
    case 'labels':
    case 'pairs':
    case 'calibration':
      return [];
  }
}

function histogramSamples(metric: string): readonly string[] {
  const { sample, created } = bucketNames(metric);
  return [metric, sample, created, countNames(metric).sample];
}

/** The counters to read on these pages, the pages of both arms: a histogram is read the same way everywhere. */
export function countingFor(signal: Signal, pages: readonly PageNow[]): CountingChoice {
  const plain = (names: CounterNames, family: string): CountingChoice => ({ kind: 'counting', counting: { names, family, beside: 'nothing' } });
  switch (signal.kind) {
    case 'share':
      return plain(counterNames(signal.metric), signal.metric);
    case 'time':
      return histogramCounting(signal.metric, pages);
    case 'bins':
      return signal.by === 'le' ? histogramCounting(signal.metric, pages) : plain(counterNames(signal.metric), signal.metric);
    case 'score':
      if (signal.origin.kind === 'labels') break;
      return { kind: 'counting', counting: { names: countNames(signal.origin.metric), family: signal.origin.metric, beside: 'sums' } };
    case 'level':
    case 'labels':
    case 'pairs':
    case 'calibration':
      break;
  }
  return { kind: 'none', why: `metric pages cannot answer a check of ${signal.kind}` };
}

/**
 * Classic buckets where every histogram of both arms has them: somebody placed their bounds, and a limit can stand exactly on one. Native ones
 * where some histogram has nothing else. A mix cannot be compared.
 */
function histogramCounting(metric: string, pages: readonly PageNow[]): CountingChoice {
  const buckets = bucketNames(metric);
  let nativeOnly = '';
  let classicOnly = '';
  for (const { page, shown } of pages) {
    const classic = new Set((page.samples.get(buckets.sample) ?? []).map(({ labels }) => labelsText(labels, 'le')));
    const native = new Set((page.natives.get(metric) ?? []).map(({ labels }) => labelsText(labels)));
    if ([...native].some((key) => !classic.has(key))) nativeOnly = shown;
    if ([...classic].some((key) => !native.has(key))) classicOnly = shown;
  }
  if (nativeOnly === '') return { kind: 'counting', counting: { names: buckets, family: metric, beside: 'nothing' } };
  if (classicOnly !== '') return { kind: 'none', why: `"${metric}" has native buckets alone on ${nativeOnly} and classic ones alone on ${classicOnly}: they cannot be compared` };
  return { kind: 'counting', counting: { names: countNames(metric), family: metric, beside: 'natives' } };
}
