// Secrets that others throw back at us, in every form in which they could: nothing that Rampart writes has one of them, and a job goes on as if they had been stars.
import { renderHtml, reportFromLedger } from '@rampart/report';
import type { LedgerEvent } from '@rampart/rollout-policy';
import { serveHandler } from '@rampart/testing/fakes';
import type { EmulatedRepository } from '@rampart/testing/github';
import { aGithubWorld, counter, formsFound, LEDGERS, POLICY_FILE, readBranch, textPage, writtenByStep, writtenOnGithub, type BundleEnd, type GithubWorld, type WrittenText } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

const bundles = { step: '', rollback: '' };
beforeAll(async () => {
  for (const [name, action] of [['step', 'canary-step'], ['rollback', 'rollback']] as const) bundles[name] = await cachedBundle(action);
}, 300_000);

let world: GithubWorld;
let state: EmulatedRepository;
let planted: Readonly<Record<string, string>>;
beforeEach(async () => {
  world = await aGithubWorld({ serveContract: routerContractHandler });
  state = await world.github.createRepository('acme/rollouts');
  await state.commitFiles('refs/heads/main', { 'README.md': 'state' });
  planted = {
    token: world.github.token(),
    stateToken: world.github.token({ kind: 'app', permissions: { contents: 'write' }, repositories: ['acme/rollouts'] }),
    routerToken: 'rt-An0ther/Secret+for="the"&router',
    password: 'correct h0rse battery staple',
    accessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    ofDatabase: 'd4tabase-p@ssword',
  };
});
afterEach(() => world.close());

function run(bundle: string, inputs: Readonly<Record<string, string>> = {}, context: Readonly<Record<string, string>> = {}): Promise<BundleEnd> {
  const { token = '', stateToken = '', routerToken = '', password = '', accessKey = '', ofDatabase = '' } = planted;
  const env = { PGPASSWORD: password, AWS_SECRET_ACCESS_KEY: accessKey, DATABASE_URL: `postgres://rampart:${encodeURIComponent(ofDatabase)}@db.example/models` };
  return world.run(bundle, { token, 'state-token': stateToken, 'state-repository': 'acme/rollouts', 'router-token': routerToken, ...inputs }, context, { env });
}

const tick = (inputs: Readonly<Record<string, string>> = {}, context: Readonly<Record<string, string>> = {}): Promise<BundleEnd> => run(bundles.step, { mode: 'tick', ...inputs }, context);

type Form = (secret: string) => string;
const FORMS: readonly Form[] = [
  (secret) => secret,
  (secret) => Buffer.from(secret).toString('base64'),
  (secret) => Buffer.from(`x-access-token:${secret}`).toString('base64'),
  (secret) => Buffer.from(`u:${secret}\n`).toString('base64url'),
  (secret) => Buffer.from(`me:${secret}:x`).toString('base64'),
  (secret) => Buffer.from(secret).toString('hex'),
  (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  (secret) => encodeURIComponent(secret),
  (secret) => JSON.stringify(JSON.stringify({ secret })),
  (secret) => new URLSearchParams({ secret }).toString(),
];

/** Short enough not to be cut: each secret in one form at a time, all of them one after the other. */
function echoes(): () => string {
  const all = FORMS.flatMap((form) => Object.values(planted).map((secret) => `you sent ${form(secret)} to us`));
  let next = 0;
  return () => {
    next += 1;
    return all[next % all.length] ?? '';
  };
}

async function everythingWritten(ended: readonly BundleEnd[]): Promise<readonly WrittenText[]> {
  const onGithub = (await Promise.all([world.repository, state].map((repository) => writtenOnGithub(repository, { isOurs: () => true })))).flat();
  const events = (await readBranch(state, LEDGERS)).flatMap(({ files }) => (files['event.json'] === undefined ? [] : [JSON.parse(files['event.json']) as LedgerEvent]));
  return [...ended.flatMap(writtenByStep), ...onGithub, { place: 'report', kind: 'html', text: renderHtml(reportFromLedger(events)) }];
}

async function expectNoSecretIn(ended: readonly BundleEnd[]): Promise<void> {
  const written = await everythingWritten(ended);
  const found = written.flatMap(({ place, text }) => Object.entries(planted).flatMap(([name, secret]) => formsFound(secret, text).map((form) => `${place} has ${name} ${form}`)));
  expect(found).toEqual([]);
  expect(written.length).toBeGreaterThan(10);
}

describe('a job with secrets', () => {
  it('has none of them in what it writes, from the start to a rollback that people see', async () => {
    const ended = [await tick(), await tick(), await tick(), await tick({ abort: `it said ${planted['token'] ?? ''}` }), await run(bundles.rollback, { policy: POLICY_FILE, reason: `Bearer ${planted['routerToken'] ?? ''}` })];
    expect(ended.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(ended.map(() => ({ exitCode: 0, stderr: '' })));
    expect(ended.flatMap(({ commands }) => commands.filter(({ name }) => name === 'add-mask')).length).toBe(3 * ended.length);
    await expectNoSecretIn(ended);
  });

  it('has none of them where a router throws them back, in errors and in answers', async () => {
    const ended = [await tick()];
    const echo = echoes();
    for (const status of [503, 422, 403, 409]) {
      world.interceptRouter(() => Response.json({ error: `${echo()}; ${echo()}` }, { status }));
      for (let times = 0; times < 3; times += 1) ended.push(await tick());
    }
    world.interceptRouter(async (request, next) => {
      const answer = (await (await next(request)).json()) as { slots: { release: object | null }[] };
      return Response.json({ ...answer, version: echo(), slots: answer.slots.map((slot) => ({ ...slot, release: slot.release === null ? null : { ...slot.release, version: echo() } })) });
    });
    ended.push(await tick(), await tick());
    await expectNoSecretIn(ended);
  });

  it('has none of them where metric pages have them in labels, names and broken lines', async () => {
    world.writePolicy({ checks: 'checks: {errors: {slices: [region]}}' });
    const echo = echoes();
    const page = () => textPage([...Array.from({ length: 12 }, (_, index) => counter({ region: echo(), code: '200', n: String(index) }, 100)), counter({ region: 'b', code: '500' }, 100)]);
    world.pages.a.answer(page);
    world.pages.b.answer(page);
    const ended = [await tick(), await tick(), await tick(), await tick()];
    world.pages.b.answer(() => textPage([`${echo()} ${echo()}`]));
    ended.push(await tick(), await tick());
    await expectNoSecretIn(ended);
  });

  it('has none of them where a command of the policy prints its environment and fails', async () => {
    world.write('labels.mjs', "const own = Object.entries(process.env).filter(([name]) => /PG|AWS|DATABASE|INPUT|GITHUB/.test(name)); process.stderr.write(JSON.stringify(Object.fromEntries(own)).slice(0, 4000)); process.exitCode = 69;");
    world.write('answers.mjs', "process.stdout.write(JSON.stringify({ [process.env.PGPASSWORD]: Buffer.from(process.env.AWS_SECRET_ACCESS_KEY).toString('hex'), blocks: process.env.DATABASE_URL }));");
    world.write('says.mjs', "process.stderr.write('cannot connect to ' + process.env.DATABASE_URL + ' with ' + process.env.PGPASSWORD); process.exitCode = 69;");
    const labels = (script: string): string => `{labels: {command: ["${process.execPath}", ${script}]}, every: 100ms, mature: 0s}`;
    world.writePolicy({ checks: `checks: {errors: default, first: ${labels('labels.mjs')}, second: ${labels('answers.mjs')}, third: ${labels('says.mjs')}}` });
    const ended = [await tick(), await tick(), await tick()];
    expect(ended.some(({ stdout, summary }) => `${stdout}${summary}`.includes('cannot connect to postgres://***@db.example/models with ***'))).toBe(true);
    await expectNoSecretIn(ended);
  });

  it('has none of them where GitHub, or what stands before it, throws them back', async () => {
    const echo = echoes();
    let refuses = false;
    const front = await serveHandler(async (request) => {
      const url = new URL(request.url);
      const body = { message: `${echo()} ${request.headers.get('authorization') ?? ''}`, errors: [{ message: echo(), type: echo() }] };
      if (refuses && request.method === 'POST' && !url.pathname.includes('graphql')) return Response.json(body, { status: url.pathname.includes('trees') ? 422 : 403, headers: { 'x-accepted-github-permissions': echo() } });
      return world.github.handle(new Request(`https://api.github.test${url.pathname}${url.search}`, { method: request.method, headers: request.headers, body: request.method === 'GET' ? null : await request.arrayBuffer() }));
    });
    try {
      const context = { api_url: front.url, graphql_url: `${front.url}/graphql` };
      const ended = [await tick({}, context)];
      refuses = true;
      for (let times = 0; times < 4; times += 1) ended.push(await tick({}, context));
      await expectNoSecretIn(ended);
    } finally {
      await front.close();
    }
  });

  it('has none of them in mistakes: addresses with passwords, in the policy and in inputs', async () => {
    const { password = '', routerToken = '', token = '' } = planted;
    const address = `https://rampart:${encodeURIComponent(password)}@127.0.0.1:9/route`;
    const ended = [await tick({ ledger: address, 'state-repository': '', 'state-token': '' }), await tick({ registry: address }), await tick({ candidate: token }), await tick({ policy: routerToken }), await tick({ 'state-repository': token })];
    world.writePolicy({ serve: `serve: {http: "${address}", slots: [a, b]}` });
    ended.push(await tick());
    world.writePolicy({ extra: `"${token}": "${token}"` });
    ended.push(await tick());
    await expectNoSecretIn(ended);
  });
});

it('finds what it looks for', () => {
  const secret = 'correct h0rse battery staple';
  for (const form of FORMS) expect(formsFound(secret, `x${form(secret)}x`)).not.toEqual([]);
});
