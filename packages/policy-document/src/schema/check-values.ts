// What the values of one check must be to each other, once they can be read.
import type { Check } from '@rampart/rollout-policy';
import { CHECK_DEFAULTS } from '../defaults.ts';
import type { Finding } from '../mistakes/finding.ts';
import { keyRefusal, refusal } from '../mistakes/refusal.ts';
import { formatMargin } from '../units/margin.ts';
import { formatScale } from '../units/score.ts';
import type { CheckDocument } from './check-schema.ts';
import { hasNoBetterSide } from './complete-check.ts';

export function checkValueFindings(check: Check, written: CheckDocument): readonly Finding[] {
  return [...marginFindings(check), ...meanFindings(check, written), ...pinnedParts(check), ...bucketNames(check), ...neverActs(check)];
}

function marginFindings(check: Check): readonly Finding[] {
  const { signal, worseBy } = check;
  const path = ['checks', check.name, check.sides === 'both' ? 'differsBy' : 'worseBy'];
  if (signal.kind === 'level' && worseBy.kind === 'points') return [{ path, ...LEVEL_IN_POINTS }];
  if (signal.kind === 'score' && signal.low !== 0 && worseBy.kind === 'factor') return [{ path, ...SCORE_IN_FACTORS }];
  return signal.kind === 'calibration' && worseBy.kind === 'factor' ? [{ path, ...CALIBRATION_IN_FACTORS }] : [];
}

const LEVEL_IN_POINTS = refusal('out-of-range', { says: 'a gauge is no share, so it has no points', accepted: 'percent or a factor, e.g. 25%' });
export const SCORE_IN_FACTORS = refusal('out-of-range', { says: 'percent of a score that does not begin at 0 mean nothing', accepted: 'points, hundredths of its range, e.g. 2 points' });
const CALIBRATION_IN_FACTORS = refusal('out-of-range', { says: 'a probability is off by points', accepted: 'percentage points, e.g. 2 points' });

/** At an end of the scale, or beyond it, a limit is always kept or never. */
function meanFindings({ name, signal }: Check, { limit }: CheckDocument): readonly Finding[] {
  if (signal.kind !== 'score' || limit?.kind !== 'mean' || (limit.value > signal.low && limit.value < signal.high)) return [];
  const accepted = `a value between the ends of the range, ${formatScale(signal)}`;
  return [{ path: ['checks', name, 'limit', 'mean'], ...refusal('out-of-range', { says: 'this is not within the range of the score', accepted }) }];
}

/** One bucket, or one bin, of a histogram has nothing to be compared with. */
function pinnedParts({ name, signal }: Check): readonly Finding[] {
  const parts = signal.kind === 'time' ? 'le' : signal.kind === 'bins' ? signal.by : '';
  const isPinned = (signal.kind === 'time' || signal.kind === 'bins') && signal.where.some(({ label, op }) => label === parts && op === '=');
  if (!isPinned) return [];
  return [{ path: ['checks', name, 'where'], ...refusal('key-does-not-fit', { says: `${parts} names the parts that are compared, and this leaves only one`, accepted: 'matchers of other labels' }) }];
}

/** A frozen share of a bucket that no histogram can have would count as a bin that nobody is in. */
function bucketNames({ name, signal }: Check): readonly Finding[] {
  if (signal.kind !== 'bins' || signal.by !== 'le' || signal.against.kind !== 'reference') return [];
  const bad = Object.keys(signal.against.shares).find((bin) => bin !== '+Inf' && !(Number.isFinite(Number(bin)) && String(Number(bin)) === bin));
  if (bad === undefined) return [];
  const accepted = 'the upper bound of a bucket in quotes, e.g. {"0.5": 90%, "+Inf": 10%}, or `by` with the label that names the bins';
  return [{ path: ['checks', name, 'against', 'reference', bad], ...keyRefusal('bad-name', { says: 'no bucket of a histogram has this name', accepted }) }];
}

/** Who writes `then: rollback` relies on it. */
function neverActs(check: Check): readonly Finding[] {
  const { signal, worseBy, gap, limit, then } = check;
  const grows = signal.kind === 'level' && signal.growth.kind !== 'none';
  if (then === 'tell' || worseBy.kind !== 'none' || gap.kind !== 'none' || limit.kind !== 'none' || grows) return [];
  const needed = signal.kind === 'level' ? 'limit: 8GiB, growsBy: 5% per hour or worseBy: 25%' : `${hasNoBetterSide(signal) ? 'differsBy' : 'worseBy'}: ${formatMargin(CHECK_DEFAULTS[signal.kind].margin.value)}`;
  const says = `nothing could ever make this check ${WORDS[then]}: it has no limit and compares nothing`;
  return [{ path: ['checks', check.name], ...keyRefusal('never-acts', { says, accepted: `${needed}, or \`then: tell\` to show its numbers only` }) }];
}

const WORDS: Readonly<Record<Exclude<Check['then'], 'tell'>, string>> = { rollback: 'roll back', stepBack: 'step back', hold: 'hold', retrain: 'ask for a new model' };
