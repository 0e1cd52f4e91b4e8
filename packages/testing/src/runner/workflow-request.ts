// What a caller asks of the harness, and what it gets.
import type { ResolveAction } from './action-reference.ts';
import type { RunIdentity } from './github-context.ts';
import type { ConcurrencyRequest } from './job-plan.ts';
import type { JobRun } from './job-result.ts';
import type { Conclusion } from './status-functions.ts';
import type { StepProgress } from './step-progress.ts';
import type { Patience, Timers } from './timers.ts';
import type { WorkflowProblem } from './workflow-document.ts';
import type { WorkflowEvent } from './workflow-event.ts';

export interface WorkflowRequest {
  /** `name` is the path inside the repository; of a file its last part counts, below `.github/workflows`. */
  readonly workflow: { readonly kind: 'file'; readonly path: string } | { readonly kind: 'text'; readonly name: string; readonly text: string };
  readonly event: WorkflowEvent;
  /** `owner/name`. */
  readonly repository: string;
  /** A folder that the harness may fill. Runs under one root share its tool cache and nothing else. */
  readonly root: string;
  /** What the machine gives to every process, instead of PATH, LANG and USER alone. HOME is always the job's own. */
  readonly machineEnv?: Readonly<Record<string, string>>;
  /** GITHUB_TOKEN among them becomes `github.token`. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  readonly actions?: ResolveAction;
  /** Folders that the built-in checkout may take, by `owner/name`. */
  readonly repositories?: Readonly<Record<string, string>>;
  readonly identity?: Partial<Omit<RunIdentity, 'repository' | 'token'>>;
  /** Runs node actions and stands behind setup-node. This process's own by default. */
  readonly nodePath?: string;
  readonly onStep?: (progress: StepProgress) => void;
  /** Cancels the run, as the button on GitHub does. */
  readonly signal?: AbortSignal;
  readonly jobsAtOnceMax?: number;
  /** Leaves workspaces and temporary folders for a look. */
  readonly keepsFolders?: boolean;
  readonly timers?: Timers;
  readonly patience?: Patience;
}

export type WorkflowRun =
  | { readonly kind: 'refused'; readonly problems: readonly WorkflowProblem[] }
  | { readonly kind: 'not-triggered'; readonly why: string }
  | CompletedRun;

export interface CompletedRun {
  readonly kind: 'completed';
  readonly conclusion: Conclusion;
  /** In the order of the file, the combinations of a matrix in its order. */
  readonly jobs: readonly JobRun[];
  readonly concurrency: ConcurrencyRequest;
  /** Where the jobs ran; gone unless `keepsFolders` is set. */
  readonly folder: string;
}
