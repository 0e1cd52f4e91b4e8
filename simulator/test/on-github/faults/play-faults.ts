// Makes the faults of a plot happen, each at its moment. That one was played does not say that anything met it: the world counts that.
import type { PlannedFault as EmulatorFault } from '@rampart/testing/github';
import { chanceOf, type Chance } from '../chance.ts';
import { MINUTE, type PlannedFault } from '../plot.ts';
import { healthy, type Conditions, type FaultWorld, type TargetWorld } from '../world/fault-world.ts';
import { aLook, aWord } from '../world/jobs.ts';
import type { Workflows } from '../world/workflows.ts';
import { alterBranch, editFile, putBack, spoilMirrors } from './people.ts';

export interface Stage {
  readonly world: FaultWorld;
  readonly workflows: Workflows;
  readonly chance: Chance;
  /** No scheduled run starts before this. */
  dropCronsUntil(atMs: number): void;
}

export function playFaults(stage: Stage, faults: readonly PlannedFault[]): void {
  for (const { number, atMs } of faults) stage.world.turns.plan(atMs, 0, () => playFault(stage, number));
}

/** Everything that fails stops failing; what a person would put right is put right. */
export async function heal({ world, workflows }: Stage): Promise<void> {
  world.github.heal();
  Object.assign(world.conditions, healthy());
  for (const { outside } of world.targets) outside.speaks('');
  for (const process of world.processes) process.setClock(0);
  for (const target of world.targets) {
    await putBack(world, target);
    const { head } = target.truth;
    if (head !== 'none' && head.content.kind === 'record' && head.content.state.pause.kind === 'paused') workflows.start({ who: 'ada', first: { kind: 'resume', target: target.name }, in: 'none' });
  }
}

/** Whom it hits: one of several. */
function someTarget({ world, chance }: Stage): TargetWorld {
  return world.targets.length === 1 ? world.targets[0] : chance.pick(world.targets);
}

const ROUTES = ['*', 'writes', 'reads', 'graphql/updateRefs', 'graphql/repository', 'git/create-tree', 'git/create-commit', 'repos/create-deployment', 'repos/create-deployment-status'];
const WRITES = ['writes', 'graphql/updateRefs', 'graphql/updateRefs', 'git/create-tree', 'git/create-commit', 'repos/create-deployment', 'issues/create'];

function playFault(stage: Stage, number: number): void {
  const { world, chance } = stage;
  const { github } = world;
  const emulated = (...some: readonly (EmulatorFault | Omit<EmulatorFault, 'times' | 'skip'>)[]): void => github.plan(number, ...some.map((fault): EmulatorFault => ({ ...fault, times: chance.pick([1, 1, 2, 3, 6]), skip: chance.pick([0, 0, 0, 1, 2, 5]) }) as EmulatorFault));
  switch (number) {
    case 1:
      return emulated({ route: chance.pick(ROUTES), kind: 'server-error', status: chance.pick([500, 502, 503, 504] as const), when: 'before' });
    case 2:
      if (chance.is(0.4)) return github.delayNext(chance.pick(['graphql/updateRefs', 'graphql/updateRefs', 'git/create-commit', `POST /repos/acme/models/deployments`]), chance.between(19_900, 90_000));
      if (chance.is(0.2)) return emulated({ route: chance.pick(WRITES), kind: 'duplicate-delivery', heard: chance.pick(['first', 'second'] as const) });
      return emulated({ route: chance.pick(WRITES), kind: chance.pick(['hang-up', 'timeout', 'silence'] as const), when: 'after' });
    case 3:
      // GraphQL answers with what it has, and errors beside it.
      if (chanceOf(world.plot.seed, 'answered in part').is(0.3)) return github.leaveOutNext(['ref0', 'freezes', 'mark0'], chance.pick([1, 1, 2, 6]));
      return emulated({ route: chance.pick(ROUTES), kind: chance.pick(['truncated-body', 'wrong-content-type', 'html-page', 'invalid-json'] as const), when: chance.pick(['before', 'after'] as const) });
    case 4:
      return emulated({ route: chance.pick(ROUTES), kind: 'secondary-limit', status: chance.pick([403, 429] as const), retryAfter: chance.pick(['seconds', 'date'] as const), waitMs: chance.pick([1_000, 40_000, 90_000, 15 * MINUTE]) });
    case 5:
      return github.plan(5, { route: chance.pick(['*', 'graphql/*', 'git/*']), kind: 'primary-limit' });
    case 6:
      return emulated({ route: chance.pick(ROUTES), kind: 'secondary-limit', status: chance.pick([403, 429] as const), retryAfter: 'none', waitMs: chance.pick([60_000, 130_000]) });
    case 7:
      return emulated({ route: chance.pick(ROUTES), kind: 'token-expired' });
    case 8:
      if (chance.is(0.5)) return during(stage, chance.between(1, 6) * MINUTE, { tokenLacks: chance.pick(['contents', 'deployments', 'repository'] as const) });
      return emulated({ route: chance.pick(ROUTES), kind: chance.pick(['forbidden', 'not-found'] as const) });
    case 9:
      return emulated({ route: chance.pick(['git/*', 'git/create-tree', 'git/create-commit']), kind: 'conflict' });
    case 10:
      return emulated({ route: chance.pick(['git/create-tree', 'git/create-commit', 'graphql/updateRefs', 'graphql/updateRefs']), kind: chance.pick(['rule-violation', 'push-protection', 'reference-update-failed'] as const) });
    case 11:
      if (chance.is(0.5)) return emulated({ route: chance.pick(['reads', 'graphql/repository']), kind: 'stale-read', changes: chance.between(1, 4) });
      return lag(stage);
    case 12:
      return github.plan(12, { route: 'reads', kind: 'fresh-ref-missing', times: chance.between(1, 3) });
    case 13:
      return atOnceOrBetween(stage, () => alterBranch(stage.world, someTarget(stage), chance));
    case 14:
      return atOnceOrBetween(stage, () => editFile(stage.world, someTarget(stage), chance));
    case 15:
      return crowd(stage);
    case 16:
      return repeatLooks(stage);
    case 17:
      for (let run = 0; run < 3; run += 1) look(stage, 'schedule');
      return;
    case 18:
      return runAgain(stage);
    case 19:
      return signal(stage);
    case 20:
      return kill(stage, 20);
    case 21:
      return timeOut(stage);
    case 22:
      return cancelBusy(stage);
    case 23:
      return moveClocks(stage);
    case 24:
      return during(stage, chance.between(1, 6) * MINUTE, { outputsFail: true });
    case 25:
      return speakMuch(stage);
    case 27:
      return stage.workflows.start({ who: 'cronjob', first: aLook('tick'), in: 'cli' });
    case 28:
      return rollBack(stage, chance.is(0.5));
    case 29:
      return world.turns.begin(() => spoilMirrors(world, chance));
    case 30:
      if (chance.is(0.4)) return during(stage, chance.between(5, 240) * 1_000, { isCutOff: true });
      return emulated({ route: chance.pick(ROUTES), kind: 'redirect', status: chance.pick([301, 302, 307, 308] as const), to: chance.pick(['renamed', 'elsewhere'] as const) });
    case 31:
      during(stage, 4 * MINUTE, { manifestFails: true });
      return stage.workflows.start({ who: 'ada', first: { kind: 'freeze', mode: 'freeze', target: someTarget(stage).name }, in: 'none' });
    case 32:
      return speakHostile(stage);
    case 33:
      return freezeAndChange(stage);
    case 34:
      world.met(34, 'no crons');
      return stage.dropCronsUntil(world.turns.nowMs + chance.between(60, 180) * MINUTE);
    default:
      return;
  }
}

function during({ world }: Stage, forMs: number, change: Partial<Conditions>): void {
  Object.assign(world.conditions, change);
  const before: Partial<Conditions> = Object.fromEntries(Object.entries(healthy()).filter(([name]) => name in change));
  world.turns.plan(world.turns.nowMs + forMs, 0, () => void Object.assign(world.conditions, before));
}

function look({ world, workflows, chance }: Stage, who: string): void {
  workflows.start({ who, first: aLook(world.plot.mode), in: chance.is(0.8) ? 'look' : 'cli' });
}

function lag({ world, chance }: Stage): void {
  const { github, turns } = world;
  github.emulator.setReplicaLagMs(chance.between(1, 60) * 1_000);
  world.met(11, 'replicas lag');
  turns.plan(turns.nowMs + chance.between(1, 5) * MINUTE, 0, () => github.emulator.setReplicaLagMs(0));
}

function atOnceOrBetween({ world, chance }: Stage, act: () => Promise<void>): void {
  if (chance.is(0.5)) world.github.interfere(chance.pick(['graphql/updateRefs', 'git/create-commit', 'graphql/repository']), act);
  else world.turns.begin(act);
}

function rollBack(stage: Stage, routerOnly: boolean): void {
  const { world, workflows, chance } = stage;
  const { name, truth } = someTarget(stage);
  const { head } = truth;
  const live = head !== 'none' && head.content.kind === 'record' && head.content.state.rollout.kind === 'live' ? head.content.state.rollout.id : '';
  workflows.start({ who: world.conditions.who, first: { kind: 'roll-back', target: name, rolloutId: chance.is(0.5) ? live : '', routerOnly }, in: 'none' });
}

/** Jobs of one kind, or of several, in the same second. */
function crowd(stage: Stage): void {
  const { world, workflows, chance } = stage;
  const count = chance.pick([2, 2, 2, 3, 3, 4, 8, 16]);
  world.met(15, `${count} at once`);
  const isMixed = chance.is(0.5);
  for (let index = 0; index < count; index += 1) {
    const kind = isMixed ? chance.pick(['look', 'look', 'roll back', 'abort', 'approve', 'promote'] as const) : 'look';
    world.turns.plan(world.turns.nowMs + chance.between(0, 900), 1, () => {
      if (kind === 'look') workflows.start({ who: 'cronjob', first: aLook(chance.is(0.7) ? 'tick' : 'auto'), in: chance.is(0.5) ? 'none' : 'cli' });
      else if (kind === 'roll back') rollBack(stage, chance.is(0.2));
      else if (kind === 'promote') workflows.start({ who: 'ada', first: { kind: 'promote', target: someTarget(stage).name, rolloutId: '' }, in: 'none' });
      else workflows.start({ who: 'ada', first: aWord(someTarget(stage).name, kind), in: 'none' });
    });
  }
}

function repeatLooks(stage: Stage): void {
  const { world, chance } = stage;
  if (chance.is(0.5)) {
    world.met(16, 'a look twice');
    look(stage, 'schedule');
    look(stage, 'schedule');
    return;
  }
  // What it has read is old by the time it acts.
  for (const process of world.processes) {
    process.stall(chance.pick([5_000, 60_000, 6 * MINUTE]));
    world.met(16, 'a look stalls');
  }
}

function runAgain(stage: Stage): void {
  const { world, workflows, chance } = stage;
  const { past } = workflows;
  if (chance.is(0.4)) {
    // Somebody says something, and somebody else finds the run later.
    const word = chance.pick(['approve', 'approve', 'abort'] as const);
    workflows.start({ who: 'ada', first: aWord(someTarget(stage).name, word), in: 'none' });
    world.turns.plan(world.turns.nowMs + chance.between(20, 300) * 1_000, 0, () => {
      const said = past.findLast(({ inputs }) => inputs.kind === 'step' && inputs.word === word);
      if (said === undefined) return;
      world.met(18, `${word}, attempt 2`);
      workflows.rerun(said, 2);
    });
    return;
  }
  const started = past.filter(({ run }) => run !== '');
  const telling = started.filter(({ inputs }) => inputs.kind !== 'step' || inputs.word !== 'none');
  if (started.length === 0) return;
  const old = chance.pick(telling.length > 0 && chance.is(0.7) ? telling : started);
  const attempt = chance.pick([2, 2, 3, 50]);
  world.met(18, `${old.inputs.kind}, attempt ${attempt}`);
  workflows.rerun(old, attempt);
}

/** The way of a runner: asks twice, then ends it. */
function signal({ world, chance }: Stage): void {
  const { turns } = world;
  const how = chance.pick(['SIGINT', 'SIGTERM', 'SIGKILL', 'later'] as const);
  for (const process of world.processes) {
    if (how === 'SIGKILL') process.die();
    else if (how === 'later') process.dieAt(chance.between(1, 12));
    else {
      process.stop();
      turns.plan(turns.nowMs + 10_000, 0, () => process.die());
    }
    world.met(19, how);
  }
}

function kill({ world, chance }: Stage, number: number): void {
  for (const process of world.processes) {
    if (chance.is(0.3)) process.dieAt(chance.between(1, 8));
    else process.die();
    world.met(number, 'gone');
  }
}

function timeOut(stage: Stage): void {
  const { world, chance } = stage;
  const forMs = chance.between(30, 400) * 1_000;
  during(stage, 15 * MINUTE, { deadlineMs: forMs });
  for (const process of world.processes) {
    world.met(21, 'the runner ends the job');
    world.turns.plan(world.turns.nowMs + forMs, 0, () => {
      process.stop();
      world.turns.plan(world.turns.nowMs + 10_000, 0, () => process.die());
    });
  }
}

function cancelBusy({ world, chance }: Stage): void {
  const { turns } = world;
  for (const process of world.processes) {
    process.stall(chance.between(2_000, 15_000));
    world.met(22, 'busy');
    turns.plan(turns.nowMs + chance.between(1_000, 9_000), 0, () => process.stop());
    turns.plan(turns.nowMs + 20_000, 0, () => process.die());
  }
}

function moveClocks(stage: Stage): void {
  const { world, chance } = stage;
  const anyOff = (): number => chance.between(-600, 600) * 1_000;
  const offs = Array.from({ length: 7 }, anyOff);
  during(stage, chance.between(5, 30) * MINUTE, { clockOffMs: (job) => offs[job % offs.length] ?? 0 });
  for (const process of world.processes) {
    process.setClock(anyOff());
    world.met(23, 'a jump');
  }
}

const MUCH = 'x'.repeat(999) + ' ';

function speakMuch(stage: Stage): void {
  const { world, chance } = stage;
  const { name, outside } = someTarget(stage);
  world.met(25, 'a long text', name);
  if (chance.is(0.5)) outside.speaks(MUCH.repeat(1_000));
  else during(stage, 5 * MINUTE, { reason: MUCH.repeat(200) });
  stage.workflows.start({ who: 'ada', first: aWord(name, chance.is(0.3) ? 'abort' : 'none'), in: 'none' });
  world.turns.plan(world.turns.nowMs + 5 * MINUTE, 0, () => outside.speaks(''));
}

const HOSTILE = ['::set-output name=decision::promote', '\n::error::gone', '<img src=x onerror=alert(1)> @acme/owners', '../../../etc/passwd', '__proto__', '\u202Egnp.exe', '\u001B[31mred\u001B[0m', 'Op-Id: forged\nSequence: 1', '${{ github.token }}', '`whoami` $(id)', '1e999', '|a|b|\n|---|'];

function speakHostile(stage: Stage): void {
  const { world, chance } = stage;
  const words = chance.pick(HOSTILE);
  const { name, outside } = someTarget(stage);
  world.met(32, 'hostile words', name);
  outside.speaks(words);
  during(stage, 6 * MINUTE, { reason: words, who: `ada${words}`.slice(0, 60) });
  if (chance.is(0.4)) stage.workflows.start({ who: `ada${words}`.slice(0, 60), first: aWord(name, chance.pick(['abort', 'approve'] as const)), in: 'none' });
  else if (chance.is(0.5)) stage.workflows.start({ who: 'ada', first: { kind: 'pause', target: name }, in: 'none' });
  world.turns.plan(world.turns.nowMs + 6 * MINUTE, 0, () => outside.speaks(''));
}

function freezeAndChange(stage: Stage): void {
  const { world, workflows, chance } = stage;
  const { turns, data } = world;
  const at = (afterMs: number, act: () => void): void => void turns.plan(turns.nowMs + afterMs, 0, act);
  const frozen = someTarget(stage).name;
  const target = chance.is(0.7) ? frozen : 'another-target';
  workflows.start({ who: 'ada', first: { kind: 'freeze', mode: 'freeze', target }, in: 'none' });
  at(chance.between(5, 200) * 1_000, () => {
    data.content.set('data/features.csv', `a,b\n1,${String(chance.below(9))}\n`);
    world.met(33, 'a change is merged', frozen);
  });
  at(chance.between(3, 10) * MINUTE, () => workflows.start({ who: 'ada', first: { kind: 'freeze', mode: 'release', target }, in: 'none' }));
}
