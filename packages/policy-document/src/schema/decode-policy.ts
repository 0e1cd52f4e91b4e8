// The merged document to a Policy: sections one by one, then what must fit between them, so that everything wrong is found at once.
import type { Check, MetricsOrigin, Policy } from '@rampart/rollout-policy';
import { defaultExpert, defaultPlan, ON_NEW_VERSION } from '../defaults.ts';
import type { Finding } from '../mistakes/finding.ts';
import type { SourceMapping } from '../source/source-tree.ts';
import type { CheckDocument } from './check-schema.ts';
import { checksFindings } from './check-rules.ts';
import { completeCheck } from './complete-check.ts';
import { crossFindings } from './cross-rules.ts';
import { decoded, findingsOf, type Decoded } from './decoded.ts';
import type { Form } from './forms.ts';
import { planOrderFindings } from './plan-order.ts';
import { policySections } from './policy-schema.ts';
import { decodeAt, unknownKeyRefusal } from './refuse.ts';

const NO_METRICS: MetricsOrigin = { kind: 'none' };

export function decodePolicy(root: SourceMapping): Decoded<Policy> {
  const sections = policySections();
  const required = <T>(key: keyof typeof sections, form: Form<T>): Decoded<T> => decodeAt(form, root, [key]);
  const otherwise = <T>(key: keyof typeof sections, form: Form<T>, value: T): Decoded<T> => (root.entries.has(key) ? decodeAt(form, root, [key]) : decoded(value));
  const parts = {
    rampart: required('rampart', sections.rampart),
    preset: otherwise('preset', sections.preset, 'standard'),
    target: required('target', sections.target),
    model: required('model', sections.model),
    serve: required('serve', sections.serve),
    metrics: otherwise('metrics', sections.metrics, NO_METRICS),
    promise: required('promise', sections.promise),
    checks: completed(required('checks', sections.checks)),
    plan: otherwise('plan', sections.plan, defaultPlan()),
    onNewVersion: otherwise('onNewVersion', sections.onNewVersion, ON_NEW_VERSION.value),
    expert: otherwise('expert', sections.expert, defaultExpert()),
  };
  const findings = [...unknownKeys(root, Object.keys(sections)), ...Object.values(parts).flatMap(findingsOf), ...rulesOf(root), ...crossFindings(root, parts)];
  const { target, model, serve, metrics, promise, checks, plan, onNewVersion, expert } = parts;
  if (
    findings.length > 0 || target.kind === 'refused' || model.kind === 'refused' || serve.kind === 'refused' || metrics.kind === 'refused' || promise.kind === 'refused' ||
    checks.kind === 'refused' || plan.kind === 'refused' || onNewVersion.kind === 'refused' || expert.kind === 'refused'
  ) {
    return { kind: 'refused', findings };
  }
  return decoded({
    target: target.value,
    model: model.value,
    serve: serve.value,
    metrics: metrics.value,
    promise: promise.value,
    checks: checks.value,
    plan: plan.value,
    onNewVersion: onNewVersion.value,
    expert: expert.value,
  });
}

function unknownKeys(root: SourceMapping, known: readonly string[]): readonly Finding[] {
  return [...root.entries.keys()].filter((key) => !known.includes(key)).map((key): Finding => ({ ...unknownKeyRefusal(key, { context: 'policy', known }), path: [key] }));
}

/** Rules over keys alone; they speak even where a value cannot be read. */
function rulesOf(root: SourceMapping): readonly Finding[] {
  const checks = root.entries.get('checks')?.value;
  const plan = root.entries.get('plan')?.value;
  return [...(checks?.kind === 'mapping' ? checksFindings(checks) : []), ...(plan === undefined ? [] : planOrderFindings(plan))];
}

/** Checks that break a rule stay incomplete here; rulesOf says why. */
function completed(checks: Decoded<Readonly<Record<string, 'default' | 'off' | CheckDocument>>>): Decoded<readonly Check[]> {
  if (checks.kind === 'refused') return checks;
  const complete = Object.entries(checks.value).map(([name, written]) => (written === 'off' ? 'incomplete' : completeCheck(name, written === 'default' ? {} : written)));
  return decoded(complete.filter((check) => check !== 'incomplete'));
}
