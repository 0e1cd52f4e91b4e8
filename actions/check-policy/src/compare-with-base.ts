// What a change does, beside whether promises hold: the policy and its earlier version in the same simulated worlds, run by run (common random numbers).
import { comparePolicies, trialOf, type Check, type Comparison, type Interval, type Measure, type RunPool, type RunRow, type SimulatedTask } from '@rampart/simulator';
import { counted, duration } from '@rampart/report';
import type { Policy } from '@rampart/rollout-policy';
import type { OwnTraffic } from '@rampart/simulator';

export interface ComparedVersion {
  readonly policy: Policy;
  /** Its own checks at the same traffic. */
  readonly own: OwnTraffic;
}

const RUNS_MIN = 30;
/** Enough to see a difference that anybody would care about; the promises themselves get all runs. */
const RUNS_MAX = 1_000;
/** All measures together, so that one of a hundred pull requests is told of a difference that is none. */
const CONFIDENCE = 1 - 0.01 / 4;

/** One sentence. */
export async function compareWithBase(check: Check, before: ComparedVersion, pool: RunPool<SimulatedTask, RunRow>): Promise<string> {
  const runs = Math.min(RUNS_MAX, check.budget.runs);
  if (runs < RUNS_MIN) return `Not compared with the base: that takes ${RUNS_MIN} runs.`;
  const good = await compared(check, before, { candidate: 'equal', runs, pool });
  const bad = await compared(check, before, { candidate: 'worst', runs, pool });
  const differences = [
    ...told(good, 'decidedMs', decidedWords),
    ...told(good, 'sentBack', (by) => `good releases are sent back ${moreOrLess(by, 'more', 'less')} often, ${in100(by)}`),
    ...told(good, 'asked', (by) => `good releases ask a person ${moreOrLess(by, 'more', 'less')} often, ${in100(by)}`),
    ...told(bad, 'excess', (by) => `bad releases cost ${moreOrLess(by, 'more', 'fewer')} bad requests, ${between(by, (value) => decimals(value))}`),
  ];
  return differences.length === 0 ? `Compared with the base: no difference that ${counted(runs, 'paired release')} can tell.` : `Compared with the base: ${differences.join('; ')}.`;
}

async function compared(check: Check, before: ComparedVersion, { candidate, runs, pool }: { readonly candidate: 'equal' | 'worst'; readonly runs: number; readonly pool: RunPool<SimulatedTask, RunRow> }): Promise<Comparison> {
  const [family = ''] = check.families;
  const taskOf = ({ policy, own }: ComparedVersion): SimulatedTask => ({ kind: 'drawn', policy, own, seed: check.seed, series: { family, candidate, stratum: { name: '', first: 0, every: 1 } } });
  const tasks = { before: taskOf(before), now: taskOf(check) };
  const [rowsBefore, rowsNow] = await Promise.all([pool.run(tasks.before, 0, runs), pool.run(tasks.now, 0, runs)]);
  const horizonMs = Math.max(trialOf(tasks.before, 0).scenario.horizonMs, trialOf(tasks.now, 0).scenario.horizonMs);
  return comparePolicies([{ policy: 'base', rows: rowsBefore }, { policy: 'head', rows: rowsNow }], { horizonMs, confidence: CONFIDENCE });
}

/** Only what differs surely. */
function told({ measures }: Comparison, measure: Measure, words: (by: Interval) => string): readonly string[] {
  const difference = measures.find((one) => one.measure === measure)?.differences[0]?.difference;
  return difference === undefined || (difference.low <= 0 && difference.high >= 0) ? [] : [words(difference)];
}

function decidedWords(by: Interval): string {
  return `good releases are decided ${moreOrLess(by, 'later', 'sooner')}, by ${between(by, duration)}`;
}

function moreOrLess({ mean }: Interval, more: string, less: string): string {
  return mean > 0 ? more : less;
}

function in100(by: Interval): string {
  return `by ${between(by, (ratio) => decimals(100 * ratio))} in 100`;
}

/** `3 h (2.5 h to 3.5 h)`, whichever way it goes. */
function between({ mean, low, high }: Interval, format: (value: number) => string): string {
  const [least, most] = [Math.abs(low), Math.abs(high)].toSorted((a, b) => a - b);
  return `${format(Math.abs(mean))} (${format(least ?? 0)} to ${format(most ?? 0)})`;
}

function decimals(value: number): string {
  return String(Number(value.toPrecision(2)));
}
