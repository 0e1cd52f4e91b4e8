// What Prometheus should tell people about a target while Rampart may not be there to: nobody ticks although a candidate has traffic, and a limit
// is broken. docs/alerts.md says what has to be scraped.
import type { Check, Policy } from '@rampart/rollout-policy';
import { formatDuration } from '../units/duration.ts';
import { overLimit, series } from './promql.ts';
import { slotMatcher, type SlotsInPrometheus } from './slot-matcher.ts';

export interface AlertOptions {
  readonly slots: SlotsInPrometheus;
  /** PromQL for when the last tick was, in seconds since 1970. */
  readonly heartbeat: { readonly kind: 'metric' } | { readonly kind: 'expression'; readonly expression: string } | { readonly kind: 'none' };
}

export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface AlertGroup {
  readonly name: string;
  readonly rules: readonly (RecordingRule | AlertRule)[];
}

export interface Alerts {
  readonly group: AlertGroup;
  /** Checks with a limit that Prometheus cannot see, each with the reason. */
  readonly leftOut: readonly { readonly check: string; readonly why: string }[];
}

export const LAST_TICK = 'rampart_last_tick_timestamp_seconds';
export const WEIGHT = 'rampart_weight_ratio';
/** There while what is in a slot is over the limit of a check. */
const OVER_LIMIT = 'rampart:over_limit';

const TICKS_MISSED = 3;

export function alertRules(policy: Policy, options: AlertOptions): Alerts {
  const limited = policy.checks.filter(({ limit }) => limit.kind !== 'none').map((check) => ({ check, outcome: limitRules(policy, check, options) }));
  return {
    group: {
      name: `rampart ${policy.target}`,
      rules: [...silenceRules(policy, options), unseenRule(policy), ...limited.flatMap(({ outcome }) => (outcome.kind === 'rules' ? outcome.rules : []))],
    },
    leftOut: limited.flatMap(({ check, outcome }) => (outcome.kind === 'left-out' ? [{ check: check.name, why: outcome.why }] : [])),
  };
}

function silenceRules(policy: Policy, { heartbeat }: AlertOptions): readonly AlertRule[] {
  if (heartbeat.kind === 'none') return [];
  const { target, expert } = policy;
  const lastTick = heartbeat.kind === 'metric' ? selected(LAST_TICK, { target }) : heartbeat.expression;
  const silentMs = TICKS_MISSED * expert.tickMs;
  return [
    {
      alert: 'RampartSilent',
      // A heartbeat that is missing altogether takes nothing away.
      expr: `max(${weightOf(target, 'candidate')}) > 0\nunless on() (time() - max(${lastTick}) < ${silentMs / 1000})`,
      for: '1m',
      labels: { severity: 'page', target },
      annotations: {
        summary: `${target}: a candidate has traffic and nobody has looked for ${formatDuration(silentMs)}`,
        description: `Start a tick by hand (rampart tick, or the workflow), or take the candidate out (rampart rollback). The target's runbook (rampart runbook) says how, also without GitHub.`,
      },
    },
  ];
}

/** Without the router's word, the other rules would be silent for the wrong reason. */
function unseenRule({ target, expert }: Policy): AlertRule {
  return {
    alert: 'RampartUnseen',
    expr: `absent(${weightOf(target, 'candidate')})`,
    for: formatDuration(TICKS_MISSED * expert.tickMs),
    labels: { severity: 'ticket', target },
    annotations: {
      summary: `${target}: Prometheus does not see the weight of the candidate`,
      description: `${WEIGHT} of this target is not scraped, so no other alert of Rampart about it can fire. docs/alerts.md says who exposes it.`,
    },
  };
}

type LimitRules = { readonly kind: 'rules'; readonly rules: readonly (RecordingRule | AlertRule)[] } | { readonly kind: 'left-out'; readonly why: string };

function limitRules(policy: Policy, check: Check, { slots }: AlertOptions): LimitRules {
  const { target, serve, expert } = policy;
  const recorded: RecordingRule[] = [];
  for (const slot of serve.slots) {
    const matched = slotMatcher(policy, slot, slots);
    if (matched.kind === 'unknown') return { kind: 'left-out', why: 'the policy names no metric pages; say which label carries the slot (--slot-label)' };
    const over = overLimit(check, matched.matcher, expert.samplesMin);
    if (over.kind === 'none') return { kind: 'left-out', why: over.why };
    recorded.push({ record: OVER_LIMIT, expr: over.expression, labels: { target, check: check.name, slot } });
  }
  const sendsBack = check.then === 'rollback';
  return { kind: 'rules', rules: [...recorded, candidateAlert(target, check, sendsBack), ...(sendsBack ? [stableAlert(target, check)] : [])] };
}

function candidateAlert(target: string, check: Check, sendsBack: boolean): AlertRule {
  const over = overLimitOf(target, check);
  return {
    alert: 'RampartLimit',
    // What hits stable as well is not the candidate's fault.
    expr: `${over}\nand on(slot) ${weightOf(target, 'candidate')} > 0\nunless on(target) (${over} and on(slot) ${weightOf(target, 'stable')})`,
    for: '1m',
    labels: { severity: 'ticket', check: check.name, ...(sendsBack ? { rampart: 'roll-back' } : {}) },
    annotations: {
      summary: `${target}: the candidate in slot {{ $labels.slot }} breaks the limit of ${check.name}`,
      description: sendsBack ? 'Rampart takes it out by itself when it looks. Sent on as a repository_dispatch, this alert does it without waiting for the next look.' : `It is not sent back for that: the policy says "then: ${check.then}".`,
    },
  };
}

function stableAlert(target: string, check: Check): AlertRule {
  return {
    alert: 'RampartStableOverLimit',
    expr: `${overLimitOf(target, check)}\nand on(slot) ${weightOf(target, 'stable')} > 0`,
    for: '5m',
    labels: { severity: 'page', check: check.name },
    annotations: {
      summary: `${target}: the stable version in slot {{ $labels.slot }} breaks the limit of ${check.name}`,
      description: 'A rollback would not help: it sends traffic to this version. A person decides.',
    },
  };
}

function overLimitOf(target: string, check: Check): string {
  return selected(OVER_LIMIT, { target, check: check.name });
}

function weightOf(target: string, arm: 'candidate' | 'stable'): string {
  return selected(WEIGHT, { target, arm });
}

function selected(metric: string, labels: Readonly<Record<string, string>>): string {
  return series(metric, Object.entries(labels).map(([label, pattern]) => ({ label, op: '=', pattern })));
}
