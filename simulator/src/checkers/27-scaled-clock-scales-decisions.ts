// Invariant 27: a release in slow motion is the same release. Nothing in the core is measured against a second of its own.
import type { LedgerEvent } from '@rampart/rollout-policy';
import type { Checker } from './checker.ts';
import { inspection, percent } from './inspection.ts';
import { replay } from './replay.ts';

/** A power of two changes no digit. */
const TIMES = 2;

export const scaledClockScalesDecisions: Checker = {
  id: '27-scaled-clock-scales-decisions',
  rule: 'With every time and every duration of the policy twice as long, the same is decided twice as late.',
  check: (recording) => {
    const found = inspection();
    const { events, startMs, trial } = recording;
    // Growth is declared per hour.
    if (trial.policy.checks.some(({ signal }) => signal.kind === 'level' && signal.growth.kind !== 'none')) return found.checked();
    const slow: LedgerEvent[] = events.map((event) => scaled(event));
    for (const { event, atMs, decision } of replay({ events: slow, startMs: startMs * TIMES }, ({ evidence }) => evidence)) {
      const was = event.decision;
      const isAlike = decision.kind === was.kind && decision.to === was.to && decision.needs === was.needs && decision.reasons[0]?.code === was.reasons[0]?.code;
      found.expect(isAlike, atMs / TIMES, `${was.kind} to ${percent(was.to)} (${was.reasons[0]?.code ?? ''}), and in slow motion ${decision.kind} to ${percent(decision.to)} (${decision.reasons[0]?.code ?? ''})`);
    }
    return found.checked();
  },
};

/** Every member whose name ends in `Ms` is a time or a duration: units stand last in names. Only numbers change, so the form stays. */
function scaled<T>(value: T): T {
  return revived(value, '') as T;
}

function revived(value: unknown, name: string): unknown {
  if (typeof value === 'number') return name.endsWith('Ms') ? value * TIMES : name === 'ms' ? value * TIMES : value;
  if (Array.isArray(value)) return value.map((member) => revived(member, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, revived(member, key)]));
}
