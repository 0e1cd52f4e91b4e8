// A git that is asked one thing after the other for as long as it lives: starting one for each question costs a hundred times more than the answer.
// It starts with the first question, and anew with the next one after it has ended.
import { Socket } from 'node:net';
import { spawnGit, type GitExit } from './git-process.ts';
import { queue } from './in-turn.ts';

export interface GitConversation {
  /** `take` is shown everything that git has said to this question so far. Questions wait for those before them. */
  ask<T>(question: string, take: (said: Buffer) => Taken<T>): Promise<Reply<T>>;
  /** Waits until git has ended. Nothing can be asked any more. */
  close(): Promise<void>;
}

export type Taken<T> = { readonly kind: 'not-yet' } | { readonly kind: 'answer'; readonly answer: T };
/** `ended`: instead of an answer, with what it said about why. */
export type Reply<T> = { readonly kind: 'answer'; readonly answer: T } | ({ readonly kind: 'ended' } & GitExit);

export function gitConversation(gitDir: string, args: readonly string[]): GitConversation {
  const inTurn = queue();
  let running: Running | 'none' = 'none';
  let isClosed = false;
  return {
    ask: (question, take) =>
      inTurn(async () => {
        if (isClosed) throw new Error('the emulated repository was closed');
        if (running === 'none' || running.hasEnded()) running = startGit(gitDir, args);
        return running.ask(question, take);
      }),
    close: () =>
      inTurn(async () => {
        isClosed = true;
        if (running !== 'none') await running.end();
      }),
  };
}

interface Running {
  hasEnded(): boolean;
  ask<T>(question: string, take: (said: Buffer) => Taken<T>): Promise<Reply<T>>;
  end(): Promise<void>;
}

function startGit(gitDir: string, args: readonly string[]): Running {
  const child = spawnGit(gitDir, args);
  let [said, complaints] = [Buffer.alloc(0), Buffer.alloc(0)];
  let ended: GitExit | 'no' = 'no';
  let heard = (): void => undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    said = Buffer.concat([said, chunk]);
    heard();
  });
  child.stderr.on('data', (chunk: Buffer) => void (complaints = Buffer.concat([complaints, chunk])));
  // It may end before it has read everything; `close` tells how.
  child.stdin.on('error', () => undefined);
  child.on('error', (cause) => void (complaints = Buffer.from(cause.message)));
  const whenEnded = new Promise<void>((resolve) => {
    child.on('close', (code) => {
      ended = { code: code ?? -1, stderr: complaints.toString('utf8').trim() };
      heard();
      resolve();
    });
  });

  // Keeps this process alive only while somebody waits for it, so that a test that forgets close() still ends, and git with it.
  const hold = (): void => [child, ...pipesOf(child)].forEach((handle) => void handle.ref());
  const letGo = (): void => [child, ...pipesOf(child)].forEach((handle) => void handle.unref());
  letGo();

  return {
    hasEnded: () => ended !== 'no',
    ask: async <T>(question: string, take: (said: Buffer) => Taken<T>) => {
      hold();
      [said, complaints] = [Buffer.alloc(0), Buffer.alloc(0)];
      const reply = new Promise<Reply<T>>((resolve) => {
        heard = () => {
          const taken = take(said);
          if (taken.kind === 'answer') resolve(taken);
          else if (ended !== 'no') resolve({ kind: 'ended', ...ended });
        };
      });
      child.stdin.write(question);
      const answer = await reply;
      heard = () => undefined;
      letGo();
      return answer;
    },
    end: () => {
      hold();
      child.stdin.end();
      return whenEnded;
    },
  };
}

function pipesOf({ stdin, stdout, stderr }: ReturnType<typeof spawnGit>): readonly Socket[] {
  return [stdin, stdout, stderr].filter((stream) => stream instanceof Socket);
}
