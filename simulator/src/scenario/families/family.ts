// A family: a distribution over scenarios with a name and a version. Claims are about a family; run `n` of a seed is the same scenario for everybody.
import { invariant, type Policy } from '@rampart/rollout-policy';
import type { CandidateKind } from '../../claims/claim.ts';
import { DEFAULT_SCENARIO } from '../default-scenario.ts';
import type { Baseline, Behaviour, Fault, RouterModel, RunnerModel, Scenario, TrafficModel } from '../scenario.ts';
import { BAD_SLICE, behavioursOf, dimensionOf } from './candidates.ts';
import { spreadOf, type Spread } from './spread.ts';

export interface Family {
  /** With its version, e.g. `web-steady@1`: whoever changes what is drawn raises it. */
  readonly name: string;
  /** What it is about, in a sentence. */
  readonly about: string;
  readonly draw: (request: DrawRequest) => Scenario;
}

export interface DrawRequest {
  /** Names the checks that candidates are worse on, and how long a release takes. */
  readonly policy: Policy;
  readonly seed: number;
  readonly run: number;
  readonly candidate: CandidateKind;
  readonly own: OwnTraffic;
}

/** What the user's own service does today, where it is known. */
export type OwnTraffic = { readonly kind: 'unknown' } | ({ readonly kind: 'known' } & Pick<Scenario, 'traffic' | 'baseline' | 'router'>);

/** What a family says about the world besides the candidate; the rest is plain. */
export interface DrawnWorld {
  readonly traffic: Partial<TrafficModel>;
  readonly baseline: Readonly<Record<string, Baseline>>;
  readonly faults?: readonly Fault[];
  readonly runner?: Partial<RunnerModel>;
  readonly router?: Partial<RouterModel>;
}

export interface FamilyRecipe {
  readonly name: string;
  readonly about: string;
  readonly world: (spread: Spread, request: DrawRequest) => DrawnWorld;
}

export function aFamily({ name, about, world }: FamilyRecipe): Family {
  return {
    name,
    about,
    draw: (request) => {
      const { policy, seed, run, candidate } = request;
      const { traffic, baseline, faults = [], runner, router } = world(spreadOf(request), request);
      const behaviours = behavioursOf(candidate, { policy, run });
      invariant(Number.isInteger(seed) && Number.isInteger(run) && seed >= 0 && run >= 0, 'seed and run are whole numbers', { seed, run });
      return {
        ...DEFAULT_SCENARIO,
        name: `${name}/${run}`,
        about,
        seed,
        run,
        horizonMs: horizonOf(policy),
        traffic: withSegments({ ...DEFAULT_SCENARIO.traffic, ...traffic }, policy, behaviours),
        baseline,
        behaviours,
        faults,
        runner: { ...DEFAULT_SCENARIO.runner, ...runner },
        router: { ...DEFAULT_SCENARIO.router, ...router },
      };
    },
  };
}

/** The time to decide, the bake, and what the last scheduled look may be late. Following is not simulated. */
export function horizonOf({ promise, plan, expert }: Policy): number {
  const bakeMs = plan.reduce((sum, stage) => sum + (stage.kind === 'bake' ? stage.durationMs : 0), 0);
  return promise.decideWithinMs + bakeMs + 2 * expert.tickMs;
}

/** Traffic is cut only where somebody looks at a part of it, or a part is bad: cutting costs time in every span. */
function withSegments(traffic: TrafficModel, policy: Policy, behaviours: readonly Behaviour[]): TrafficModel {
  const isNeeded = policy.checks.some(({ slices }) => slices.length > 0) || behaviours.some(({ kind }) => kind === 'worse-in');
  return isNeeded && traffic.segments.length === 0 ? { ...traffic, segments: segmentsOf(policy) } : traffic;
}

/** A tenth of the requests is one slice, of the first dimension that the policy slices by. */
function segmentsOf(policy: Policy): TrafficModel['segments'] {
  const dimension = dimensionOf(policy);
  return [
    { dimension, value: BAD_SLICE.value, share: 0.1, shareAtEnd: 0.1 },
    { dimension, value: 'other', share: 0.9, shareAtEnd: 0.9 },
  ];
}
