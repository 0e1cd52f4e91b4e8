// Workflow runs as the template in examples/workflows has them: looks in one concurrency group, promotions and rollbacks after them, rollbacks by hand in no
// group; and a second clock that knows nothing of groups. A run that is run again keeps its number and its inputs.
import { actorOfRun, type Rerun } from '@rampart/rollout-engine';
import { concurrencyGroup, type ConcurrencyGroup } from '../../../src/workflows/concurrency.ts';
import type { JobFacts } from '../chronicle.ts';
import type { FaultWorld } from './fault-world.ts';
import { isOurMistake, perform, targetsOfJob, type JobInputs, type Printed } from './jobs.ts';
import { REPOSITORY } from './github-side.ts';

export interface RunRequest {
  readonly who: string;
  readonly first: JobInputs;
  /** `look`: waits for its turn, and may be cancelled by a newer one. `cli`: no run of a workflow. */
  readonly in: 'look' | 'none' | 'cli';
}

export interface Workflows {
  start(request: RunRequest): void;
  /** Every job of a workflow that ran, for those who run it again. */
  readonly past: readonly PastJob[];
  rerun(past: PastJob, attempt: number): void;
  readonly running: number;
  /** What jobs printed, by name of job; only what reached the runner. */
  lastPrinted(): Printed | 'nothing';
}

export interface PastJob {
  readonly run: string;
  readonly who: string;
  readonly inputs: JobInputs;
}

interface Started {
  readonly run: string;
  readonly attempt: number;
  readonly who: string;
}

export function newWorkflows(world: FaultWorld): Workflows {
  const looks = concurrencyGroup({ kind: 'group', cancelInProgress: false });
  const byRollout = new Map<string, ConcurrencyGroup>();
  const past: PastJob[] = [];
  let runs = 4_000;
  let running = 0;
  let last: Printed | 'nothing' = 'nothing';

  const runJob = async (inputs: JobInputs, started: Started): Promise<Printed | 'nothing'> => {
    past.push({ run: started.run, who: started.who, inputs });
    const process = world.newProcess(inputs.kind);
    const token = tokenFor(world, process.name);
    const actor = started.run === '' ? started.who : actorOfRun(started.who, { run: started.run, attempt: String(started.attempt) });
    const rerun: Rerun = started.attempt > 1 ? { kind: 'yes', run: started.run } : { kind: 'no' };
    const facts: JobFacts = { name: process.name, kind: inputs.kind, run: started.run, attempt: started.attempt, actor, token, word: wordOf(inputs), rolloutId: 'rolloutId' in inputs ? inputs.rolloutId : '', deadlineMs: world.conditions.deadlineMs, targets: targetsOfJob(world, inputs) };
    world.tell(process, facts);
    running += 1;
    const work = new Promise<Printed | 'nothing'>((resolve) => {
      world.turns.begin(async () => {
        try {
          const printed = await perform(world, process, inputs, { actor, rerun, token });
          resolve(hand(world, process.name, printed));
        } catch (error) {
          if (isOurMistake(error)) throw error;
          // A refusal in the words of the action: red, and nothing printed.
          world.notes.write({ kind: 'thrown', job: process.name, code: 2, text: error instanceof Error ? error.message : '' });
          resolve('nothing');
        }
      }, process.strands);
    });
    const end = await Promise.race([work, process.death]);
    running -= 1;
    world.gone(process, end === 'died' ? 'died' : process.signal.aborted ? 'cancelled' : 'finished');
    if (end === 'died' || end === 'nothing' || process.signal.aborted) return 'nothing';
    last = end;
    return end;
  };

  const follow = (printed: Printed, started: Started): void => {
    for (const { target, 'rollout-id': rolloutId } of handedOver(printed.outputs['toPromote'])) {
      const group = byRollout.get(rolloutId) ?? concurrencyGroup({ kind: 'group', cancelInProgress: false });
      byRollout.set(rolloutId, group);
      group.enter({ run: () => later(world, () => runJob({ kind: 'promote', target, rolloutId }, started).then(() => undefined)), cancel: () => world.met(17, 'pending promotion cancelled') });
    }
    for (const { target, 'rollout-id': rolloutId } of handedOver(printed.outputs['toRollBack'])) {
      void later(world, () => runJob({ kind: 'roll-back', target, rolloutId, routerOnly: false }, started).then(() => undefined));
    }
  };
  const enter = (inputs: JobInputs, started: Started, place: RunRequest['in']): void => {
    const work = async (): Promise<void> => {
      const printed = await runJob(inputs, started);
      if (printed !== 'nothing' && inputs.kind === 'step' && place !== 'cli') follow(printed, started);
    };
    if (place !== 'look') return void work();
    looks.enter({ run: work, cancel: () => world.met(17, 'pending look cancelled') });
  };

  return {
    past,
    get running() {
      return running;
    },
    start: ({ who, first, in: place }) => {
      runs += 1;
      enter(first, { run: place === 'cli' ? '' : String(runs), attempt: 1, who }, place);
    },
    rerun: ({ run, who, inputs }, attempt) => enter(inputs, { run, attempt, who }, inputs.kind === 'step' && inputs.word === 'none' ? 'look' : 'none'),
    lastPrinted: () => last,
  };
}

/** A runner is there after a while. */
function later(world: FaultWorld, work: () => Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    world.turns.plan(world.turns.nowMs + world.chance.between(2_000, 40_000), 1, () => void work().then(resolve));
  });
}

/** Outputs and summary are written at the very end; where they cannot be, the job is red and nobody hears of them. */
function hand(world: FaultWorld, job: string, printed: Printed): Printed | 'nothing' {
  if (world.conditions.outputsFail) {
    world.met(24, 'outputs not written');
    world.notes.write({ kind: 'thrown', job, code: 1, text: 'EROFS: read-only file system' });
    return 'nothing';
  }
  world.notes.write({ kind: 'printed', job, exitCode: printed.exitCode, outputs: printed.outputs, text: printed.text });
  return printed;
}

interface Row {
  readonly target: string;
  readonly 'rollout-id': string;
}

function handedOver(output: string | undefined): readonly Row[] {
  return output === undefined ? [] : (JSON.parse(output) as readonly Row[]);
}

function tokenFor({ github, conditions, met }: FaultWorld, job: string): string {
  // Made of what masks and searches must find again: long, and of no other use.
  const value = `ghs_${Buffer.from(`${job} of a seed`).toString('hex').padEnd(36, '0').slice(0, 36)}`;
  if (conditions.tokenLacks !== 'nothing') met(8, `without ${conditions.tokenLacks}`);
  const everything = { contents: 'write', deployments: 'write', statuses: 'write', issues: 'write', 'pull-requests': 'write', metadata: 'read' } as const;
  switch (conditions.tokenLacks) {
    case 'nothing':
      return github.emulator.token({ value, permissions: everything });
    case 'contents':
      return github.emulator.token({ value, permissions: { ...everything, contents: 'read' } });
    case 'deployments':
      return github.emulator.token({ value, permissions: { contents: 'write', metadata: 'read' } });
    case 'repository':
      return github.emulator.token({ value, permissions: everything, repositories: [`${REPOSITORY}-others`] });
  }
}

function wordOf(inputs: JobInputs): string {
  if (inputs.kind !== 'step') return '';
  return inputs.wanted.kind === 'version' || inputs.wanted.kind === 'retry' ? inputs.wanted.kind : inputs.word === 'none' ? '' : inputs.word;
}
