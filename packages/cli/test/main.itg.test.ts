// The command line as a process of its own, the way a shell or a cron job starts it: no terminal, so plain.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rampart-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const BIN = join(import.meta.dirname, '../bin/rampart.mjs');
/** A Node that says it is another version: what it can read is for the machine that has one. */
const OLD_NODE = `--import=data:text/javascript,${encodeURIComponent("Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.11.1' } })")}`;

function rampart(args: readonly string[], env: Readonly<Record<string, string>>, input = ''): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [BIN, ...args], { cwd: folder, env: { PATH: process.env['PATH'], ...env } }, (_, out, err) => resolve({ code: child.exitCode ?? -1, out, err }));
    child.stdin?.end(input);
  });
}

describe('rampart as a process', () => {
  it.each([{}, { NO_COLOR: '1' }, { TERM: 'xterm-256color' }])('is plain without a terminal, with %j', async (env) => {
    writeFileSync(join(folder, 'x.yaml'), 'rampart: 1\ntarget: 5\n');
    const said = await rampart(['validate', 'x.yaml'], env);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toMatch(/^x\.yaml:2:9 RMP114 target: /m);
    expect(said.err).not.toContain('\u001B');
  });

  it('ends with 0 and words on standard output', async () => {
    expect(await rampart(['--version'], {})).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^rampart \d/) });
  });

  it('says what it needs on a Node that is too old', async () => {
    const said = await rampart(['--version'], { NODE_OPTIONS: OLD_NODE });
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toMatch(/^rampart: runs on Node 24 or newer; this is Node 20\.11\.1 \(.*\)\. Install Node 24, or in a checkout of Rampart write `npm run rampart -- <command>`, which brings its own\.\n$/);
  });

  it('reads the inputs of a statistic from a pipe', async () => {
    expect(await rampart(['stat', 'mcnemar'], {}, '{"b": 7, "c": 7}')).toEqual({ code: 0, err: '', out: '{"chi2":0,"p":1}\n' });
    expect(await rampart(['stat', 'mcnemar'], {})).toMatchObject({ code: 2, out: '' });
  });
});
