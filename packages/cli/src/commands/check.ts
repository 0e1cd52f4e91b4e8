// rampart check: the promises of policies, proved or refuted in simulated releases at their own traffic.
import { formatPath, nearestPlace } from '@rampart/policy-document';
import { checkJson, checkPolicy, checkWords, DEFAULT_RUNS, openPool, renderCheckTerminal, runSimulator, WORKER_ENTRY, type Check, type CheckReport, type RunRow, type SimulatedTask } from '@rampart/simulator';
import { isSet, textValue, type Command, type ExitCode, type Invocation } from '../command.ts';
import { applyChange } from '../simulation/apply-change.ts';
import { codeHash } from '../simulation/code-hash.ts';
import { keepCounterexamples } from '../simulation/counterexample-files.ts';
import { progressLine } from '../simulation/progress.ts';
import { readRunOptions, RUN_OPTIONS, type RunOptions } from '../simulation/run-options.ts';
import { readSubjects, type Subject } from '../simulation/subject.ts';
import { tellMistakes } from '../targets.ts';
import { tellUsage } from '../tell-usage.ts';

export const check: Command = {
  name: 'check',
  summary: 'proves or refutes the promises of policies in simulated releases, and says what would keep a broken one',
  options: { ...RUN_OPTIONS, apply: { value: '2', does: 'writes proposed change 2 into the policy' } },
  policies: 'some',
  run: async (invocation) => {
    const options = readRunOptions(invocation);
    if (options.kind === 'mistakes') return tellUsage(invocation, 'check', options.mistakes);
    const wanted = textValue(invocation, 'apply');
    if (wanted !== '' && (!/^[1-9]\d?$/.test(wanted) || invocation.files.length !== 1)) return tellUsage(invocation, 'check', ['--apply takes the number of a proposed change, of one policy']);
    const read = await readSubjects(invocation.files, invocation.cwd);
    if (read.kind === 'mistakes') return tellMistakes(invocation, read.mistakes);
    const hash = await codeHash();
    const pool = openPool<SimulatedTask, RunRow>(runSimulator(), { entry: WORKER_ENTRY, workers: options.options.workers, signal: invocation.signal });
    try {
      const codes: ExitCode[] = [];
      for (const subject of read.subjects) {
        const progress = progressLine(invocation.console, 'simulated releases');
        const report = await checkPolicy(checkOf(subject, options.options, hash), { pool, onProgress: progress.told });
        progress.close();
        codes.push(await tell(invocation, subject, report));
        if (wanted !== '') return await apply(invocation, subject, report, Number(wanted));
      }
      return codes.includes(1) ? 1 : codes.includes(3) ? 3 : 0;
    } finally {
      await pool.close();
    }
  },
};

export function checkOf({ file, pinned, own, families }: Subject, { runs, seed, families: asked }: RunOptions, hash: string): Check {
  return {
    policy: pinned.policy,
    policyFile: file,
    digest: pinned.digest,
    own,
    families: asked.length > 0 ? asked : families,
    budget: { kind: 'at-most', runs: runs.kind === 'asked' ? runs.runs : DEFAULT_RUNS },
    seed,
    codeHash: hash,
  };
}

async function tell(invocation: Invocation, subject: Subject, report: CheckReport): Promise<ExitCode> {
  const replay = await keepCounterexamples(report, { policyFile: subject.file, cwd: invocation.cwd, hideSecrets: invocation.hideSecrets });
  if (isSet(invocation, 'json')) {
    invocation.console.out(checkJson(report.result));
    return report.exitCode;
  }
  const words = checkWords(report, {
    traffic: subject.traffic,
    assumed: subject.assumed,
    replay,
    apply: (n) => `rampart check ${subject.file} --apply ${String(n)}`,
    lineOf: (path) => lineOf(subject, path),
  });
  invocation.console.out(renderCheckTerminal(words, invocation.console.style));
  return report.exitCode;
}

function lineOf({ origins }: Subject, path: readonly (string | number)[]): number | 'none' {
  const found = nearestPlace(origins, path);
  // A mapping that is written says nothing of a key in it that is not.
  const origin = origins.get(formatPath(path));
  return found.kind === 'place' && origin !== undefined && origin.kind !== 'built-in' ? found.place.line : 'none';
}

async function apply({ console, cwd }: Invocation, { file }: Subject, { changes }: CheckReport, number: number): Promise<ExitCode> {
  const change = changes[number - 1];
  if (change === undefined) {
    console.err(`rampart check: there is no change ${String(number)}; ${changes.length === 0 ? 'none was proposed' : `1 to ${String(changes.length)} were proposed`}. Nothing was written.`);
    return 2;
  }
  const applied = await applyChange(change, { file, cwd });
  if (applied.kind === 'not-applied') {
    console.err(`rampart check: ${applied.why}. Nothing was written.`);
    return 2;
  }
  console.err(`${file}: ${change.path.join('.')} is ${change.to} now. rampart check ${file} says what that makes of all its promises.`);
  return 0;
}
