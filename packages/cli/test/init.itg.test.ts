// rampart init against a router and metric pages on loopback.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeRouter, serveHandler, type ServedHandler } from '@rampart/testing';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fastApiPod, podPage } from './a-served-model.ts';
import { aShell, type Shell } from './a-shell.ts';

let folder: string;
let rampart: Shell;
let servers: { readonly router: ServedHandler; readonly a: ServedHandler };
let options: readonly string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rampart-init-'));
  rampart = aShell(folder);
  const router = fakeRouter({ target: 'fraud-prod' });
  const startSeconds = Date.now() / 1_000 - 10 * 86_400;
  servers = { router: await serveHandler(routerContractHandler({ router, deployer: router })), a: await serveHandler(podPage(fastApiPod({ requests: 5_000_000, failed: 20_000, startSeconds }))) };
  options = ['--serve', `${servers.router.url}/route`, '--pages', `a=${servers.a.url}/metrics`, '--pages', 'b=http://127.0.0.1:9/metrics', '--target', 'fraud-prod', '--for', '100ms'];
});
afterEach(async () => {
  await Promise.all([servers.router.close(), servers.a.close()]);
  rmSync(folder, { recursive: true });
});

const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

describe('rampart init', () => {
  it('writes a policy and its traffic that validate takes without a warning', async () => {
    const said = await rampart('init', ...options, '--model', 'gto:fraud', '--out', 'rampart/fraud.yaml');
    expect(said, said.err).toMatchObject({ exitCode: 0, err: '' });
    expect(said.out).toMatch(/^fraud-prod, as it runs now\n {2}router +a 100% \(v1\), b 0% /);
    expect(said.out).toMatch(/^ {2}errors +http_requests_total, status=~"5\.\.": 0\.4% failed \(20000 of 50000\d\d\)$/m);
    expect(said.out).toMatch(/^not seen\n {2}- /m);
    expect(said.out).toMatch(/^wrote rampart\/fraud\.yaml, and the traffic it was computed with: rampart\/fraud\.traffic\.json$/m);
    expect(said.out).not.toMatch(/\u001b/);
    const validated = await rampart('validate', 'rampart/fraud.yaml');
    expect(validated).toMatchObject({ exitCode: 0, err: '' });
    expect(validated.out).toMatch(/^rampart\/fraud\.yaml: valid \(target fraud-prod\)\n {2}at 5\.8 requests a second \(10d to .*, rampart\/fraud\.traffic\.json\)\n/);
    expect(validated.out).not.toContain('warning');
  });

  it('prints for programs', async () => {
    const { exitCode, out, err } = await rampart('init', ...options, '--json');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const story = JSON.parse(out) as { readonly policy: string; readonly files: readonly string[]; readonly profile: unknown; readonly seen: object };
    expect(story.files).toEqual(['rampart/fraud-prod.yaml', 'rampart/fraud-prod.traffic.json']);
    expect(story.policy).toBe(read('rampart/fraud-prod.yaml'));
    expect(story.profile).toEqual(JSON.parse(read('rampart/fraud-prod.traffic.json')));
  });

  it('writes over nothing unless it is told to', async () => {
    writeFileSync(join(folder, 'fraud.yaml'), 'mine');
    expect(await rampart('init', ...options, '--out', 'fraud.yaml')).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining('fraud.yaml is there already') });
    expect(read('fraud.yaml')).toBe('mine');
    expect(existsSync(join(folder, 'fraud.traffic.json'))).toBe(false);
    expect(await rampart('init', ...options, '--out', 'fraud.yaml', '--force')).toMatchObject({ exitCode: 0 });
    expect(read('fraud.yaml')).toContain('target: fraud-prod');
  });

  it('takes a command as router', async () => {
    const answer = { target: 'fraud-prod', slots: [{ slot: 'a', weightPpm: 1_000_000, release: null }, { slot: 'b', weightPpm: 0, release: null }], version: '1', stamp: null, stepPpm: 10_000 };
    writeFileSync(join(folder, 'router.mjs'), `process.stdin.resume(); process.stdin.on('end', () => console.log(${JSON.stringify(JSON.stringify(answer))}));\n`);
    const withCommand = options.map((option, index) => (index === 1 ? `command:${JSON.stringify([process.execPath, 'router.mjs'])}` : option));
    const said = await rampart('init', ...withCommand);
    expect(said, said.err).toMatchObject({ exitCode: 0 });
    expect(said.out).toContain('the router does not say which version serves in a');
    expect(read('rampart/fraud-prod.yaml')).toMatch(/^ {2}command: \[.*"router\.mjs"|^ {2}command: \[.*router\.mjs/m);
  });

  it('says what is away, and that nothing was written', async () => {
    await servers.a.close();
    expect(await rampart('init', ...options)).toMatchObject({ exitCode: 3, out: '', err: expect.stringContaining('could not be reached (ECONNREFUSED)') });
    expect(existsSync(join(folder, 'rampart'))).toBe(false);
  });

  it('names every wrong option at once', async () => {
    const { exitCode, err } = await rampart('init', '--for', '5', '--pages', 'a', '--model', 'mlflow:x', '--out', 'x.json', '--target', 'a b');
    expect(exitCode).toBe(2);
    for (const option of ['--for', '--pages', '--model', '--out', '--target', '--serve']) expect(err).toMatch(new RegExp(`^rampart init: ${option}: `, 'm'));
  });
});

describe('rampart validate with a traffic profile', () => {
  it('says what the traffic implies, and refuses a profile with mistakes', async () => {
    await rampart('init', ...options, '--out', 'fraud.yaml');
    writeFileSync(join(folder, 'fraud.yaml'), read('fraud.yaml').replace(/limit: \{p99: \w+\}/, 'limit: {p99: 100s}'));
    expect((await rampart('validate', 'fraud.yaml')).out).toMatch(/fraud\.yaml:\d+:\d+ warning RMP169 checks\.latency\.limit: p99 is at most /m);
    writeFileSync(join(folder, 'fraud.traffic.json'), read('fraud.traffic.json').replace('"target"', '"tarjet"'));
    expect(await rampart('validate', 'fraud.yaml')).toMatchObject({ exitCode: 2, out: '', err: expect.stringMatching(/fraud\.traffic\.json:3:3 RMP110 tarjet/) });
  });
});
