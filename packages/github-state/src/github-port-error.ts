// What GitHub answered, told as a failure of a port: what was tried, what was seen, what to do.
import type { FailedAnswer } from '@rampart/github-api';
import type { PortError } from '@rampart/rollout-engine';

export interface FailedAttempt {
  readonly port: 'ledger' | 'freeze';
  /** What was tried, e.g. `reading refs/heads/rollouts/fraud-1a2b3c4d`. */
  readonly what: string;
  readonly answer: FailedAnswer;
  readonly outcome: PortError['outcome'];
}

export function githubPortError({ port, what, answer, outcome }: FailedAttempt): PortError {
  const code = codeOf(answer);
  // The others say themselves what to do; a block to paste ends the message as it is.
  const advice = answer.kind === 'unknown' || answer.kind === 'not-found' || answer.kind === 'refused' || answer.kind === 'errors' ? `. ${ADVICE[code]}` : '';
  return { port, code, message: `${what}: ${answer.why}${advice}`, retryable: code === 'unavailable', ...(answer.kind === 'limited' && answer.by === 'limit' ? { notBeforeMs: answer.untilMs } : {}), outcome, cause: answer };
}

type Code = 'unavailable' | 'denied' | 'missing' | 'refused';

function codeOf(answer: FailedAnswer): Code {
  switch (answer.kind) {
    case 'unknown':
    case 'limited':
      return 'unavailable';
    case 'denied':
    case 'expired':
      return 'denied';
    case 'not-found':
      return 'missing';
    case 'conflict':
    case 'refused':
      return 'refused';
    case 'errors':
      return answer.errors.some(({ type }) => type === 'NOT_FOUND') ? 'missing' : 'refused';
  }
}

const ADVICE: Readonly<Record<Code, string>> = {
  unavailable: 'The next run tries again',
  denied: '',
  missing: 'Check the name of the repository, and that the token may see it',
  refused: 'If a rule of the repository said no, exempt the branches rollouts/** and rollouts-shown/** from it',
};
