// Do the steps of a workflow call our actions as these are declared? Inputs and outputs are those of action.yml, choices those of the contract.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Contract } from '@rampart/action-kit';
import { listActions, readText, ROOT } from './repository.ts';
import { jobsOf, type WorkflowStep } from './workflow-sources.ts';

export interface DeclaredAction {
  readonly name: string;
  readonly inputs: Readonly<Record<string, { readonly required: boolean; readonly choices: readonly string[] }>>;
  readonly outputs: readonly string[];
  readonly permissions: Permissions;
}

export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

export async function readActions(): Promise<ReadonlyMap<string, DeclaredAction>> {
  const actions = await Promise.all(listActions().map(readAction));
  return new Map(actions.map((action) => [action.name, action]));
}

/** The name of one of our actions, or the empty string. */
export function ownActionOf({ uses = '' }: WorkflowStep): string {
  return /^(?:\.|rampart-actions\/rampart|\$)\/actions\/([\w-]+)(?:@.+)?$/.exec(uses)?.[1] ?? '';
}

/** One sentence per step that calls an action in a way that the action does not offer. */
export function findCallMistakes(file: string, text: string, actions: ReadonlyMap<string, DeclaredAction>): readonly string[] {
  return jobsOf(text).flatMap(([job, { steps = [] }]) =>
    steps.flatMap((step) => {
      const name = ownActionOf(step);
      if (name === '') return [];
      const action = actions.get(name);
      if (action === undefined) return [`${file} job ${job} uses ${name}, which is not there. Actions are ${[...actions.keys()].join(', ')}.`];
      return [...inputMistakes(step, action), ...outputMistakes(step, action, text)].map((mistake) => `${file} job ${job}: ${mistake}`);
    }),
  );
}

function inputMistakes(step: WorkflowStep, action: DeclaredAction): readonly string[] {
  const given = Object.entries(step.with ?? {});
  const known = Object.keys(action.inputs);
  return [
    ...given.filter(([input]) => !known.includes(input)).map(([input]) => `${action.name} has no input ${input}. Inputs are ${known.join(', ')}.`),
    ...known.filter((input) => action.inputs[input]?.required === true && step.with?.[input] === undefined).map((input) => `${action.name} needs the input ${input}.`),
    ...given.flatMap(([input, value]) => {
      const choices = action.inputs[input]?.choices ?? [];
      const written = String(value);
      return choices.length === 0 || written.includes('${{') || choices.includes(written) ? [] : [`${action.name} takes ${choices.join(', ')} as ${input}, not ${written}.`];
    }),
  ];
}

function outputMistakes({ id = '' }: WorkflowStep, action: DeclaredAction, text: string): readonly string[] {
  if (id === '') return [];
  const asked = [...text.matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)].filter((match) => match[1] === id).map((match) => match[2] ?? '');
  return [...new Set(asked)].filter((output) => !action.outputs.includes(output)).map((output) => `${action.name} has no output ${output}. Outputs are ${action.outputs.join(', ')}.`);
}

interface ActionYml {
  readonly inputs?: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

async function readAction(name: string): Promise<DeclaredAction> {
  const { inputs = {}, outputs = {} } = parse(readText(`actions/${name}/action.yml`)) as ActionYml;
  const { contract } = (await import(pathToFileURL(join(ROOT, `actions/${name}/src/contract.ts`)).href)) as { readonly contract: Contract };
  const choicesOf = (input: string): readonly string[] => {
    const spec = contract.inputs[input];
    return spec?.kind === 'choice' ? spec.choices : [];
  };
  return {
    name,
    inputs: Object.fromEntries(Object.entries(inputs).map(([input, { required = false }]) => [input, { required, choices: choicesOf(input) }])),
    outputs: Object.keys(outputs),
    permissions: Object.fromEntries(Object.entries(contract.permissions).map(([key, { access }]) => [key, access])),
  };
}
