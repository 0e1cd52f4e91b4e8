// One seed's world: GitHub, the router, the metrics and the data on one clock, and whoever works on them. Nothing here knows what goes wrong, or when.
import { digestPolicy } from '@rampart/policy-document';
import { FREEZES_REF, ledgerRef } from '@rampart/ledger-records';
import type { PinnedPolicy } from '@rampart/rollout-engine';
import { mergePullRequest, openPullRequest } from '@rampart/testing/github';
import { START_MS } from '../../../src/rollout/release.ts';
import type { Trial } from '../../../src/scenario/scenario.ts';
import { chanceOf, type Chance } from '../chance.ts';
import type { JobFacts } from '../chronicle.ts';
import type { Plot } from '../plot.ts';
import { githubSide, type GithubSide } from './github-side.ts';
import { ledgerTruth, type LedgerTruth } from './ledger-truth.ts';
import { newNotes, type Notes } from './notes.ts';
import { newOutside, type Outside } from './outside.ts';
import { RunnerProcess } from './runner-process.ts';
import { stateWords } from './state-words.ts';
import { newTurns, type Turns } from './turns.ts';

export interface FaultWorld {
  readonly plot: Plot;
  readonly trial: Trial;
  readonly pinned: PinnedPolicy;
  readonly turns: Turns;
  readonly notes: Notes;
  readonly chance: Chance;
  readonly github: GithubSide;
  readonly truth: LedgerTruth;
  readonly outside: Outside;
  readonly processes: ReadonlySet<RunnerProcess>;
  /** What new jobs are given. */
  readonly conditions: Conditions;
  /** A fault of the table did something. */
  met(number: number, what: string): void;
  /** A person does something to the repository; who is told. */
  byHand(what: string, act: () => Promise<void>): Promise<void>;
  newProcess(name: string): RunnerProcess;
  /** Beginning and end of jobs. */
  tell(process: RunnerProcess, facts: JobFacts): void;
  gone(process: RunnerProcess, how: 'finished' | 'cancelled' | 'died'): void;
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

export async function faultWorld(plot: Plot, trial: Trial, store: 'memory' | 'git'): Promise<FaultWorld> {
  const turns = newTurns();
  const notes = newNotes(turns);
  const { policy } = trial;
  const processes = new Set<RunnerProcess>();
  // The ledger lies in the repository, and the repository tells of what moves it.
  const held: { truth: LedgerTruth | 'not yet' } = { truth: 'not yet' };
  const met = (number: number, what: string): void => notes.write({ kind: 'fault', number, what, state: held.truth === 'not yet' ? 'none' : stateWords(held.truth.head, held.truth.hasFreeze) });
  const github = await githubSide({ store, turns, startMs: START_MS, notes, chance: chanceOf(plot.seed, 'github'), isSigned: plot.isSigned, met, moved: async (by) => (held.truth === 'not yet' ? undefined : held.truth.follow(by)) });
  const truth = ledgerTruth(github.repository, policy.target, notes);
  held.truth = truth;
  await makeVersions(github, policy.model.name);
  const conditions = healthy();
  let started = 0;
  const world: FaultWorld = {
    plot,
    trial,
    pinned: { policy, digest: digestPolicy(policy) },
    turns,
    notes,
    chance: chanceOf(plot.seed, 'world'),
    github,
    truth,
    outside: newOutside({ trial, turns, notes, met }),
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
      const process = new RunnerProcess({ name: `${name}-${String(started)}`, turns, startMs: START_MS, chance: chanceOf(plot.seed, `process ${String(started)}`), isCutOff: () => conditions.isCutOff });
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
async function makeVersions({ repository }: GithubSide, model: string): Promise<void> {
  await repository.commitFiles('refs/heads/main', { 'README.md': '# models\n' });
  for (const version of ['v1.0.0', 'v2.0.0', 'v3.0.0', 'v4.0.0']) {
    const head = (await repository.store.refs()).get('refs/heads/main') ?? '';
    const branch = `train-${version}`;
    await repository.moveRefs([{ ref: `refs/heads/${branch}`, from: '0'.repeat(40), to: head }]);
    await repository.commitFiles(`refs/heads/${branch}`, { 'model.txt': version }, { message: `train ${version}` });
    const merged = await mergePullRequest(repository, await openPullRequest(repository, { title: `train ${version}`, head: branch }, START_MS), START_MS);
    await repository.moveRefs([{ ref: `refs/tags/${model}@${version}`, from: '0'.repeat(40), to: merged }]);
  }
}
