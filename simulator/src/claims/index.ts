// What a policy promises, proved, refuted or left open by simulated releases.
export { checkPolicy, DEFAULT_RUNS, judgePolicy, reportOf, type Check, type Judged, type Simulating } from './check-policy.ts';
export type { CandidateFigures, CheckReport, ClaimFigures } from './check-report.ts';
export { checkJson, exitCodeOf } from './check-result.ts';
export type { CandidateKind, CheckResult, Claim, ClaimName, ClaimResult, ClaimVerdict, RunRow } from './claim.ts';
export { claimsOf } from './claims-of.ts';
export { exactLowerBound, exactUpperBound, type Tally } from './clopper-pearson.ts';
export { COSTS, type Change, type Cost, type Edit } from './changes/change.ts';
export { rowOfRecording } from './row-of-recording.ts';
export { shrink, type Counterexample } from './counterexample.ts';
export type { Progress } from './hearing.ts';
export type { HowSoon } from './how-soon.ts';
export { quantileBound, type QuantileBound } from './quantile-bound.ts';
export { mergeShards, runShard, type FixedCheck, type Merged, type Shard, type ShardFile } from './shard.ts';
export { runSimulator } from './simulate-run.ts';
export { trialOf, type SimulatedTask } from './simulated-task.ts';
export type { RunBudget } from './stopping-rule.ts';
