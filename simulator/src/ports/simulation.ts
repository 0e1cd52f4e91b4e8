// One simulated release at the depths that have ports: the time, the world, the ports that stand in it, the jobs that run on it, and what is noted of them.
import type { FreezeGuard, MetricSource, Ports, SmokeProbe } from '@rampart/rollout-engine';
import { purposeOf, newRandom } from '../chance/index.ts';
import { START_MS } from '../rollout/release.ts';
import type { Look, PortCall, WeightInForce } from '../rollout/recording.ts';
import type { Trial } from '../scenario/scenario.ts';
import { compileQuality } from '../world/compile-quality.ts';
import { faultsInForce, type FaultsInForce } from './faults-in-force.ts';
import { JobDied, Job } from './job.ts';
import { reality, type Outside, type Reality } from './reality.ts';
import { simulatedLedger, type SimulatedLedger } from './simulated-ledger.ts';
import { simulatedRegistry, STABLE, type SimulatedRegistry } from './simulated-registry.ts';
import { simulatedRouter, type SimulatedRouter } from './simulated-router.ts';
import { simulatedFreezeGuard, simulatedSmokeProbe } from './simulated-surroundings.ts';
import { CALLS_FROM, virtualTime, type VirtualTime } from './virtual-time.ts';

export interface Simulation {
  readonly trial: Trial;
  /** Epoch milliseconds at offset 0. */
  readonly startMs: number;
  readonly faults: FaultsInForce;
  readonly time: VirtualTime;
  readonly reality: Reality;
  readonly ports: SimulatedPorts;
  readonly notes: Notes;
  /** Starts a job now. Never rejects for what happens to a job; our own bugs end the simulation. */
  start<T>(kind: string, work: (job: Job) => Promise<T>): Promise<JobEnd<T>>;
  readonly alive: ReadonlySet<Job>;
  /** Whether two jobs may want to call something in this millisecond. */
  isCrowded(): boolean;
  /** Whose turn it is: 0 to 253. */
  drawTurn(): number;
  deathOf(job: Job, at: { readonly call: number; readonly ownCall: number }): 'none' | 'before' | 'after';
  /** Called whenever a person is asked. */
  whenAsked(listener: () => void): void;
  /** A look or a job asks for a person. */
  asked(): void;
  /** Until the horizon, or as long as `goesOn` says so. */
  run(goesOn: () => boolean): Promise<void>;
}

export interface SimulatedPorts {
  readonly ledger: SimulatedLedger;
  readonly router: SimulatedRouter;
  readonly registry: SimulatedRegistry;
  readonly metrics: MetricSource;
  readonly freeze: FreezeGuard;
  readonly smoke: SmokeProbe;
  readonly titleOf: Ports['titleOf'];
}

export type JobEnd<T> = { readonly kind: 'finished'; readonly value: T } | { readonly kind: 'died' | 'cancelled' };

export interface Notes {
  readonly calls: PortCall[];
  readonly looks: Look[];
  readonly weights: WeightInForce[];
  readonly marks: Set<string>;
  /** Offset at which a person was first asked. */
  askedAtMs: number | 'never';
}

/** The process dies at the call of this number, counted over all jobs. */
export type KillPoint = { readonly kind: 'never' } | { readonly kind: 'before' | 'after'; readonly call: number };

const TURNS = purposeOf('turns of concurrent jobs');
/** Calls of one millisecond are ordered by a priority of 2 to 255. */
const TURN_COUNT = 256 - CALLS_FROM;

export function simulation(trial: Trial, outside: Outside, kill: KillPoint = { kind: 'never' }): Simulation {
  const { policy, scenario } = trial;
  const { seed, run } = scenario;
  const faults = faultsInForce(scenario);
  const time = virtualTime();
  const notes: Notes = { calls: [], looks: [], weights: [], marks: new Set(), askedAtMs: 'never' };
  const mark = (name: string): void => void notes.marks.add(name);
  const real = reality(outside, time, policy.serve.slots[1]);
  const router = simulatedRouter({
    policy, model: scenario.router, stable: STABLE, faults, time, mark,
    moved: ({ weight, mirror, rolloutId }) => {
      real.expose({ weight: weight / 1_000_000, mirror: mirror / 1_000_000 });
      notes.weights.push({ atMs: START_MS + time.nowMs, weightPpm: weight, mirrorPpm: mirror, rolloutId, by: rolloutId === '' ? 'person' : 'rampart' });
    },
  });
  const ledger = simulatedLedger({ target: policy.target, faults, time, mark, recorded: ({ kind }) => kind === 'promoted' && real.promoted() });
  const ports: SimulatedPorts = {
    ledger, router, registry: simulatedRegistry(policy, faults, time), metrics: real.metrics, freeze: simulatedFreezeGuard(faults, time),
    smoke: simulatedSmokeProbe(policy, () => compileQuality(trial), time, () => real.exposure), titleOf: ({ kind }) => kind,
  };

  const alive = new Set<Job>();
  const started = new Map<string, number>();
  const spent = new Set<unknown>();
  const turns = newRandom();
  const listeners: (() => void)[] = [];
  let drawn = 0;
  let bug: { readonly error: unknown } | undefined;

  const sim: Simulation = {
    trial, startMs: START_MS, faults, time, reality: real, ports, notes, alive,
    start: async (kind, work) => {
      const number = (started.get(kind) ?? 0) + 1;
      started.set(kind, number);
      const job = new Job(sim, `${kind}-${String(number)}`);
      alive.add(job);
      if (alive.size > 1) mark('two-at-once');
      try {
        return { kind: 'finished', value: await work(job) };
      } catch (error) {
        if (!(error instanceof JobDied)) bug ??= { error };
        return { kind: job.signal.aborted ? 'cancelled' : 'died' };
      } finally {
        alive.delete(job);
      }
    },
    isCrowded: () => alive.size > 1 || !time.isQuiet(),
    drawTurn: () => turns.at(seed, run, (drawn += 1), TURNS).u32() % TURN_COUNT,
    deathOf: (job, { call, ownCall }) => {
      if (kill.kind !== 'never' && kill.call === call) return kill.kind;
      const fault = faults.all('job-dies').find((dies) => !spent.has(dies) && dies.call === ownCall && job.startedAtMs >= dies.atMs && job.startedAtMs < dies.atMs + dies.forMs);
      if (fault === undefined) return 'none';
      spent.add(fault);
      return fault.when;
    },
    whenAsked: (listener) => void listeners.push(listener),
    asked: () => {
      if (notes.askedAtMs === 'never') notes.askedAtMs = time.nowMs;
      for (const listener of listeners) listener();
    },
    run: async (goesOn) => {
      await time.run(scenario.horizonMs, () => bug === undefined && goesOn());
      if (bug !== undefined) throw bug.error;
    },
  };
  return sim;
}
