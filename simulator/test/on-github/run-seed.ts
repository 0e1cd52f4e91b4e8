// Plays one seed to its end and writes down what happened: faults, then none any more, then clean looks until everything has settled.
import { auditHistory } from '@rampart/ledger-records';
import { digestPolicy } from '@rampart/policy-document';
import { ok } from '@rampart/rollout-engine';
import { execFileSync } from 'node:child_process';
import { describeMisfit, type EmulatedRepository } from '@rampart/testing/github';
import { chanceOf } from './chance.ts';
import type { Chronicle, End } from './chronicle.ts';
import { heal, playFaults, type Stage } from './faults/play-faults.ts';
import { scenarioFaults } from './faults/scenario-faults.ts';
import { AFTERWARDS_MS, drawPlot, MINUTE, trialOf, type Plot } from './plot.ts';
import { faultWorld, STATE_REFS, type FaultWorld } from './world/fault-world.ts';
import { newWorkflows, type Workflows } from './world/workflows.ts';

export type StoreKind = 'memory' | 'git';

export async function runSeed(seed: number, store: StoreKind): Promise<Chronicle> {
  return runPlot(drawPlot(seed), store);
}

export async function runPlot(plot: Plot, store: StoreKind): Promise<Chronicle> {
  const trial = trialOf(plot, scenarioFaults(plot));
  const world = await faultWorld(plot, trial, store);
  try {
    await play(world);
    const { target } = trial.policy;
    return { plot, policy: trial.policy, refs: STATE_REFS(target), entries: world.notes.entries, commits: world.truth.commits, end: await endOf(world) };
  } finally {
    await world.github.emulator.close();
  }
}

const CRON_MS = 5 * MINUTE;
/** Limits that were met last for longer than the fault that brought them. */
const PRIMARY_LIMIT_MS = 61 * MINUTE;
const SECONDARY_LIMIT_MS = 16 * MINUTE;
/** Clean looks after everything has ended, in which mirrors come to what they should be. */
const LOOKS_AFTER_END = 2;
/** A release that still lives after so many is ended by a person. */
const LOOKS_BEFORE_HELP = 12;

async function play(world: FaultWorld): Promise<void> {
  const { turns, plot, notes } = world;
  const workflows = newWorkflows(world);
  const chance = chanceOf(plot.seed, 'course');
  let noCronBeforeMs = 0;
  const stage: Stage = { world, workflows, chance: chanceOf(plot.seed, 'faults'), dropCronsUntil: (atMs) => (noCronBeforeMs = Math.max(noCronBeforeMs, atMs)) };
  let isHealed = false;
  let cleanLooks = 0;
  let looksAtEnd = 0;
  let isOver = false;

  const cron = (dueMs: number): void => {
    turns.plan(dueMs + chance.between(0, 50_000), 1, () => {
      cron(dueMs + CRON_MS);
      if (isHealed) return cleanLook();
      if (turns.nowMs < noCronBeforeMs) return;
      workflows.start({ who: 'schedule', first: { kind: 'step', mode: plot.mode, wanted: { kind: 'newest' }, word: 'none' }, in: 'look' });
    });
  };
  const cleanLook = (): void => {
    cleanLooks += 1;
    if (hasEnded(world)) looksAtEnd += 1;
    else looksAtEnd = 0;
    if (looksAtEnd > LOOKS_AFTER_END) {
      isOver = workflows.running === 0;
      if (isOver) return;
    }
    notes.write({ kind: 'phase', name: 'clean-look' });
    const helps = cleanLooks > LOOKS_BEFORE_HELP && looksAtEnd === 0;
    if (helps) notes.write({ kind: 'phase', name: 'last-resort' });
    workflows.start({ who: helps ? 'ada' : 'schedule', first: { kind: 'step', mode: 'tick', wanted: helps ? { kind: 'nothing' } : { kind: 'newest' }, word: helps ? 'abort' : 'none' }, in: helps ? 'none' : 'look' });
  };
  const healWhenLimitsAreOver = (): void => {
    const lastOf = (number: number, lastsMs: number): number => (notes.entries.findLast((entry) => entry.kind === 'fault' && entry.number === number)?.atMs ?? -lastsMs) + lastsMs;
    const untilMs = Math.max(noCronBeforeMs, lastOf(4, SECONDARY_LIMIT_MS), lastOf(5, PRIMARY_LIMIT_MS), lastOf(6, SECONDARY_LIMIT_MS));
    if (turns.nowMs < untilMs) return void turns.plan(untilMs, 0, healWhenLimitsAreOver);
    turns.begin(async () => {
      await heal(stage);
      isHealed = true;
      notes.write({ kind: 'phase', name: 'healed' });
    });
  };

  turns.plan(0, 1, () => workflows.start({ who: 'ada', first: { kind: 'step', mode: plot.mode, wanted: { kind: 'newest' }, word: 'none' }, in: 'look' }));
  cron(CRON_MS);
  if (plot.hasSecondClock) secondClock(world, workflows, () => isHealed);
  playFaults(stage, plot.faults);
  turns.plan(plot.healsAtMs, 0, healWhenLimitsAreOver);
  await turns.run(plot.healsAtMs + 4 * AFTERWARDS_MS, () => !isOver);
}

function secondClock(world: FaultWorld, workflows: Workflows, isHealed: () => boolean): void {
  const { turns } = world;
  const next = (dueMs: number): void => {
    turns.plan(dueMs, 1, () => {
      if (isHealed()) return;
      next(dueMs + CRON_MS);
      workflows.start({ who: 'cronjob', first: { kind: 'step', mode: 'tick', wanted: { kind: 'newest' }, word: 'none' }, in: 'cli' });
    });
  };
  next(CRON_MS / 2);
}

/** Nothing is live, and nothing is on its way to the router any more. */
function hasEnded({ truth, outside }: FaultWorld): boolean {
  const { head } = truth;
  return head !== 'none' && head.content.kind === 'record' && head.content.state.rollout.kind === 'none' && head.content.state.ended.length > 0 && !outside.router.isMoving;
}

async function endOf(world: FaultWorld): Promise<End> {
  const { truth, github, outside, turns, trial, notes, plot } = world;
  const { head } = truth;
  const { data } = await github.repository.now();
  const state = head !== 'none' && head.content.kind === 'record' ? head.content.state : 'none';
  return {
    atMs: turns.nowMs,
    head: head === 'none' ? '' : head.id,
    state,
    router: await outside.routerNow(),
    data,
    findings: head === 'none' ? [] : await audited(github.repository, head.id, STATE_REFS(trial.policy.target).ledger),
    fsck: plot.isSigned ? [] : fsck(github.repository),
    misfits: github.emulator.misfits().map(describeMisfit),
    texts: [
      ...notes.entries.flatMap((entry) => (entry.kind === 'printed' ? [{ where: `output of ${entry.job}`, text: `${entry.text}\n${JSON.stringify(entry.outputs)}` }] : entry.kind === 'asked' && entry.exchange.writes ? [{ where: `${entry.exchange.operation} of ${entry.exchange.job}`, text: entry.exchange.sent }] : [])),
    ],
    tagOf: (version) => `${trial.policy.model.name}@${version}`,
  };
}

/** As `rampart verify` does it: every decision computed again from what was recorded. */
async function audited(repository: EmulatedRepository, head: string, ref: string): Promise<readonly string[]> {
  const audit = await auditHistory(
    {
      heads: () => Promise.resolve(ok([{ ref, commit: head }])),
      commits: async (commit) => ok((await repository.store.history(commit, Infinity)).toReversed()),
      objects: async (ids) => ok(await Promise.all(ids.map(async (id) => ((found) => (found.kind === 'object' ? { kind: 'object' as const, type: found.object.type, bytes: found.object.bytes } : { kind: 'missing' as const }))(await repository.store.read(id))))),
    },
    { ref, commit: head },
    digestPolicy,
  );
  return audit.kind === 'error' ? [audit.error.message] : audit.value.findings.map(({ rule, sequence, seen }) => `${rule} at ${sequence}: ${seen}`);
}

function fsck({ location }: EmulatedRepository): readonly string[] {
  if (location.kind !== 'git') return [];
  try {
    execFileSync('git', ['--git-dir', location.gitDir, 'fsck', '--strict', '--no-dangling'], { stdio: 'pipe', encoding: 'utf8' });
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message.slice(0, 400) : 'git fsck failed'];
  }
}
