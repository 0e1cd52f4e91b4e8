// What stable does where a scenario does not say: plausible figures by the kind of signal, within the limit that the check itself sets, because a stable
// that breaks its own limit is a scenario of its own and has to be written.
import { invariant, type Check, type Limit } from '@rampart/rollout-policy';
import type { Baseline, Scenario } from '../scenario/scenario.ts';
import { withinAt } from './altered/times.ts';

/** Of requests that fail; of answers that are wrong, came true, or convert. */
const FAILING_RATIO = 0.01;
const ANSWER_RATIO = 0.2;
/** The default bounds of Prometheus clients, and a service with a median of 40 ms and a p99 of half a second. */
const BOUNDS_SECONDS: readonly number[] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const WITHIN: readonly number[] = [0.02, 0.08, 0.3, 0.58, 0.82, 0.955, 0.99, 0.9975, 0.9995, 0.9999, 0.99998];
const SCORE = { mean: 0.7, sd: 0.15 };
const BINS: Readonly<Record<string, number>> = { first: 0.6, second: 0.3, third: 0.1 };
const LEVEL_BYTES = 1_073_741_824;
const LEVEL_SD_PART = 0.02;
/** How far inside its limit stable is: half of what is allowed. */
const WITHIN_LIMIT = 0.5;

/** What stable does of this check: as the scenario says, else by default. */
export function baselineOf(check: Check, scenario: Pick<Scenario, 'baseline'>): Baseline {
  const written = Object.hasOwn(scenario.baseline, check.name) ? scenario.baseline[check.name] : undefined;
  if (written === undefined) return defaultBaseline(check);
  invariant(written.kind === baselineKind(check), 'a baseline is of the kind that its check looks at', { check: check.name, signal: check.signal.kind, baseline: written.kind });
  return written;
}

/** The form in which a check's baseline is written. */
export function baselineKind({ signal }: Pick<Check, 'signal'>): Baseline['kind'] {
  switch (signal.kind) {
    case 'share':
    case 'labels':
    case 'pairs':
    case 'calibration':
      return 'ratio';
    case 'time':
    case 'score':
    case 'bins':
    case 'level':
      return signal.kind;
  }
}

function defaultBaseline(check: Check): Baseline {
  const { signal, limit } = check;
  switch (signal.kind) {
    case 'share':
      return { kind: 'ratio', ratio: within(check, check.better === 'lower' ? FAILING_RATIO : ANSWER_RATIO) };
    case 'labels':
    case 'pairs':
    case 'calibration':
      return { kind: 'ratio', ratio: within(check, ANSWER_RATIO) };
    case 'time':
      return defaultTimes(limit);
    case 'score':
      return { kind: 'score', mean: within(check, check.better === 'higher' ? SCORE.mean : 1 - SCORE.mean), sd: SCORE.sd };
    case 'bins':
      return { kind: 'bins', shares: signal.against.kind === 'reference' ? signal.against.shares : BINS };
    case 'level': {
      const mean = limit.kind === 'level' ? Math.min(LEVEL_BYTES, limit.max * WITHIN_LIMIT) : LEVEL_BYTES;
      return { kind: 'level', mean, sd: mean * LEVEL_SD_PART, perRequestPerSecond: 0 };
    }
  }
}

function within({ limit, better }: Check, ratio: number): number {
  if (limit.kind !== 'share') return ratio;
  return better === 'lower' ? Math.min(ratio, limit.ratioMax * WITHIN_LIMIT) : Math.max(ratio, 1 - (1 - limit.ratioMax) * WITHIN_LIMIT);
}

/** A limit is a bound of the histogram, and half as many are over it as may be: the whole table becomes faster until that holds. */
function defaultTimes(limit: Limit): Baseline {
  if (limit.kind !== 'time') return { kind: 'time', boundsSeconds: BOUNDS_SECONDS, within: WITHIN };
  const limitSeconds = limit.msMax / 1_000;
  const least = 1 - (1 - limit.quantile) * WITHIN_LIMIT;
  const boundsSeconds = BOUNDS_SECONDS.includes(limitSeconds) ? BOUNDS_SECONDS : [...BOUNDS_SECONDS, limitSeconds].sort((a, b) => a - b);
  let faster = 1;
  while (withinAt({ boundsSeconds: BOUNDS_SECONDS, within: WITHIN }, limitSeconds * faster) < least && faster < 1e9) faster *= 1.25;
  return { kind: 'time', boundsSeconds, within: boundsSeconds.map((bound) => withinAt({ boundsSeconds: BOUNDS_SECONDS, within: WITHIN }, bound * faster)) };
}
