// The folder of counterexamples: whole scenarios, or scripts, each of which once broke a rule. Found by a search, named by what they are, replayed by every test run.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { readPolicy } from '@rampart/policy-document';
import type { Policy } from '@rampart/rollout-policy';
import type { Recording } from '../src/rollout/recording.ts';
import { simulateDecisions } from '../src/rollout/simulate-decisions.ts';
import { simulateTicks } from '../src/ports/index.ts';
import { builtInPolicy, isBuiltInPolicy } from '../src/scenario/policies.ts';
import { formatScenarioMistakes, readScenario, type ScenarioFile } from '../src/scenario/read-scenario.ts';
import { writeScenario } from '../src/scenario/write-scenario.ts';
import { POLICIES } from './policies.ts';
import { readScript, writeScript, type ScriptFile } from './script-file.ts';
import { scriptedRelease } from './scripted-release.ts';

export const COUNTEREXAMPLES = join(import.meta.dirname, '../counterexamples');
const REPOSITORY = resolve(import.meta.dirname, '../..');

export function counterexampleFiles(): readonly string[] {
  return readdirSync(COUNTEREXAMPLES).filter((file) => file.endsWith('.yaml')).sort();
}

export function keepScenario(file: ScenarioFile): string {
  return keep(file.breaks, writeScenario({ ...file, scenario: { ...file.scenario, name: file.breaks === '' ? 'throws' : file.breaks } }));
}

export function keepScript(file: ScriptFile): string {
  return keep(file.breaks, writeScript(file));
}

/** The name tells the rule and the content, so that the same one is kept once. */
function keep(breaks: string, text: string): string {
  const name = `${breaks === '' ? 'throws' : breaks}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}.yaml`;
  writeFileSync(join(COUNTEREXAMPLES, name), text);
  return name;
}

export interface Replayable {
  readonly breaks: string;
  readonly replay: () => Promise<Recording>;
}

export function readCounterexample(name: string): Replayable {
  const path = join(COUNTEREXAMPLES, name);
  const text = readFileSync(path, 'utf8');
  const script = readScript(text);
  if (script !== 'not-a-script') return { breaks: script.breaks, replay: async () => scriptedRelease(POLICIES[script.policy], script.steps) };
  const reading = readScenario({ file: name, text });
  if (reading.kind === 'mistakes') throw new Error(formatScenarioMistakes(reading.mistakes));
  const { policy, breaks, depth, scenario } = reading.file;
  const trial = { policy: policyOf(policy, path), scenario };
  return { breaks, replay: async () => (depth === 'decide' ? simulateDecisions(trial) : simulateTicks(trial)) };
}

/** A built-in one, or a file of the repository. */
export function policyOf(policy: string, from: string): Policy {
  if (isBuiltInPolicy(policy)) return builtInPolicy(policy);
  const path = resolve(dirname(from), policy);
  if (!path.startsWith(`${REPOSITORY}${sep}`)) throw new Error(`${policy} is outside of the repository`);
  const reading = readPolicy({ file: policy, text: readFileSync(path, 'utf8') });
  if (reading.kind === 'mistakes') throw new Error(`${policy} is no policy: ${JSON.stringify(reading.mistakes)}`);
  return reading.policy;
}
