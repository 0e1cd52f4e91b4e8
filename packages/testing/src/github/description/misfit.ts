// A request or an answer that does not fit what GitHub publishes about its API.

export interface Misfit {
  readonly operation: string;
  /** `answer`: the emulator's own mistake. */
  readonly side: 'request' | 'answer';
  /** Where and what, one line each. */
  readonly problems: readonly string[];
}

export function describeMisfit({ operation, side, problems }: Misfit): string {
  return `the ${side} of ${operation} does not fit GitHub's description:\n  ${problems.join('\n  ')}`;
}
