// What is known of a job, and of one combination of its matrix, when it has ended.
import type { EndedJob } from './contexts.ts';
import type { ConcurrencyRequest, JobLeg, JobPlan } from './job-plan.ts';
import type { JsonValue } from './json-value.ts';
import type { Conclusion } from './status-functions.ts';
import type { Annotation } from './step-console.ts';
import type { StepRun } from './step-result.ts';
import type { JobDefinition, Permissions } from './workflow-document.ts';

export interface JobRun {
  /** The key under `jobs:`. */
  readonly id: string;
  /** The id, with the values of its matrix where it has any: `promote (fraud)`. */
  readonly key: string;
  readonly name: string;
  readonly conclusion: Conclusion;
  /** Failed, but allowed to: jobs after it see `success`. */
  readonly isForgiven: boolean;
  /** Why it was skipped or could not be planned; empty otherwise. */
  readonly why: string;
  /** `null` without a matrix. */
  readonly matrix: JsonValue;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepRun[];
  /** Of the job itself; those of steps are with the steps. */
  readonly annotations: readonly Annotation[];
  /** The summaries of its steps, in order. */
  readonly summary: string;
  readonly runsOn: readonly string[];
  readonly permissions: Permissions;
  readonly environment: JobEnvironment;
  readonly concurrency: ConcurrencyRequest;
}

export type JobEnvironment =
  | { readonly kind: 'none' }
  /** `url` is empty if none was given. */
  | { readonly kind: 'environment'; readonly name: string; readonly url: string };

/** A job that was skipped, or whose plan could not be made. */
export function withoutRun(definition: JobDefinition, plan: Exclude<JobPlan, { kind: 'run' }>): JobRun {
  const isMistake = plan.kind === 'mistake';
  return {
    ...emptyRun(definition),
    conclusion: isMistake ? 'failure' : 'skipped',
    why: plan.kind === 'mistake' ? plan.message : plan.why,
    annotations: plan.kind === 'mistake' ? [{ level: 'error', message: plan.message, properties: {} }] : [],
  };
}

export function cancelledBeforeStart(leg: JobLeg): JobRun {
  return {
    ...emptyRun(leg.definition),
    key: leg.key,
    name: leg.name,
    matrix: leg.matrix,
    runsOn: leg.runsOn,
    concurrency: leg.concurrency,
    conclusion: 'cancelled',
    why: 'it was cancelled before it started',
  };
}

function emptyRun(definition: JobDefinition): JobRun {
  return {
    id: definition.id,
    key: definition.id,
    name: definition.id,
    conclusion: 'skipped',
    isForgiven: false,
    why: '',
    matrix: null,
    outputs: {},
    steps: [],
    annotations: [],
    summary: '',
    runsOn: [],
    permissions: definition.permissions,
    environment: { kind: 'none' },
    concurrency: { kind: 'none' },
  };
}

/** What later jobs see: the worst of its combinations, and the outputs of all, the last one that has a value winning. */
export function endedJob(id: string, jobs: readonly JobRun[]): EndedJob {
  const conclusions = jobs.map((job) => (job.isForgiven ? 'success' : job.conclusion));
  return {
    id,
    result: worst(conclusions),
    outputs: Object.fromEntries(jobs.flatMap((job) => Object.entries(job.outputs))),
  };
}

/** Of several conclusions the one that counts; nothing but skipped ones make a skipped one. */
export function worst(conclusions: readonly Conclusion[]): Conclusion {
  const order: readonly Conclusion[] = ['failure', 'cancelled', 'success'];
  return order.find((each) => conclusions.includes(each)) ?? 'skipped';
}
