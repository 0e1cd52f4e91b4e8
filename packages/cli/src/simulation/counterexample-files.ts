// Counterexamples as files: written where a check was asked for, found again by the few letters that the check printed.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { HideSecrets } from '@rampart/action-kit';
import { claimKey, writeScenario, type CheckReport, type ScenarioFile } from '@rampart/simulator';

/** Beside the checkout's own files, for the person at the keyboard; not to be committed. */
export const COUNTEREXAMPLES = '.rampart';
const ID_LETTERS = 4;

interface ScenarioPlace {
  readonly policyFile: string;
  readonly cwd: string;
  readonly hideSecrets: HideSecrets;
}

/** Writes those of refuted and open claims. By claim: the command that replays it. */
export async function keepCounterexamples({ claims }: CheckReport, place: ScenarioPlace): Promise<ReadonlyMap<string, string>> {
  const commands = new Map<string, string>();
  for (const claim of claims) {
    if (claim.counterexample.kind === 'none') continue;
    commands.set(claimKey(claim), await keepScenario({ breaks: claim.name, depth: 'decide', scenario: claim.counterexample.scenario }, place));
  }
  return commands;
}

/** Writes one scenario of a policy of the user's. Returns the command that replays it. */
export async function keepScenario(file: Omit<ScenarioFile, 'policy'>, { policyFile, cwd, hideSecrets }: ScenarioPlace): Promise<string> {
  const folder = join(cwd, COUNTEREXAMPLES);
  const text = hideSecrets(writeScenario({ policy: relative(folder, resolve(cwd, policyFile)).replaceAll('\\', '/'), ...file }));
  const id = createHash('sha256').update(text, 'utf8').digest('hex').slice(0, ID_LETTERS);
  await mkdir(folder, { recursive: true });
  // A folder that git is told to pass over: a counterexample is kept on purpose, by moving it elsewhere.
  await writeFile(join(folder, '.gitignore'), '*\n');
  await writeFile(join(folder, `${id}.yaml`), text);
  return `rampart replay ${id}`;
}

/** A path, or the letters that a check printed. */
export function scenarioFileNamed(name: string, cwd: string): string {
  const kept = join(COUNTEREXAMPLES, `${name}.yaml`);
  return /^[0-9a-f]{4}$/.test(name) && !existsSync(resolve(cwd, name)) && existsSync(resolve(cwd, kept)) ? kept : name;
}
