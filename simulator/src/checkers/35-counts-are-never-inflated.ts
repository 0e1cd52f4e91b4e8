// Invariant 35: a restart is a gap, not a burst of requests or of failures.
import type { Recording } from '../rollout/recording.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Checker } from './checker.ts';
import { inspection } from './inspection.ts';
import { bookOf } from './reference/book.ts';

/** Telemetry that tells other numbers than those that happened: nobody could know better. */
const TELLS_OTHERS: ReadonlySet<Scenario['faults'][number]['kind']> = new Set(['duplicated-series', 'extrapolated', 'label-swap', 'backfill', 'unit-change', 'metrics-clock', 'runner-clock', 'zero-denominator', 'metrics-stale']);

export const countsAreNeverInflated: Checker = {
  id: '35-counts-are-never-inflated',
  rule: 'Evidence never has negative counts, more bad requests than requests, or more of either than there really were, whatever counters were reset.',
  check: (recording) => {
    const found = inspection();
    for (const { event, atMs, seen } of bookOf(recording).looks) {
      for (const [name, check] of Object.entries(seen.checks)) {
        for (const { cells } of check.fresh) {
          const counts = Object.values(cells).flatMap(({ stable, candidate }) => [stable, candidate]);
          found.expect(counts.every(({ trials, events }) => trials >= 0 && events >= 0 && Number.isFinite(events)), atMs, `${name} uses negative or endless counts`);
        }
        const report = event.decision.checks.find((one) => one.name === name);
        if (report === undefined) continue;
        const isBounded = [report.totals.stable, report.totals.candidate].every(({ trials }) => trials >= 0);
        found.expect(isBounded, atMs, `${name} reports negative counts`);
      }
    }
    againstTruth(recording, found.expect);
    return found.checked();
  },
};

/** All blocks of a check of requests together, used and dropped, against what really happened. */
function againstTruth(recording: Recording, expect: (holds: boolean, atMs: number, seen: string) => void): void {
  const { trial, truth, weights, states } = recording;
  const isMirrored = weights.some(({ mirrorPpm }) => mirrorPpm > 0);
  const rollouts = states.filter(({ rollout }, index) => rollout.kind === 'live' && states[index - 1]?.rollout.kind !== 'live').length;
  if (isMirrored || rollouts !== 1 || trial.scenario.faults.some(({ kind }) => TELLS_OTHERS.has(kind)) || trial.scenario.traffic.retries.probability > 0) return;
  const last = bookOf(recording).looks.at(-1);
  if (last === undefined) return;
  for (const check of trial.policy.checks) {
    const counted = last.seen.checks[check.name];
    if (counted === undefined || check.signal.kind !== 'share' || check.signal.unit !== 'requests' || check.signal.among.length > 0) continue;
    for (const arm of ['stable', 'candidate'] as const) {
      const { trials } = counted.told[arm];
      expect(trials <= truth.requests[arm], last.atMs, `${check.name} counted ${trials} requests of ${arm}, and there were ${truth.requests[arm]}`);
    }
  }
}
