// Trials for tests of the world: everything has a plain value, a test names only what it is about.
import type { Check, Policy, Signal } from '@rampart/rollout-policy';
import { builtInPolicy } from '../../src/scenario/policies.ts';
import { DEFAULT_MISBEHAVING, DEFAULT_SCENARIO, DEFAULT_TRAFFIC } from '../../src/scenario/default-scenario.ts';
import type { Behaviour, Scenario, TrafficModel, Trial } from '../../src/scenario/scenario.ts';
import type { Exposure, Happening, World, WorldRun } from '../../src/world/world.ts';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const web = builtInPolicy('web');
const [plainCheck] = web.checks;
if (plainCheck === undefined) throw new Error('the plain policy has a check');

/** Failures of requests, which can roll back. */
export function aCheck(parts: Partial<Check> = {}): Check {
  return { ...(plainCheck as Check), ...parts };
}

const LABELS = { source: { kind: 'http', url: 'http://labels.internal' }, everyMs: 15 * MINUTE, matureMs: 15 * MINUTE } as const;

/** A check of each signal, named like the signal. */
export function aCheckOf(kind: Signal['kind'], parts: Partial<Check> = {}): Check {
  return aCheck({ name: kind, signal: signalOf(kind), then: kind === 'share' ? 'rollback' : 'hold', ...(kind === 'score' ? { better: 'higher' } : {}), ...parts });
}

function signalOf(kind: Signal['kind']): Signal {
  switch (kind) {
    case 'share':
      return { kind, metric: 'x_total', among: [], where: [], unit: 'requests' };
    case 'time':
      return { kind, metric: 'x_seconds', where: [] };
    case 'score':
      return { kind, origin: { kind: 'metric', metric: 'x', where: [] }, low: 0, high: 1 };
    case 'labels':
    case 'pairs':
    case 'calibration':
      return { kind, ...LABELS };
    case 'bins':
      return { kind, metric: 'x_total', where: [], by: 'answer', against: { kind: 'stable' } };
    case 'level':
      return { kind, metric: 'x_bytes', where: [], growth: { kind: 'none' } };
  }
}

export interface TrialParts extends Partial<Omit<Scenario, 'traffic'>> {
  readonly checks?: readonly Check[];
  readonly traffic?: Partial<TrafficModel>;
  readonly policy?: Partial<Policy>;
}

export function aTrial({ checks = [aCheck()], traffic = {}, policy = {}, ...scenario }: TrialParts = {}): Trial {
  return { policy: { ...web, ...policy, checks }, scenario: { ...DEFAULT_SCENARIO, name: 'test', seed: 7, ...scenario, traffic: { ...DEFAULT_TRAFFIC, ...traffic } } };
}

type Common = 'arm' | 'since' | 'fromMs' | 'forMs';
type Misbehaviour<B> = B extends Behaviour ? Omit<B, Common> & Partial<Pick<B, Common>> : never;

/** Of the candidate, from the start and for ever, unless it says otherwise. */
export function misbehaves(behaviour: Misbehaviour<Behaviour>): Behaviour {
  return { ...DEFAULT_MISBEHAVING, ...behaviour };
}

export function exposed(parts: Partial<Exposure> = {}): Exposure {
  return { weight: 0.5, mirror: 0, firstTrafficAtMs: 0, weightSinceMs: 0, promotedAtMs: 'never', ...parts };
}

export interface Stretch {
  readonly fromMs?: number;
  readonly toMs: number;
  readonly byMs: number;
  readonly exposure?: Exposure;
}

/** Advances by spans of `byMs` until `toMs`, from where the last one ended. */
export function advanced(run: WorldRun, { fromMs = 0, toMs, byMs, exposure = exposed() }: Stretch): readonly Happening[] {
  const happened: Happening[] = [];
  for (let atMs = fromMs; atMs < toMs; atMs += byMs) happened.push(run.advance({ fromMs: atMs, toMs: Math.min(toMs, atMs + byMs) }, exposure));
  return happened;
}

/** Counts of one cell, added up. */
export function summed(happened: readonly Happening[], check: string, cell = 'all') {
  const sum = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
  for (const { cells } of happened) {
    const counts = cells[check]?.[cell];
    if (counts === undefined) continue;
    for (const arm of ['stable', 'candidate'] as const) {
      sum[arm].trials += counts[arm].trials;
      sum[arm].events += counts[arm].events;
    }
  }
  return sum;
}

export function releaseOf(world: World, stretch: Stretch): readonly Happening[] {
  return advanced(world.begin(), stretch);
}

export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

export function momentsOf(values: readonly number[]): Moments {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (values.length - 1) };
}
