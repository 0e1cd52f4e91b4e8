// A scenario file with its policy, for commands that run one again. A file may come from anywhere: what it names is opened inside of the repository only.
import { existsSync, realpathSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { plainLine } from '@rampart/json-exchange';
import { readPolicyFiles, type PolicyMistake } from '@rampart/ports-from-policy';
import type { Policy } from '@rampart/rollout-policy';
import { builtInPolicy, isBuiltInPolicy, readScenario, ruleNamed, type ScenarioFile, type ScenarioMistake } from '@rampart/simulator';
import { scenarioFileNamed } from './counterexample-files.ts';

export interface ScenarioToReplay {
  /** As a person would name it. */
  readonly name: string;
  readonly policy: Policy;
  readonly file: ScenarioFile;
}

export type ScenarioReading = { readonly kind: 'scenario'; readonly scenario: ScenarioToReplay } | ScenarioRefused;

export type ScenarioRefused =
  | { readonly kind: 'scenario-mistakes'; readonly mistakes: readonly ScenarioMistake[] }
  | { readonly kind: 'policy-mistakes'; readonly mistakes: readonly PolicyMistake[] }
  /** Sentences without a full stop. */
  | { readonly kind: 'refused'; readonly why: string };

/** Scenarios are short; a counterexample has 15 lines. */
const BYTES_MAX = 262_144;
/** What is simulated takes time and memory in proportion. */
const HORIZON_DAYS_MAX = 400;
const DAY_MS = 86_400_000;

/** `name`: a path, or the letters that a check printed. */
export async function readScenarioToReplay(name: string, cwd: string): Promise<ScenarioReading> {
  const read = await readScenarioFile(scenarioFileNamed(name, cwd), cwd);
  if (read.kind !== 'file') return read;
  const { file, path } = read;
  const policy = await policyNamed(file.policy, path, cwd);
  if (policy.kind !== 'policy') return policy;
  if (file.depth === 'bundle') return refused(`${shown(name)} is about depth bundle: the shipped bundles in processes of their own, which only the tests of Rampart start. Write depth: run`);
  const rule = ruleNamed(file.breaks, policy.policy);
  if (rule.kind === 'unknown') return refused(`${shown(name)} says that it breaks ${JSON.stringify(plainLine(file.breaks, 60))}, and there is no such invariant, nor such a promise in the policy. Accepted: ${rule.known.join(', ')}`);
  return { kind: 'scenario', scenario: { name: relative(cwd, path) || name, policy: policy.policy, file } };
}

/** The file alone, whatever policy it names. */
export async function readScenarioFile(name: string, cwd: string): Promise<{ readonly kind: 'file'; readonly path: string; readonly file: ScenarioFile } | ScenarioRefused> {
  const path = resolve(cwd, name);
  let text: string;
  try {
    const about = await stat(path);
    if (!about.isFile()) return refused(`${shown(name)} is no file`);
    if (about.size > BYTES_MAX) return refused(`${shown(name)} has ${String(about.size)} bytes, and a scenario at most ${String(BYTES_MAX)}`);
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof TypeError) return refused(`${shown(name)} is not UTF-8 text`);
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return refused(`there is no scenario ${shown(name)}. Write the path of a file, or the letters that rampart check printed`);
    return refused(`${shown(name)} cannot be read (${error instanceof Error ? plainLine(error.message, 200) : 'unknown reason'})`);
  }
  const reading = readScenario({ file: name, text });
  if (reading.kind === 'mistakes') return { kind: 'scenario-mistakes', mistakes: reading.mistakes };
  if (reading.file.scenario.horizonMs > HORIZON_DAYS_MAX * DAY_MS) return refused(`${shown(name)} goes on for ${String(Math.round(reading.file.scenario.horizonMs / DAY_MS))} days. Accepted: a horizon of at most ${String(HORIZON_DAYS_MAX)}d`);
  return { kind: 'file', path, file: reading.file };
}

type PolicyNamed = { readonly kind: 'policy'; readonly policy: Policy } | ScenarioRefused;

/** A built-in one, or a file of the repository: nothing that a link or `..` leads out of it. */
async function policyNamed(policy: string, scenarioPath: string, cwd: string): Promise<PolicyNamed> {
  if (isBuiltInPolicy(policy)) return { kind: 'policy', policy: builtInPolicy(policy) };
  const path = resolve(dirname(scenarioPath), policy);
  const root = realpathSync(repositoryOf(cwd));
  const outside = refused(`the scenario's policy ${shown(policy)} is outside of the repository ${shown(relative(cwd, root) || '.')}. Accepted: a policy in it, by a path relative to the scenario`);
  if (!isInside(path, root) && !isInside(path, repositoryOf(cwd))) return outside;
  if (!existsSync(path)) return refused(`the scenario's policy ${shown(policy)} is not there. Accepted: the path of a policy, relative to the scenario`);
  if (!isInside(realpathSync(path), root)) return outside;
  const read = await readPolicyFiles([path], cwd);
  if (read.kind === 'mistakes') return { kind: 'policy-mistakes', mistakes: read.mistakes };
  return { kind: 'policy', policy: read.policies[0].pinned.policy };
}

/** The checkout that a folder is in; the folder itself where it is in none. */
function repositoryOf(cwd: string): string {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return resolve(cwd);
  }
}

function isInside(path: string, root: string): boolean {
  return path.startsWith(root.endsWith(sep) ? root : `${root}${sep}`);
}

function refused(why: string): { readonly kind: 'refused'; readonly why: string } {
  return { kind: 'refused', why };
}

function shown(text: string): string {
  return JSON.stringify(plainLine(text, 200));
}
