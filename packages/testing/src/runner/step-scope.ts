// What the expressions of a step can see at this moment.
import { contextsWith } from './contexts.ts';
import type { Scope } from './expression.ts';
import { hashFiles } from './hash-files.ts';
import type { Frame, JobRuntime } from './job-runtime.ts';
import type { JsonObject } from './json-value.ts';
import { isJsonObject } from './json-value.ts';
import { stepStatusFunctions } from './status-functions.ts';

export interface StepMoment {
  readonly stepId: string;
  readonly env: Readonly<Record<string, string>>;
}

export function stepScope(job: JobRuntime, frame: Frame, moment: StepMoment): Scope {
  return {
    contexts: contextsWith({
      ...job.contexts,
      ...frame.contexts,
      github: stepGitHub(job, frame, { action: moment.stepId }),
      steps: Object.fromEntries(frame.steps),
      env: moment.env,
      job: { status: job.state.status },
    }),
    functions: {
      ...stepStatusFunctions(frame.status()),
      hashfiles: (patterns) => hashFiles(job.folders.workspace, patterns),
    },
  };
}

/** The `github` context of a step: that of the job, with the composite action around it and `more` laid over. */
export function stepGitHub(job: JobRuntime, frame: Frame, more: JsonObject): JsonObject {
  return { ...objectAt(job.contexts, 'github'), ...objectAt(frame.contexts, 'github'), ...more };
}

function objectAt(contexts: JsonObject, name: string): JsonObject {
  const value = contexts[name];
  return isJsonObject(value) ? value : {};
}
