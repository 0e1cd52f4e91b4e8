import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aShell } from '../../test/a-shell.ts';

const FIXTURES = join(import.meta.dirname, '../../../../simulator/test/fixtures');
const POLICY = `rampart: 1
target: fraud-prod
model: gto:fraud
serve: {http: http://router.test/route, slots: [a, b]}
metrics: {openmetrics: {pages: {a: [http://a.test/metrics], b: [http://b.test/metrics]}}}
promise: {falseAlarms: 1%, badRequests: 2000, decideWithin: 1d}
checks:
  errors: {worseBy: 1.5x}
plan: [smoke, ramp, bake: 1h]
`;
const BOTH = ['--history', 'past-metrics.csv', '--releases', 'past-releases.csv'];

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'rampart-backtest-'));
  for (const file of ['past-metrics.csv', 'past-releases.csv']) cpSync(join(FIXTURES, file), join(cwd, file));
  writeFileSync(join(cwd, 'policy.yaml'), POLICY);
});
afterEach(() => rmSync(cwd, { recursive: true }));

describe('rampart backtest', () => {
  it('prints what happened, what the policy says, when, and how many bad requests earlier', async () => {
    const said = await aShell(cwd)('backtest', 'policy.yaml', ...BOTH);
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    expect(said.out).toMatch(/^fraud-prod: 3 past releases, past-metrics\.csv in spans of 1m\n/);
    expect(said.out).toMatch(/^✔ +v41 +promoted after 4h +good +promote after \S+ +- +-$/m);
    expect(said.out).toMatch(/^✔ +v42 +rolled back after 3h +bad +rollback after \S+: regression \(errors\) +- +[\d,]+ spared, [\d,]+ more than stable's$/m);
    expect(said.out).toMatch(/^✔ +v43 +promoted after 3h +good +promote after \S+ +after 100m: blind +-$/m);
    expect(said.out).toMatch(/^v43: 27\.8% of its spans miss an arm; they count as no data$/m);
    expect(said.out).toMatch(/It does not say which weights the policy would have chosen/);
    expect(said.out).toMatch(/^all 3 right\n$/m);
  });

  it('prints the same for programs', async () => {
    const { out } = await aShell(cwd)('backtest', 'policy.yaml', ...BOTH, '--json');
    expect(JSON.parse(out)).toMatchObject({ target: 'fraud-prod', weights: 'given', releases: [{ name: 'v41', judged: 'right', says: { kind: 'promote' } }, { name: 'v42', says: { kind: 'rollback', reason: { code: 'regression' } } }, { name: 'v43' }], leftOut: [] });
  });

  it('breaks where a release is judged wrongly, and is open where nobody knows what it was', async () => {
    const list = readFileSync(join(cwd, 'past-releases.csv'), 'utf8');
    writeFileSync(join(cwd, 'past-releases.csv'), list.replace('promoted,good', 'promoted,bad'));
    expect(await aShell(cwd)('backtest', 'policy.yaml', ...BOTH)).toMatchObject({ exitCode: 1, out: expect.stringMatching(/^✘ +v41 [^]*\n1 of 3 wrong\n$/m) });
    writeFileSync(join(cwd, 'past-releases.csv'), list.replace('promoted,good', 'promoted,'));
    expect(await aShell(cwd)('backtest', 'policy.yaml', ...BOTH)).toMatchObject({ exitCode: 3, out: expect.stringMatching(/^\? +v41 [^]*\nnone wrong, 1 of 3 open\n$/m) });
  });

  it('reads the files that docs/backtest.md shows', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../../../docs/backtest.md'), 'utf8');
    const [metrics = '', releases = '', ...more] = [...page.matchAll(/```csv\n([^]*?)```/g)].map(([, text = '']) => text);
    expect(more).toEqual([]);
    writeFileSync(join(cwd, 'm.csv'), metrics);
    writeFileSync(join(cwd, 'r.csv'), releases);
    expect(await aShell(cwd)('backtest', 'policy.yaml', '--history', 'm.csv', '--releases', 'r.csv')).toMatchObject({ exitCode: 3, err: '' });
  });

  it.each<readonly [string, readonly string[], RegExp]>([
    ['no history', ['policy.yaml'], /Write --history metrics\.csv/],
    ['a history that is not there', ['policy.yaml', '--history', 'x.csv'], /x\.csv cannot be read \(there is no such file\)/],
    ['a history about something else', ['policy.yaml', '--history', 'other.csv'], /got rows about "latency"\. Accepted: rows about a check of the policy: errors/],
    ['mistakes in the list', ['policy.yaml', '--history', 'past-metrics.csv', '--releases', 'past-metrics.csv'], /past-metrics\.csv:1: release: got the columns .*\n.*past-metrics\.csv:1: start:/],
    ['no length of a span', ['policy.yaml', '--history', 'past-metrics.csv', '--every', '5'], /--every: expected the length of a span/],
  ])('refuses %s', async (_, argv, says) => {
    writeFileSync(join(cwd, 'other.csv'), readFileSync(join(cwd, 'past-metrics.csv'), 'utf8').replaceAll(',candidate,errors,', ',candidate,latency,').replaceAll(',stable,errors,', ',stable,latency,'));
    const said = await aShell(cwd)('backtest', ...argv);
    expect(said).toMatchObject({ exitCode: 2, out: '' });
    expect(said.err).toMatch(says);
  });
});
