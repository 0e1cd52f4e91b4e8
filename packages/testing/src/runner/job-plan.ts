// What becomes of a job when its needs have ended: skipped, refused, or run once per combination of its matrix. Pure: everything that the
// GitHub server evaluates before a runner gets the job happens here.
import type { Scope } from './expression.ts';
import { contextsWith } from './contexts.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { isJsonArray, isJsonObject } from './json-value.ts';
import { expandMatrix } from './matrix.ts';
import type { MatrixCombination, MatrixExpansion } from './matrix.ts';
import { jobStatusFunctions } from './status-functions.ts';
import type { Conclusion } from './status-functions.ts';
import type { Place, Template } from './template.ts';
import { entry, isAbsent } from './template.ts';
import {
  evaluateBoolean,
  evaluateCondition,
  evaluateNumber,
  evaluateTemplate,
  evaluateText,
  TemplateMistake,
} from './template-value.ts';
import type { JobDefinition } from './workflow-document.ts';

export interface JobCircumstances {
  readonly fileName: string;
  /** `github`, `inputs`, `vars` and `needs`. */
  readonly contexts: JsonObject;
  readonly ancestors: readonly Conclusion[];
  readonly isRunCancelled: boolean;
}

export type JobPlan =
  | { readonly kind: 'skip'; readonly why: string }
  | { readonly kind: 'mistake'; readonly message: string }
  | { readonly kind: 'run'; readonly legs: readonly JobLeg[]; readonly failFast: boolean; readonly legsAtOnceMax: number };

/** One run of a job: the job itself, or one combination of its matrix. */
export interface JobLeg {
  readonly definition: JobDefinition;
  /** The job's id, with the matrix values where it has any: `promote (fraud)`. */
  readonly key: string;
  readonly name: string;
  /** `null` without a matrix, as the `matrix` context has it. */
  readonly matrix: JsonValue;
  readonly strategy: JsonObject;
  readonly runsOn: readonly string[];
  readonly environment: EnvironmentRequest;
  readonly concurrency: ConcurrencyRequest;
  readonly timeoutMinutes: number;
  readonly continueOnError: boolean;
}

export type EnvironmentRequest = { readonly kind: 'none' } | { readonly kind: 'environment'; readonly name: string };

export type ConcurrencyRequest =
  | { readonly kind: 'none' }
  | { readonly kind: 'group'; readonly group: string; readonly cancelInProgress: boolean; readonly queue: string };

const jobTimeoutMinutes = 360;

export function planJob(definition: JobDefinition, circumstances: JobCircumstances): JobPlan {
  try {
    return jobRuns(definition, circumstances)
      ? planLegs(definition, circumstances)
      : { kind: 'skip', why: `its condition is false: ${definition.condition.text}` };
  } catch (cause) {
    if (!(cause instanceof TemplateMistake)) throw cause;
    return { kind: 'mistake', message: described(definition, circumstances, cause.message, cause.at) };
  }
}

/** Also asked again for a running job when the run is cancelled: if still true, the job goes on. */
export function jobRuns(definition: JobDefinition, circumstances: JobCircumstances): boolean {
  const functions = jobStatusFunctions(circumstances.ancestors, circumstances.isRunCancelled);
  const scope = { contexts: contextsWith(circumstances.contexts), functions };
  return evaluateCondition(definition.condition.text, definition.condition.at, scope);
}

function planLegs(definition: JobDefinition, circumstances: JobCircumstances): JobPlan {
  const scope = { contexts: contextsWith(circumstances.contexts), functions: {} };
  const evaluated = evaluateTemplate(definition.strategy, scope);
  const strategy = isJsonObject(evaluated) ? evaluated : {};
  const expansion = expandStrategy(strategy['matrix'] ?? null);
  if (expansion.kind === 'mistake') {
    const at = placeAlong(definition.strategy, ['matrix', ...expansion.path]);
    return { kind: 'mistake', message: described(definition, circumstances, expansion.message, at, 'strategy') };
  }
  const combinations = expansion.combinations;
  const jobTotal = Math.max(1, combinations.length);
  const failFast = strategy['fail-fast'] !== false;
  const limit = strategy['max-parallel'];
  const legsAtOnceMax = typeof limit === 'number' && limit > 0 ? limit : jobTotal;
  const shared = { 'fail-fast': failFast, 'job-total': jobTotal, 'max-parallel': legsAtOnceMax };
  const legs =
    combinations.length === 0
      ? [planLeg(definition, { ...shared, 'job-index': 0 }, { kind: 'none' }, circumstances)]
      : combinations.map((combination, index) =>
          planLeg(definition, { ...shared, 'job-index': index }, { kind: 'combination', combination }, circumstances),
        );
  return { kind: 'run', legs, failFast, legsAtOnceMax };
}

function expandStrategy(matrix: JsonValue): MatrixExpansion {
  return matrix === null ? { kind: 'expanded', combinations: [] } : expandMatrix(matrix);
}

/** As near to the value as the file tells: a matrix that an expression makes has only the place of the expression. */
function placeAlong(template: Template, path: readonly string[]): Place {
  return path.reduce<Template>((each, key) => (isAbsent(entry(each, key)) ? each : entry(each, key)), template).at;
}

type LegMatrix = { readonly kind: 'none' } | { readonly kind: 'combination'; readonly combination: MatrixCombination };

function planLeg(definition: JobDefinition, strategy: JsonObject, matrix: LegMatrix, circumstances: JobCircumstances): JobLeg {
  const values = matrix.kind === 'none' ? null : matrix.combination.values;
  const labels = matrix.kind === 'none' ? [] : matrix.combination.labels;
  const scope = { contexts: contextsWith({ ...circumstances.contexts, strategy, matrix: values }), functions: {} };
  const suffix = labels.length === 0 ? '' : ` (${labels.join(', ')})`;
  const name = evaluateText(definition.name, scope);
  return {
    definition,
    key: `${definition.id}${suffix}`,
    // A name with an expression is taken to tell the combinations apart by itself.
    name: name === '' ? `${definition.id}${suffix}` : definition.name.kind === 'literal' ? `${name}${suffix}` : name,
    matrix: values,
    strategy,
    runsOn: readLabels(evaluateTemplate(definition.runsOn, scope)),
    environment: planEnvironment(definition.environment, scope),
    concurrency: planConcurrency(definition.concurrency, scope),
    timeoutMinutes: evaluateNumber(definition.timeoutMinutes, scope, jobTimeoutMinutes),
    continueOnError: evaluateBoolean(definition.continueOnError, scope, false),
  };
}

export function planConcurrency(template: Template, scope: Scope): ConcurrencyRequest {
  if (isAbsent(template)) return { kind: 'none' };
  if (template.kind === 'mapping') {
    return {
      kind: 'group',
      group: evaluateText(entry(template, 'group'), scope),
      cancelInProgress: evaluateBoolean(entry(template, 'cancel-in-progress'), scope, false),
      queue: evaluateText(entry(template, 'queue'), scope) || 'single',
    };
  }
  return { kind: 'group', group: evaluateText(template, scope), cancelInProgress: false, queue: 'single' };
}

function planEnvironment(template: Template, scope: Scope): EnvironmentRequest {
  const name = evaluateText(template.kind === 'mapping' ? entry(template, 'name') : template, scope);
  return name === '' ? { kind: 'none' } : { kind: 'environment', name };
}

function readLabels(value: JsonValue): readonly string[] {
  if (isJsonObject(value)) return readLabels(value['labels'] ?? value['group'] ?? '');
  return isJsonArray(value) ? value.map(String) : [String(value)];
}

function described(definition: JobDefinition, { fileName }: JobCircumstances, message: string, at: Place, what = 'the job'): string {
  return `Error when evaluating '${what}' for job '${definition.id}'. ${fileName} (Line: ${at.line}, Col: ${at.column}): ${message}`;
}
