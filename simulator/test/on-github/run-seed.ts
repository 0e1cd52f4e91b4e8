// Plays one seed to its end and writes down what happened: faults, then none any more, then clean looks until everything has settled.
import { auditHistory } from '@rampart/ledger-records';
import { digestPolicy } from '@rampart/policy-document';
import { ok } from '@rampart/rollout-engine';
import type { Policy } from '@rampart/rollout-policy';
import { execFileSync } from 'node:child_process';
import { describeMisfit, type EmulatedRepository } from '@rampart/testing/github';
import { chanceOf } from './chance.ts';
import type { Chronicle, End, Entry, Played } from './chronicle.ts';
import type { SimulatedRegistry } from '../../src/ports/simulated-registry.ts';
import { heal, playFaults, type Stage } from './faults/play-faults.ts';
import { AFTERWARDS_MS, drawPlot, MINUTE, NEXT_VERSION, type Plot } from './plot.ts';
import { faultWorld, STATE_REFS, type FaultWorld, type TargetWorld } from './world/fault-world.ts';
import { aLook, aWord } from './world/jobs.ts';
import { newWorkflows, type Workflows } from './world/workflows.ts';

export type StoreKind = 'memory' | 'git';

export async function runSeed(seed: number, store: StoreKind): Promise<Played> {
  return runPlot(drawPlot(seed), store);
}

export async function runPlot(plot: Plot, store: StoreKind): Promise<Played> {
  const world = await faultWorld(plot, store);
  try {
    await play(world);
    const [first, ...others] = world.targets;
    const targets: [Chronicle, ...Chronicle[]] = [await chronicleOf(world, first)];
    for (const other of others) targets.push(await chronicleOf(world, other));
    return { plot, entries: world.notes.entries, targets };
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
  const next = nextRelease(world, workflows, () => (cleanLooks = 0));
  let isHealed = false;
  let cleanLooks = 0;
  let looksAtEnd = 0;
  let isOver = false;

  const cron = (dueMs: number): void => {
    turns.plan(dueMs + chance.between(0, 50_000), 1, () => {
      cron(dueMs + CRON_MS);
      if (isHealed) return cleanLook();
      if (turns.nowMs < noCronBeforeMs) return;
      workflows.start({ who: 'schedule', first: aLook(plot.mode), in: 'look' });
    });
  };
  const cleanLook = (): void => {
    cleanLooks += 1;
    const open = world.targets.filter((target) => !hasEnded(target));
    if (open.length === 0 && next.isOver()) looksAtEnd += 1;
    else looksAtEnd = 0;
    if (looksAtEnd > LOOKS_AFTER_END) {
      isOver = workflows.running === 0;
      if (isOver) return;
    }
    notes.write({ kind: 'phase', name: 'clean-look' });
    if (cleanLooks <= LOOKS_BEFORE_HELP || open.length === 0) return workflows.start({ who: 'schedule', first: aLook('tick'), in: 'look' });
    for (const { name } of open) {
      notes.write({ kind: 'last-resort', target: name });
      workflows.start({ who: 'ada', first: aWord(name, 'abort'), in: 'none' });
    }
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

  turns.plan(0, 1, () => workflows.start({ who: 'ada', first: aLook(plot.mode), in: 'look' }));
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
      workflows.start({ who: 'cronjob', first: aLook('tick'), in: 'cli' });
    });
  };
  next(CRON_MS / 2);
}

/** How often somebody looks whether the release before is over. */
const NEXT_LOOK_MS = 15_000;

/** What the plot has for the first target once its first release has ended, or while it is live; `begun` when it is there. */
function nextRelease(world: FaultWorld, workflows: Workflows, begun: () => void): { readonly isOver: () => boolean } {
  const { turns, plot: { next, seed }, targets: [target], notes, conditions } = world;
  if (next.kind === 'nothing') return { isOver: () => true };
  let isBegun = false;
  /** While the second release is on its way somebody runs again what the first one was promoted or rolled back with, or takes the second one out. */
  const comeLate = (): void => {
    const chance = chanceOf(seed, 'who comes late');
    if (chance.is(0.4)) return;
    turns.plan(turns.nowMs + chance.between(60, 360) * 1_000, 1, () => {
      if (chance.is(0.2)) return workflows.start({ who: 'ada', first: { kind: 'roll-back', target: target.name, rolloutId: '', routerOnly: chance.is(0.5) }, in: 'none' });
      const named = workflows.past.filter(({ inputs }) => (inputs.kind === 'promote' || inputs.kind === 'roll-back') && inputs.rolloutId !== '' && inputs.target === target.name);
      if (named.length === 0) return;
      const past = chance.pick(named);
      world.met(18, `${past.inputs.kind} of the release before, attempt 2`);
      workflows.rerun(past, 2);
    });
  };
  const begin = (): void => {
    isBegun = true;
    begun();
    comeLate();
    if (next.kind === 'retry') return workflows.start({ who: 'ada', first: { kind: 'step', of: { target: target.name }, mode: 'tick', wanted: { kind: 'retry', version: '', why: conditions.reason }, word: 'none' }, in: 'cli' });
    target.outside.registry.registerNext();
    notes.write({ kind: 'registered', target: target.name, version: NEXT_VERSION });
  };
  const isDue = (): boolean => (next.kind === 'newer' && next.whileLive === true ? isLive(target) || hasEnded(target) : hasEnded(target));
  const wait = (): void => void turns.plan(turns.nowMs + NEXT_LOOK_MS, 1, () => (isDue() ? void turns.plan(turns.nowMs + next.afterMs, 1, begin) : wait()));
  wait();
  // A retry may be refused; a newer version is started by some look.
  return { isOver: () => isBegun && (next.kind === 'retry' || wasTried(target, NEXT_VERSION)) };
}

function wasTried({ truth: { head } }: TargetWorld, version: string): boolean {
  if (head === 'none' || head.content.kind !== 'record') return false;
  const { stable, ended } = head.content.state;
  return stable.version === version || ended.some(({ candidate }) => candidate.version === version);
}

function isLive({ truth: { head } }: TargetWorld): boolean {
  return head !== 'none' && head.content.kind === 'record' && head.content.state.rollout.kind === 'live';
}

/** Nothing is live, and nothing is on its way to the router any more. */
function hasEnded({ truth, outside }: TargetWorld): boolean {
  const { head } = truth;
  return head !== 'none' && head.content.kind === 'record' && head.content.state.rollout.kind === 'none' && head.content.state.ended.length > 0 && !outside.router.isMoving;
}

async function chronicleOf(world: FaultWorld, target: TargetWorld): Promise<Chronicle> {
  const { policy, candidates } = target.plotted;
  return { plot: world.plot, candidates, policy, refs: STATE_REFS(target.name), entries: about(target.name, world.notes.entries), commits: target.truth.commits, end: await endOf(world, target) };
}

/** What is about one target, or about none in particular. A job that was not given the target says nothing of it, whatever it asks for. */
function about(target: string, entries: readonly Entry[]): readonly Entry[] {
  const others = new Set(entries.flatMap((entry) => (entry.kind === 'job-began' && !entry.job.targets.includes(target) ? [entry.job.name] : [])));
  return entries.filter((entry) => {
    if ('target' in entry) return entry.target === target;
    return !((entry.kind === 'printed' || entry.kind === 'thrown') && others.has(entry.job));
  });
}

async function endOf(world: FaultWorld, { truth, outside, pinned: { policy } }: TargetWorld): Promise<End> {
  const { github, turns, notes, plot } = world;
  const { head } = truth;
  const { data } = await github.repository.now();
  const state = head !== 'none' && head.content.kind === 'record' ? head.content.state : 'none';
  return {
    atMs: turns.nowMs,
    head: head === 'none' ? '' : head.id,
    state,
    router: await outside.routerNow(),
    pointer: await pointerOf(outside.registry, policy.model),
    data,
    findings: head === 'none' ? [] : await audited(github.repository, head.id, STATE_REFS(policy.target).ledger),
    fsck: plot.isSigned ? [] : fsck(github.repository),
    misfits: github.emulator.misfits().map(describeMisfit),
    texts: [
      ...notes.entries.flatMap((entry) => (entry.kind === 'printed' ? [{ where: `output of ${entry.job}`, text: `${entry.text}\n${JSON.stringify(entry.outputs)}` }] : entry.kind === 'thrown' ? [{ where: `refusal of ${entry.job}`, text: entry.text }] : entry.kind === 'asked' && entry.exchange.writes ? [{ where: `${entry.exchange.operation} of ${entry.exchange.job}`, text: entry.exchange.sent }] : [])),
    ],
    tagOf: (version) => `${policy.model.name}@${version}`,
  };
}

async function pointerOf(registry: SimulatedRegistry, { name, stage }: Policy['model']): Promise<string> {
  const pointer = await registry.pointer(name, stage);
  return pointer.kind === 'ok' && pointer.value.kind === 'at' ? pointer.value.version : 'nothing';
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
