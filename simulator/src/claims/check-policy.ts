// `rampart check`: every promise of a policy, proved, refuted or left open over families of scenarios, and what would keep the ones that are not proved.
import type { Policy } from '@rampart/rollout-policy';
import type { RunPool } from '../pool/run-pool.ts';
import type { OwnTraffic } from '../scenario/families/index.ts';
import type { Trial } from '../scenario/scenario.ts';
import { proposeChanges } from './changes/propose-changes.ts';
import type { CheckReport, ClaimFigures } from './check-report.ts';
import { exitCodeOf, hashOfRows } from './check-result.ts';
import type { CheckResult, RunRow } from './claim.ts';
import { claimsOf } from './claims-of.ts';
import { shrink } from './counterexample.ts';
import { claimFigures, claimResult } from './figures.ts';
import { hear, judgedBy, type Heard, type Progress } from './hearing.ts';
import { howSoon } from './how-soon.ts';
import { courtsOf, type Court } from './judge.ts';
import type { Series } from './series.ts';
import { trialOf, type SimulatedTask } from './simulated-task.ts';
import type { RunBudget } from './stopping-rule.ts';

/** What is checked. The same check gives the same result. */
export interface Check {
  readonly policy: Policy;
  /** As the user names it, and its digest (digestPolicy). */
  readonly policyFile: string;
  readonly digest: string;
  readonly own: OwnTraffic;
  /** Names, e.g. `own-traffic`, `web-steady@1`. At least one. */
  readonly families: readonly string[];
  readonly budget: RunBudget;
  readonly seed: number;
  /** Of the code that simulates. */
  readonly codeHash: string;
}

/** Who simulates. */
export interface Simulating {
  readonly pool: RunPool<SimulatedTask, RunRow>;
  readonly onProgress?: (progress: Progress) => void;
  /** By default with the families that there are. */
  readonly trialOf?: (task: SimulatedTask, run: number) => Trial;
}

export const DEFAULT_RUNS = 5_000;

export interface Judged {
  readonly result: CheckResult;
  readonly courts: readonly Court[];
  readonly heard: readonly Heard[];
}

/** Verdicts and everything that a report says about them. */
export async function checkPolicy(check: Check, simulating: Simulating): Promise<CheckReport> {
  return await reportOf(check, await judgePolicy(check, simulating), simulating);
}

/** Verdicts alone. */
export async function judgePolicy(check: Check, { pool, onProgress = ignore }: Simulating): Promise<Judged> {
  const courts = courtsFor(check);
  const heard = await hear(courts, { pool, budget: check.budget, onProgress, taskOf: (series) => taskOf(check, series) });
  return judgedOf(check, courts, heard);
}

export function courtsFor({ policy, families, budget }: Pick<Check, 'policy' | 'families' | 'budget'>): readonly Court[] {
  return courtsOf(families.flatMap((family) => claimsOf(policy, { family })), budget);
}

export function taskOf({ policy, seed, own }: Pick<Check, 'policy' | 'seed' | 'own'>, series: Series): SimulatedTask {
  return { kind: 'drawn', policy, seed, own, series };
}

export function judgedOf({ policy, policyFile, digest, seed, codeHash }: Check, courts: readonly Court[], heard: readonly Heard[]): Judged {
  const claims = courts.map((_, index) => claimResult(courts, index, heard));
  return { courts, heard, result: { policy: { file: policyFile, target: policy.target, digest }, seed, codeHash, resultHash: hashOfRows(heard), claims } };
}

/** What a report needs beside verdicts that are there: counterexamples, the table, the changes. Simulates. */
export async function reportOf(check: Check, judged: Judged, { pool, onProgress = ignore, trialOf: draw = trialOf }: Simulating): Promise<CheckReport> {
  const { result, courts, heard } = judged;
  const claims: ClaimFigures[] = [];
  for (const index of courts.keys()) {
    const figures = claimFigures(courts, index, heard);
    claims.push({ ...figures, counterexample: figures.verdict === 'proved' ? { kind: 'none' } : await worstBroken(check, judged, index, { pool, trialOf: draw }) });
  }
  const [family = ''] = check.families;
  const { policy, own, seed, budget } = check;
  const runs = heard.reduce((sum, { rows }) => sum + rows.length, 0);
  return {
    result,
    exitCode: exitCodeOf(result.claims),
    runs,
    claims,
    howSoon: await howSoon({ policy, family, own, seed, pool }),
    changes: await proposeChanges({ policy, own, seed, pool, claims, runs: budget.runs, onProgress }),
  };
}

async function worstBroken(check: Check, { courts, heard }: Judged, index: number, { pool, trialOf: draw }: Required<Pick<Simulating, 'pool' | 'trialOf'>>): Promise<ClaimFigures['counterexample']> {
  const claim = courts[index]?.claim;
  if (claim === undefined) return { kind: 'none' };
  const broken = judgedBy(index, heard).flatMap(({ series, rows }) => rows.flatMap((row, run) => (claim.isAbout(row) && claim.isBroken(row) ? [{ series, run, row, severity: claim.severity(row) }] : [])));
  // The first of equals: sorting is stable.
  const [worst] = broken.toSorted((a, b) => b.severity - a.severity);
  if (worst === undefined) return { kind: 'none' };
  const { policy } = check;
  const { scenario } = draw(taskOf(check, worst.series), worst.run);
  const found = await shrink({ scenario, row: worst.row }, {
    claim,
    simulate: async (simpler) => {
      const [row] = await pool.run({ kind: 'scenario', policy, scenario: simpler }, simpler.run, simpler.run + 1);
      if (row === undefined) throw new Error('the pool of simulated runs answered without a row');
      return row;
    },
  });
  return { kind: 'run', ...found };
}

function ignore(): void {}
