import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aShell } from '../../test/a-shell.ts';
import { SENT_BACK, POLICY } from '../../test/a-simulated-policy.ts';

let outside = '';
let cwd = '';
beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), 'rampart-replay-'));
  cwd = join(outside, 'checkout');
  mkdirSync(join(cwd, '.git'), { recursive: true });
  writeFileSync(join(cwd, 'policy.yaml'), POLICY);
});
afterEach(() => rmSync(outside, { recursive: true }));

describe('rampart replay', () => {
  it('tells a release look by look, and that it still breaks what the file says', async () => {
    writeFileSync(join(cwd, 'bad.yaml'), SENT_BACK);
    const said = await aShell(cwd)('replay', 'bad.yaml');
    expect(said).toMatchObject({ exitCode: 1, err: '' });
    expect(said.out).toMatchInlineSnapshot(`
      "fraud-prod · bad.yaml · depth decide, seed 0x7, run 0
      A feature store that only the new version asks is down for ten minutes.
             0 ms   0 %    v2.0.0 starts on slot b (v1.0.0 serves)
             30 s   3 %  ▲ v2.0.0: 0 % -> 3 %, in place and ready
       4 min 30 s   7 %  ▲ v2.0.0: 3 % -> 7 %, no harm seen in 121 requests
       5 min 30 s  12 %  ▲ v2.0.0: 7 % -> 12 %, no harm seen in 172 requests
            8 min  39 %  ▲ v2.0.0: 12 % -> 39 %, no harm seen in 421 requests
           10 min  50 %  ▲ v2.0.0: 39 % -> 50 %, no harm seen in 1,099 requests
           12 min   0 %  ▼ v2.0.0: rolled back, errors in 192 of 339, limit 20 %
           12 min   0 %  ▼ v2.0.0 is out: rolled back, it broke a limit of the policy
      The end: rolled back after 12 min; at most 50 % of the traffic, nobody was asked, 26 looks.
      In truth: 3,055 requests of 15,097 went to the candidate, 214 of them bad, 189 more than stable would have had.
       ✘ broken: goodSentBack, promised: at most 1 in 100
         the release was sent back after 12 min
      "
    `);
  });

  it('prints the same for programs', async () => {
    writeFileSync(join(cwd, 'bad.yaml'), SENT_BACK);
    const said = await aShell(cwd)('replay', 'bad.yaml', '--json');
    const told = JSON.parse(said.out) as { readonly story: readonly { readonly what: string }[] };
    expect(said.exitCode).toBe(1);
    expect(told).toMatchObject({ file: 'bad.yaml', target: 'fraud-prod', depth: 'decide', seed: 7, run: 0, breaks: 'goodSentBack', verdict: 'broken', ending: { outcome: 'rolled-back' } });
    expect(told.story.map(({ what }) => what)).toContain('rollback');
  });

  it('ends well when the file breaks nothing any more', async () => {
    writeFileSync(join(cwd, 'good.yaml'), SENT_BACK.replace(/faults: .*\n/, ''));
    expect(await aShell(cwd)('replay', 'good.yaml')).toMatchObject({ exitCode: 0, out: expect.stringMatching(/ ✔ holds: goodSentBack, promised: at most 1 in 100\n {3}the release was not sent back/) });
  });

  it('finds a file by the letters that a check printed', async () => {
    mkdirSync(join(cwd, '.rampart'));
    writeFileSync(join(cwd, '.rampart/00ab.yaml'), SENT_BACK.replace('policy.yaml', '../policy.yaml'));
    expect(await aShell(cwd)('replay', '00ab')).toMatchObject({ exitCode: 1, out: expect.stringContaining('.rampart/00ab.yaml') });
  });

  it.each([
    ['tick', 'web'],
    ['run', 'web'],
  ])('runs depth %s, and asks every invariant where the file names none', async (depth, policy) => {
    writeFileSync(join(cwd, 'deep.yaml'), `scenario: 1\npolicy: ${policy}\ndepth: ${depth}\nhorizon: 20m\ntraffic: {requests: 5/s}\n`);
    expect(await aShell(cwd)('replay', 'deep.yaml')).toMatchObject({ exitCode: 0, err: '', out: expect.stringContaining('✔ holds: the invariants of every release') });
  });

  it('says how a counterexample without ports is run that needs them', async () => {
    writeFileSync(join(cwd, 'ports.yaml'), 'scenario: 1\npolicy: web\nbreaks: goodSentBack\ndepth: decide\nhorizon: 10m\nfaults: [{router-unavailable: {at: 1m, for: 2m}}]\n');
    expect(await aShell(cwd)('replay', 'ports.yaml')).toMatchObject({ exitCode: 0, err: '', out: expect.stringMatching(/^Run at depth tick: the decision alone has no router-unavailable/m) });
  });

  it.each<readonly [string, readonly string[], RegExp]>([
    ['no file', ['replay'], /^rampart replay: name one scenario file, or the letters that rampart check printed, got 0\.\n$/],
    ['two files', ['replay', 'a.yaml', 'b.yaml'], /got 2\.\n$/],
    ['a file that is not there', ['replay', 'none.yaml'], /there is no scenario "none\.yaml"/],
    ['letters that nobody printed', ['replay', '0a1b'], /there is no scenario "0a1b"/],
    ['a folder', ['replay', '.'], /"\." is no file/],
    ['what is no text', ['replay', 'bytes.yaml'], /"bytes\.yaml" is not UTF-8 text/],
    ['what is too long', ['replay', 'long.yaml'], /has 300000 bytes, and a scenario at most 262144/],
    ['what is no scenario', ['replay', 'policy.yaml'], /policy\.yaml:\d+:\d+ RMP30\d/],
    ['a policy outside of the repository', ['replay', 'escape.yaml'], /policy "\.\.\/secret\.yaml" is outside of the repository "\."/],
    ['a policy that a link leads to from outside', ['replay', 'link.yaml'], /policy "link-policy\.yaml" is outside of the repository/],
    ['a policy that is not there', ['replay', 'gone.yaml'], /policy "gone-policy\.yaml" is not there/],
    ['a pattern instead of a policy', ['replay', 'glob.yaml'], /policy "\*\*\/\*\.yaml" is not there/],
    ['a policy with a mistake', ['replay', 'spoiled.yaml'], /spoiled-policy\.yaml:\d+:\d+ RMP1\d\d/],
    ['a rule that there is not', ['replay', 'rule.yaml'], /says that it breaks "catches:latency", and there is no such invariant, nor such a promise in the policy\. Accepted: goodSentBack, badRequests, /],
    ['bundles', ['replay', 'bundle.yaml'], /depth bundle: .* Write depth: run\.\n$/],
    ['two years', ['replay', 'years.yaml'], /goes on for 800 days\. Accepted: a horizon of at most 400d/],
  ])('refuses %s', async (_, argv, says) => {
    const scenario = (policy: string, more = ''): string => `scenario: 1\npolicy: ${policy}\ndepth: decide\n${more}`;
    writeFileSync(join(outside, 'secret.yaml'), POLICY);
    symlinkSync(join(outside, 'secret.yaml'), join(cwd, 'link-policy.yaml'));
    const files: Readonly<Record<string, string | Uint8Array>> = {
      'bytes.yaml': Uint8Array.of(0x61, 0xff, 0xfe),
      'long.yaml': 'x'.repeat(300_000),
      'escape.yaml': scenario('../secret.yaml'),
      'link.yaml': scenario('link-policy.yaml'),
      'gone.yaml': scenario('gone-policy.yaml'),
      'glob.yaml': scenario('"**/*.yaml"'),
      'spoiled.yaml': scenario('spoiled-policy.yaml'),
      'spoiled-policy.yaml': POLICY.replace('1d', '1'),
      'rule.yaml': scenario('policy.yaml', 'breaks: "catches:latency"\n'),
      'bundle.yaml': scenario('web').replace('decide', 'bundle'),
      'years.yaml': scenario('web', 'horizon: 800d\n'),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
    const said = await aShell(cwd)(...argv);
    expect(said).toMatchObject({ exitCode: 2, out: '' });
    expect(said.err).toMatch(says);
    expect(existsSync(join(cwd, '.rampart'))).toBe(false);
  });
});

describe('rampart why', () => {
  it('tells the same story, and from when on no other luck helps', async () => {
    writeFileSync(join(cwd, 'bad.yaml'), SENT_BACK);
    const rampart = aShell(cwd);
    const said = await rampart('why', 'bad.yaml');
    expect(said).toMatchObject({ exitCode: 1, err: '' });
    expect(said.out.startsWith((await rampart('replay', 'bad.yaml')).out.trimEnd())).toBe(true);
    expect(said.out).toMatch(/^(It became inevitable after [^:]+|It was inevitable from the start): .*$/m);
    expect(said.out).toMatch(/^ {3}from [\d a-z]+ on +20 of 20 futures break it$/m);
  });

  it('explains nothing that did not happen', async () => {
    writeFileSync(join(cwd, 'good.yaml'), SENT_BACK.replace(/faults: .*\n/, ''));
    const said = await aShell(cwd)('why', 'good.yaml', '--json');
    expect(said.exitCode).toBe(0);
    expect(JSON.parse(said.out)).toMatchObject({ verdict: 'kept', inevitable: null });
    expect(readdirSync(cwd)).not.toContain('.rampart');
  });
});
