// rampart compare: policies side by side in the same worlds. The same releases for each, so that a difference is of the policies and not of luck.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { plainLine } from '@rampart/json-exchange';
import {
  comparePolicies, comparisonConfidence, comparisonWords, hex, horizonOf, MEASURES, openPool, renderComparisonSvg, renderComparisonTerminal, runSimulator, subjectWorld, WORKER_ENTRY,
  type CandidateKind, type ComparedKind, type OwnTraffic, type PolicyRuns, type RunRow, type SimulatedTask,
} from '@rampart/simulator';
import { isSet, textValue, type Command, type Invocation } from '../command.ts';
import { codeHash } from '../simulation/code-hash.ts';
import { progressLine } from '../simulation/progress.ts';
import { readRunOptions, RUN_OPTIONS, type RunOptions } from '../simulation/run-options.ts';
import { readSubjects, type Subject } from '../simulation/subject.ts';
import { refuse } from '../simulation/tell-refused.ts';
import { tellMistakes } from '../targets.ts';
import { tellUsage } from '../tell-usage.ts';
import { trafficBeside } from '../traffic-beside.ts';

/** As often each of the nine bad candidates. */
const RUNS = 270;
const RUNS_MIN = 30;
const POLICIES_MAX = 6;
const KINDS = [
  { candidate: 'equal', title: 'Equal candidates' },
  { candidate: 'worst', title: 'Bad candidates of nine kinds by turns' },
] as const satisfies readonly { readonly candidate: CandidateKind; readonly title: string }[];

export const compare: Command = {
  name: 'compare',
  summary: 'compares two to six policies in the same simulated releases, with intervals; --svg draws them',
  options: {
    svg: { value: 'comparison.svg', does: 'writes the comparison as a picture' },
    ...RUN_OPTIONS,
    runs: { ...RUN_OPTIONS.runs, value: '1000', does: `simulated releases per policy, of good and of bad candidates each (default ${String(RUNS)}, at least ${String(RUNS_MIN)})` },
    family: { value: RUN_OPTIONS.family.value, does: 'what the traffic is (default: the profile beside the first policy, else web-steady@1); rampart scenarios lists them' },
  },
  policies: 'some',
  run: async (invocation) => {
    const options = readCompareOptions(invocation);
    if (options.kind === 'mistakes') return tellUsage(invocation, 'compare', options.mistakes);
    const subjects: Subject[] = [];
    // One by one, in the order of the line: two versions of one target are what people compare.
    for (const file of invocation.files) {
      const read = await readSubjects([file], invocation.cwd);
      if (read.kind === 'mistakes') return tellMistakes(invocation, read.mistakes);
      subjects.push(...read.subjects);
    }
    const [first] = subjects;
    if (first === undefined || subjects.length < 2 || subjects.length > POLICIES_MAX) return tellUsage(invocation, 'compare', [`takes two to ${String(POLICIES_MAX)} policies, got ${String(subjects.length)}`]);
    const svg = textValue(invocation, 'svg');
    // Before minutes of work, not after them.
    if (svg !== '' && !existsSync(dirname(resolve(invocation.cwd, svg)))) return refuse(invocation, 'compare', [`${svg} cannot be written (there is no folder ${dirname(svg)})`]);
    const family = options.family === '' ? (first.families[0] ?? '') : options.family;
    if (family === 'own-traffic' && first.own.kind === 'unknown') return refuse(invocation, 'compare', [`own-traffic is that of the profile beside the first policy: ${first.traffic}`]);
    const kinds = await comparedKinds(invocation, subjects, family, options);
    const traffic = family === 'own-traffic' ? first.traffic : options.family === '' ? first.traffic : family;
    const words = comparisonWords(kinds, { traffic, seed: hex(options.seed) });
    if (svg !== '') {
      try {
        await writeFile(resolve(invocation.cwd, svg), invocation.hideSecrets(renderComparisonSvg(words)));
      } catch (error) {
        return refuse(invocation, 'compare', [`${svg} cannot be written (${error instanceof Error ? plainLine(error.message) : 'unknown reason'})`]);
      }
    }
    const { console } = invocation;
    if (isSet(invocation, 'json')) {
      const policies = subjects.map(({ file, pinned }) => ({ file, target: pinned.policy.target, digest: pinned.digest }));
      console.out(JSON.stringify({ policies, family, seed: options.seed, codeHash: await codeHash(), kinds: kinds.map(({ title, comparison }, index) => ({ candidate: KINDS[index]?.candidate ?? title, ...comparison })) }, null, 2));
    } else console.out(`${renderComparisonTerminal(words, console.style)}${svg === '' ? '' : `wrote ${svg}\n`}`);
    return 0;
  },
};

type CompareOptions = { readonly kind: 'options'; readonly runs: number; readonly family: string } & Pick<RunOptions, 'seed' | 'workers'>;

function readCompareOptions(invocation: Invocation): CompareOptions | { readonly kind: 'mistakes'; readonly mistakes: readonly string[] } {
  const family = textValue(invocation, 'family');
  const read = readRunOptions({ ...invocation, values: { ...invocation.values, ...(family === '' ? {} : { family: [family] }) } });
  if (read.kind === 'mistakes') return read;
  const { runs, seed, workers } = read.options;
  const each = runs.kind === 'asked' ? runs.runs : RUNS;
  if (each < RUNS_MIN) return { kind: 'mistakes', mistakes: [`--runs ${String(each)} are too few for an interval; write at least ${String(RUNS_MIN)}`] };
  return { kind: 'options', runs: each, seed, workers, family };
}

async function comparedKinds(invocation: Invocation, subjects: readonly Subject[], family: string, { runs, seed, workers }: CompareOptions): Promise<readonly ComparedKind[]> {
  const { console, cwd, signal } = invocation;
  const names = namesOf(subjects);
  const owns = await sameTraffic(subjects, cwd);
  const horizonMs = Math.max(...subjects.map(({ pinned }) => horizonOf(pinned.policy)));
  const confidence = comparisonConfidence({ policies: subjects.length, kinds: KINDS.length, measures: MEASURES.length });
  const pool = openPool<SimulatedTask, RunRow>(runSimulator(), { entry: WORKER_ENTRY, workers, signal });
  const progress = progressLine(console, 'simulated releases');
  const total = KINDS.length * subjects.length * runs;
  let done = 0;
  const rowsOf = async (task: SimulatedTask): Promise<readonly RunRow[]> => {
    const rows: RunRow[] = [];
    for (let from = 0; from < runs; from += RUNS_BETWEEN_NEWS) {
      const some = await pool.run(task, from, Math.min(runs, from + RUNS_BETWEEN_NEWS));
      rows.push(...some);
      done += some.length;
      progress.told({ done, total });
    }
    return rows;
  };
  try {
    return await Promise.all(
      KINDS.map(async ({ candidate, title }): Promise<ComparedKind> => {
        const all = await Promise.all(
          subjects.map(async ({ pinned }, index): Promise<PolicyRuns> => {
            const task: SimulatedTask = { kind: 'drawn', policy: pinned.policy, seed, own: owns[index] ?? { kind: 'unknown' }, series: { family, candidate, stratum: EVERY_RUN } };
            return { policy: names[index] ?? '', rows: await rowsOf(task) };
          }),
        );
        return { title, comparison: comparePolicies(all, { horizonMs, confidence }) };
      }),
    );
  } finally {
    progress.close();
    await pool.close();
  }
}

const RUNS_BETWEEN_NEWS = 64;
const EVERY_RUN = { name: '', first: 0, every: 1 };

/** The first policy's traffic for all of them; what its profile says of checks that only another one has, too. */
async function sameTraffic(subjects: readonly Subject[], cwd: string): Promise<readonly OwnTraffic[]> {
  const [first] = subjects;
  if (first === undefined || first.own.kind === 'unknown') return subjects.map(({ own }) => own);
  const { own } = first;
  const beside = await trafficBeside(first.file, cwd);
  return subjects.map(({ pinned }) => {
    const other = beside.kind === 'traffic' ? subjectWorld(pinned.policy, beside).own : own;
    return { ...own, baseline: { ...(other.kind === 'known' ? other.baseline : {}), ...own.baseline } };
  });
}

/** What tells the files apart, short: their names, with as many folders as it takes. */
function namesOf(subjects: readonly Subject[]): readonly string[] {
  const paths = subjects.map(({ file }) => file.replaceAll('\\', '/').split('/'));
  for (let parts = 1; parts < 8; parts += 1) {
    const names = paths.map((path) => path.slice(-parts).join('/').replace(/\.ya?ml$/, ''));
    if (new Set(names).size === names.length) return names;
  }
  return subjects.map(({ file }, index) => `${String(index + 1)}: ${file}`);
}
