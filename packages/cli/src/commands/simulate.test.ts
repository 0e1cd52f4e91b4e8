// The commands that simulate many releases, with few of them: figures are those of fixed seeds, and each command is made to fail as well.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aShell, type Shell } from '../../test/a-shell.ts';
import { SENT_BACK, POLICY } from '../../test/a-simulated-policy.ts';
import { consoleOf } from '../console.ts';
import { rampart as runRampart } from '../rampart.ts';

/** Short, so that a simulated release costs little. */
const QUICK = POLICY.replace('decideWithin: 1d', 'decideWithin: 2h');
const CAREFUL = QUICK.replace('badRequests: 100', 'badRequests: 40');

let cwd = '';
let rampart: Shell;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'rampart-simulate-'));
  mkdirSync(join(cwd, '.git'));
  writeFileSync(join(cwd, 'quick.yaml'), QUICK);
  writeFileSync(join(cwd, 'careful.yaml'), CAREFUL);
  rampart = aShell(cwd);
});
afterEach(() => rmSync(cwd, { recursive: true }));

interface Simulated {
  readonly seed: number;
  readonly series: readonly { readonly family: string; readonly candidate: string; readonly runs: number; readonly promoted: number; readonly sentBack: number; readonly open: number; readonly bad: { readonly max: number } }[];
}

describe('rampart simulate', () => {
  it('tells what became of good and of bad releases, the same for any number of workers', async () => {
    const said = await rampart('simulate', 'quick.yaml', '--runs', '8', '--workers', '1', '--json');
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    const { series } = JSON.parse(said.out) as Simulated;
    expect(series.map(({ candidate }) => candidate)).toEqual(['equal', ...['dead on arrival', '10x', '5x', '3x', '2x', '1.5x', 'one bad slice', 'slow burn', 'half of the pods dead'].map((name) => `worst: ${name}`)]);
    for (const { runs, promoted, sentBack, open } of series) expect([runs, promoted + sentBack + open]).toEqual([8, 8]);
    expect(series[1]).toMatchObject({ candidate: 'worst: dead on arrival', promoted: 0 });
    expect(await rampart('simulate', 'quick.yaml', '--runs', '8', '--workers', '2', '--json')).toEqual(said);
  });

  it('prints a table for people', async () => {
    const said = await rampart('simulate', 'quick.yaml', '--runs', '2', '--family', 'low-traffic@1');
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    expect(said.out).toMatch(/^fraud-prod · low-traffic@1 · seed 0x5eed\n candidate +releases +promoted +sent back +open +asked +decided p50 +p95 +bad p50 +p99 +max +share\n equal +2 /);
    expect(said.out).toMatch(/^bad: bad requests beyond what stable would have had\. share: /m);
  });

  it('tries one scenario, by name or by file, with other run numbers', async () => {
    expect(await rampart('simulate', 'quick.yaml', '--scenario', 'dead-on-arrival', '--runs', '3')).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^fraud-prod · scenario dead-on-arrival: The candidate fails every request.*\n.*\n as the scenario says +3 +0 % +100 %/) });
    writeFileSync(join(cwd, 'outage.yaml'), SENT_BACK);
    const { seed, series } = JSON.parse((await rampart('simulate', 'quick.yaml', '--scenario', 'outage.yaml', '--runs', '3', '--json')).out) as Simulated;
    expect([seed, series.length, series[0]?.runs]).toEqual([7, 1, 3]);
  });

  it('replays arrivals', async () => {
    const rows = Array.from({ length: 60 }, (_, minute) => `2026-03-02T00:${String(minute).padStart(2, '0')}:00Z,${String(300 + 10 * (minute % 7))}`);
    writeFileSync(join(cwd, 'arrivals.csv'), `time,requests\n${rows.join('\n')}\n`);
    expect(await rampart('simulate', 'quick.yaml', '--traffic', 'arrivals.csv', '--runs', '2')).toMatchObject({ exitCode: 0, err: '', out: expect.stringMatching(/^fraud-prod · the arrivals of arrivals\.csv · seed 0x5eed\n candidate .*\n equal +2 /) });
  });

  it.each<readonly [string, readonly string[], RegExp]>([
    ['two kinds of traffic', ['--scenario', 'steady-good', '--family', 'web-steady@1'], /--scenario, --traffic and --family each say what the traffic is; keep one\./],
    ['an unknown family', ['--family', 'web-steady@9'], /--family "web-steady@9" is no family/],
    ['its own traffic without a profile', ['--family', 'own-traffic'], /own-traffic is that of the profile beside the policy: no traffic profile \(quick\.traffic\.json\)/],
    ['an unknown scenario', ['--scenario', 'steady'], /there is no scenario "steady"\. .*; rampart scenarios lists those that have a name\.\n/],
    ['a scenario that is none', ['--scenario', 'quick.yaml'], /quick\.yaml:1:1 RMP30\d/],
    ['arrivals that are none', ['--traffic', 'quick.yaml'], /quick\.yaml:1: /],
    ['arrivals that are not there', ['--traffic', 'none.csv'], /none\.csv cannot be read \(there is no such file\)/],
    ['no runs', ['--runs', '0'], /--runs "0" is not a whole number from 1 to 1000000/],
  ])('refuses %s', async (_, options, says) => {
    const said = await rampart('simulate', 'quick.yaml', ...options);
    expect(said).toMatchObject({ exitCode: 2, out: '' });
    expect(said.err).toMatch(says);
  });

  it('says that it was interrupted', async () => {
    const told = { out: '', err: '' };
    const console = consoleOf({ stdout: { write: (text) => void (told.out += text) }, stderr: { write: (text) => void (told.err += text) } }, {});
    const cancellation = new AbortController();
    const running = runRampart(['simulate', 'quick.yaml', '--workers', '1'], { console, readInput: async () => ({ kind: 'none' }), env: {}, cwd, signal: cancellation.signal });
    cancellation.abort();
    expect(await running).toBe(1);
    expect(told).toEqual({ out: '', err: 'rampart simulate: interrupted\n' });
  });
});

describe('rampart compare', () => {
  it('marks what surely differs, says the same for programs, and draws it', async () => {
    const argv = ['compare', 'quick.yaml', 'careful.yaml', '--runs', '30', '--svg', 'c.svg'];
    const said = await rampart(...argv);
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    expect(said.out).toMatch(/^quick, careful · no traffic profile \(quick\.traffic\.json\): simulated in web-steady@1\n\nEqual candidates\n/);
    expect(said.out).toMatch(/^Bad candidates of nine kinds by turns$/m);
    expect(said.out).toMatch(/ differs surely$/m);
    expect(said.out).toMatch(/^30 releases of each kind, the same ones for every policy, seed 0x5eed\. /m);
    const { kinds } = JSON.parse((await rampart(...argv, '--json')).out) as { readonly kinds: readonly { readonly candidate: string; readonly measures: readonly { readonly measure: string; readonly differences: readonly { readonly difference: { readonly high: number } }[] }[] }[] };
    expect(kinds.map(({ candidate }) => candidate)).toEqual(['equal', 'worst']);
    // Less than half of the budget: fewer bad requests of bad candidates.
    expect(kinds[1]?.measures.find(({ measure }) => measure === 'excess')?.differences[0]?.difference.high).toBeLessThan(0);
    const svg = readFileSync(join(cwd, 'c.svg'), 'utf8');
    expect(svg).toMatch(/^<\?xml .*\n<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*<title id="comparison-title">Policies compared: quick, careful .*<desc id="comparison-desc">Equal candidates, sent back: quick /);
    expect(svg).not.toMatch(/href|NaN|Infinity|<script/);
  });

  it('compares a policy with itself, and finds no difference at all', async () => {
    writeFileSync(join(cwd, 'same.yaml'), QUICK);
    const { out } = await rampart('compare', 'quick.yaml', 'same.yaml', '--runs', '30');
    expect(out.match(/ none$/gm)).toHaveLength(10);
    expect(out).not.toContain('differs surely');
  });

  it.each<readonly [string, readonly string[], RegExp]>([
    ['one policy', ['compare', 'quick.yaml'], /takes two to 6 policies, got 1\./],
    ['seven', ['compare', ...Array.from({ length: 7 }, () => 'quick.yaml')], /takes two to 6 policies, got 7\./],
    ['too few runs', ['compare', 'quick.yaml', 'careful.yaml', '--runs', '5'], /--runs 5 are too few for an interval; write at least 30\./],
    ['two families', ['compare', 'quick.yaml', 'careful.yaml', '--family', 'web-steady@1', '--family', 'low-traffic@1'], /--family is given twice/],
    ['a picture where there is no folder', ['compare', 'quick.yaml', 'careful.yaml', '--runs', '30', '--svg', 'no/c.svg'], /no\/c\.svg cannot be written \(there is no folder no\)/],
  ])('refuses %s', async (_, argv, says) => {
    const said = await rampart(...argv);
    expect(said).toMatchObject({ exitCode: 2, out: '' });
    expect(said.err).toMatch(says);
  });
});

describe('rampart search', () => {
  it('finds a release, says that there may be worse ones, and keeps it to be replayed', async () => {
    const said = await rampart('search', 'quick.yaml', '--runs', '3', '--generations', '2', '--population', '10');
    expect(said).toMatchObject({ err: '' });
    expect(said.out).toMatch(/^fraud-prod · 60 simulated releases, seed 0x5eed\nThe worst release that was found: [\d.,]+ bad requests on average of 3 releases/);
    expect(said.out).toContain('This is a lower bound');
    const [, letters = '', ] = /^rampart replay ([0-9a-f]{4})$/m.exec(said.out) ?? [];
    const worst = Number(/, ([\d.]+) in the worst of them/.exec(said.out)?.[1]);
    const replayed = await rampart('replay', letters);
    expect(replayed.exitCode).toBe(worst > 100 ? 1 : 0);
    if (worst > 100) expect(replayed.out).toMatch(new RegExp(`^ {3}${String(Math.round(worst))} bad requests before the promotion`, 'm'));
  });

  it('is broken where the worst is on average over the promised budget', async () => {
    const options = ['--runs', '3', '--generations', '1', '--population', '10', '--json'];
    const within = await rampart('search', 'quick.yaml', ...options);
    const { worst } = JSON.parse(within.out) as { readonly worst: { readonly meanExcess: number } };
    expect(within.exitCode).toBe(worst.meanExcess > 100 ? 1 : 0);
  });

  it('refuses a search of nothing', async () => {
    expect(await rampart('search', 'quick.yaml', '--generations', '0', '--population', '3')).toEqual({ exitCode: 2, out: '', err: 'rampart search: --generations "0" is not a whole number from 1 to 1000.\nrampart search: --population "3" is not a whole number from 10 to 10000.\nrampart help search says more.\n' });
  });
});

describe('rampart scenarios', () => {
  it('lists scenarios by theme, families and built-in policies', async () => {
    const { exitCode, out } = await rampart('scenarios');
    expect(exitCode).toBe(0);
    expect(out.match(/^Scenarios: /gm)).toHaveLength(5);
    expect(out).toMatch(/^ {2}steady-good +An equal candidate, 50 requests a second, nothing goes wrong\.$/m);
    expect(out).toMatch(/^ {2}web-steady@1 +A web service /m);
    const listed = JSON.parse((await rampart('scenarios', '--json')).out) as { readonly themes: readonly { readonly scenarios: readonly unknown[] }[] };
    expect(listed.themes.flatMap(({ scenarios }) => scenarios).length).toBeGreaterThanOrEqual(40);
  });

  it('prints a file that replay runs, and a policy that validate reads', async () => {
    writeFileSync(join(cwd, 'dead.yaml'), (await rampart('scenarios', 'dead-on-arrival')).out);
    expect(await rampart('replay', 'dead.yaml')).toMatchObject({ exitCode: 0, out: expect.stringContaining('rolled back, errors in') });
    writeFileSync(join(cwd, 'web.yaml'), (await rampart('scenarios', 'web')).out);
    expect((await rampart('validate', 'web.yaml')).exitCode).toBe(0);
  });

  it('knows no other name', async () => {
    expect(await rampart('scenarios', 'steady-god')).toEqual({ exitCode: 2, out: '', err: 'rampart scenarios: there is no "steady-god"; did you mean steady-good? rampart scenarios lists them.\n' });
  });
});
