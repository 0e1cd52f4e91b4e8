import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askAt } from './ask-at.ts';

function terminal(isTTY: boolean) {
  const [stdin, stderr] = [new PassThrough(), new PassThrough()];
  return { stdin: Object.assign(stdin, { isTTY }) as unknown as NodeJS.ReadStream, stderr: Object.assign(stderr, { isTTY }) as unknown as NodeJS.WriteStream };
}

describe('askAt', () => {
  it('asks nobody where there is no terminal', () => {
    expect(askAt(terminal(false), new AbortController().signal)).toEqual({});
  });

  it('gives the line that was typed, and nothing at the end of the input', async () => {
    const one = terminal(true);
    const answer = askAt(one, new AbortController().signal).ask?.('Go on? ');
    one.stdin.push('yes\n');
    expect(await answer).toBe('yes');
    const other = terminal(true);
    const none = askAt(other, new AbortController().signal).ask?.('Go on? ');
    other.stdin.push(null);
    expect(await none).toBe('');
  });

  it('takes an interruption for no answer', async () => {
    const interruption = new AbortController();
    const answer = askAt(terminal(true), interruption.signal).ask?.('Go on? ');
    interruption.abort();
    expect(await answer).toBe('');
  });
});
