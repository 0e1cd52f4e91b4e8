// A scenario with a name of its own: one thing that happens to releases, where that is known from, and the mark that shows what a policy made of it.
import { DEFAULT_SCENARIO } from '../default-scenario.ts';
import type { Mark } from '../marks/index.ts';
import { builtInPolicy, type BuiltInPolicy } from '../policies.ts';
import type { RouterModel, RunnerModel, Scenario, TrafficModel, Trial } from '../scenario.ts';

export interface NamedScenario {
  readonly name: string;
  /** What happens, in a sentence. */
  readonly about: string;
  /** Where this is known from, or why it has to be tried. */
  readonly grounding: string;
  /** What comes of it, and of no other named scenario. */
  readonly turns: Mark;
  readonly policy: BuiltInPolicy;
  readonly depth: 'decide' | 'tick';
  readonly scenario: Scenario;
}

export interface NamedParts extends Partial<Omit<Scenario, 'name' | 'about' | 'traffic' | 'runner' | 'router'>> {
  readonly name: string;
  readonly about: string;
  readonly grounding: string;
  readonly turns: Mark;
  readonly policy?: BuiltInPolicy;
  readonly depth?: 'decide' | 'tick';
  readonly traffic?: Partial<TrafficModel>;
  readonly runner?: Partial<RunnerModel>;
  readonly router?: Partial<RouterModel>;
}

/** What is not said is plain: 50 requests a second, policy `web`, depth `tick`. */
export function aNamed({ name, about, grounding, turns, policy = 'web', depth = 'tick', traffic, runner, router, ...parts }: NamedParts): NamedScenario {
  const { traffic: plainTraffic, runner: plainRunner, router: plainRouter } = DEFAULT_SCENARIO;
  const scenario = { ...DEFAULT_SCENARIO, name, about, ...parts, traffic: { ...plainTraffic, ...traffic }, runner: { ...plainRunner, ...runner }, router: { ...plainRouter, ...router } };
  return { name, about, grounding, turns, policy, depth, scenario };
}

export function trialOf({ policy, scenario }: NamedScenario): Trial {
  return { policy: builtInPolicy(policy), scenario };
}
