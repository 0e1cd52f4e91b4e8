// Reads an action.yml: what the action wants and how it is run. Validated by GitHub's own parser.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StepDefinition } from './workflow-document.ts';
import type { Template } from './template.ts';
import { absent, asMapping, entry, literalText } from './template.ts';
import { loadWorkflowParser } from './workflow-parser-module.ts';
import { readStep } from './workflow-reader.ts';
import { readYamlTemplate } from './yaml-template.ts';

export interface ActionManifest {
  readonly folder: string;
  readonly name: string;
  readonly inputs: readonly ActionInput[];
  readonly runs: ActionRuns;
}

export interface ActionInput {
  readonly name: string;
  /** May hold an expression. */
  readonly initial: Template;
  /** Empty if the input is not deprecated. */
  readonly deprecation: string;
}

export type ActionRuns =
  | {
      readonly kind: 'node';
      readonly main: string;
      /** Empty strings: there is no such stage. */
      readonly pre: string;
      readonly post: string;
      readonly preCondition: string;
      readonly postCondition: string;
    }
  | {
      readonly kind: 'composite';
      readonly steps: readonly StepDefinition[];
      readonly outputs: readonly { readonly name: string; readonly value: Template }[];
    };

export type ManifestReading =
  | { readonly kind: 'read'; readonly manifest: ActionManifest }
  | { readonly kind: 'refused'; readonly why: string };

const nodeRuntime = 'node24';

export async function readActionManifest(folder: string): Promise<ManifestReading> {
  const fileName = ['action.yml', 'action.yaml'].find((each) => existsSync(join(folder, each)));
  if (fileName === undefined) {
    return refused(
      `Can't find 'action.yml' or 'action.yaml' under '${folder}'. Did you forget to run actions/checkout before running your local action?`,
    );
  }
  return parseActionManifest(folder, fileName, readFileSync(join(folder, fileName), 'utf8'));
}

export async function parseActionManifest(folder: string, fileName: string, text: string): Promise<ManifestReading> {
  const { workflow, action } = await loadWorkflowParser();
  const parsed = action.parseAction({ name: fileName, content: text }, new workflow.NoOperationTraceWriter());
  if (parsed.value === undefined || parsed.context.errors.count > 0) return refusedBy(folder, parsed.context.errors.getErrors());
  const converted = action.convertActionTemplate(parsed.context, parsed.value);
  if (parsed.context.errors.count > 0) return refusedBy(folder, parsed.context.errors.getErrors());

  const root = readYamlTemplate(text);
  const runs = readRuns(root, converted.runs.using === 'composite' ? converted.runs.steps : []);
  if (runs.kind === 'refused') return refused(`${folder}: ${runs.why}`);
  const manifest = { folder, name: literalText(entry(root, 'name')), inputs: readInputs(entry(root, 'inputs')), runs: runs.runs };
  return { kind: 'read', manifest };
}

function readInputs(inputs: Template): readonly ActionInput[] {
  return asMapping(inputs).entries.map(({ key, value }) => ({
    name: literalText(key),
    initial: entry(value, 'default'),
    deprecation: literalText(entry(value, 'deprecationMessage')),
  }));
}

type RunsReading = { readonly kind: 'read'; readonly runs: ActionRuns } | { readonly kind: 'refused'; readonly why: string };

function readRuns(root: Template, steps: readonly Parameters<typeof readStep>[0][]): RunsReading {
  const runs = entry(root, 'runs');
  const using = literalText(entry(runs, 'using'));
  if (using === nodeRuntime) {
    const runsAt = (key: string): string => literalText(entry(runs, key));
    return {
      kind: 'read',
      runs: {
        kind: 'node',
        main: runsAt('main'),
        pre: runsAt('pre'),
        post: runsAt('post'),
        preCondition: runsAt('pre-if') || 'always()',
        postCondition: runsAt('post-if') || 'always()',
      },
    };
  }
  if (using === 'composite') {
    const sources = entry(runs, 'steps');
    const items = sources.kind === 'sequence' ? sources.items : [];
    const outputs = asMapping(entry(root, 'outputs')).entries;
    return {
      kind: 'read',
      runs: {
        kind: 'composite',
        steps: steps.map((step, index) => readStep(step, items[index] ?? absent)),
        outputs: outputs.map(({ key, value }) => ({ name: literalText(key), value: entry(value, 'value') })),
      },
    };
  }
  return { kind: 'refused', why: `runs.using is '${using}'; this runner runs ${nodeRuntime} and composite actions` };
}

function refusedBy(folder: string, errors: readonly { readonly message: string }[]): ManifestReading {
  return refused(`${folder}: ${errors.map((error) => error.message).join('; ')}`);
}

function refused(why: string): ManifestReading {
  return { kind: 'refused', why };
}
