// The policy that a user would copy, with every duration divided and with the addresses of this run. Nothing else differs (a test says so).
import { fileURLToPath } from 'node:url';
import { expandPolicy, loadPolicy } from '@rampart/policy-document';
import type { Check, Expert, Policy, Stage } from '@rampart/rollout-policy';

export const POLICY_FILE = fileURLToPath(new URL('../../policy.yaml', import.meta.url));
/** One minute of the policy is a second of the demo. */
export const TIME_SCALE = 60;

export interface Addresses {
  readonly routeUrl: string;
  readonly smokeUrl: string;
  readonly labelsUrl: string;
  readonly metricPages: Readonly<Record<string, readonly string[]>>;
}

/** The policy file of the demo as YAML. */
export async function demoPolicy(addresses: Addresses): Promise<{ readonly text: string; readonly policy: Policy }> {
  const reading = await loadPolicy(POLICY_FILE);
  if (reading.kind === 'mistakes') throw new Error(reading.mistakes.map((mistake) => mistake.text).join('\n'));
  const policy = addressed(scaled(reading.policy, TIME_SCALE), addresses);
  return { policy, text: expandPolicy(policy) };
}

export function scaled(policy: Policy, by: number): Policy {
  return {
    ...policy,
    promise: { ...policy.promise, decideWithinMs: divided(policy.promise.decideWithinMs, by), catches: policy.promise.catches.map((known) => ({ ...known, withinMs: divided(known.withinMs, by) })) },
    checks: policy.checks.map((check) => scaledCheck(check, by)),
    plan: policy.plan.map((stage) => scaledStage(stage, by)),
    expert: scaledExpert(policy.expert, by),
  };
}

function scaledCheck(check: Check, by: number): Check {
  const { signal } = check;
  return signal.kind === 'labels' ? { ...check, signal: { ...signal, everyMs: divided(signal.everyMs, by), matureMs: divided(signal.matureMs, by) } } : check;
}

function scaledStage(stage: Stage, by: number): Stage {
  if ('durationMs' in stage) return { ...stage, durationMs: divided(stage.durationMs, by) };
  if (stage.kind === 'ramp' && stage.steps.kind === 'ladder') return { ...stage, steps: { ...stage.steps, everyMs: divided(stage.steps.everyMs, by) } };
  return stage;
}

function scaledExpert(expert: Expert, by: number): Expert {
  const { samplesMin, sampleRatioAlpha, sampleRatioFactor, certifyAlpha, stableRatioMax, growthMax, ...durations } = expert;
  const shorter = Object.fromEntries(Object.entries(durations).map(([name, durationMs]) => [name, divided(durationMs, by)])) as typeof durations;
  return { samplesMin, sampleRatioAlpha, sampleRatioFactor, certifyAlpha, stableRatioMax, growthMax, ...shorter };
}

function divided(durationMs: number, by: number): number {
  return Math.round(durationMs / by);
}

function addressed(policy: Policy, { routeUrl, smokeUrl, labelsUrl, metricPages }: Addresses): Policy {
  return {
    ...policy,
    serve: { kind: 'http', url: routeUrl, slots: policy.serve.slots },
    metrics: { kind: 'openmetrics', pages: metricPages },
    plan: policy.plan.map((stage) => (stage.kind === 'smoke' && stage.probe.kind !== 'none' ? { ...stage, probe: { kind: 'http', url: smokeUrl } } : stage)),
    checks: policy.checks.map((check) => (check.signal.kind === 'labels' ? { ...check, signal: { ...check.signal, source: { kind: 'http', url: labelsUrl } } } : check)),
  };
}
