// The named scenarios as a reader looks for them, by what they are about. A test holds that none is missing.
import { infrastructure } from '../scenario/named/infrastructure.ts';
import { modelBehaviours } from '../scenario/named/model-behaviours.ts';
import type { NamedScenario } from '../scenario/named/named-scenario.ts';
import { runnersAndPeople } from '../scenario/named/runners-and-people.ts';
import { steadyAndTraffic } from '../scenario/named/steady-and-traffic.ts';
import { telemetry } from '../scenario/named/telemetry.ts';

export interface Theme {
  readonly title: string;
  readonly scenarios: () => readonly NamedScenario[];
}

export const THEMES: readonly Theme[] = [
  { title: 'Equal candidates in all kinds of traffic', scenarios: steadyAndTraffic },
  { title: 'How candidates misbehave', scenarios: modelBehaviours },
  { title: 'Metrics and labels that lie, stop or come late', scenarios: telemetry },
  { title: 'Routers, ledgers, registries and slots that fail', scenarios: infrastructure },
  { title: 'Runners, schedules and people', scenarios: runnersAndPeople },
];
