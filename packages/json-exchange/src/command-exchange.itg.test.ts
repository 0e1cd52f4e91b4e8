import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { commandExchange } from './command-exchange.ts';

const asked = { op: 'read', target: '$(touch pwned); `x` "\' \n' };

/** A program that is this script, run by the Node that runs the tests. */
const running = (script: string, timeoutMs = 20_000) => commandExchange({ argv: [process.execPath, '-e', script], cwd: tmpdir(), env: { GREETING: 'hi' }, timeoutMs });

const ECHO = `
  let text = '';
  process.stdin.on('data', (chunk) => (text += chunk)).on('end', () => console.log(JSON.stringify({ asked: JSON.parse(text), args: process.argv.slice(1), env: Object.keys(process.env).sort() })));
`;

describe('commandExchange', () => {
  it('gives the request on standard input and nothing of it in arguments or environment', async () => {
    const answer = await running(ECHO)(asked);
    expect(answer).toMatchObject({ kind: 'answered', value: { asked, args: [], env: expect.arrayContaining(['GREETING']) as string[] } });
    expect(answer).not.toMatchObject({ value: { env: expect.arrayContaining(['PATH']) as string[] } });
  });

  it('passes arguments as they are, whatever a shell would make of them', async () => {
    const exchange = commandExchange({ argv: [process.execPath, '-e', ECHO, '$HOME', '*', 'a b; c'], cwd: tmpdir(), env: {}, timeoutMs: 20_000 });
    expect(await exchange(asked)).toMatchObject({ value: { args: ['$HOME', '*', 'a b; c'] } });
  });

  it.each([
    [75, 'conflict', 'not-done'],
    [69, 'unavailable', 'unknown'],
    [65, 'refused', 'not-done'],
    [77, 'denied', 'not-done'],
    [66, 'missing', 'not-done'],
    [1, 'unavailable', 'unknown'],
  ])('takes exit code %i as %s', async (exitCode, code, outcome) => {
    const answer = await running(`console.log('{"error":"as it is"}'); process.exitCode = ${String(exitCode)}`)(asked);
    expect(answer).toMatchObject({ kind: 'failed', code, outcome, message: expect.stringContaining(`exit code ${String(exitCode)}: as it is`) as string });
  });

  it('tells the last line of standard error when there is no other word', async () => {
    expect(await running(`console.error('first'); console.error('no such upstream'); process.exitCode = 1`)(asked)).toMatchObject({ message: expect.stringContaining(': no such upstream') as string });
  });

  it('answers when the program does not read its input', async () => {
    const huge = { op: 'read', target: 'x'.repeat(1_000_000) };
    expect(await running(`console.log('{}'); process.exit(0)`)(huge)).toEqual({ kind: 'answered', value: {} });
  });

  it('knows that nothing happened when there is no such program', async () => {
    const exchange = commandExchange({ argv: ['/no/such/program'], cwd: tmpdir(), env: {}, timeoutMs: 1_000 });
    expect(await exchange(asked)).toMatchObject({ code: 'unavailable', retryable: false, outcome: 'not-done', message: expect.stringContaining('cannot start') as string });
    for (const argv of [[], [''], ['a\0b']]) {
      expect(await commandExchange({ argv, cwd: tmpdir(), env: {}, timeoutMs: 1_000 })(asked)).toMatchObject({ outcome: 'not-done' });
    }
  });

  it('does not know what happened when the output is no JSON or far too much', async () => {
    expect(await running(`console.log('ok')`)(asked)).toMatchObject({ code: 'malformed', outcome: 'unknown' });
    expect(await running(`process.stdout.write('x'.repeat(3_000_000))`)(asked)).toMatchObject({ code: 'malformed', outcome: 'unknown' });
  });

  it('kills a program that does not end in time', async () => {
    expect(await running(`setInterval(() => {}, 1000)`, 200)(asked)).toMatchObject({ code: 'unavailable', outcome: 'unknown', message: expect.stringContaining('did not end within 200 ms and was killed') as string });
  });

  it('kills what the program started as well', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const childGone = new Promise<void>((resolve) => server.once('connection', (socket) => socket.on('error', () => undefined).on('close', () => resolve()).resume()));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    // The grandchild holds a connection; once it is there, the program writes too much and is killed.
    const grandchild = `require('node:net').connect(${String(port)}, '127.0.0.1', () => process.send('here'))`;
    const program = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }).on('message', () => process.stdout.write('x'.repeat(3_000_000)))`;
    expect(await running(program)(asked)).toMatchObject({ code: 'malformed', outcome: 'unknown' });
    await childGone;
    server.close();
  });
});
