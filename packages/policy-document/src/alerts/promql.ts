// The limits of a policy as PromQL over its own metrics. Each expression has one value without labels while what is in a slot is over the limit,
// and none otherwise.
import type { Check, LabelMatcher } from '@rampart/rollout-policy';
import { formatLabelMatchers } from '../units/label-matchers.ts';

/** What picks the series of one slot, e.g. `slot="fraud-a"`. */
export type SlotMatcher = LabelMatcher;

export type LimitExpression = { readonly kind: 'expression'; readonly expression: string } | { readonly kind: 'none'; readonly why: string };

/** Rates over less would miss a scrape or two; the ticks themselves see each block. */
const WINDOW = '5m';

export function overLimit(check: Check, slot: SlotMatcher, samplesMin: number): LimitExpression {
  const { signal, limit } = check;
  if (limit.kind === 'none') return none('it has no limit');
  switch (signal.kind) {
    case 'share': {
      if (limit.kind !== 'share') return none('its limit is none of a share');
      const all = [...signal.among, slot];
      const counted = `${sumOfRates(signal.metric, [...signal.among, ...signal.where, slot])} / ${sumOfRates(signal.metric, all)}`;
      // Where nothing good happened there may be no series of it at all.
      const good = `(${sumOfRates(signal.metric, [...signal.among, ...signal.where, slot])} or vector(0)) / ${sumOfRates(signal.metric, all)}`;
      return enough(check.better === 'lower' ? `${counted} > ${limit.ratioMax}` : `${good} < ${limit.ratioMax}`, increase(signal.metric, all), samplesMin);
    }
    case 'time': {
      if (limit.kind !== 'time') return none('its limit is none of a time');
      const matchers = [...signal.where, slot];
      const { quantile, msMax } = limit;
      const classic = `histogram_quantile(${quantile}, sum by (le) (rate(${series(`${signal.metric}_bucket`, matchers)}[${WINDOW}])))`;
      const native = `histogram_quantile(${quantile}, ${sumOfRates(signal.metric, matchers)})`;
      const requests = `(${increase(`${signal.metric}_count`, matchers)}\n  or histogram_count(${increase(signal.metric, matchers)}))`;
      return enough(`(${classic}\n  or ${native}) > ${msMax / 1000}`, requests, samplesMin);
    }
    case 'score': {
      if (signal.origin.kind !== 'metric') return none('its values come from a label source, which Prometheus does not have');
      if (limit.kind !== 'share') return none('its limit is none of a score');
      const { metric, where } = signal.origin;
      const matchers = [...where, slot];
      // A policy keeps the limit as a part of the scale.
      const bound = signal.low + limit.ratioMax * (signal.high - signal.low);
      const mean = `${sumOfRates(`${metric}_sum`, matchers)} / ${sumOfRates(`${metric}_count`, matchers)}`;
      return enough(`${mean} ${check.better === 'lower' ? '>' : '<'} ${Number(bound.toPrecision(12))}`, increase(`${metric}_count`, matchers), samplesMin);
    }
    case 'level':
      if (limit.kind !== 'level') return none('its limit is none of a gauge');
      return { kind: 'expression', expression: `max(${series(signal.metric, [...signal.where, slot])}) > ${limit.max}` };
    case 'labels':
    case 'pairs':
    case 'calibration':
      return none('its answers come from a label source, which Prometheus does not have');
    case 'bins':
      return none('bins have no limit');
  }
}

export function series(metric: string, matchers: readonly LabelMatcher[]): string {
  return `${metric}{${formatLabelMatchers(matchers)}}`;
}

function sumOfRates(metric: string, matchers: readonly LabelMatcher[]): string {
  return `sum(rate(${series(metric, matchers)}[${WINDOW}]))`;
}

function increase(metric: string, matchers: readonly LabelMatcher[]): string {
  return `sum(increase(${series(metric, matchers)}[${WINDOW}]))`;
}

function enough(condition: string, requests: string, samplesMin: number): LimitExpression {
  return { kind: 'expression', expression: `${condition}\nand ${requests} >= ${samplesMin}` };
}

function none(why: string): LimitExpression {
  return { kind: 'none', why };
}
