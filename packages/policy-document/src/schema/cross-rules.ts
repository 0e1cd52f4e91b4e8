// What must fit between sections of a policy.
import type { Catch, MetricsOrigin, ReleasePromise, Serve, Stage } from '@rampart/rollout-policy';
import type { Finding } from '../mistakes/finding.ts';
import { keyRefusal } from '../mistakes/refusal.ts';
import type { Path } from '../source/path.ts';
import { lookUp, type SourceMapping } from '../source/source-tree.ts';
import { isLive } from './check-keys.ts';
import { formOfCheck } from './check-rules.ts';
import type { Decoded } from './decoded.ts';
import type { DecodedChecks } from './decode-checks.ts';
import { catchFindings, judgeFindings } from './named-check-rules.ts';
import { planAndChecksFindings, planAndPromiseFindings, weightFindings } from './plan-rules.ts';

interface Parts {
  readonly serve: Decoded<Serve>;
  readonly metrics: Decoded<MetricsOrigin>;
  readonly promise: Decoded<ReleasePromise>;
  readonly checks: DecodedChecks;
  readonly plan: Decoded<readonly Stage[]>;
}

export function crossFindings(root: SourceMapping, { serve, metrics, promise, checks, plan }: Parts): readonly Finding[] {
  return [
    ...targetInDefaults(root),
    ...metricsNeeded(root),
    ...pagesOfSlots(serve, metrics),
    ...(promise.kind === 'ok' ? catchFindings(promise.value.catches, catchPaths(root, promise.value.catches), checks) : []),
    ...(plan.kind === 'ok' ? [...judgeFindings(plan.value, checks), ...weightFindings(plan.value)] : []),
    // What a stage needs may be a check that cannot be read yet.
    ...(plan.kind === 'ok' && checks.findings.length === 0 ? planAndChecksFindings({ plan: plan.value, checks: checks.checks }) : []),
    ...(plan.kind === 'ok' && promise.kind === 'ok' ? planAndPromiseFindings(plan.value, promise.value) : []),
  ];
}

/** Where each promise to catch is written, in the order in which they are decoded. */
function catchPaths(root: SourceMapping, catches: readonly Catch[]): readonly Path[] {
  const written = lookUp(root, ['promise', 'catches']);
  if (written.kind === 'missing') return [];
  if (written.value.kind === 'mapping') return catches.map(({ check }) => ['promise', 'catches', check]);
  const items = written.value.kind === 'list' ? written.value.items : [];
  return items.flatMap((item, index) => (item.kind === 'mapping' ? [...item.entries.keys()].filter((key) => key !== 'within').map((check) => ['promise', 'catches', index, check]) : []));
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
    const form = formOfCheck(name, value);
    return form !== 'unknown' && isLive(form);
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
