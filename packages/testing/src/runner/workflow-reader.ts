// Text of a workflow file -> WorkflowDocument, or every mistake with its place. GitHub's own parser validates, puts success() into
// conditions and names the steps; the values come from the YAML itself, because the parser's own converted form leaves out `with`, `shell`,
// `timeout-minutes`, `permissions` and `defaults`.
import type { Job, Step, WorkflowTemplate } from '@actions/workflow-parser/model/workflow-template';
import { readEventFilters } from './event-filter-reader.ts';
import type { Place, Template } from './template.ts';
import { absent, asMapping, entry, isAbsent, literalText, nowhere } from './template.ts';
import type {
  Condition,
  JobDefinition,
  Permissions,
  RunDefaults,
  StepDefinition,
  WorkflowDocument,
  WorkflowProblem,
} from './workflow-document.ts';
import { loadWorkflowParser } from './workflow-parser-module.ts';
import { readYamlTemplate } from './yaml-template.ts';

export type WorkflowReading =
  | { readonly kind: 'read'; readonly document: WorkflowDocument }
  | { readonly kind: 'refused'; readonly problems: readonly WorkflowProblem[] };

export async function readWorkflow(source: { readonly fileName: string; readonly text: string }): Promise<WorkflowReading> {
  const { workflow: parser } = await loadWorkflowParser();
  const parsed = parser.parseWorkflow({ name: source.fileName, content: source.text }, new parser.NoOperationTraceWriter());
  if (parsed.value === undefined || parsed.context.errors.count > 0) return refused(invalid(parsed.context.errors.getErrors()));

  const converted = await parser.convertWorkflowTemplate(parsed.context, parsed.value);
  if (parsed.context.errors.count > 0) return refused(invalid(parsed.context.errors.getErrors()));

  const root = readYamlTemplate(source.text);
  const unsupported = findUnsupported(root);
  if (unsupported.length > 0) return refused(unsupported);
  return { kind: 'read', document: readDocument(source.fileName, root, converted) };
}

function refused(problems: readonly WorkflowProblem[]): WorkflowReading {
  return { kind: 'refused', problems };
}

type ParserError = { readonly rawMessage: string; readonly range: { readonly start: Place } | undefined };

function invalid(errors: readonly ParserError[]): readonly WorkflowProblem[] {
  return errors.map(({ rawMessage, range }) => ({
    kind: 'invalid',
    message: rawMessage,
    at: range === undefined ? nowhere : { line: range.start.line, column: range.start.column },
  }));
}

const unsupportedJobKeys: Readonly<Record<string, string>> = {
  uses: 'reusable workflows are not run; call the steps directly',
  container: 'job containers are not run; leave `container:` out',
  services: 'service containers are not run; start the service in a step',
};
const unsupportedStepKeys: Readonly<Record<string, string>> = {
  background: 'background steps are not run; use `command &` in a step, it is ended with the job',
  wait: 'background steps are not run',
  'wait-all': 'background steps are not run',
  cancel: 'background steps are not run',
  parallel: 'parallel steps are not run',
};

function findUnsupported(root: Template): readonly WorkflowProblem[] {
  return asMapping(entry(root, 'jobs')).entries.flatMap(({ value: job }) => {
    const steps = entry(job, 'steps');
    return [
      ...unsupportedKeys(job, unsupportedJobKeys),
      ...(steps.kind === 'sequence' ? steps.items.flatMap((step) => unsupportedKeys(step, unsupportedStepKeys)) : []),
    ];
  });
}

function unsupportedKeys(template: Template, known: Readonly<Record<string, string>>): readonly WorkflowProblem[] {
  return asMapping(template).entries.flatMap(({ key }) => {
    const why = known[literalText(key)];
    return why === undefined ? [] : [{ kind: 'unsupported' as const, message: `${literalText(key)}: ${why}`, at: key.at }];
  });
}

function readDocument(fileName: string, root: Template, converted: WorkflowTemplate): WorkflowDocument {
  const jobs = asMapping(entry(root, 'jobs')).entries;
  const permissions = readPermissions(entry(root, 'permissions'));
  return {
    fileName,
    name: literalText(entry(root, 'name')) || fileName,
    events: readEventFilters(entry(root, 'on')),
    env: asMapping(entry(root, 'env')),
    runDefaults: readRunDefaults(root),
    permissions,
    concurrency: entry(root, 'concurrency'),
    jobs: converted.jobs.flatMap((job, index) => {
      const source = jobs[index];
      return job.type === 'job' && source !== undefined ? [readJob(job, source.key.at, source.value, permissions)] : [];
    }),
  };
}

function readJob(job: Job, at: Place, source: Template, inherited: Permissions): JobDefinition {
  const steps = entry(source, 'steps');
  const permissions = entry(source, 'permissions');
  return {
    id: job.id.value,
    at,
    name: entry(source, 'name'),
    needs: (job.needs ?? []).map((each) => each.value),
    condition: readCondition(job.if.expression, entry(source, 'if')),
    strategy: entry(source, 'strategy'),
    runsOn: entry(source, 'runs-on'),
    env: asMapping(entry(source, 'env')),
    runDefaults: readRunDefaults(source),
    permissions: isAbsent(permissions) ? inherited : readPermissions(permissions),
    concurrency: entry(source, 'concurrency'),
    environment: entry(source, 'environment'),
    timeoutMinutes: entry(source, 'timeout-minutes'),
    continueOnError: entry(source, 'continue-on-error'),
    outputs: asMapping(entry(source, 'outputs')),
    steps: job.steps.map((step, index) => readStep(step, (steps.kind === 'sequence' ? steps.items[index] : undefined) ?? absent)),
  };
}

/** Also reads the steps of composite actions, whose form is the same. */
export function readStep(step: Step, source: Template): StepDefinition {
  const condition = 'if' in step && step.if !== undefined ? step.if.expression : 'success()';
  const uses = entry(source, 'uses');
  return {
    id: step.id,
    isNamed: !isAbsent(entry(source, 'id')),
    at: source.at,
    name: entry(source, 'name'),
    condition: readCondition(condition, entry(source, 'if')),
    continueOnError: entry(source, 'continue-on-error'),
    timeoutMinutes: entry(source, 'timeout-minutes'),
    env: asMapping(entry(source, 'env')),
    action: isAbsent(uses)
      ? {
          kind: 'run',
          script: entry(source, 'run'),
          shell: entry(source, 'shell'),
          workingDirectory: entry(source, 'working-directory'),
        }
      : { kind: 'uses', reference: literalText(uses), inputs: asMapping(entry(source, 'with')) },
  };
}

function readCondition(text: string, source: Template): Condition {
  return { text, at: source.at };
}

function readRunDefaults(source: Template): RunDefaults {
  const run = entry(entry(source, 'defaults'), 'run');
  return { shell: entry(run, 'shell'), workingDirectory: entry(run, 'working-directory') };
}

function readPermissions(source: Template): Permissions {
  if (source.kind === 'mapping') {
    return {
      kind: 'listed',
      levels: Object.fromEntries(source.entries.map(({ key, value }) => [literalText(key), literalText(value)])),
    };
  }
  return isAbsent(source) ? { kind: 'default' } : { kind: 'all', level: literalText(source) };
}

