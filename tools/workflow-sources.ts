// Every workflow of the repository: templates, our own, the example's, and the YAML blocks of Markdown files that are whole workflows.
import { parse } from 'yaml';
import { listFiles, readText } from './repository.ts';

export interface WorkflowSource {
  /** Relative to the root. */
  readonly file: string;
  /** What a person would call it: the file, and of a block its line as well, `README.md:66`. */
  readonly name: string;
  readonly kind: 'template' | 'own' | 'example' | 'block';
  /** Of a block: with empty lines before it, so that lines count as in the file. */
  readonly text: string;
}

export const TEMPLATES = 'examples/workflows/';

export function listWorkflowSources(): readonly WorkflowSource[] {
  return listFiles().flatMap((file): readonly WorkflowSource[] => {
    if (file.endsWith('.md')) return workflowBlocks(file, readText(file));
    if (!/\.ya?ml$/.test(file)) return [];
    if (file.startsWith('.github/workflows/')) return [{ file, name: file, kind: 'own', text: readText(file) }];
    if (!file.startsWith('examples/')) return [];
    const text = readText(file);
    if (!isWorkflow(text)) return [];
    return [{ file, name: file, kind: file.startsWith(TEMPLATES) ? 'template' : 'example', text }];
  });
}

/** The fenced YAML blocks of `markdown` that have both events and jobs. */
export function workflowBlocks(file: string, markdown: string): readonly WorkflowSource[] {
  return [...markdown.matchAll(/^```ya?ml[^\n]*\n([\s\S]*?)^```/gm)]
    .map(({ index, 1: text = '' }): WorkflowSource => {
      const line = markdown.slice(0, index).split('\n').length + 1;
      return { file, name: `${file}:${line}`, kind: 'block', text: '\n'.repeat(line - 1) + text };
    })
    .filter(({ text }) => isWorkflow(text));
}

function isWorkflow(text: string): boolean {
  return /^['"]?on['"]?:/m.test(text) && /^jobs:/m.test(text);
}

/** What the rules below look at; GitHub's own parser has said by then that the rest is well formed. */
export interface Workflow {
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly on?: unknown;
  readonly jobs?: Readonly<Record<string, WorkflowJob>>;
}

export interface WorkflowJob {
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly 'timeout-minutes'?: unknown;
  readonly if?: unknown;
  readonly environment?: unknown;
  readonly strategy?: { readonly matrix?: unknown; readonly 'fail-fast'?: unknown };
  readonly steps?: readonly WorkflowStep[];
}

export interface WorkflowStep {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

export function readWorkflowYaml(text: string): Workflow {
  return (parse(text) ?? {}) as Workflow;
}

export function jobsOf(text: string): readonly (readonly [name: string, job: WorkflowJob])[] {
  return Object.entries(readWorkflowYaml(text).jobs ?? {});
}
