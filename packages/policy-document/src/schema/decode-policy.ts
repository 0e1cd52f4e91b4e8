// The merged document to a Policy: sections one by one, then what must fit between them, so that everything wrong is found at once.
import type { FreezeDemand, MetricsOrigin, Policy } from '@rampart/rollout-policy';
import { defaultExpert, defaultPlan, ON_NEW_VERSION, QUIET } from '../defaults.ts';
import type { Finding } from '../mistakes/finding.ts';
import type { SourceMapping } from '../source/source-tree.ts';
import { checkSchema } from './check-schema.ts';
import { crossFindings } from './cross-rules.ts';
import { decodeChecks } from './decode-checks.ts';
import { decoded, findingsOf, type Decoded } from './decoded.ts';
import type { Form } from './forms.ts';
import { planOrderFindings } from './plan-order.ts';
import { policySections } from './policy-schema.ts';
import { decodeAt, unknownKeyRefusal } from './refuse.ts';

const NO_METRICS: MetricsOrigin = { kind: 'none' };

export function decodePolicy(root: SourceMapping): Decoded<Policy> {
  const check = checkSchema();
  const sections = policySections(check);
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
    people: otherwise('people', sections.people, { quiet: QUIET.value }),
    plan: otherwise('plan', sections.plan, defaultPlan()),
    onNewVersion: otherwise('onNewVersion', sections.onNewVersion, ON_NEW_VERSION.value),
    freeze: otherwise<FreezeDemand | undefined>('freeze', sections.freeze, undefined),
    expert: otherwise('expert', sections.expert, defaultExpert()),
  };
  const checks = decodeChecks(root, check);
  const findings = [
    ...unknownKeys(root, Object.keys(sections)),
    ...Object.values(parts).flatMap(findingsOf),
    ...checks.findings,
    ...planOrder(root),
    ...crossFindings(root, { ...parts, checks }),
  ];
  const { target, model, serve, metrics, promise, people, plan, onNewVersion, freeze, expert } = parts;
  if (
    findings.length > 0 || target.kind === 'refused' || model.kind === 'refused' || serve.kind === 'refused' || metrics.kind === 'refused' || promise.kind === 'refused' ||
    people.kind === 'refused' || plan.kind === 'refused' || onNewVersion.kind === 'refused' || freeze.kind === 'refused' || expert.kind === 'refused'
  ) {
    return { kind: 'refused', findings };
  }
  return decoded({
    target: target.value,
    model: model.value,
    serve: serve.value,
    metrics: metrics.value,
    promise: promise.value,
    checks: checks.checks,
    plan: plan.value,
    quiet: people.value.quiet,
    onNewVersion: onNewVersion.value,
    ...(freeze.value === undefined ? {} : { freeze: freeze.value }),
    expert: expert.value,
  });
}

function unknownKeys(root: SourceMapping, known: readonly string[]): readonly Finding[] {
  return [...root.entries.keys()].filter((key) => !known.includes(key)).map((key): Finding => ({ ...unknownKeyRefusal(key, { context: 'policy', known }), path: [key] }));
}

/** Read from the stages' names alone, so that it speaks even where a value cannot be read. */
function planOrder(root: SourceMapping): readonly Finding[] {
  const plan = root.entries.get('plan')?.value;
  return plan === undefined ? [] : planOrderFindings(plan);
}
