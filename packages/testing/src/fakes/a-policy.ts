// Builders of policies for tests: everything has a plain default, a test names only what it is about.
import { ppm, type Check, type Expert, type Policy, type ReleasePromise, type Stage } from '@rampart/rollout-policy';

export type PolicyParts = Partial<Omit<Policy, 'promise' | 'expert'>> & {
  readonly promise?: Partial<ReleasePromise>;
  readonly expert?: Partial<Expert>;
};

/** Target `fraud-prod` on slots `a` and `b`, one check `errors`, and smoke, ramp, bake. */
export function aPolicy({ promise, expert, ...parts }: PolicyParts = {}): Policy {
  return {
    target: 'fraud-prod',
    model: { registry: 'gto', name: 'fraud', stage: 'prod' },
    serve: { kind: 'http', url: 'http://router.test/', slots: ['a', 'b'] },
    metrics: { kind: 'openmetrics', pages: { a: ['http://a.test/metrics'], b: ['http://b.test/metrics'] } },
    checks: [aCheck()],
    plan: [aSmoke(), aRamp(), { kind: 'bake', durationMs: 600_000, holdback: ppm(10_000) }],
    quiet: [],
    onNewVersion: 'replace',
    // A policy that says nothing only tells; most tests want to see what a change does.
    freeze: { paths: [], then: 'hold' },
    ...parts,
    promise: { falseAlarmRatio: 0.01, badRequestsMax: 100, catches: [], decideWithinMs: 259_200_000, ifUndecided: 'ask', ...promise },
    expert: {
      blockMs: 30_000,
      lagMs: 0,
      lookMs: 30_000,
      tickMs: 300_000,
      warmUpMs: 0,
      gridMs: 300_000,
      blindMs: 1_800_000,
      maxGapMs: 120_000,
      samplesMin: 20,
      sampleRatioAlpha: 0.001,
      sampleRatioFactor: 1.1,
      certifyAlpha: 0.05,
      stableRatioMax: 0.1,
      growthMax: 2,
      ...expert,
    },
  };
}

/** A share of failed requests that may be a quarter above stable's, and rolls back. */
export function aCheck(parts: Partial<Check> = {}): Check {
  return {
    name: 'errors',
    signal: { kind: 'share', metric: 'requests_total', among: [], where: [{ label: 'code', op: '=~', pattern: '5..' }], unit: 'requests' },
    better: 'lower',
    slices: [],
    gap: { kind: 'none' },
    worseBy: { kind: 'factor', factor: 1.25 },
    sides: 'worse',
    limit: { kind: 'none' },
    then: 'rollback',
    independent: false,
    ...parts,
  };
}

/** A smoke stage without a probe: placed, ready, of the recorded digest. */
export function aSmoke(parts: Partial<StageOf<'smoke'>> = {}): StageOf<'smoke'> {
  return { kind: 'smoke', probe: { kind: 'none' }, ...parts };
}

/** Up to half of the traffic, as large as the promise allows; users move freely between the arms. */
export function aRamp(parts: Partial<StageOf<'ramp'>> = {}): StageOf<'ramp'> {
  return { kind: 'ramp', steps: { kind: 'promise' }, weightMax: ppm(500_000), sticky: 'none', ...parts };
}

type StageOf<Kind extends Stage['kind']> = Extract<Stage, { kind: Kind }>;
