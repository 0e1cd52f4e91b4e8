// What must fit between sections of a policy.
import type { MetricsOrigin, Serve } from '@rampart/rollout-policy';
import type { Finding } from '../mistakes/finding.ts';
import { lookUp, type SourceMapping } from '../source/source-tree.ts';
import { signalOf } from './check-rules.ts';
import type { Decoded } from './decoded.ts';

export function crossFindings(root: SourceMapping, parts: { readonly serve: Decoded<Serve>; readonly metrics: Decoded<MetricsOrigin> }): readonly Finding[] {
  return [...targetInDefaults(root), ...metricsNeeded(root), ...pagesOfSlots(parts.serve, parts.metrics)];
}

/** One target for forty policies is one too few. */
function targetInDefaults(root: SourceMapping): readonly Finding[] {
  if (root.entries.get('target')?.value.layer !== 'defaults') return [];
  return [{ path: ['target'], mistake: 'not-in-defaults', says: 'every policy has a target of its own', accepted: '`target:` in the policy', hint: '', at: 'key' }];
}

function metricsNeeded(root: SourceMapping): readonly Finding[] {
  if (root.entries.has('metrics')) return [];
  const checks = lookUp(root, ['checks']);
  if (checks.kind === 'missing' || checks.value.kind !== 'mapping') return [];
  const live = [...checks.value.entries].find(([name, { value }]) => {
    if (value.kind === 'scalar' && value.value !== 'default') return false;
    const signal = signalOf(name, new Set(value.kind === 'mapping' ? value.entries.keys() : []));
    return signal === 'share' || signal === 'time';
  });
  if (live === undefined) return [];
  const accepted = 'metrics: {openmetrics: {pages: {fraud-a: [http://fraud-a:9090/metrics], fraud-b: [...]}}}';
  return [{ path: ['checks', live[0]], mistake: 'no-metrics', says: 'this check reads live metrics and the policy names no source of them', accepted, hint: '', at: 'key' }];
}

function pagesOfSlots(serve: Decoded<Serve>, metrics: Decoded<MetricsOrigin>): readonly Finding[] {
  if (serve.kind === 'refused' || metrics.kind === 'refused' || metrics.value.kind === 'none') return [];
  const { slots } = serve.value;
  const given = Object.keys(metrics.value.pages);
  const accepted = `pages for exactly ${slots.join(' and ')}`;
  const strangers = given.filter((slot) => !slots.includes(slot)).map((slot): Finding => ({ path: ['metrics', 'openmetrics', 'pages', slot], mistake: 'pages-and-slots', says: 'this is not a slot of this target', accepted, hint: '', at: 'key' }));
  const without = slots.filter((slot) => !given.includes(slot)).map((slot): Finding => ({ path: ['metrics', 'openmetrics', 'pages', slot], mistake: 'pages-and-slots', says: `the slot ${slot} has no pages`, accepted, hint: '', at: 'key' }));
  return [...strangers, ...without];
}
