// The alerts that Rampart prints, held against what the proxy tells a scraper after a real look over real sockets.
import { alertRules } from '@rampart/policy-document';
import { tick } from '@rampart/rollout-engine';
import { ppm } from '@rampart/rollout-policy';
import { httpDeployer, httpRouter } from '@rampart/traffic-routers';
import { aPolicy, fakeSmokeProbe, inMemoryLedger, inMemoryRegistry, scriptedMetrics, virtualClock } from '@rampart/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aRelease, aService, type TestedService } from './a-service.ts';

let service: TestedService;
beforeEach(async () => {
  service = await aService();
});
afterEach(() => service.close());

const policyOf = () => aPolicy({ target: service.target, plan: [{ kind: 'smoke', probe: { kind: 'none' } }, { kind: 'switch' }] });

/** Every series of the page with its value, e.g. `name{slot="a"}`. */
async function scraped(): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(`${service.proxy.url}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('application/openmetrics-text');
  const text = await response.text();
  expect(text.endsWith('# EOF\n')).toBe(true);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]));
}

/** The selectors of Rampart's own gauges in the rules of a policy, each as a name and the labels that it asks for. */
function selectorsOfAlerts(): readonly { readonly name: string; readonly labels: readonly string[] }[] {
  const { group } = alertRules(policyOf(), { slots: { kind: 'by-address' }, heartbeat: { kind: 'metric' } });
  const found = group.rules.flatMap(({ expr }) => [...expr.matchAll(/(rampart_[a-z_]+)\{([^}]*)\}/g)]);
  return found.map(([, name = '', labels = '']) => ({ name, labels: labels.split(',').map((label) => label.trim()) }));
}

async function look(): Promise<void> {
  const clock = virtualClock(Date.now());
  const registry = inMemoryRegistry();
  const [v1, v2] = [aRelease('v1', 'additive'), aRelease('v2', 'network')];
  for (const release of [v1, v2]) registry.register('fraud', release);
  const options = { url: `${service.proxy.url}/route`, fetch, timeoutMs: 20_000 };
  const [router, deployer] = [httpRouter(options), httpDeployer(options)];
  const placed = await deployer.place({ target: service.target, slot: 'a', rolloutId: 'first', ...v1 });
  expect(placed.kind).toBe('ok');
  const ports = { clock, ledger: inMemoryLedger(), router, deployer, metrics: scriptedMetrics(), registry, smoke: fakeSmokeProbe(), freeze: { verify: () => Promise.resolve({ kind: 'none' } as const), pin: () => Promise.resolve({ kind: 'refused', why: 'nothing is there' } as const) }, titleOf: ({ kind }: { readonly kind: string }) => kind };
  const outcome = await tick(ports, { pinned: { policy: policyOf(), digest: 'sha256:p' }, actor: 'test', acts: true, request: { kind: 'none' }, pollRegistry: true, wanted: { kind: 'newest' }, validation: { kind: 'not-demanded' }, nextLookMs: 1_000, snapshot: { kind: 'from-ledger' } });
  expect(outcome).toMatchObject({ kind: 'decided' });
}

describe('the metric page of the proxy', () => {
  it('has a share for each arm from the start, and no heartbeat before anybody has looked', async () => {
    expect(Object.fromEntries(await scraped())).toEqual({ 'rampart_weight_ratio{target="flights",slot="a",arm="stable"}': 1, 'rampart_weight_ratio{target="flights",slot="b",arm="candidate"}': 0 });
  });

  it('has everything that the printed alerts ask for, once somebody has looked', async () => {
    const beforeMs = Date.now();
    await look();
    const page = await scraped();
    const selectors = selectorsOfAlerts();
    expect(new Set(selectors.map(({ name }) => name))).toEqual(new Set(['rampart_weight_ratio', 'rampart_last_tick_timestamp_seconds']));
    for (const { name, labels } of selectors) {
      const matching = [...page.keys()].filter((series) => series.startsWith(`${name}{`) && labels.every((label) => series.includes(label)));
      expect(matching, `${name} ${labels.join(',')}`).toHaveLength(1);
    }
    // Of the machine's clock, in which time only goes on: nothing here is timed.
    const lookedAtMs = 1000 * (page.get('rampart_last_tick_timestamp_seconds{target="flights"}') ?? 0);
    expect(lookedAtMs).toBeGreaterThanOrEqual(beforeMs - 1);
    expect(lookedAtMs).toBeLessThanOrEqual(Date.now() + 1);
  });

  it('follows the stamp and a hand on the weights, and takes neither a hand nor a scrape for a look', async () => {
    const router = httpRouter({ url: `${service.proxy.url}/route`, fetch, timeoutMs: 20_000 });
    const stamp = { rolloutId: 'r', sequence: 1, effectId: 'r/1', liveSlot: 'b', liveDigest: `sha256:${'2'.repeat(64)}` };
    expect(await router.set({ target: 'flights', weights: { a: ppm(250_000), b: ppm(750_000) }, mirror: {}, ifVersion: { kind: 'any' }, stamp })).toMatchObject({ kind: 'ok' });
    await fetch(`${service.proxy.url}/weights`, { method: 'POST', body: JSON.stringify({ a: 100_000, b: 900_000 }) });
    await scraped();
    expect(Object.fromEntries(await scraped())).toEqual({ 'rampart_weight_ratio{target="flights",slot="a",arm="candidate"}': 0.1, 'rampart_weight_ratio{target="flights",slot="b",arm="stable"}': 0.9 });
  });
});
