// rampart search: the worst release that a search finds for a policy. What it finds is a lower bound on the worst there is.
import { plainLine } from '@rampart/json-exchange';
import type { Traffic } from '@rampart/policy-document';
import { count, counted, paint } from '@rampart/report';
import { hex, openPool, OWN_TRAFFIC, runSimulator, searchWorstCase, trialOf, WORKER_ENTRY, writeScenario, type RunRow, type Scenario, type SearchAsked, type SearchResult, type SimulatedTask } from '@rampart/simulator';
import { isSet, type Command, type ExitCode, type Invocation } from '../command.ts';
import { codeHash } from '../simulation/code-hash.ts';
import { keepScenario } from '../simulation/counterexample-files.ts';
import { progressLine } from '../simulation/progress.ts';
import { readRunOptions, RUN_OPTIONS } from '../simulation/run-options.ts';
import { readSubjects, type Subject } from '../simulation/subject.ts';
import { wholeOption } from '../simulation/whole-option.ts';
import { tellMistakes } from '../targets.ts';
import { tellUsage } from '../tell-usage.ts';
import { trafficBeside } from '../traffic-beside.ts';

const RUNS = 20;

export const search: Command = {
  name: 'search',
  summary: 'searches for the release that does most harm under a policy, and keeps it as a scenario to replay',
  options: {
    runs: { value: '20', does: `simulated releases per candidate (default ${String(RUNS)})` },
    generations: { value: '10', does: 'how often the search moves on to where harm was found (default 10)' },
    population: { value: '60', does: 'candidates per generation (default 60)' },
    seed: RUN_OPTIONS.seed,
    workers: RUN_OPTIONS.workers,
  },
  policies: 'one',
  run: async (invocation) => {
    const mistakes: string[] = [];
    const generations = wholeOption(invocation, 'generations', { min: 1, max: 1_000, otherwise: 10 }, mistakes);
    const population = wholeOption(invocation, 'population', { min: 10, max: 10_000, otherwise: 60 }, mistakes);
    const read = readRunOptions(invocation);
    if (read.kind === 'mistakes' || mistakes.length > 0) return tellUsage(invocation, 'search', [...mistakes, ...(read.kind === 'mistakes' ? read.mistakes : [])]);
    const { seed, workers, runs: askedRuns } = read.options;
    const runs = askedRuns.kind === 'asked' ? askedRuns.runs : RUNS;
    const subjects = await readSubjects(invocation.files, invocation.cwd);
    if (subjects.kind === 'mistakes') return tellMistakes(invocation, subjects.mistakes);
    const [subject, ...more] = subjects.subjects;
    if (subject === undefined || more.length > 0) return tellUsage(invocation, 'search', [`takes one policy, got ${String(subjects.subjects.length)}`]);
    const beside = await trafficBeside(subject.file, invocation.cwd);
    if (beside.kind === 'mistakes') return tellMistakes(invocation, beside.mistakes);
    const asked: SearchAsked = { seed, generations, population, runs, keep: keptFeatures(beside.traffic), base: baseOf(subject, seed) };
    return await conclude(invocation, subject, asked, await searched(invocation, subject, asked, workers));
  },
};

/** What the profile measured is the user's and stays. */
function keptFeatures(traffic: Traffic): readonly string[] {
  if (traffic.kind === 'unknown') return [];
  const { shape, errorBursts, checks } = traffic.profile;
  return [
    'requestsPerSecond',
    ...(shape.kind === 'unknown' ? [] : ['peakToTrough']),
    ...(errorBursts.kind === 'unknown' ? [] : ['failBurst']),
    ...(Object.values(checks).some(({ kind }) => kind === 'counts') ? ['errorRatio'] : []),
  ];
}

/** An equal candidate in the user's own traffic, else in the family that a check would take. */
function baseOf({ pinned, own, families: [family = OWN_TRAFFIC.name] }: Subject, seed: number): Scenario {
  return trialOf({ kind: 'drawn', policy: pinned.policy, seed, own, series: { family, candidate: 'equal', stratum: { name: '', first: 0, every: 1 } } }, 0).scenario;
}

async function searched({ console, signal }: Invocation, { pinned }: Subject, asked: SearchAsked, workers: number): Promise<SearchResult> {
  const pool = openPool<SimulatedTask, RunRow>(runSimulator(), { entry: WORKER_ENTRY, workers, signal });
  const progress = progressLine(console, 'simulated releases');
  const total = asked.generations * asked.population * asked.runs;
  let done = 0;
  // The runs of one candidate follow each other: they are one task.
  const excessOf = async (scenarios: readonly Scenario[]): Promise<readonly number[]> => {
    const candidates = Array.from({ length: Math.ceil(scenarios.length / asked.runs) }, (_, index) => scenarios.slice(index * asked.runs, (index + 1) * asked.runs));
    const excess = await Promise.all(
      candidates.map(async (candidate) => {
        const [scenario] = candidate;
        if (scenario === undefined) return [];
        const rows = await pool.run({ kind: 'scenario', policy: pinned.policy, scenario }, 0, candidate.length);
        done += rows.length;
        progress.told({ done, total });
        return rows.map(({ excessInTrial }) => excessInTrial);
      }),
    );
    return excess.flat();
  };
  try {
    return await searchWorstCase(asked, excessOf);
  } finally {
    progress.close();
    await pool.close();
  }
}

async function conclude(invocation: Invocation, { file, pinned }: Subject, { seed, runs, generations, population, keep }: SearchAsked, { worst, course, evaluations }: SearchResult): Promise<ExitCode> {
  const { console, cwd, hideSecrets } = invocation;
  const budget = pinned.policy.promise.badRequestsMax;
  const isBroken = worst.meanExcess > budget;
  const kept = { breaks: worst.worstExcess > budget ? 'badRequests' : '', depth: 'decide', scenario: worst.scenario } as const;
  const replay = await keepScenario(kept, { policyFile: file, cwd, hideSecrets });
  if (isSet(invocation, 'json')) {
    const found = { meanExcess: worst.meanExcess, worstExcess: worst.worstExcess, run: worst.worstRun, scenario: writeScenario({ policy: file, ...kept }) };
    console.out(JSON.stringify({ policy: { file, target: pinned.policy.target, digest: pinned.digest }, seed, codeHash: await codeHash(), runs, generations, population, kept: keep, budget, worst: found, course, evaluations, replay }, null, 2));
    return isBroken ? 1 : 0;
  }
  const found = `${amount(worst.meanExcess)} bad requests on average of ${counted(runs, 'release')}, ${amount(worst.worstExcess)} in the worst of them, before the promotion and beyond what stable would have had`;
  console.out(
    [
      paint(`${pinned.policy.target} · ${counted(evaluations, 'simulated release')}, seed ${hex(seed)}`, ['bold'], console.style),
      `The worst release that was found: ${found}.`,
      paint(isBroken ? ` ✘ on average that is more than the promised ${count(budget)}` : ` ✔ on average that is within the promised ${count(budget)}`, [isBroken ? 'red' : 'green'], console.style),
      `   best of each generation: ${course.map(amount).join(', ')}`,
      ...(keep.length === 0 ? ['   there is no traffic profile: how much traffic there is was searched for as well'] : [`   as the traffic profile has it: ${keep.join(', ')}`]),
      'This is a lower bound: there may be worse ones that the search did not meet. rampart check proves what holds for the usual kinds.',
      '',
      writeScenario({ policy: plainLine(file), ...kept }).trimEnd(),
      '',
      replay,
    ].join('\n'),
  );
  return isBroken ? 1 : 0;
}

function amount(value: number): string {
  return Math.abs(value) >= 10 ? count(value) : value.toFixed(1);
}
