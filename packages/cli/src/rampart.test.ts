import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aShell, type Shell } from '../test/a-shell.ts';
import { rampart as runRampart } from './rampart.ts';

let folder: string;
let rampart: Shell;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rampart-cli-'));
  rampart = aShell(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

const COMMANDS = ['init', 'validate', 'expand', 'adopt', 'doctor', 'drill', 'tick', 'retry', 'rollback', 'pause', 'resume', 'status', 'frozen', 'history', 'verify', 'dora', 'check', 'simulate', 'compare', 'search', 'replay', 'why', 'scenarios', 'stat', 'fit', 'backtest', 'alerts', 'runbook'];

describe('rampart', () => {
  it.each([[[]], [['help']], [['--help']], [['-h']]])('explains itself to %j', async (argv) => {
    const said = await rampart(...argv);
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    for (const name of COMMANDS) expect(said.out).toMatch(new RegExp(`^  ${name} +[a-z]`, 'm'));
    expect(said.out).toContain('Exit codes: 0 held, 1 broken or a person is needed, 2 usage');
  });

  it.each([['--version'], ['-V']])('tells its version to %s', async (option) => {
    expect(await rampart(option)).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^rampart \d+\.\d+\.\d+\n$/), err: '' });
  });

  it.each(COMMANDS)('explains %s in two ways', async (name) => {
    const said = await rampart('help', name);
    expect(said).toEqual(await rampart(name, '--help'));
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    expect(said.out).toMatch(new RegExp(`^usage: rampart ${name} (<policy>|<target>|<csv>|<file>|\\[<(function|name|policy)>|\\[options\\])`));
    expect(said.out).toMatch(/^ {2}--json +prints for programs$/m);
  });

  it('knows no other command, and says which there are', async () => {
    expect(await rampart('tik')).toEqual({ exitCode: 2, out: '', err: `rampart: there is no command "tik". Commands are ${COMMANDS.join(', ')}; rampart help says what they do.\n` });
  });

  it.each([
    ['no policy', ['tick'], 'rampart tick: name a policy, e.g. rampart/fraud.yaml\nusage: rampart tick <policy>... [options]\n'],
    ['an unknown option', ['status', 'x.yaml', '--colour'], 'rampart status: Unknown option \'--colour\'\n'],
    ['an option without its value', ['tick', 'x.yaml', '--abort'], 'rampart tick: Option \'--abort <value>\' argument missing\n'],
    ['an option that eats another', ['tick', 'x.yaml', '--abort', '--json'], 'rampart tick: Option \'--abort\' argument is ambiguous\n'],
    ['a value for a flag', ['rollback', 'x.yaml', '--local=no'], 'rampart rollback: Option \'--local\' does not take an argument\n'],
    ['an empty value', ['tick', 'x.yaml', '--abort', ''], 'rampart tick: --abort is empty; write "why" after it\n'],
    ['an option twice', ['tick', 'x.yaml', '--mode', 'tick', '--mode', 'watch'], 'rampart tick: --mode is given twice\n'],
    ['two policies where one is meant', ['rollback', 'a.yaml', 'b.yaml'], 'rampart rollback: takes one policy, got 2: a.yaml, b.yaml\n'],
    ['an unknown mode', ['tick', 'x.yaml', '--mode', 'fast'], 'rampart tick: --mode: expected observe, auto, tick, watch, got "fast"\n'],
    ['orders that contradict each other', ['tick', 'x.yaml', '--abort', 'bad', '--approve'], 'rampart tick: --abort and --approve contradict each other; keep one\n'],
  ])('refuses %s', async (_, argv, words) => {
    const said = await rampart(...argv);
    expect(said).toMatchObject({ exitCode: 2, out: '' });
    expect(said.err.startsWith(words)).toBe(true);
  });

  it('says that a fault is its own, with where it happened', async () => {
    let told = '';
    const style = { color: false, width: 100 };
    const console = { style, errStyle: style, out: () => fail('a bug'), err: (text: string) => void (told += text), overwrite: () => undefined };
    writeFileSync(join(folder, 'x.yaml'), VALID);
    expect(await runRampart(['validate', 'x.yaml'], { console, readInput: async () => ({ kind: 'none' }), env: {}, cwd: folder, signal: new AbortController().signal })).toBe(1);
    expect(told).toMatch(/^RMP900 rampart validate: a fault of Rampart itself\. Nothing advances; .*\nError: a bug\n +at /);
  });
});

const VALID = `
rampart: 1
target: fraud-prod
model: gto:fraud
serve: {http: "http://127.0.0.1:9/", slots: [a, b]}
metrics: {openmetrics: {pages: {a: ["http://127.0.0.1:9/a"], b: ["http://127.0.0.1:9/b"]}}}
promise: {badRequests: 100}
checks: {errors: default}
plan: [smoke, ramp]
`;

function fail(message: string): never {
  throw new Error(message);
}
