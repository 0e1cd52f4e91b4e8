// What happened in the repository: the reason for a run.
import type { JsonObject } from './json-value.ts';

export interface WorkflowEvent {
  /** `push`, `schedule`, `workflow_dispatch`, `repository_dispatch`, `pull_request`, ... */
  readonly name: string;
  /** The full ref, such as `refs/heads/main`. */
  readonly ref: string;
  readonly sha: string;
  /** The webhook's body, as `github.event`. A scheduled event names its cron line in `schedule`, others their activity in `action`. */
  readonly payload?: JsonObject;
  /** What a person entered for `workflow_dispatch`. */
  readonly inputs?: Readonly<Record<string, string | number | boolean>>;
  /** Files that the push or pull request changes; needed only by workflows with `paths` filters. */
  readonly changedPaths?: readonly string[];
}
