// The plain scenario: steady traffic, an equal candidate, nothing that goes wrong. Files say only what differs from it, tests and named scenarios start from it.
import type { Behaviour, RouterModel, RunnerModel, Scenario, TrafficModel } from './scenario.ts';

const DAY_MS = 86_400_000;

/** 50 requests a second, each by itself, no users to tell apart. */
export const DEFAULT_TRAFFIC: TrafficModel = {
  requestsPerSecond: 50,
  shape: { kind: 'flat' },
  dispersion: 1,
  bursts: { factor: 1, everyMs: 3_600_000, lastMs: 300_000 },
  failBurst: { mean: 1, max: 1 },
  armNoise: 0,
  commonNoise: 0,
  users: { kind: 'requests' },
  segments: [],
  retries: { probability: 0, max: 0 },
};

/** Scheduled ticks on the dot, jobs at once, nobody who answers. */
export const DEFAULT_RUNNER: RunnerModel = { mode: 'auto', lateMedianMs: 0, missing: 0, jobDelayMs: 0, person: { kind: 'never' } };

/** Percent steps, in effect at once. */
export const DEFAULT_ROUTER: RouterModel = { stepPpm: 10_000, canMirror: true, settlesAfterMs: 0 };

export const DEFAULT_SCENARIO: Scenario = {
  name: 'default',
  about: '',
  seed: 0,
  run: 0,
  horizonMs: DAY_MS,
  healsAtMs: 'never',
  traffic: DEFAULT_TRAFFIC,
  baseline: {},
  behaviours: [],
  faults: [],
  runner: DEFAULT_RUNNER,
  router: DEFAULT_ROUTER,
};

/** A behaviour of the candidate's own, from its start to the end, unless it says otherwise. */
export const DEFAULT_MISBEHAVING: Pick<Behaviour, 'arm' | 'since' | 'fromMs' | 'forMs'> = { arm: 'candidate', since: 'start', fromMs: 0, forMs: 'ever' };
