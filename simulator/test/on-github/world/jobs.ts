// What a job does, as its action's connect.ts binds it: the real run() and present() over the state on GitHub, and the mirrors after each look.
import { ActionError } from '@rampart/action-kit';
import { present as presentStep } from '@rampart/canary-step/present';
import { run as runStep, type Mode, type StepRequest, type StepTarget, type TargetResult } from '@rampart/canary-step/run';
import { run as runFreeze } from '@rampart/freeze-data/run';
import { openGithubApi, serverClock, spentText, tokenLimits } from '@rampart/github-api';
import { githubMirrors, MIRRORS, openGithubState, type ReadEvents } from '@rampart/github-state';
import { showTarget, type OnGithub } from '@rampart/ports-from-policy';
import { present as presentPromote } from '@rampart/promote/present';
import { run as runPromote } from '@rampart/promote/run';
import { present as presentRollback } from '@rampart/rollback/present';
import { run as runRollback } from '@rampart/rollback/run';
import { pauseTarget, resumeTarget, sinceStartOf, type Clock, type FreezeStore, type Ports, type Rerun } from '@rampart/rollout-engine';
import type { FaultWorld } from './fault-world.ts';
import { ORIGIN } from './github-side.ts';
import type { RunnerProcess } from './runner-process.ts';

export type JobInputs =
  /** `of`: for all targets, or the one for which somebody says something. */
  | { readonly kind: 'step'; readonly of: 'all' | { readonly target: string }; readonly mode: Mode; readonly wanted: StepRequest['wanted']; readonly word: 'none' | 'abort' | 'approve' }
  | { readonly kind: 'promote'; readonly target: string; readonly rolloutId: string }
  | { readonly kind: 'roll-back'; readonly target: string; readonly rolloutId: string; readonly routerOnly: boolean }
  | { readonly kind: 'freeze'; readonly mode: 'freeze' | 'verify' | 'release'; readonly target: string }
  | { readonly kind: 'pause' | 'resume'; readonly target: string };

/** Names of the targets whose policies the job is given. */
export function targetsOfJob({ targets }: Pick<FaultWorld, 'targets'>, inputs: JobInputs): readonly string[] {
  if (inputs.kind === 'step') return inputs.of === 'all' ? targets.map(({ name }) => name) : [inputs.of.target];
  return [inputs.target];
}

/** A look at every target, which starts what is new. */
export function aLook(mode: Mode): JobInputs {
  return { kind: 'step', of: 'all', mode, wanted: { kind: 'newest' }, word: 'none' };
}

/** What somebody says to one target; `none`: a look at it, and nothing else. */
export function aWord(target: string, word: 'none' | 'abort' | 'approve'): JobInputs {
  return { kind: 'step', of: { target }, mode: 'tick', wanted: { kind: 'nothing' }, word };
}

export interface JobIdentity {
  readonly actor: string;
  readonly rerun: Rerun;
  readonly token: string;
}

/** What a runner gets from a job that came to its end. */
export interface Printed {
  readonly exitCode: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly text: string;
}

/** As ports-from-policy waits for limits of the state, and of what is only shown. */
const WAIT_MS_MAX = 300_000;
const absent = { kind: 'absent' } as const;

export async function perform(world: FaultWorld, process: RunnerProcess, inputs: JobInputs, identity: JobIdentity): Promise<Printed> {
  const { conditions } = world;
  const deadlineMs = inputs.kind === 'step' ? conditions.deadlineMs : 600_000;
  const clock = serverClock(process.clock);
  const access = {
    apiUrl: ORIGIN,
    graphqlUrl: `${ORIGIN}/graphql`,
    repository: { owner: 'acme', repo: 'models' },
    clock,
    signal: process.signal,
    waitsUntilMs: clock.nowMs() + deadlineMs,
    needs: { contents: 'write', deployments: 'write' },
    token: identity.token,
    limits: tokenLimits(),
    chance: process.random,
    // Real time does not pass here; the network of the simulation gives up by its own clock.
    timeoutMs: 2 ** 31 - 1,
    fetch: world.github.fetchFor(process),
  } as const;
  const api = openGithubApi({ ...access, waitMsMax: WAIT_MS_MAX });
  const state = openGithubState({ api, clock, signal: process.signal, chance: process.random });
  const look = openGithubApi({ ...access, waitMsMax: 0 });
  const mirrors = world.plot.hasMirrors ? githubMirrors({ api: look, clock, signal: process.signal, watermark: state.shown, serverUrl: 'https://github.com', mirrors: MIRRORS }) : 'none';
  const job: Bound = {
    world,
    process,
    clock,
    identity,
    deadlineMs,
    targets: new Map(world.targets.map(({ name, pinned, outside }) => [name, { policyFile: `rampart/${name}.yaml`, pinned, ports: outside.portsFor(process, clock, state), breakGlass: (slot: string) => `rampart rollback ${name} --stable ${slot}` }])),
    freezes: state.freezes,
    github: { mirrors, spent: () => spentText(api.spent()), lookAhead: state.lookAhead, retraining: 'none', apis: { state: api, home: look } },
    log: [],
  };
  return performBound(job, inputs);
}

interface Bound {
  readonly world: FaultWorld;
  readonly process: RunnerProcess;
  /** As GitHub puts it right. */
  readonly clock: Clock;
  readonly identity: JobIdentity;
  readonly deadlineMs: number;
  readonly targets: ReadonlyMap<string, StepTarget>;
  readonly freezes: FreezeStore;
  readonly github: Exclude<OnGithub, 'none'>;
  readonly log: string[];
}

function performBound(job: Bound, inputs: JobInputs): Promise<Printed> {
  switch (inputs.kind) {
    case 'step':
      return step(job, inputs);
    case 'promote':
      return promote(job, inputs);
    case 'roll-back':
      return rollBack(job, inputs);
    case 'freeze':
      return freeze(job, inputs);
    case 'pause':
    case 'resume':
      return pause(job, inputs);
  }
}

function targetNamed({ targets }: Bound, name: string): StepTarget {
  const target = targets.get(name);
  if (target === undefined) throw new Error(`no target ${name}`);
  return target;
}

async function step(job: Bound, inputs: Extract<JobInputs, { kind: 'step' }>): Promise<Printed> {
  const { world, process, clock, identity, deadlineMs, github, log } = job;
  const { mode, wanted, word } = inputs;
  const { actor, rerun } = identity;
  const request = word === 'abort' ? ({ kind: 'abort', actor, why: world.conditions.reason } as const) : word === 'approve' ? ({ kind: 'approve', actor } as const) : ({ kind: 'none' } as const);
  const told = async ({ target, outcome, readHistory, mode: took }: TargetResult): Promise<void> => {
    world.notes.write({ kind: 'told', target: target.pinned.policy.target, job: process.name, mode: took, outcome });
    if (took === 'observe' || !('state' in outcome)) return;
    log.push(...(await showTarget(github, target, { state: outcome.state, read: readHistory })));
  };
  const results = await runStep({ mode, wanted, validation: { kind: 'not-demanded' }, request, actor, rerun, deadlineMs }, { targets: targetsOfJob(world, inputs).map((name) => targetNamed(job, name)), clock, signal: process.signal, told, lookAhead: github.lookAhead });
  return printed(presentStep(results), log);
}

async function promote(job: Bound, { target, rolloutId }: Extract<JobInputs, { kind: 'promote' }>): Promise<Printed> {
  const { clock, identity, github, log } = job;
  const { pinned, ports, breakGlass } = targetNamed(job, target);
  const { policy } = pinned;
  const outcome = await runPromote({ target: policy.target, actor: identity.actor, rolloutId, rerun: identity.rerun }, ports);
  const read = reader(ports, policy.target);
  if ('state' in outcome) log.push(...(await showTarget(github, { pinned, ports, breakGlass }, { state: outcome.state, read })));
  const history = 'state' in outcome ? await read(sinceStartOf(outcome.state)) : [];
  return printed(presentPromote(outcome, { policy, history, nowMs: clock.nowMs(), breakGlass }), log);
}

async function rollBack(job: Bound, { target, rolloutId, routerOnly }: Extract<JobInputs, { kind: 'roll-back' }>): Promise<Printed> {
  const { world, clock, identity, github, log } = job;
  const { pinned, ports, breakGlass } = targetNamed(job, target);
  const { policy } = pinned;
  const outcome = await runRollback({ target: policy.target, actor: identity.actor, why: world.conditions.reason, rolloutId, stableVersion: '', routerOnly, rerun: identity.rerun }, ports);
  const read = reader(ports, policy.target);
  const { state } = outcome;
  if (state.kind === 'known') log.push(...(await showTarget(github, { pinned, ports, breakGlass }, { state: state.state, read })));
  const history = state.kind === 'known' ? await read(sinceStartOf(state.state)) : [];
  return printed(presentRollback(outcome, { policy, history, nowMs: clock.nowMs(), breakGlass }), log);
}

function reader(ports: Ports, target: string): ReadEvents {
  return async (enough) => {
    const events = await ports.ledger.history(target, enough);
    return events.kind === 'ok' ? events.value : [];
  };
}

async function freeze({ world, clock, freezes }: Bound, { mode, target }: Extract<JobInputs, { kind: 'freeze' }>): Promise<Printed> {
  const { data } = world;
  const inputs = { target: { kind: 'given', value: target } as const, mode, paths: mode === 'freeze' ? ['data/**'] : [], root: absent, ledger: 'github', stateRepository: absent, stateToken: absent, token: absent, manifest: mode === 'freeze' ? ({ kind: 'given', value: 'manifest.json' } as const) : absent };
  const done = await runFreeze(inputs, {
    nowMs: () => clock.nowMs(),
    store: freezes,
    filesAt: () => data,
    readManifest: () => Promise.resolve({ kind: 'refused', why: 'is not there' }),
    writeManifest: () => {
      if (!world.conditions.manifestFails) return Promise.resolve({ kind: 'written' });
      world.met(31, 'manifest not written');
      return Promise.resolve({ kind: 'refused', why: 'ENOSPC: no space left on device, write' });
    },
    branchNow: () => Promise.resolve({ kind: 'none' }),
    statuses: 'none',
    readEvent: () => Promise.resolve({ kind: 'none', why: 'there is none' }),
  });
  return printed(done, []);
}

async function pause(job: Bound, { kind, target }: Extract<JobInputs, { kind: 'pause' | 'resume' }>): Promise<Printed> {
  const { world, identity } = job;
  const { ports } = targetNamed(job, target);
  const input = { target, actor: identity.actor, why: world.conditions.reason };
  const outcome = await (kind === 'pause' ? pauseTarget(ports, input) : resumeTarget(ports, input));
  return { exitCode: outcome.kind === 'no-ledger' || outcome.kind === 'lost-race' ? 1 : 0, outputs: { outcome: outcome.kind }, text: '' };
}

function printed(result: { readonly exitCode: number; readonly outputs: object; readonly summary: string; readonly annotations: readonly { readonly message: string }[]; readonly closing: { readonly decided: string; readonly why: string; readonly next: string } }, log: readonly string[]): Printed {
  const outputs = Object.fromEntries(Object.entries(result.outputs).map(([name, value]) => [name, String(value)]));
  const { closing } = result;
  return { exitCode: result.exitCode, outputs, text: [...log, result.summary, ...result.annotations.map(({ message }) => message), closing.decided, closing.why, closing.next].join('\n') };
}

export function isOurMistake(error: unknown): boolean {
  return !(error instanceof ActionError);
}
