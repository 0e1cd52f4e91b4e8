// What must fit between sections of a policy.
import type { MetricsOrigin, Serve } from '@rampart/rollout-policy';
import type { Finding } from '../mistakes/finding.ts';
import { keyRefusal } from '../mistakes/refusal.ts';
import { lookUp, type SourceMapping } from '../source/source-tree.ts';
import { signalOf } from './check-rules.ts';
import type { Decoded } from './decoded.ts';

export function crossFindings(root: SourceMapping, parts: { readonly serve: Decoded<Serve>; readonly metrics: Decoded<MetricsOrigin> }): readonly Finding[] {
  return [...targetInDefaults(root), ...metricsNeeded(root), ...pagesOfSlots(parts.serve, parts.metrics)];
}

/** One target for forty policies is one too few. */
function targetInDefaults(root: SourceMapping): readonly Finding[] {
  if (root.entries.get('target')?.value.layer !== 'defaults') return [];
  return [{ path: ['target'], ...keyRefusal('not-in-defaults', { says: 'every policy has a target of its own', accepted: '`target:` in the policy' }) }];
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
  return live === undefined ? [] : [{ path: ['checks', live[0]], ...NO_METRICS }];
}

const NO_METRICS = keyRefusal('no-metrics', {
  says: 'this check reads live metrics and the policy names no source of them',
  accepted: 'metrics: {openmetrics: {pages: {fraud-a: [http://fraud-a:9090/metrics], fraud-b: [...]}}}',
});

function pagesOfSlots(serve: Decoded<Serve>, metrics: Decoded<MetricsOrigin>): readonly Finding[] {
  if (serve.kind === 'refused' || metrics.kind === 'refused' || metrics.value.kind === 'none') return [];
  const { slots } = serve.value;
  const given = Object.keys(metrics.value.pages);
  const accepted = `pages for exactly ${slots.join(' and ')}`;
  const wrong = (slot: string, says: string): Finding => ({ path: ['metrics', 'openmetrics', 'pages', slot], ...keyRefusal('pages-and-slots', { says, accepted }) });
  return [
    ...given.filter((slot) => !slots.includes(slot)).map((slot) => wrong(slot, 'this is not a slot of this target')),
    ...slots.filter((slot) => !given.includes(slot)).map((slot) => wrong(slot, `the slot ${slot} has no pages`)),
  ];
}
