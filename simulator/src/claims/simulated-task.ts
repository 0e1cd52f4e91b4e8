// What a pool is asked to run: policies in scenarios, as plain data that crosses to worker threads. Whoever computes it makes the trial out of it.
import type { Policy } from '@rampart/rollout-policy';
import { familyNamed, type Family, type OwnTraffic } from '../scenario/families/index.ts';
import type { Scenario, Trial } from '../scenario/scenario.ts';
import { asksForApproval } from './claims-of.ts';
import type { Series } from './series.ts';

export type SimulatedTask =
  /** Run `i` of a series. */
  | { readonly kind: 'drawn'; readonly policy: Policy; readonly seed: number; readonly own: OwnTraffic; readonly series: Series }
  /** The scenario as it stands, with the run's number in it. */
  | { readonly kind: 'scenario'; readonly policy: Policy; readonly scenario: Scenario };

const PERSON_ANSWERS_MS = 3_600_000;

/** `familyOf`: by default the families that there are; tests give their own. */
export function trialOf(task: SimulatedTask, run: number, familyOf: (name: string) => Family = knownFamily): Trial {
  if (task.kind === 'scenario') return { policy: task.policy, scenario: { ...task.scenario, run } };
  const { policy, seed, own, series } = task;
  const { first, every } = series.stratum;
  const scenario = familyOf(series.family).draw({ policy, seed, run: first + every * run, candidate: series.candidate, own });
  return { policy, scenario: asksForApproval(policy) ? withPersonWhoApproves(scenario) : scenario };
}

/** What is proved of a plan with an approval is proved for somebody who gives it within the hour. */
function withPersonWhoApproves(scenario: Scenario): Scenario {
  return { ...scenario, runner: { ...scenario.runner, person: { kind: 'approves', afterMs: PERSON_ANSWERS_MS } } };
}

function knownFamily(name: string): Family {
  const found = familyNamed(name);
  if (found.kind === 'found') return found.family;
  throw new RangeError(`there is no family ${JSON.stringify(name)}${found.meant === '' ? '' : `; did you mean ${found.meant}?`}`);
}
