// A release in a few lines, for tests of claims: how it ends follows from the policy, the trouble and a little luck, without any world. Not a model of anything.
import { purposeOf, randomAt } from '../../src/chance/index.ts';
import { trialOf, type SimulatedTask } from '../../src/claims/simulated-task.ts';
import type { RunRow } from '../../src/claims/claim.ts';
import { aFamily, type Family } from '../../src/scenario/families/family.ts';
import type { Trial } from '../../src/scenario/scenario.ts';

const LUCK = purposeOf('luck of a toy release');

/** Steady traffic of one request a second; some of it is decoration that a counterexample does without. */
export const TOY_FAMILY: Family = aFamily({
  name: 'toy@1',
  about: 'For tests.',
  world: (spread) => ({ traffic: { requestsPerSecond: 1, dispersion: spread.between(1, 3), armNoise: 0.01 }, baseline: { errors: { kind: 'ratio', ratio: 0.01 } }, faults: [{ kind: 'out-of-order', atMs: 0, forMs: 1_000 }] }),
});

export function toyTrial(task: SimulatedTask, run: number): Trial {
  return trialOf(task, run, () => TOY_FAMILY);
}

export function simulateToy(task: SimulatedTask, run: number): RunRow {
  return toyRelease(toyTrial(task, run));
}

const BEGINS_MS = 60_000;
const HOUR = 3_600_000;

export function toyRelease({ policy, scenario }: Trial): RunRow {
  const random = randomAt({ seed: scenario.seed, run: scenario.run, tick: 0, purpose: LUCK });
  const [unlucky, slow] = [random.uniform(), 0.5 + random.uniform()];
  const [behaviour] = scenario.behaviours;
  const size = behaviour === undefined ? 1 : behaviour.kind === 'crash' ? 100 : 'factor' in behaviour ? behaviour.factor : 1.1;
  const rate = scenario.traffic.requestsPerSecond;
  const check = policy.checks[0];
  const effect = policy.promise.catches[0]?.effect;
  const ruledOut = effect?.kind === 'factor' ? effect.factor : 2;
  const weight = (policy.plan.find((stage) => stage.kind === 'ramp')?.weightMax ?? 0) / 1_000_000;
  const bakeMs = policy.plan.reduce((sum, stage) => sum + (stage.kind === 'bake' ? stage.durationMs : 0), 0);
  const { decideWithinMs, badRequestsMax } = policy.promise;
  const timeToSee = (times: number): number => Math.round((slow * HOUR) / (rate * (times - 1) * (times - 1)));
  const row = { ...UNTOUCHED, run: scenario.run, firstTrafficAtMs: weight === 0 ? 'never' : BEGINS_MS, weightMaxPpm: weight * 1_000_000 } as const;
  if (weight === 0) return { ...row, askedAtMs: decideWithinMs };
  if (size === 1 || behaviour?.since === 'promotion') {
    // Declared independent, failures that come together look like trouble.
    if (unlucky < (check?.independent === true ? 0.05 : 0.0005)) return BEGINS_MS + HOUR < scenario.horizonMs ? sentBack(row, BEGINS_MS + HOUR, 0) : row;
    const decidedAtMs = BEGINS_MS + timeToSee(ruledOut);
    if (decidedAtMs > decideWithinMs) return { ...row, askedAtMs: decideWithinMs };
    const promoted = { ...row, decidedAtMs, promotedAtMs: decidedAtMs, outcome: 'promoted', endedAtMs: decidedAtMs + bakeMs } as const;
    if (size === 1) return promoted;
    const seenAtMs = decidedAtMs + timeToSee(size) * 2;
    return bakeMs > 0 && seenAtMs < promoted.endedAtMs ? sentBack(promoted, seenAtMs, rate * size) : promoted;
  }
  const seenAtMs = BEGINS_MS + timeToSee(size);
  // The ramp keeps within the budget but for one size of trouble, where the test leaves a gap.
  const excess = size === 3 && badRequestsMax < 50 ? badRequestsMax * 2 * slow : Math.min(badRequestsMax, 20) * slow * 0.6;
  return seenAtMs > scenario.horizonMs ? { ...row, askedAtMs: Math.min(decideWithinMs, scenario.horizonMs) } : sentBack(row, seenAtMs, excess);
}

const UNTOUCHED: Omit<RunRow, 'run' | 'firstTrafficAtMs' | 'weightMaxPpm'> = {
  outcome: 'open',
  decidedAtMs: 'never',
  outAtMs: 'never',
  askedAtMs: 'never',
  endedAtMs: 'never',
  promotedAtMs: 'never',
  haltedAtMs: 'never',
  askedAfterPromotionAtMs: 'never',
  excess: 0,
  excessInTrial: 0,
  bad: 0,
  looks: 1,
};

function sentBack(row: RunRow, atMs: number, excess: number): RunRow {
  return { ...row, outcome: 'rolled-back', decidedAtMs: row.decidedAtMs === 'never' ? atMs : row.decidedAtMs, outAtMs: atMs, endedAtMs: atMs, excess, excessInTrial: row.promotedAtMs === 'never' ? excess : 0 };
}

