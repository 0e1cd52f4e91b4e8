// rampart simulate: many releases of a policy, and what became of them. It judges nothing; `rampart check` does.
import { plainLine } from '@rampart/json-exchange';
import { paint } from '@rampart/report';
import type { Policy } from '@rampart/rollout-policy';
import { candidateText, DEFAULT_SCENARIO, hex, namedScenarios, openPool, OUTCOME_WORKER, outcomeFigures, outcomesLegend, renderOutcomes, simulateOutcome, strataOf, type OutcomeRow, type OwnTraffic, type ReleaseOutcome, type Scenario, type SimulatedTask } from '@rampart/simulator';
import { arrivalsOf, mistakeSentence } from '@rampart/simulator/fit';
import { isSet, textValue, type Command, type ExitCode, type Invocation } from '../command.ts';
import { withCsvFile } from '../csv-file.ts';
import { codeHash } from '../simulation/code-hash.ts';
import { readLate } from '../simulation/late-option.ts';
import { progressLine } from '../simulation/progress.ts';
import { readRunOptions, RUN_OPTIONS, type RunOptions } from '../simulation/run-options.ts';
import { readScenarioFile, type ScenarioRefused } from '../simulation/scenario-to-replay.ts';
import { readSubjects, type Subject } from '../simulation/subject.ts';
import { tellLateness } from '../simulation/tell-lateness.ts';
import { tellRefused } from '../simulation/tell-refused.ts';
import { tellMistakes } from '../targets.ts';
import { tellUsage } from '../tell-usage.ts';

const RUNS = 200;

export const simulate: Command = {
  name: 'simulate',
  summary: 'simulates many releases of a policy, good and bad ones, and says what became of them',
  options: {
    scenario: { value: 'steady-good', does: 'one scenario instead: a name of rampart scenarios, or a file; its own seed, and as many run numbers as --runs says' },
    traffic: { value: 'arrivals.csv', does: 'replays real arrivals (a row per request, or counts per span) instead of traffic by the profile' },
    late: { value: 'median=4h,missing=95%', does: 'what if scheduled jobs come so late: modes tick, auto and watch beside each other, with what they cost' },
    ...RUN_OPTIONS,
    runs: { ...RUN_OPTIONS.runs, value: '1000', does: `simulated releases per kind of candidate (default ${String(RUNS)})` },
  },
  policies: 'one',
  run: async (invocation) => {
    const options = readRunOptions(invocation);
    if (options.kind === 'mistakes') return tellUsage(invocation, 'simulate', options.mistakes);
    const asked = [textValue(invocation, 'scenario'), textValue(invocation, 'traffic'), options.options.families.join('')].filter((value) => value !== '');
    if (asked.length > 1) return tellUsage(invocation, 'simulate', ['--scenario, --traffic and --family each say what the traffic is; keep one']);
    const read = await readSubjects(invocation.files, invocation.cwd);
    if (read.kind === 'mistakes') return tellMistakes(invocation, read.mistakes);
    const [subject, ...more] = read.subjects;
    if (subject === undefined || more.length > 0) return tellUsage(invocation, 'simulate', [`takes one policy, got ${String(read.subjects.length)}`]);
    const late = textValue(invocation, 'late');
    if (late !== '') return await simulateLateness(invocation, subject, options.options, late);
    const plan = await planOf(invocation, subject, options.options);
    if (plan.kind !== 'plan') return tellRefused(invocation, 'simulate', plan);
    const rows = await outcomesOf(plan.series, options.options, invocation);
    const { pinned, file } = subject;
    if (isSet(invocation, 'json')) {
      const series = rows.map(({ family, candidate, figures }) => ({ family, candidate, ...figures }));
      invocation.console.out(JSON.stringify({ policy: { file, target: pinned.policy.target, digest: pinned.digest }, seed: plan.seed, codeHash: await codeHash(), traffic: plan.traffic, assumed: plan.remarks, series }, null, 2));
    } else tell(invocation, subject, plan, rows);
    return 0;
  },
};

async function simulateLateness(invocation: Invocation, subject: Subject, options: RunOptions, late: string): Promise<ExitCode> {
  const read = readLate(late);
  if (read.kind === 'mistake') return tellUsage(invocation, 'simulate', [read.why]);
  if (['scenario', 'traffic'].some((other) => textValue(invocation, other) !== '') || options.families.length > 1) return tellUsage(invocation, 'simulate', ['--late goes with the traffic of the policy or with one --family; a scenario says under runner how late its own schedule is']);
  if (options.families.includes('own-traffic') && subject.own.kind === 'unknown') return tellRefused(invocation, 'simulate', { kind: 'refused', why: `own-traffic is that of the profile beside the policy: ${subject.traffic}. rampart init or rampart fit --write make one` });
  await tellLateness(invocation, subject, options, read.late);
  return 0;
}

/** What is simulated, in the order of the table. */
interface Plan {
  readonly kind: 'plan';
  readonly traffic: string;
  readonly remarks: readonly string[];
  readonly seed: number;
  readonly series: readonly PlannedSeries[];
}

interface PlannedSeries {
  readonly family: string;
  readonly candidate: string;
  readonly task: SimulatedTask;
}

async function planOf(invocation: Invocation, subject: Subject, { seed, families }: RunOptions): Promise<Plan | ScenarioRefused> {
  const { pinned, own, traffic, assumed } = subject;
  const { policy } = pinned;
  const scenarioName = textValue(invocation, 'scenario');
  if (scenarioName !== '') return await scenarioPlan(invocation, scenarioName, policy, seed);
  const csv = textValue(invocation, 'traffic');
  if (csv !== '') {
    const replayed = arrivalsIn(csv, invocation.cwd, own);
    if (replayed.kind !== 'arrivals') return replayed;
    return { kind: 'plan', traffic: `the arrivals of ${csv}`, remarks: [...replayed.remarks, ...assumed], seed, series: kindsIn('own-traffic', { policy, seed, own: replayed.own }) };
  }
  const asked = families.length > 0 ? families : subject.families;
  if (asked.includes('own-traffic') && own.kind === 'unknown') return { kind: 'refused', why: `own-traffic is that of the profile beside the policy: ${traffic}. rampart init or rampart fit --write make one` };
  return { kind: 'plan', traffic: families.length > 0 ? families.join(', ') : traffic, remarks: asked.includes('own-traffic') ? assumed : [], seed, series: asked.flatMap((family) => kindsIn(family, { policy, seed, own })) };
}

/** A good candidate, and each of the bad ones by itself. */
function kindsIn(family: string, { policy, seed, own }: { readonly policy: Policy; readonly seed: number; readonly own: OwnTraffic }): readonly PlannedSeries[] {
  return (['equal', 'worst'] as const).flatMap((candidate) =>
    strataOf(candidate).map((stratum) => ({ family, candidate: candidateText({ candidate, stratum }), task: { kind: 'drawn', policy, seed, own, series: { family, candidate, stratum } } as const })),
  );
}

async function scenarioPlan(invocation: Invocation, name: string, policy: Policy, seed: number): Promise<Plan | ScenarioRefused> {
  const named = namedScenarios().find((one) => one.name === name);
  const read = named === undefined ? await readScenarioFile(name, invocation.cwd) : ({ kind: 'file', file: { scenario: named.scenario } } as const);
  if (read.kind !== 'file') return read.kind === 'refused' ? { ...read, why: `${read.why}; rampart scenarios lists those that have a name` } : read;
  const scenario: Scenario = textValue(invocation, 'seed') === '' ? read.file.scenario : { ...read.file.scenario, seed };
  return { kind: 'plan', traffic: `scenario ${name}${scenario.about === '' ? '' : `: ${plainLine(scenario.about)}`}`, remarks: [], seed: scenario.seed, series: [{ family: name, candidate: 'as the scenario says', task: { kind: 'scenario', policy, scenario } }] };
}

function arrivalsIn(file: string, cwd: string, own: OwnTraffic): { readonly kind: 'arrivals'; readonly own: OwnTraffic; readonly remarks: readonly string[] } | ScenarioRefused {
  const reading = withCsvFile(file, cwd, (source) => arrivalsOf(source));
  if (reading.kind === 'unreadable') return { kind: 'refused', why: reading.why };
  if (reading.value.kind === 'mistakes') return { kind: 'refused', why: reading.value.mistakes.map(mistakeSentence).join('; ').replace(/\.$/, '') };
  const { replay, remarks } = reading.value;
  let requests = 0;
  for (const count of replay.counts) requests += count;
  const known = own.kind === 'known' ? own : { traffic: DEFAULT_SCENARIO.traffic, baseline: DEFAULT_SCENARIO.baseline, router: DEFAULT_SCENARIO.router };
  // What was counted has its own bursts and its own spread.
  const traffic = { ...known.traffic, requestsPerSecond: (requests * 1_000) / (replay.counts.length * replay.stepMs), shape: replay, dispersion: 1, bursts: DEFAULT_SCENARIO.traffic.bursts };
  return { kind: 'arrivals', own: { kind: 'known', traffic, baseline: known.baseline, router: known.router }, remarks };
}

interface SeriesOutcomes extends OutcomeRow {
  readonly family: string;
}

async function outcomesOf(series: readonly PlannedSeries[], { runs, workers }: RunOptions, { console, signal }: Invocation): Promise<readonly SeriesOutcomes[]> {
  const each = runs.kind === 'asked' ? runs.runs : RUNS;
  const pool = openPool<SimulatedTask, ReleaseOutcome>(simulateOutcome, { entry: OUTCOME_WORKER, workers, signal });
  const progress = progressLine(console, 'simulated releases');
  const total = series.length * each;
  let done = 0;
  try {
    return await Promise.all(
      series.map(async ({ family, candidate, task }) => {
        const rows: ReleaseOutcome[] = [];
        for (let from = 0; from < each; from += RUNS_BETWEEN_NEWS) {
          const some = await pool.run(task, from, Math.min(each, from + RUNS_BETWEEN_NEWS));
          rows.push(...some);
          done += some.length;
          progress.told({ done, total });
        }
        return { family, candidate, figures: outcomeFigures(rows) };
      }),
    );
  } finally {
    progress.close();
    await pool.close();
  }
}

const RUNS_BETWEEN_NEWS = 64;

function tell({ console }: Invocation, { pinned }: Subject, { traffic, remarks, seed }: Plan, rows: readonly SeriesOutcomes[]): void {
  const families = [...new Set(rows.map(({ family }) => family))];
  console.out(
    [
      paint(`${pinned.policy.target} · ${traffic} · seed ${hex(seed)}`, ['bold'], console.style),
      ...families.flatMap((family) => [...(families.length > 1 ? [paint(` ${family}`, ['bold'], console.style)] : []), renderOutcomes(rows.filter((row) => row.family === family))]),
      outcomesLegend(rows),
      ...remarks.map((sentence) => `assumed: ${plainLine(sentence, 400)}`),
    ].join('\n'),
  );
}
