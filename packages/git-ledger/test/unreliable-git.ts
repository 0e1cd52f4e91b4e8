// A git whose moves of a ref go wrong in ways that networks make them go wrong.
import { createGit } from '@rampart/git-process';
import type { Git, GitFailure } from '@rampart/git-process';

export interface Faults {
  /** Called for each move of a ref, counted from 1. */
  onMove(count: number): Promise<'works' | 'lost-reply' | 'lost-request'> | 'works' | 'lost-reply' | 'lost-request';
  /** After that many moves nothing can be read any more. */
  readonly unreadableAfterMoves?: number;
  /** Runs after a move that landed and before its reply is lost. */
  afterLanding?(): Promise<void>;
}

export function unreliableGit(faults: Faults): Git & { readonly moves: () => number } {
  const real = createGit(process.env);
  let moves = 0;
  return {
    moves: () => moves,
    run: async (command) => {
      const verb = command.args[0] ?? '';
      // In a folder a move is a commit-by-name with a reflog message; a note of what was pushed has none.
      const isMove = verb === 'push' || (verb === 'update-ref' && command.args.includes('-m'));
      if (!isMove) return moves >= (faults.unreadableAfterMoves ?? Number.POSITIVE_INFINITY) ? NO_ANSWER : real.run(command);
      moves += 1;
      const fate = await faults.onMove(moves);
      if (fate === 'lost-request') return NO_ANSWER;
      const result = await real.run(command);
      if (fate === 'works' || result.kind === 'failed') return result;
      await faults.afterLanding?.();
      return NO_ANSWER;
    },
  };
}

/** Looks like success and failure at once: nobody may read anything into the wording. */
const NO_ANSWER: GitFailure = {
  kind: 'failed',
  reason: 'exit',
  code: 128,
  trouble: 'unavailable',
  stderr: 'everything up-to-date; fatal: the remote end hung up unexpectedly',
  message: 'git push: the remote end hung up unexpectedly',
};
