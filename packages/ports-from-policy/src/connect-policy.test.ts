import { aCheck, aPolicy, fakeRouter, inMemoryFreezeStore, inMemoryLedger, virtualClock } from '@rampart/testing/fakes';
import { http, HttpResponse, mockNetwork } from '@rampart/testing/network';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectPolicy, type ConnectedPolicy, type Surroundings } from './connect-policy.ts';

const ROUTER = 'https://router.example/';
const PAGE = 'https://pods.example/metrics';
const GOLDEN = 'https://golden.example/smoke';
const policy = aPolicy({ serve: { kind: 'http', url: ROUTER, slots: ['a', 'b'] }, metrics: { kind: 'openmetrics', pages: { a: [PAGE], b: [PAGE] } } });
const fake = fakeRouter({ target: policy.target, slots: policy.serve.slots });
const contract = routerContractHandler({ router: fake, deployer: fake });

const STATE = { ledger: inMemoryLedger(), freezes: inMemoryFreezeStore() };
const tokens: string[] = [];
const network = mockNetwork(
  // Answers nothing: the next handler does.
  http.all('*', ({ request }) => void tokens.push(`${request.url} ${request.headers.get('authorization') ?? 'no token'}`)),
  http.post(ROUTER, ({ request }) => contract(request)),
  http.post(GOLDEN, () => HttpResponse.json({ digest: `sha256:${'2'.repeat(64)}`, cases: 3, failed: 0, first: '' })),
  http.get(PAGE, () => HttpResponse.text('# EOF\n')),
);
beforeEach(() => network.enable());
afterEach(() => {
  network.disable();
  tokens.length = 0;
});

describe('connectPolicy', () => {
  it('shows the token of the router to the router, and no token to metric pages', async () => {
    const { ports } = connected({ routerToken: 't0ken', token: 'of-git' });
    expect(await ports.router.read(policy.target)).toMatchObject({ kind: 'ok', value: { target: policy.target } });
    const question = { check: 'errors', signal: aCheck().signal, slices: [], bounds: [], fromMs: 0 };
    await ports.metrics.fetchBlocks({ target: policy.target, rolloutId: 'r', arms: { stable: 'a', candidate: 'b' }, versions: { stable: 'v1', candidate: 'v2' }, questions: [question], nowMs: 60_000, blockMs: 30_000, lagMs: 0, maxGapMs: 120_000, snapshot: null });
    expect([...new Set(tokens)]).toEqual([`${ROUTER} Bearer t0ken`, `${PAGE} no token`]);
  });

  it('asks the router without a token when there is none', async () => {
    await connected({}).ports.router.read(policy.target);
    expect(tokens).toEqual([`${ROUTER} no token`]);
  });

  it('refuses a registry that is no place of a git repository, and says what is', () => {
    const refused = connectPolicy(policy, STATE, surroundings({ registry: 'ext::sh -c id' }));
    expect(refused).toMatchObject({ kind: 'refused', subject: 'registry', why: expect.stringContaining('https://') });
  });

  it('sends a smoke probe of the policy to its own address, without the token of the router', async () => {
    const { ports } = connected({ routerToken: 't0ken' });
    const digest = `sha256:${'2'.repeat(64)}`;
    const answer = await ports.smoke.ask({ probe: { kind: 'http', url: GOLDEN }, target: policy.target, rolloutId: 'r', slot: 'b', version: 'v2', digest });
    expect(answer).toEqual({ kind: 'ok', value: { digest, cases: 3, failed: 0, first: '' } });
    expect(tokens).toEqual([`${GOLDEN} no token`]);
  });

  it('lets no secret in that a server throws back, wherever in its answer', async () => {
    network.use(http.post(ROUTER, ({ request }) => HttpResponse.json({ target: policy.target, slots: [{ slot: 'a', weightPpm: 1_000_000, release: { version: 'v1 t0ken', digest: `sha256:${'1'.repeat(64)}`, ready: true } }, { slot: 'b', weightPpm: 0, release: null }], version: request.headers.get('authorization'), stamp: null, stepPpm: 1 })));
    const { ports } = connected({ routerToken: 't0ken' });
    const read = await ports.router.read(policy.target);
    expect(read).toMatchObject({ kind: 'ok', value: { version: 'Bearer ***', slots: [{ placed: { version: 'v1 ***' } }, {}] } });
  });

  it('asks nobody until a port is used', () => {
    connected({});
    expect(network.requests()).toEqual([]);
  });
});

function connected(change: Partial<Surroundings>): ConnectedPolicy {
  const connection = connectPolicy(policy, STATE, surroundings(change));
  if (connection.kind === 'refused') throw new Error(connection.why);
  return connection;
}

function surroundings(change: Partial<Surroundings>): Surroundings {
  const signal = new AbortController().signal;
  return { workspace: '/nowhere', cacheDir: '/nowhere', ledger: 'origin', stateRepository: '', stateToken: '', registry: 'origin', token: '', routerToken: '', env: {}, clock: virtualClock(), signal, deadlineMs: 0, needs: {}, mirrors: [], hideSecrets: (text) => text.replaceAll('t0ken', '***'), ...change };
}
