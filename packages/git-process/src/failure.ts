// How git fails, as a value: what happened, what kind of trouble it is, and one sentence for a person.
import { classifyStderr } from './classify.ts';
import type { GitTrouble } from './classify.ts';

export type GitFailureReason = 'exit' | 'git-missing' | 'not-started' | 'timed-out' | 'aborted' | 'output-too-large' | 'not-usable';

export interface GitFailure {
  readonly kind: 'failed';
  readonly reason: GitFailureReason;
  /** Exit code; -1 when there is none. */
  readonly code: number;
  readonly trouble: GitTrouble;
  /** Redacted. */
  readonly stderr: string;
  /** Redacted: what was run and what came of it. */
  readonly message: string;
}

export interface FailureFacts {
  readonly reason: GitFailureReason;
  readonly verb: string;
  readonly detail: string;
  readonly stderr?: string;
  readonly code?: number;
  /** Only where the caller knows better than the text. */
  readonly trouble?: GitTrouble;
}

export function gitFailure(facts: FailureFacts): GitFailure {
  const stderr = facts.stderr ?? '';
  return {
    kind: 'failed',
    reason: facts.reason,
    code: facts.code ?? -1,
    trouble: facts.trouble ?? troubleOf(facts.reason, stderr),
    stderr,
    message: facts.verb === '' ? facts.detail : `git ${facts.verb}: ${facts.detail}`,
  };
}

/** The lines of stderr that say something, on one line; `exit 128` where it is silent. */
export function describeExit(code: number | null, signal: string | null, stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('hint:'));
  const end = code === null ? `ended by ${signal ?? 'a signal'}` : `exit ${code}`;
  return lines.length === 0 ? end : `${lines.slice(0, 4).join('; ')} (${end})`;
}

function troubleOf(reason: GitFailureReason, stderr: string): GitTrouble {
  switch (reason) {
    case 'exit':
      return classifyStderr(stderr);
    case 'timed-out':
    case 'aborted':
      return 'unavailable';
    case 'output-too-large':
      return 'malformed';
    case 'git-missing':
    case 'not-started':
    case 'not-usable':
      return 'refused';
  }
}
