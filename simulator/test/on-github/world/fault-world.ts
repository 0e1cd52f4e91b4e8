// One seed's world: GitHub, and for each target its router, metrics and registry, on one clock, and whoever works on them. Nothing here knows what goes wrong, or when.
import { digestPolicy } from '@rampart/policy-document';
import { FREEZES_REF, ledgerRef } from '@rampart/ledger-records';
import type { PinnedPolicy } from '@rampart/rollout-engine';
import { mergePullRequest, openPullRequest } from '@rampart/testing/github';
import { START_MS } from '../../../src/rollout/release.ts';
import { memoryFiles, type MemoryFiles } from '@rampart/data-freeze/testing';
import { chanceOf, type Chance } from '../chance.ts';
import type { JobFacts } from '../chronicle.ts';
import { scenarioFaults } from '../faults/scenario-faults.ts';
import { targetsOf, trialOf, type Plot, type PlottedTarget } from '../plot.ts';
import { githubSide, type GithubSide } from './github-side.ts';
import { branchesTruth, type BranchesTruth, type LedgerTruth } from './ledger-truth.ts';
import { newNotes, type Notes } from './notes.ts';
import { newOutside, type Outside } from './outside.ts';
import { RunnerProcess } from './runner-process.ts';
import { stateWords } from './state-words.ts';
import { newTurns, type Turns } from './turns.ts';

export interface FaultWorld {
  readonly plot: Plot;
  readonly targets: readonly [TargetWorld, ...TargetWorld[]];
  readonly turns: Turns;
  readonly notes: Notes;
  readonly chance: Chance;
  readonly github: GithubSide;
  readonly truth: BranchesTruth;
  /** In the checkout of every job. */
  readonly data: MemoryFiles;
  readonly processes: ReadonlySet<RunnerProcess>;
  /** What new jobs are given. */
  readonly conditions: Conditions;
  /** A fault of the table did something; to one target, or to whatever the first one was about. */
  met(number: number, what: string, target?: string): void;
  /** A person does something to the repository; who is told. */
  byHand(what: string, act: () => Promise<void>): Promise<void>;
  newProcess(name: string): RunnerProcess;
  /** Beginning and end of jobs. */
  tell(process: RunnerProcess, facts: JobFacts): void;
  gone(process: RunnerProcess, how: 'finished' | 'cancelled' | 'died'): void;
}

export interface TargetWorld {
  readonly name: string;
  readonly plotted: PlottedTarget;
  readonly pinned: PinnedPolicy;
  readonly truth: LedgerTruth;
  readonly outside: Outside;
}

/** Of the moment; faults change them, and healing takes that back. */
export interface Conditions {
  clockOffMs: (job: number) => number;
  tokenLacks: 'nothing' | 'contents' | 'deployments' | 'repository';
  isCutOff: boolean;
  outputsFail: boolean;
  manifestFails: boolean;
  deadlineMs: number;
  reason: string;
  who: string;
}

export function healthy(): Conditions {
  return { clockOffMs: () => 0, tokenLacks: 'nothing', isCutOff: false, outputsFail: false, manifestFails: false, deadlineMs: 5 * 3_600_000, reason: 'not convinced', who: 'ada' };
}

export async function faultWorld(plot: Plot, store: 'memory' | 'git'): Promise<FaultWorld> {
  const turns = newTurns();
  const notes = newNotes(turns);
  const plotted = targetsOf(plot);
  const names = plotted.map(({ policy }) => policy.target);
  const processes = new Set<RunnerProcess>();
  // The ledger lies in the repository, and the repository tells of what moves it.
  const held: { truth: BranchesTruth | 'not yet' } = { truth: 'not yet' };
  const met = (number: number, what: string, target = names[0] ?? ''): void => notes.write({ kind: 'fault', number, what, state: held.truth === 'not yet' ? 'none' : stateWords(held.truth.of(target).head, held.truth.hasFreeze) });
  const github = await githubSide({ store, turns, startMs: START_MS, notes, chance: chanceOf(plot.seed, 'github'), isSigned: plot.isSigned, met, moved: async (by) => (held.truth === 'not yet' ? undefined : held.truth.follow(by)) });
  const truth = branchesTruth(github.repository, names, notes);
  held.truth = truth;
  await makeVersions(github, plotted.map(({ policy }) => policy.model.name));
  const data = memoryFiles({ 'data/features.csv': 'a,b\n1,2\n' });
  const targetWorld = (one: PlottedTarget): TargetWorld => {
    const { policy, candidates } = one;
    const faults = scenarioFaults(plot, policy.target, names);
    const outside = newOutside({
      policy,
      trialOf: (version, run) => trialOf(plot, { policy, candidate: candidates[version] ?? 'good', run, faults }),
      data,
      turns,
      notes,
      met: (number, what) => met(number, what, policy.target),
    });
    return { name: policy.target, plotted: one, pinned: { policy, digest: digestPolicy(policy) }, truth: truth.of(policy.target), outside };
  };
  const [first, ...others] = plotted;
  const conditions = healthy();
  let started = 0;
  const world: FaultWorld = {
    plot,
    targets: [targetWorld(first), ...others.map(targetWorld)],
    turns,
    notes,
    chance: chanceOf(plot.seed, 'world'),
    github,
    truth,
    data,
    processes,
    conditions,
    met,
    byHand: async (what, act) => {
      await act();
      notes.write({ kind: 'person', what });
      await truth.follow('person');
    },
    newProcess: (name) => {
      started += 1;
      const process = new RunnerProcess({ name: `${name}-${String(started)}`, turns, startMs: START_MS, chance: chanceOf(plot.seed, `process ${String(started)}`), isCutOff: () => conditions.isCutOff, strands: names.length === 1 ? 'one' : 'several' });
      const offMs = conditions.clockOffMs(started);
      process.setClock(offMs);
      if (offMs !== 0) met(23, `${Math.round(offMs / 1000)} s off`);
      return process;
    },
    tell: (process, facts) => {
      processes.add(process);
      notes.write({ kind: 'job-began', job: facts });
    },
    gone: (process, how) => {
      processes.delete(process);
      notes.write({ kind: 'job-ended', job: process.name, how });
    },
  };
  return world;
}

export const STATE_REFS = (target: string) => ({ ledger: ledgerRef(target), freezes: FREEZES_REF });

/** Versions as tags of merged pull requests, so that every mirror has its place. */
async function makeVersions({ repository }: GithubSide, models: readonly string[]): Promise<void> {
  await repository.commitFiles('refs/heads/main', { 'README.md': '# models\n' });
  for (const version of ['v1.0.0', 'v2.0.0', 'v3.0.0', 'v4.0.0']) {
    const head = (await repository.store.refs()).get('refs/heads/main') ?? '';
    const branch = `train-${version}`;
    await repository.moveRefs([{ ref: `refs/heads/${branch}`, from: '0'.repeat(40), to: head }]);
    await repository.commitFiles(`refs/heads/${branch}`, { 'model.txt': version }, { message: `train ${version}` });
    const merged = await mergePullRequest(repository, await openPullRequest(repository, { title: `train ${version}`, head: branch }, START_MS), START_MS);
    for (const model of models) await repository.moveRefs([{ ref: `refs/tags/${model}@${version}`, from: '0'.repeat(40), to: merged }]);
  }
}
