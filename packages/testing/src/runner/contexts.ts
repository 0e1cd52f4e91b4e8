// The contexts of expressions by name. The parser has checked which context may stand where, so each place offers all names and
// fills those that exist there.
import type { JsonObject } from './json-value.ts';
import type { Conclusion } from './status-functions.ts';

const unknown: JsonObject = {
  github: {},
  inputs: {},
  vars: {},
  needs: {},
  strategy: {},
  matrix: null,
  secrets: {},
  steps: {},
  job: {},
  runner: {},
  env: {},
};

export function contextsWith(contexts: JsonObject): JsonObject {
  return { ...unknown, ...contexts };
}

export interface EndedJob {
  readonly id: string;
  /** What jobs after this one see; `success` for a failed job with `continue-on-error`. */
  readonly result: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Only the jobs that the file names in `needs`, although the status functions see all before. */
export function needsContext(needs: readonly string[], ended: readonly EndedJob[]): JsonObject {
  return Object.fromEntries(
    needs.flatMap((id) => ended.filter((job) => job.id === id)).map((job) => [job.id, { result: job.result, outputs: job.outputs }]),
  );
}
