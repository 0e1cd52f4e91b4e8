// The environment of a step's process, put together as the runner does it. Pure. Nothing comes from the process that runs the harness.
import { githubVariables } from './github-context.ts';
import type { JsonObject } from './json-value.ts';

export interface StepEnvironmentParts {
  /** What the machine itself would give: PATH, HOME, LANG, ... */
  readonly machine: Readonly<Record<string, string>>;
  /** The `env` context: workflow, job and step level, and what GITHUB_ENV set. */
  readonly env: Readonly<Record<string, string>>;
  /** What an earlier stage of the same action saved. */
  readonly state: Readonly<Record<string, string>>;
  readonly inputs: readonly (readonly [string, string])[];
  /** What GITHUB_PATH added, oldest first. */
  readonly pathAdditions: readonly string[];
  readonly github: JsonObject;
  readonly runner: JsonObject;
}

/** Later parts win: nobody can set GITHUB_* or RUNNER_* to something else. */
export function stepEnvironment(parts: StepEnvironmentParts): Readonly<Record<string, string>> {
  const given = {
    ...parts.machine,
    ...parts.env,
    ...Object.fromEntries(Object.entries(parts.state).map(([name, value]) => [`STATE_${name}`, value])),
    ...Object.fromEntries(parts.inputs.map(([name, value]) => [inputVariable(name), value])),
  };
  const path = [...parts.pathAdditions.toReversed(), ...(given['PATH'] === undefined ? [] : [given['PATH']])].join(':');
  return {
    CI: 'true',
    ...given,
    ...(path === '' ? {} : { PATH: path }),
    ...githubVariables(parts.github),
    ...runnerVariables(parts.runner),
    GITHUB_ACTIONS: 'true',
  };
}

/** `my input-name` -> `INPUT_MY_INPUT-NAME`: spaces become underscores, dashes stay. */
export function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

function runnerVariables(runner: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(runner).flatMap(([name, value]) => (typeof value === 'string' ? [[`RUNNER_${name.toUpperCase()}`, value]] : [])),
  );
}
