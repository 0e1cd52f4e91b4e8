// Text from anywhere, with everything in it that somebody downstream gives a meaning to, or a mebibyte of it: wherever Rampart writes, it is words.
import { renderHtml, reportFromLedger } from '@rampart/report';
import type { LedgerEvent } from '@rampart/rollout-policy';
import { openPullRequest } from '@rampart/testing/github';
import { aGithubWorld, counter, hostileText, LEDGERS, POLICY_FILE, readBranch, textPage, troublesIn, withoutNul, writtenByStep, writtenOnGithub, type BundleEnd, type GithubWorld, type GithubWorldOptions, type WrittenText } from '@rampart/testing/golden';
import { serveHandler } from '@rampart/testing/fakes';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aShell } from '../../../../packages/cli/test/a-shell.ts';
import { cachedBundle } from '../../../../tools/bundle.ts';

const bundles = { step: '', rollback: '', promote: '' };
beforeAll(async () => {
  for (const [name, action] of [['step', 'canary-step'], ['rollback', 'rollback'], ['promote', 'promote']] as const) bundles[name] = await cachedBundle(action);
}, 300_000);

let world: GithubWorld;
afterEach(() => world.close());

interface Place {
  readonly where: string;
  /** Of `core`: nothing of the text is shown there, which is the best that can happen to it. */
  readonly isShown?: false;
  /** An environment variable or a file name holds no more. */
  readonly lengthMax?: number;
  readonly options?: (hostile: string) => Partial<GithubWorldOptions>;
  /** Jobs that meet the text, oldest first. */
  readonly play: (hostile: string) => Promise<readonly BundleEnd[]>;
}

const TICK = { mode: 'tick' };
const tick = (inputs: Readonly<Record<string, string>> = {}, context: Readonly<Record<string, string>> = {}): Promise<BundleEnd> => world.run(bundles.step, { ...TICK, ...inputs }, context);
const inOrder = async (...jobs: readonly (() => Promise<BundleEnd>)[]): Promise<readonly BundleEnd[]> => {
  const ended: BundleEnd[] = [];
  for (const job of jobs) ended.push(await job());
  return ended;
};

/** A JSON answer of the router's, changed. */
function routerAnswers(change: (answer: Record<string, unknown>) => unknown, status = 200): void {
  world.interceptRouter(async (request, next) => {
    const response = await next(request);
    return Response.json(change((await response.json()) as Record<string, unknown>), { status });
  });
}

const PLACES: readonly Place[] = [
  {
    where: 'the version that the router says it serves',
    lengthMax: 4_000,
    options: (hostile) => ({ stableVersion: hostile }),
    play: () => inOrder(() => world.run(bundles.step), tick, tick, () => tick({ abort: 'no' })),
  },
  {
    where: 'an error of the router',
    play: async (hostile) => {
      const first = await tick();
      world.interceptRouter(() => Response.json({ error: hostile }, { status: 503 }));
      return [first, ...(await inOrder(tick, () => tick({ abort: 'no' })))];
    },
  },
  {
    where: 'a refusal of the router',
    play: async (hostile) => {
      const first = await tick();
      world.interceptRouter(async (request, next) => ((await request.clone().text()).includes('"op":"set"') ? Response.json({ error: hostile }, { status: 422 }) : next(request)));
      return [first, await tick(), await tick()];
    },
  },
  {
    where: 'keys and texts of an answer of the router',
    play: async (hostile) => {
      const first = await tick();
      routerAnswers((answer) => ({ ...answer, [hostile]: hostile, ...(JSON.parse('{"__proto__": {"polluted": true}}') as object), target: hostile, stamp: { rolloutId: hostile } }));
      return [first, await tick()];
    },
  },
  {
    where: 'text of the router that is not JSON',
    play: async (hostile) => {
      world.interceptRouter(() => new Response(hostile));
      return [await tick()];
    },
  },
  {
    where: 'a metric page',
    play: async (hostile) => {
      await tick();
      await tick();
      world.pages.b.answer(() => textPage([hostile]));
      return [await tick()];
    },
  },
  {
    where: 'names and labels on a metric page',
    // A label stands in the history as often as its series is remembered.
    lengthMax: 8_000,
    play: async (hostile) => {
      world.writePolicy({ checks: 'checks: {errors: {slices: [region]}}' });
      world.pages.a.answer(() => textPage([counter({ region: hostile, code: '200' }, 5), counter({ region: '__proto__', code: '200' }, 5), counter({ region: 'constructor', code: '500' }, 5)]));
      world.pages.b.answer(() => textPage([counter({ region: hostile, code: '500' }, 5), `${'m'.repeat(3000)} 1`]));
      return inOrder(tick, tick, tick);
    },
  },
  {
    where: 'what a command of the policy says when it fails, and what it answers',
    play: async (hostile) => {
      world.write('said.json', JSON.stringify({ [hostile]: hostile, blocks: hostile }));
      world.write('fails.mjs', "import { readFileSync } from 'node:fs'; process.stderr.write(Object.keys(JSON.parse(readFileSync('said.json', 'utf8')))[0].replaceAll('\\n', ' ')); process.exitCode = 1;");
      world.write('answers.mjs', "import { readFileSync } from 'node:fs'; process.stdout.write(readFileSync('said.json', 'utf8'));");
      const labels = (script: string): string => `{labels: {command: ["${process.execPath}", ${script}]}, every: 100ms, mature: 0s}`;
      world.writePolicy({ checks: `checks: {errors: default, fails: ${labels('fails.mjs')}, answers: ${labels('answers.mjs')}}` });
      return inOrder(tick, tick, tick);
    },
  },
  {
    where: 'tags, commits and files of the registry',
    lengthMax: 30_000,
    play: async (hostile) => {
      const text = withoutNul(hostile);
      world.origin.git('-c', 'user.name=x', '-c', 'user.email=x@example.com', 'tag', '--annotate', '--force', `--message=${text}`, 'fraud@v2.0.0', 'fraud@v2.0.0^{}');
      for (const tag of ['fraud@v3.0.0-"<img>`@octocat`', 'fraud@v9999999999999999999999.0.0', 'fraud@vEvil\u202e', '__proto__@v1.0.0']) world.origin.git('tag', '--force', tag, 'fraud@v2.0.0^{}');
      return inOrder(tick, tick);
    },
    isShown: false,
  },
  {
    where: 'the digest that the model cannot have',
    play: async (hostile) => {
      world.write('artifacts.yaml', `fraud: {type: model, path: ${JSON.stringify(withoutNul(hostile).slice(0, 3000))}}\n`);
      return [await tick({ evidence: 'evidence.json' }), await tick({ registry: './nowhere' })];
    },
    isShown: false,
  },
  {
    where: 'the reason of a person, and the name of the person',
    lengthMax: 100_000,
    play: (hostile) => inOrder(tick, tick, () => tick({ abort: withoutNul(hostile) }, { actor: withoutNul(hostile).slice(0, 2_000) }), () => world.run(bundles.rollback, { policy: POLICY_FILE, reason: withoutNul(hostile) })),
  },
  {
    where: 'inputs that are wrong',
    lengthMax: 100_000,
    play: (hostile) => {
      const text = withoutNul(hostile);
      return inOrder(() => tick({ mode: text }), () => tick({ candidate: text }), () => tick({ policy: text }), () => tick({ ledger: text }), () => tick({ registry: text }), () => tick({ mirrors: text }), () => tick({ evidence: text }), () => tick({ 'state-repository': text }));
    },
  },
  {
    where: 'the policy: names, keys and values that nobody knows',
    play: async (hostile) => {
      const quoted = JSON.stringify(hostile.toWellFormed());
      const ended: BundleEnd[] = [];
      for (const changes of [{ target: `target: ${quoted}` }, { extra: `? ${quoted}\n: 1` }, { model: `model: ${quoted}` }, { serve: `serve: {http: ${quoted}, slots: [a, b]}` }, { checks: `checks: {errors: {slices: [${quoted}]}}` }, { people: `people: {page: ${quoted}}` }, { promise: `promise: {badRequests: ${quoted}}` }, { extra: 'a: &a [x]\nb: *a' }, { extra: '__proto__: {polluted: true}' }]) {
        world.writePolicy(changes);
        ended.push(await tick());
      }
      return ended;
    },
  },
  {
    where: 'errors of GitHub',
    play: async (hostile) => {
      // In front of the emulator: refuses the routes of one job after the other, in its own words.
      let refusing: (url: string) => Response | 'none' = () => 'none';
      const front = await serveHandler(async (request) => {
        const refusal = refusing(`${request.method} ${request.url}`);
        if (refusal !== 'none') return refusal;
        const url = new URL(request.url);
        return world.github.handle(new Request(`https://api.github.test${url.pathname.replace(/^\/api\/v3/, '')}${url.search}`, { method: request.method, headers: request.headers, body: request.method === 'GET' ? null : await request.arrayBuffer() }));
      });
      try {
        const context = { api_url: front.url, graphql_url: `${front.url}/graphql` };
        const body = { message: hostile, errors: [hostile, { message: hostile, type: hostile, resource: hostile, field: hostile, code: hostile }], documentation_url: hostile };
        const ended = [await tick({}, context)];
        const refusals: readonly (readonly [string, number, Readonly<Record<string, string>>])[] = [['git/trees', 422, {}], ['git/commits', 403, { 'x-accepted-github-permissions': 'contents=write; [pwned](http://evil.example)' }], ['deployments', 422, {}], ['statuses', 404, {}], ['graphql', 401, {}]];
        for (const [route, status, headers] of refusals) {
          refusing = (url) => (url.includes(route) && url.startsWith('POST') ? Response.json(body, { status, headers }) : 'none');
          ended.push(await tick({}, context));
        }
        refusing = (url) => (url.includes('graphql') ? Response.json({ data: null, errors: [{ message: hostile, type: hostile, extensions: { hostile } }] }) : 'none');
        ended.push(await tick({}, context));
        return ended;
      } finally {
        await front.close();
      }
    },
  },
  {
    where: 'commits and pull requests of the version, which the release notes name',
    play: async (hostile) => {
      const text = withoutNul(hostile);
      await world.repository.commitFiles('refs/heads/feature', { 'model.txt': '2' }, { message: text });
      const { refs } = await world.repository.now();
      const head = refs.get('refs/heads/feature') ?? '';
      await world.repository.moveRefs([{ ref: 'refs/tags/fraud@v2.0.0', from: refs.get('refs/tags/fraud@v2.0.0') ?? '', to: head }]);
      await openPullRequest(world.repository, { title: text, body: text, head: 'feature', author: 'octocat' }, Date.now());
      world.writePolicy({ checks: 'checks: {errors: {limit: 50%}}', plan: 'plan: [smoke, switch, bake: {for: 1h, holdback: 1%}]' });
      const ended = [...(await inOrder(tick, tick))];
      for (let looks = 0; looks < 6 && ended.at(-1)?.outputs['decision'] !== 'promote'; looks += 1) ended.push(await tick());
      ended.push(await world.run(bundles.promote, { policy: POLICY_FILE }));
      expect((await world.repository.now()).data.releases).toHaveLength(1);
      return ended;
    },
    // The two tags have no history in common, so there is no change log; mirrors-hostile.property.test.ts of github-state has one.
    isShown: false,
  },
];

/** What people and machines read of a target afterwards, from its history. */
async function readAfterwards(): Promise<readonly WrittenText[]> {
  const events = (await readBranch(world.repository, LEDGERS)).flatMap(({ files }) => (files['event.json'] === undefined ? [] : [JSON.parse(files['event.json']) as LedgerEvent]));
  const { apiUrl, graphqlUrl } = await world.github.serve();
  const shell = aShell(world.folders.workspace, { env: { GITHUB_REPOSITORY: 'acme/models', GITHUB_API_URL: apiUrl, GITHUB_GRAPHQL_URL: graphqlUrl, GITHUB_TOKEN: world.github.token(), RUNNER_TEMP: world.folders.temp } });
  const texts: WrittenText[] = events.length === 0 ? [] : [{ place: 'report', kind: 'html', text: renderHtml(reportFromLedger(events)) }];
  for (const command of [['status', POLICY_FILE, '--ledger', 'github'], ['history', POLICY_FILE, '--ledger', 'github'], ['runbook', POLICY_FILE], ['dora', POLICY_FILE, '--ledger', 'github'], ['pause', POLICY_FILE, '--ledger', 'github', '--reason', 'x'], ['validate', POLICY_FILE]]) {
    const said = await shell(...command);
    const name = `rampart ${command[0] ?? ''}`;
    texts.push({ place: name, kind: command[0] === 'runbook' ? 'markdown' : 'terminal', text: said.out }, { place: `${name}: errors`, kind: 'terminal', text: said.err });
  }
  return texts;
}

async function everythingWritten(ended: readonly BundleEnd[]): Promise<readonly WrittenText[]> {
  const onGithub = await writtenOnGithub(world.repository, { isOurs: (author) => author !== 'octocat' && author !== 'ada' });
  return [...ended.flatMap((end) => writtenByStep(end)), ...onGithub, ...(await readAfterwards())];
}

const TEXTS: readonly (readonly [string, (core: string) => string])[] = [
  ['everything that has a meaning', (core) => `${hostileText(core)}\0\ud800`],
  ['a mebibyte of escapes', (core) => `${core} ${'\u001b[2J::x::<@*`'.repeat(90_000)}`],
];

describe.each(TEXTS)('%s', (_, textOf) => {
  it.each(PLACES)('is no more than words: $where', async ({ lengthMax = Number.POSITIVE_INFINITY, options, play, isShown = true }) => {
    const hostile = textOf('innocent-core').slice(0, lengthMax);
    world = await aGithubWorld({ serveContract: routerContractHandler, ...options?.(hostile) });
    const ended = await play(hostile);
    const written = await everythingWritten(ended);
    expect(written.flatMap(troublesIn)).toEqual([]);
    // Ours alone: an output that somebody else could add would start a job.
    for (const { outputs, exitCode, stderr } of ended) expect({ stderr, exitCode, forged: Object.values(outputs).includes('pwned') }).toEqual({ stderr: '', exitCode: expect.any(Number) as number, forged: false });
    // Of a mebibyte the core may be cut off with the rest, or the whole be refused unread.
    if (hostile.length < 10_000) expect(written.some(({ text }) => text.includes('innocent-core'))).toBe(isShown);
  });
});

it('finds what it looks for: the same texts where they are not inert', () => {
  const text = hostileText('innocent-core');
  for (const kind of ['log', 'terminal', 'output', 'markdown', 'line', 'message', 'html'] as const) expect(troublesIn({ place: kind, kind, text }), kind).not.toEqual([]);
  expect(troublesIn({ place: 'record', kind: 'record', text: '{"__proto__": 1}' })).toEqual(['record has a key __proto__']);
});
