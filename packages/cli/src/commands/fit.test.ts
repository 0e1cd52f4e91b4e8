import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProfile } from '@rampart/policy-document';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aShell } from '../../test/a-shell.ts';

const POLICY = `rampart: 1
target: fraud-prod
model: gto:fraud
serve: {http: http://router.test/route, slots: [a, b]}
metrics: {openmetrics: {pages: {a: [http://a.test/metrics], b: [http://b.test/metrics]}}}
promise: {falseAlarms: 1%, badRequests: 100, decideWithin: 3d}
checks:
  errors: default
plan: [smoke, ramp, bake: 1h]
`;

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'rampart-fit-'));
  writeFileSync(join(cwd, 'policy.yaml'), POLICY);
});
afterEach(() => rmSync(cwd, { recursive: true }));

/** Three days of counts per minute: twice the traffic in the second half of the day, 1 % errors, two pods. */
function counts({ minutes = 3 * 1_440 }: { readonly minutes?: number } = {}): string {
  const rows = Array.from({ length: minutes }, (_, minute) => {
    const time = new Date(Date.parse('2026-03-02T00:00:00Z') + minute * 60_000).toISOString();
    const requests = (minute % 1_440 < 720 ? 100 : 200) + ((minute * 7) % 11);
    return ['a', 'b'].map((pod, index) => `${time},${pod},${requests},${(minute + index) % 2 === 0 ? 2 : 1}`).join('\n');
  });
  return `time,pod,requests,errors\n${rows.join('\n')}\n`;
}

describe('rampart fit', () => {
  it('prints the tables, what is left over, and what could not be told', async () => {
    writeFileSync(join(cwd, 'h.csv'), counts());
    const said = await aShell(cwd)('fit', 'h.csv');
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    expect(said.out).toMatch(/^h\.csv: 1,339,\d+ requests in 3d, 2026-03-02 00:00:00 UTC to 2026-03-05 00:00:00 UTC\n {2}a row per 1m; read time as time, requests as requests, errors as errors, pod as pod\n/);
    expect(said.out).toMatch(/^ {2}day: the busiest hour has 1\.9\d x the traffic of the quietest$/m);
    expect(said.out).toMatch(/^ {4}span +seen +around the day +empty +empty, fitted +spans\n {4}1m \*/m);
    expect(said.out).toMatch(/^ {2}left over: requests in 1m \(\*\) against a negative binomial law, [\d.]+ points apart at most$/m);
    expect(said.out).toMatch(/^errors: 0\.97% \(12,960 of 1,339,\d+\)$/m);
    expect(said.out).toMatch(/^ {2}pods: 2 differ by no more than luck$/m);
    expect(said.out).toMatch(/^not told\n {2}- weekends against working days: .*\n {2}- how long labels take: no column says when labels came \(--labelled, --delay\)$/m);
  });

  it('prints the same for programs, and writes nothing unless asked', async () => {
    writeFileSync(join(cwd, 'h.csv'), counts());
    const said = await aShell(cwd)('fit', 'h.csv', '--policy', 'policy.yaml', '--json');
    const json = JSON.parse(said.out) as { readonly arrivals: { readonly day: unknown }; readonly errors: readonly unknown[]; readonly untold: readonly string[]; readonly profile: unknown };
    expect(json.arrivals.day).toMatchObject({ shape: { kind: 'day' } });
    expect(json.errors).toMatchObject([{ name: 'errors', events: 12_960 }]);
    expect(json.untold).toHaveLength(2);
    expect(json.profile).toMatchObject({ trafficProfile: 1, target: 'fraud-prod', dispersion: { spanSeconds: 60 } });
    expect(() => readFileSync(join(cwd, 'policy.traffic.json'))).toThrow('ENOENT');
  });

  it('writes a traffic profile beside the policy that validate reads, and updates it', async () => {
    writeFileSync(join(cwd, 'h.csv'), counts());
    const rampart = aShell(cwd);
    const said = await rampart('fit', 'h.csv', '--policy', 'policy.yaml', '--write');
    expect(said).toMatchObject({ exitCode: 0, out: expect.stringMatching(/wrote policy\.traffic\.json\n {2}the smallest step of the router is unknown/) });
    const reading = readProfile({ file: 'x', text: readFileSync(join(cwd, 'policy.traffic.json'), 'utf8') });
    expect(reading).toMatchObject({ kind: 'profile', profile: { shape: { kind: 'day' }, dispersion: { kind: 'measured', spanMs: 60_000 }, errorBursts: { kind: 'measured' }, checks: { errors: { events: 12_960, pods: [{}, {}] } } } });
    expect((await rampart('validate', 'policy.yaml')).out).toMatch(/at 5\.2 requests a second \(3d to 2026-03-05, policy\.traffic\.json\)/);
    writeFileSync(join(cwd, 'h.csv'), counts({ minutes: 1_440 }));
    expect((await rampart('fit', 'h.csv', '--policy', 'policy.yaml', '--write')).out).toMatch(/wrote policy\.traffic\.json\n$/);
    expect(readProfile({ file: 'x', text: readFileSync(join(cwd, 'policy.traffic.json'), 'utf8') })).toMatchObject({ kind: 'profile', profile: { shape: { kind: 'day' }, checks: { errors: { events: 4_320 } } } });
  });

  it('takes columns by the names that their user gives', async () => {
    writeFileSync(join(cwd, 'h.csv'), counts().replace('time,pod,requests,errors', 'when,who,n,bad'));
    expect(await aShell(cwd)('fit', 'h.csv')).toMatchObject({ exitCode: 2, err: expect.stringMatching(/^h\.csv:1: time: got the columns "when", "who", "n", "bad"\. Accepted: a column named time, timestamp, ts, at; or --time COLUMN/) });
    expect(await aShell(cwd)('fit', 'h.csv', '--time', 'when', '--pod', 'who', '--requests', 'n', '--errors', 'bad')).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^errors: 0\.97%/m) });
  });

  it('is inconclusive where the history is too short to tell a spread', async () => {
    writeFileSync(join(cwd, 'h.csv'), counts({ minutes: 20 }));
    expect(await aShell(cwd)('fit', 'h.csv')).toMatchObject({ exitCode: 3, out: expect.stringMatching(/how unevenly requests come: a spread takes at least 30 equal spans/) });
  });

  it.each<readonly [string, readonly string[], RegExp]>([
    ['no file', ['fit'], /name one export/],
    ['two files', ['fit', 'a.csv', 'b.csv'], /name one export/],
    ['a file that is not there', ['fit', 'nowhere.csv'], /nowhere\.csv cannot be read \(there is no such file\)/],
    ['a folder', ['fit', '.'], /cannot be read \(it is a folder\)/],
    ['what is no text', ['fit', 'bytes.csv'], /bytes\.csv cannot be read \(it is not UTF-8 text\)/],
    ['a bare number of minutes', ['fit', 'h.csv', '--every', '5'], /--every: expected the length of a span/],
    ['writing beside nothing', ['fit', 'h.csv', '--write'], /--write keeps the fit beside a policy/],
    ['a policy with a mistake', ['fit', 'h.csv', '--policy', 'broken.yaml'], /RMP1\d\d/],
    ['errors of a check that the policy does not have', ['fit', 'h.csv', '--policy', 'policy.yaml', '--check', 'pod'], /got rows about check "a"\. Accepted: a check of the policy that counts events: errors/],
  ])('refuses %s', async (_, argv, says) => {
    writeFileSync(join(cwd, 'h.csv'), counts({ minutes: 60 }));
    writeFileSync(join(cwd, 'bytes.csv'), Uint8Array.of(0x74, 0x0a, 0xff, 0xfe));
    writeFileSync(join(cwd, 'broken.yaml'), POLICY.replace('1%', '1'));
    const said = await aShell(cwd)(...argv);
    expect(said).toMatchObject({ exitCode: 2, out: '' });
    expect(said.err).toMatch(says);
  });

  it('reads the exports that docs/traffic-profile.md shows', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../../../docs/traffic-profile.md'), 'utf8');
    const exports = [...page.matchAll(/```csv\n([^]*?)```/g)].map(([, text = '']) => text);
    expect(exports).toHaveLength(2);
    for (const text of exports) {
      writeFileSync(join(cwd, 'h.csv'), text);
      // Two rows are too few to tell anything, and no mistake.
      expect(await aShell(cwd)('fit', 'h.csv')).toMatchObject({ exitCode: 3, err: '', out: expect.stringMatching(/^traffic: /m) });
    }
  });

  it('writes nothing over a profile of another target', async () => {
    writeFileSync(join(cwd, 'h.csv'), counts());
    const rampart = aShell(cwd);
    await rampart('fit', 'h.csv', '--policy', 'policy.yaml', '--write');
    writeFileSync(join(cwd, 'policy.yaml'), POLICY.replace('fraud-prod', 'other-prod'));
    expect(await rampart('fit', 'h.csv', '--policy', 'policy.yaml', '--write')).toMatchObject({ exitCode: 2, err: expect.stringMatching(/is about target fraud-prod, and the policy about other-prod/) });
  });
});
