// Secrets that others throw back at the command line, in every form in which they could: no line, document, record or file of it has one, whichever command it is.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aGoldenWorld, formsFound, POLICY_FILE, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const PLANTED = {
  token: 'ghs_Sup3rSecretLedgerToken',
  routerToken: 'rt-An0ther/Secret+for="the"&router',
  password: 'correct h0rse battery staple',
  accessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  ofDatabase: 'd4tabase-p@ssword',
};

type Form = (secret: string) => string;
const FORMS: Readonly<Record<string, Form>> = {
  'as it is': (secret) => secret,
  'in base64': (secret) => Buffer.from(secret).toString('base64'),
  'as git sends it': (secret) => Buffer.from(`x-access-token:${secret}`).toString('base64'),
  'in base64url': (secret) => Buffer.from(`u:${secret}\n`).toString('base64url'),
  'in hexadecimal': (secret) => Buffer.from(secret).toString('hex'),
  'in hexadecimal, upper case': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  'in an address': (secret) => encodeURIComponent(secret),
  'in JSON': (secret) => JSON.stringify({ secret }),
  'in a form': (secret) => new URLSearchParams({ secret }).toString(),
};

const MAIN = join(import.meta.dirname, '../src/main.ts');

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

let world: GoldenWorld;
let said: Said[];
beforeEach(async () => {
  world = await aGoldenWorld({ serveContract: routerContractHandler });
  said = [];
});
afterEach(() => world.close());

function rampart(...args: readonly string[]): Promise<Said> {
  const env = {
    PATH: process.env['PATH'],
    HOME: world.folders.home,
    RUNNER_TEMP: world.folders.temp,
    USER: 'ada',
    RAMPART_TOKEN: PLANTED.token,
    RAMPART_ROUTER_TOKEN: PLANTED.routerToken,
    PGPASSWORD: PLANTED.password,
    AWS_SECRET_ACCESS_KEY: PLANTED.accessKey,
    DATABASE_URL: `postgres://rampart:${encodeURIComponent(PLANTED.ofDatabase)}@db.example/models`,
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [MAIN, ...args], { cwd: world.folders.workspace, env }, (_, out, err) => {
      const ended = { code: child.exitCode ?? -1, out, err };
      said.push(ended);
      resolve(ended);
    });
    child.stdin?.end();
  });
}

/** In what was printed, in every file of the ledger's history, and in the files of the workspace but those that the test wrote itself. */
function expectNoSecret(ownFiles: readonly string[] = []): void {
  const printed = said.flatMap(({ out, err }, index) => [[`output ${String(index)}`, out], [`errors ${String(index)}`, err]] as const);
  const ledger = world.origin.ref() === '' ? [] : [['ledger', world.origin.git('log', '--format=%an%cn%B', '--patch', world.origin.ref())] as const];
  const workspace = world.folders.workspace;
  const written = readdirSync(workspace, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ya?ml|json|svg)$/.test(file) && !ownFiles.includes(file));
  const texts = [...printed, ...ledger, ...written.map((file) => [file, readFileSync(join(workspace, file), 'utf8')] as const)];
  const found = texts.flatMap(([place, text]) => Object.entries(PLANTED).flatMap(([name, secret]) => formsFound(secret, text).map((form) => `${place} has ${name} ${form}`)));
  expect(found).toEqual([]);
}

describe('rampart with secrets in its environment', () => {
  it.each(Object.entries(FORMS))('has none of them %s where a router throws them back, in an error and in an answer', async (_, form) => {
    const echo = Object.values(PLANTED).map((secret) => `got ${form(secret)}.`).join(' ');
    world.interceptRouter(async (request, next) => {
      const answer = (await (await next(request)).json()) as { slots: { release: object | null }[] };
      return Response.json({ ...answer, slots: answer.slots.map((slot) => ({ ...slot, release: slot.release === null ? null : { ...slot.release, version: `v1 ${form(PLANTED.password)}` } })) });
    });
    await rampart('adopt', POLICY_FILE);
    world.interceptRouter(() => Response.json({ error: echo }, { status: 422 }));
    const { out, err } = await rampart('tick', POLICY_FILE);
    // The answer is told, and none of it that is secret.
    expect(`${out}${err}`).toContain('***');
    expect(world.origin.git('show', `${world.origin.ref()}:state.json`)).toContain('v1 ');
    expect(world.origin.git('show', `${world.origin.ref()}:state.json`)).toContain('***');
    expectNoSecret();
  });

  it('has none of them in reasons, in what a command of the policy prints, and in what is read from the ledger again', async () => {
    world.write('says.mjs', "process.stderr.write('cannot connect to ' + process.env.DATABASE_URL + ' with ' + process.env.PGPASSWORD); process.exitCode = 69;");
    world.writePolicy({ checks: `checks: {errors: default, said: {labels: {command: ["${process.execPath}", says.mjs]}, every: 100ms, mature: 0s}}` });
    for (let ticks = 0; ticks < 3; ticks += 1) await rampart('tick', POLICY_FILE);
    await rampart('tick', POLICY_FILE, '--abort', `it said ${PLANTED.token}`, '--json');
    await rampart('pause', POLICY_FILE, '--reason', `Bearer ${PLANTED.routerToken}`);
    await rampart('rollback', POLICY_FILE, '--reason', Buffer.from(PLANTED.password).toString('hex'));
    await Promise.all([rampart('history', POLICY_FILE), rampart('status', POLICY_FILE, '--json')]);
    expect(said.some(({ out, err }) => `${out}${err}`.includes('cannot connect to postgres://***@db.example/models with ***'))).toBe(true);
    expect(said.at(-1)?.code).toBe(0);
    expectNoSecret();
  });

  it('has none of them in what it prints of a policy that has them: runbook, alerts, all of it', async () => {
    const address = `https://127.0.0.1:9/${encodeURIComponent(PLANTED.routerToken)}`;
    world.writePolicy({ serve: `serve: {http: "${address}", slots: [a, b]}`, checks: `checks: {errors: default, said: {labels: {command: [node, "${Buffer.from(PLANTED.accessKey).toString('base64')}", "${PLANTED.token}"]}, every: 100ms, mature: 0s}}` });
    const all = await Promise.all([rampart('runbook', POLICY_FILE), rampart('runbook', POLICY_FILE, '--json'), rampart('alerts', POLICY_FILE), rampart('expand', POLICY_FILE), rampart('expand', POLICY_FILE, '--json')]);
    expect(all.map(({ code, err }) => ({ code, err }))).toEqual(all.map(() => ({ code: 0, err: '' })));
    expect(all.filter(({ out }) => out.includes('***')).length).toBeGreaterThanOrEqual(4);
    world.writePolicy({ extra: `"${PLANTED.token}": "${PLANTED.password}"`, serve: `serve: {http: "https://me:${PLANTED.password}@x/", slots: [a, b]}` });
    expect(await rampart('validate', POLICY_FILE)).toMatchObject({ code: 2 });
    expect(await rampart('validate', POLICY_FILE, '--json')).toMatchObject({ code: 2 });
    expectNoSecret([POLICY_FILE]);
  });

  it('writes no file that would have one: a proposed policy is refused, and says why', async () => {
    const [router = '', a = '', b = ''] = readFileSync(join(world.folders.workspace, POLICY_FILE), 'utf8').match(/http:\/\/[^"]+/g) ?? [];
    const ended = await rampart('init', '--serve', `${router}/${PLANTED.token}`, '--pages', `a=${a}`, '--pages', `b=${b}`, '--target', 'fraud-prod', '--for', '100ms', '--out', 'new.yaml');
    expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^rampart init: new\.yaml would have a secret in it: .*Nothing was written\./) as string });
    expect(existsSync(join(world.folders.workspace, 'new.yaml'))).toBe(false);
    expectNoSecret();
  });
});
