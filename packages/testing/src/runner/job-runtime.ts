// What the steps of one running job share. Steps change it: through GITHUB_ENV and GITHUB_PATH, by failing, by being cancelled.
import type { ResolveAction } from './action-reference.ts';
import type { JobFolders } from './job-folders.ts';
import type { JsonObject } from './json-value.ts';
import type { Masks } from './masks.ts';
import type { RunningStatus } from './status-functions.ts';
import type { StepConsole } from './step-console.ts';
import type { ActionEnd } from './step-result.ts';
import type { Patience, Timers } from './timers.ts';

export interface JobRuntime {
  readonly folders: JobFolders;
  readonly masks: Masks;
  /** `github`, `inputs`, `vars`, `needs`, `strategy`, `matrix`, `secrets` and `runner`. */
  readonly contexts: JsonObject;
  readonly machineEnv: Readonly<Record<string, string>>;
  readonly resolveAction: ResolveAction;
  /** Local repositories that checkout can take, by `owner/name`. */
  readonly repositories: Readonly<Record<string, string>>;
  readonly nodePath: string;
  readonly timers: Timers;
  readonly patience: Patience;
  /** Aborted when the job is cancelled, by whom ever. */
  readonly cancelled: AbortSignal;
  readonly state: JobState;
}

export interface JobState {
  status: RunningStatus;
  /** Workflow and job level, and what GITHUB_ENV set. */
  readonly env: Map<string, string>;
  /** What GITHUB_PATH added, oldest first. */
  pathAdditions: readonly string[];
  /** Done from the end: the action that started last is cleaned up first. */
  readonly postStages: PostStage[];
}

/** What an action left to be done at the end of the job. */
export interface PostStage {
  readonly stepId: string;
  readonly name: string;
  readonly condition: string;
  readonly frame: Frame;
  /** What the step had beyond the environment of the job, which may change until then. */
  readonly ownEnv: Readonly<Record<string, string>>;
  readonly perform: (work: StepWork) => Promise<ActionEnd>;
}

/** The steps of a job, or of one use of a composite action: what its expressions see beyond the job. */
export interface Frame {
  /** Laid over the job's contexts: a composite action has its own `inputs` and `github.action_path`. */
  readonly contexts: JsonObject;
  /** The `steps` context, filled as steps end. */
  readonly steps: Map<string, JsonObject>;
  /** The environment of the step that uses the composite action. */
  readonly env: Readonly<Record<string, string>>;
  readonly status: () => RunningStatus;
  /** `defaults.run`; empty in a composite action. */
  readonly runDefaults: { readonly shell: string; readonly workingDirectory: string };
}

/** One step at work. */
export interface StepWork {
  readonly job: JobRuntime;
  readonly frame: Frame;
  readonly stepId: string;
  readonly stepName: string;
  /** The `env` context of the step. */
  readonly env: Readonly<Record<string, string>>;
  readonly console: StepConsole;
  /** Aborted, with an `EndReason`, when the step must end. */
  readonly signal: AbortSignal;
  /** GITHUB_STATE: what the stages of one action tell each other. */
  readonly actionState: Map<string, string>;
  readonly addSummary: (markdown: string) => void;
}

export type EndReason = 'cancelled' | 'timed-out';
