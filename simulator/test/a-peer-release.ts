// Releases under a peer, many times over, against a published share.
import { expect } from 'vitest';
import { releaseUnder, type Peer, type PeerReleased } from '../src/peers/index.ts';
import { DEFAULT_TRAFFIC } from '../src/scenario/default-scenario.ts';
import type { Scenario, Trial } from '../src/scenario/scenario.ts';
import { aggregatedWorld } from '../src/world/aggregated.ts';
import { aTrial } from './a-happening.ts';

export const MINUTE_MS = 60_000;

export interface Served {
  readonly perMinute: number;
  /** Share of stable's requests that fail, and what the candidate adds to it. */
  readonly errors: number;
  readonly more?: number;
  readonly scenario?: Partial<Scenario>;
}

export function servedTrial({ perMinute, errors, more = 0, scenario = {} }: Served, run = 0): Trial {
  return aTrial({
    seed: 11,
    run,
    traffic: { ...DEFAULT_TRAFFIC, requestsPerSecond: perMinute / 60 },
    baseline: { errors: { kind: 'ratio', ratio: errors } },
    behaviours: more === 0 ? [] : [{ kind: 'worse', arm: 'candidate', since: 'start', fromMs: 0, forMs: 'ever', on: { kind: 'check', name: 'errors' }, factor: 1, points: more }],
    ...scenario,
  });
}

export function releases(peer: Peer, served: Served, runs: number): readonly PeerReleased[] {
  return Array.from({ length: runs }, (_, run) => {
    const trial = servedTrial(served, run);
    return releaseUnder(peer, trial, aggregatedWorld(trial));
  });
}

export function sentBack(all: readonly PeerReleased[]): number {
  return all.filter(({ ending }) => ending.outcome === 'rolled-back').length / all.length;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Two points, and three standard errors of both samples: the published figure is a simulation as well. */
export function expectAbout(measured: number, published: number, { runs, publishedRuns }: { readonly runs: number; readonly publishedRuns: number }): void {
  const pooled = (measured * runs + published * publishedRuns) / (runs + publishedRuns);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / runs + 1 / publishedRuns));
  expect(Math.abs(measured - published)).toBeLessThanOrEqual(0.02 + 3 * error);
}
