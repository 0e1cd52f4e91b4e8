// What the checkers say about this copy of the sources: a bounded number of releases from fixed seeds, without shrinking. Prints the ids of the rules that were broken,
// as JSON, and stops as soon as `--until <id>` is among them. Run by run.ts in a copy that has a defect.
import fc from 'fast-check';
import { inMemoryLedger } from '@rampart/testing/fakes';
import { openGitLedger } from '@rampart/git-ledger';
import type { Ledger } from '@rampart/rollout-engine';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyChecker } from '../../src/checkers/apply-checker.ts';
import { CHECKERS } from '../../src/checkers/index.ts';
import { simulateTicks } from '../../src/ports/index.ts';
import type { Recording } from '../../src/rollout/recording.ts';
import { builtInPolicy, builtInPolicyNames } from '../../src/scenario/policies.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { whyNotAggregated } from '../../src/world/aggregated.ts';
import { anyScenario } from '../any-scenario.ts';
import { anyScript } from '../any-script.ts';
import { POLICIES, POLICY_NAMES } from '../policies.ts';
import { racingRelease, type Turn } from '../racing-release.ts';
import { scriptedRelease } from '../scripted-release.ts';

const SEED = 5_050_606;
const RUNS = { scripts: 400, races: 30, worlds: 60, git: 2 };
const HOUR = 3_600_000;

const until = process.argv[process.argv.indexOf('--until') + 1] ?? '';
const broken = new Map<string, string>();
let tried = 0;

await probe();
process.stdout.write(`${JSON.stringify({ tried, broken: Object.fromEntries(broken) })}\n`);

async function probe(): Promise<void> {
  const scripts = fc.sample(fc.tuple(fc.constantFrom(...POLICY_NAMES), anyScript), { seed: SEED, numRuns: RUNS.scripts });
  for (const [policy, script] of scripts) if (await found(async () => scriptedRelease(POLICIES[policy], script))) return;
  const turn: fc.Arbitrary<Turn> = fc.record({ jobs: fc.constantFrom(1, 2, 2), candidate: fc.constantFrom(1, 1, 1, 100), seconds: fc.constantFrom(60, 30, 0, 600) });
  const races = fc.sample(fc.array(turn, { minLength: 6, maxLength: 16 }), { seed: SEED, numRuns: RUNS.races });
  for (const race of races) {
    const ledger = inMemoryLedger();
    if (await found(() => racingRelease(POLICIES.plain, [ledger, ledger], race))) return;
  }
  for (const race of races.slice(0, RUNS.git)) if (await found(() => onGit((ledgers) => racingRelease(POLICIES.plain, ledgers, race)))) return;
  const worlds = fc.sample(fc.tuple(fc.constantFrom(...builtInPolicyNames()), anyScenario()), { seed: SEED, numRuns: RUNS.worlds });
  for (const [name, any] of worlds) {
    const scenario: Scenario = { ...any, horizonMs: Math.min(any.horizonMs, 3 * HOUR) };
    const trial = { policy: builtInPolicy(name), scenario };
    if (whyNotAggregated(trial) === '' && (await found(() => simulateTicks(trial)))) return;
  }
}

/** Whether what is looked for was broken. */
async function found(record: () => Promise<Recording>): Promise<boolean> {
  tried += 1;
  try {
    const recording = await record();
    for (const checker of CHECKERS) {
      const [first] = broken.has(checker.id) ? [] : applyChecker(checker, recording).broken;
      if (first !== undefined) broken.set(checker.id, first.seen);
    }
  } catch (error) {
    broken.set('throws', error instanceof Error ? error.message.slice(0, 200) : 'something');
  }
  return broken.has(until);
}

async function onGit(race: (ledgers: readonly [Ledger, Ledger]) => Promise<Recording>): Promise<Recording> {
  const folder = mkdtempSync(join(tmpdir(), 'rampart-mutant-'));
  try {
    const url = join(folder, 'store.git');
    execFileSync('git', ['init', '--quiet', '--bare', url]);
    const open = (name: string): Ledger => openGitLedger({ location: { kind: 'remote', url }, cacheDir: join(folder, name) }).ledger;
    return await race([open('first'), open('second')]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
