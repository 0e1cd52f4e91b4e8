// Asks whoever sits at the terminal. Where no line can be typed, or none can be read by a person, there is nobody to ask.
import { createInterface } from 'node:readline/promises';
import type { Invocation } from './command.ts';

interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stderr: NodeJS.WriteStream;
}

/** An interruption, or the end of the input, is an empty answer. */
export function askAt({ stdin, stderr }: Terminal, signal: AbortSignal): Pick<Invocation, 'ask'> {
  if (!stdin.isTTY || !stderr.isTTY) return {};
  return {
    ask: async (question) => {
      const lines = createInterface({ input: stdin, output: stderr });
      const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
      try {
        return await Promise.race([lines.question(question, { signal }), ended]);
      } catch (error) {
        if (signal.aborted) return '';
        throw error;
      } finally {
        lines.close();
      }
    },
  };
}
