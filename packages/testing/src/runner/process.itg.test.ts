import { describe, expect, it } from 'vitest';
import { createManualTimers } from '../../test/runner/manual-timers.ts';
import type { ManualTimers } from '../../test/runner/manual-timers.ts';
import { runProcess } from './process.ts';
import type { ProcessEnd } from './process.ts';
import { runnerPatience } from './timers.ts';

// Processes take their time on a busy machine.
const processes = { timeout: 60_000 };

interface Started {
  readonly timers: ManualTimers;
  readonly lines: string[];
  readonly ended: Promise<ProcessEnd>;
  readonly abort: () => void;
  /** Resolves when the process has printed this line. */
  readonly prints: (line: string) => Promise<void>;
}

function start(file: string, args: readonly string[]): Started {
  const timers = createManualTimers();
  const lines: string[] = [];
  const ending = new AbortController();
  const watchers = new Map<string, () => void>();
  const ended = runProcess({
    file,
    args,
    workingDirectory: '/',
    env: { PATH: process.env['PATH'] ?? '' },
    onLine: (line) => {
      lines.push(line);
      watchers.get(line)?.();
    },
    signal: ending.signal,
    timers,
    patience: runnerPatience,
  });
  const prints = (line: string): Promise<void> =>
    lines.includes(line) ? Promise.resolve() : new Promise((resolve) => watchers.set(line, resolve));
  return { timers, lines, ended, abort: () => ending.abort(), prints };
}

/** A node script that prints `ready`, says which signals it gets, and stays. */
function script(onSigint: string, onSigterm = ''): readonly string[] {
  return [
    '-e',
    `process.on('SIGINT', () => { console.log('got SIGINT'); ${onSigint} });
     process.on('SIGTERM', () => { console.log('got SIGTERM'); ${onSigterm} });
     setTimeout(() => {}, 60_000); console.log('ready');`,
  ];
}

describe('runProcess', processes, () => {
  it('hands lines out without their ends, from both streams', async () => {
    const { lines, ended } = start('sh', ['-c', 'printf "a\\r\\nb\\n\\nc"; exit 3']);

    expect(await ended).toEqual({ kind: 'exited', code: 3 });
    expect(lines).toEqual(['a', 'b', '', 'c']);
  });

  it('does not cut characters that arrive in two pieces', async () => {
    const write = "process.stdout.write(Buffer.from([0xe2, 0x82])); setImmediate(() => process.stdout.write(Buffer.from([0xac, 10])))";
    const { lines, ended } = start(process.execPath, ['-e', write]);
    await ended;

    expect(lines).toEqual(['€']);
  });

  it('says why a process cannot be started', async () => {
    expect(await start('no-such-program', []).ended).toMatchObject({ kind: 'not-started', why: expect.stringContaining('ENOENT') as string });
  });

  it('sends SIGINT and lets the process save its work', async () => {
    const { abort, ended, prints, timers } = start(process.execPath, script('process.exit(130)'));
    await prints('ready');
    abort();

    expect(await ended).toEqual({ kind: 'exited', code: 130 });
    expect(timers.waiting()).toEqual([]);
  });

  it('sends SIGTERM after 7.5 s to a process that ignores SIGINT', async () => {
    const { abort, ended, lines, prints, timers } = start(process.execPath, script('', 'process.exit(143)'));
    await prints('ready');
    abort();
    await prints('got SIGINT');
    timers.fire(7_500);

    expect(await ended).toEqual({ kind: 'exited', code: 143 });
    expect(lines).toEqual(['ready', 'got SIGINT', 'got SIGTERM']);
  });

  it('kills after 2.5 s more what ignores both', async () => {
    const { abort, ended, prints, timers } = start(process.execPath, script(''));
    await prints('ready');
    abort();
    await prints('got SIGINT');
    timers.fire(7_500);
    await prints('got SIGTERM');
    timers.fire(2_500);

    expect(await ended).toEqual({ kind: 'signalled', signal: 'SIGKILL' });
  });

  it('does not wait for ever for children that hold its output', async () => {
    const { ended, lines, prints, timers } = start('sh', ['-c', 'sleep 100 & echo $!; echo ready']);
    await prints('ready');
    while (!timers.waiting().includes(5_000)) await new Promise((resolve) => setImmediate(resolve));
    timers.fire(5_000);

    expect(await ended).toEqual({ kind: 'exited', code: 0 });
    process.kill(Number(lines[0]), 'SIGKILL');
  });
});
