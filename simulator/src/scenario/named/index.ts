// All named scenarios, in the order in which reports list them.
import { infrastructure } from './infrastructure.ts';
import { modelBehaviours } from './model-behaviours.ts';
import type { NamedScenario } from './named-scenario.ts';
import { runnersAndPeople } from './runners-and-people.ts';
import { steadyAndTraffic } from './steady-and-traffic.ts';
import { telemetry } from './telemetry.ts';

export { trialOf, type NamedScenario } from './named-scenario.ts';

export function namedScenarios(): readonly NamedScenario[] {
  return namedByTheme().flatMap(({ scenarios }) => scenarios);
}

export interface Theme {
  readonly title: string;
  readonly scenarios: readonly NamedScenario[];
}

export function namedByTheme(): readonly Theme[] {
  return [
    { title: 'equal candidates in all kinds of traffic', scenarios: steadyAndTraffic() },
    { title: 'models that misbehave', scenarios: modelBehaviours() },
    { title: 'metrics that go missing or lie', scenarios: telemetry() },
    { title: 'routers, ledgers and deployers that fail', scenarios: infrastructure() },
    { title: 'runners, schedules and people', scenarios: runnersAndPeople() },
  ];
}
