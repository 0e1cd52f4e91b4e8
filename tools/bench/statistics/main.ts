// Whether the statistics keep what they promise, from simulation, in one run with fixed seeds: the same figures on every machine but for the costs.
// Each row: what, measured, target, ok or MISSED.
import { costRows, stateRow } from './cost.ts';
import { DETECTION_RUNS, detectionRow, EFFECTS, WEIGHTS } from './detection.ts';
import { controlRow, falseRollbackRow, peerRow, sumCounted, type CandidateName, type Counted, type Releases, type RuleName, type WorldName } from './false-rollbacks.ts';
import { openPool, type Pool } from './pool.ts';
import { GOOD_CASES, goodRow, HARM_CASES, harmRow, type RolloutsAsked, type RolloutsSeen } from './rollouts.ts';
import { isMissed, printTable, type Row } from './row.ts';

const RUNS = 2_000;
const PEER_RUNS = 500;
const RUNS_PER_JOB = 50;
/** Days on which decide() and the statistics alone are compared, in each world. */
const AGREEMENT_RUNS = 2;

type Asked = Pick<Releases, 'world' | 'candidate' | 'rule'>;

const MEASURED: readonly Asked[] = [
  ...(['steady', 'daily', 'bursts of 5', 'bursts of 20', 'noisy arms', 'equal users, requests'] as const).map((world) => asked(world, 'equal', 'product')),
  ...(['equal users, users', 'Zipf users, users'] as const).map((world) => asked(world, 'equal', 'product, users')),
  ...(['steady', 'daily', 'bursts of 5'] as const).map((world) => asked(world, 'at the margin', 'product')),
  ...(['equal users, users', 'Zipf users, users'] as const).map((world) => asked(world, 'equal', 'independent, users')),
];

const CONTROL = asked('Zipf users, requests', 'equal', 'product');

const PEERS: readonly RuleName[] = ['product', 'Kayenta, sliding', 'Kayenta, growing', 'Flagger, 99 %', 'Flagger, 98 %'];
const PEER_WORLDS: readonly { readonly title: string; readonly world: WorldName; readonly candidate: CandidateName }[] = [
  { title: 'an equal candidate, independent errors, steady traffic', world: 'steady', candidate: 'equal' },
  { title: 'an equal candidate, day and night, common spikes', world: 'daily', candidate: 'equal' },
  { title: 'an equal candidate, day and night, errors in bursts of 5', world: 'bursts of 5', candidate: 'equal' },
  { title: 'an equal candidate, day and night, arms differ by noise of 10 %', world: 'noisy arms', candidate: 'equal' },
  { title: 'a candidate with twice the errors, independent errors, steady traffic', world: 'steady', candidate: 'twice the errors' },
  { title: 'a candidate with twice the errors, day and night, common spikes', world: 'daily', candidate: 'twice the errors' },
  { title: 'a candidate with five times the errors, day and night, errors in bursts of 5', world: 'bursts of 5', candidate: 'five times the errors' },
];

/** Prints every row; true when no target was missed. */
export async function benchStatistics(): Promise<boolean> {
  const tables: (readonly Row[])[] = [];
  const print = (title: string, rows: readonly Row[]): void => {
    printTable(title, rows);
    tables.push(rows);
  };
  // Before the threads start, so that nothing else runs while time is taken.
  print('Cost, fastest of many', [...costRows(), stateRow()]);
  const pool = openPool();
  try {
    print(`Detection of a candidate that is worse from the start, mean of ${DETECTION_RUNS} runs over its bound (alpha 1 %, r = 1, stable fails 1 % of 50 requests per second, blocks and looks of 15 s)`, await detection(pool));
    print('Whole rollouts through decide(), the ramp sized by the promise, independent errors, steady traffic', [...(await rollouts(pool, HARM_CASES, harmRow)), ...(await rollouts(pool, GOOD_CASES, goodRow))]);
    print(`False rollbacks within 24 h over a ramp of 5, 10, 25, 50 %, every default (r = 1.25, block bets of 15 s, alpha 1 %), ${RUNS} runs each`, await falseRollbacks(pool));
    for (const { title, world, candidate } of PEER_WORLDS) {
      const rows = await inParts(pool, PEERS.map((rule) => asked(world, candidate, rule)), PEER_RUNS);
      print(`Sent back: ${title}, ${PEER_RUNS} runs each`, rows.map(([rule, counted]) => peerRow(rule, counted)));
    }
  } finally {
    await pool.close();
  }
  const judged = tables.flat().filter(({ target }) => target.kind === 'target');
  const missed = judged.filter(isMissed);
  console.log(missed.length === 0 ? `All ${judged.length} targets were met.` : `${missed.length} of ${judged.length} targets were missed:\n${missed.map(({ what }) => `  ${what}`).join('\n')}`);
  return missed.length === 0;
}

function asked(world: WorldName, candidate: CandidateName, rule: RuleName): Asked {
  return { world, candidate, rule };
}

async function detection(pool: Pool): Promise<readonly Row[]> {
  const jobs = (['tilt', 'bet'] as const).flatMap((evaluator) =>
    EFFECTS.flatMap((effect) => WEIGHTS.map((weight) => ({ kind: 'detection' as const, evaluator, effect, weight, runs: DETECTION_RUNS }))),
  );
  const results = await pool.run(jobs);
  return results.flatMap((detected, index) => {
    const job = jobs[index];
    return job === undefined ? [] : [detectionRow(job, detected)];
  });
}

async function rollouts(pool: Pool, cases: readonly RolloutsAsked[], rowOf: (of: RolloutsAsked, seen: RolloutsSeen) => Row): Promise<readonly Row[]> {
  const results = await pool.run(cases.map((of) => ({ kind: 'rollouts' as const, ...of })));
  return results.flatMap((seen, index) => {
    const of = cases[index];
    return of === undefined ? [] : [rowOf(of, seen)];
  });
}

async function falseRollbacks(pool: Pool): Promise<readonly Row[]> {
  const measured = await inParts(pool, [...MEASURED, CONTROL], RUNS);
  const compared = MEASURED.filter(({ rule }) => rule === 'product').flatMap(({ world, candidate }) =>
    Array.from({ length: AGREEMENT_RUNS }, (_, run) => ({ kind: 'agreement' as const, world, candidate, run })),
  );
  const agreed = await pool.run(compared);
  const agreement: Row = {
    what: 'decide() block by block gives the same odds as the statistics alone, to the last bit',
    measured: `${agreed.filter(Boolean).length} of ${agreed.length} days`,
    target: { kind: 'target', text: 'all', isMet: agreed.every(Boolean) },
  };
  return [...measured.map(([which, counted]) => (which === CONTROL ? controlRow(which, counted) : falseRollbackRow(which, counted))), agreement];
}

/** All runs of each, in parts that keep every thread busy. */
async function inParts(pool: Pool, all: readonly Asked[], runs: number): Promise<readonly (readonly [Asked, Counted])[]> {
  const parts = all.flatMap((which) =>
    Array.from({ length: Math.ceil(runs / RUNS_PER_JOB) }, (_, part) => ({ which, fromRun: part * RUNS_PER_JOB, toRun: Math.min(runs, (part + 1) * RUNS_PER_JOB) })),
  );
  const results = await pool.run(parts.map(({ which, fromRun, toRun }) => ({ kind: 'releases' as const, ...which, fromRun, toRun })));
  return all.map((which) => [which, sumCounted(results.filter((_, index) => parts[index]?.which === which))] as const);
}
