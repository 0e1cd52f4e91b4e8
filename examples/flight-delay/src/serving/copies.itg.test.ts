// Copies of requests through the real proxy: a share of them, to the slot that nobody is answered from, and unnoticed by users.
import { createServer } from 'node:http';
import { ppm } from '@rampart/rollout-policy';
import { afterEach, describe, expect, it } from 'vitest';
import { flightKey, readMarch } from '../flights/march.ts';
import type { AccessEntry } from './access-log.ts';
import { addressOfNobody, addressOf, aRelease, aService, type TestedService } from './a-service.ts';
import { encodePredictionRequest } from './prediction-request.ts';
import { startProxy, type RunningProxy } from './proxy.ts';

const flights = readMarch().slice(0, 1_000);
const timeout = 60_000;
const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).toReversed()) await end();
});

const mirrored = (proxy: RunningProxy, share: number) =>
  proxy.router.set({
    target: 'flights',
    weights: { a: ppm(1_000_000), b: ppm(0) },
    mirror: share === 0 ? {} : { b: ppm(share) },
    ifVersion: { kind: 'any' },
    stamp: { rolloutId: 'r-1', sequence: 1, effectId: `r-1/${share}`, liveSlot: 'a', liveDigest: aRelease('v1', 'additive').digest },
  });

const askedBy = async (proxy: RunningProxy): Promise<readonly { readonly status: number; readonly version: string }[]> => {
  const answers = [];
  // A few at a time, as users come.
  for (let at = 0; at < flights.length; at += 20) {
    const some = flights.slice(at, at + 20).map(async (flight, offset) => {
      const answer = await fetch(`${proxy.url}/predict`, { method: 'POST', body: encodePredictionRequest(flightKey(at + offset, 0), flight) });
      const { version } = (await answer.json()) as { readonly version: string };
      return { status: answer.status, version };
    });
    answers.push(...(await Promise.all(some)));
  }
  return answers;
};

const isOf = (purpose: AccessEntry['purpose']) => (access: AccessEntry) => access.purpose === purpose;

async function aTrial(): Promise<TestedService> {
  const service = await aService();
  ending.push(service.close);
  for (const [slot, release] of [['a', aRelease('v1', 'additive')], ['b', aRelease('v3', 'busiest-airports')]] as const) {
    await service.proxy.router.place({ target: service.target, slot, rolloutId: 'r-1', ...release });
  }
  return service;
}

/** A proxy whose second slot is at another address. */
async function aProxyBefore(slotUrl: string, gone: string): Promise<{ readonly proxy: RunningProxy; readonly accesses: readonly AccessEntry[] }> {
  const accesses: AccessEntry[] = [];
  const proxy = await startProxy({
    target: 'flights',
    slots: [{ name: 'a', url: slotUrl }, { name: 'b', url: gone }],
    accessLog: { write: (entry) => void accesses.push(entry) },
    weightLog: { write: () => undefined },
  });
  return { proxy, accesses };
}

describe('copies of requests', () => {
  it('are about the share that was set, and users get the answers of the slot that serves them', { timeout }, async () => {
    const { proxy, accesses, slotUrls } = await aTrial();
    await mirrored(proxy, 300_000);
    const answers = await askedBy(proxy);
    await proxy.close();

    expect(new Set(answers.map(({ version }) => version))).toEqual(new Set(['v1']));
    // The candidate fails where the airport is rare; of that nobody sees anything.
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]));
    const [users, copies] = [accesses.filter(isOf('user')), accesses.filter(isOf('copy'))];
    expect(users).toHaveLength(flights.length);
    // Five standard deviations of 1,000 draws are 73.
    expect(Math.abs(copies.length - 300)).toBeLessThan(73);
    expect(new Set(copies.map(({ slot, version }) => `${slot} ${version}`))).toEqual(new Set(['b v3']));
    expect(copies.some(({ status }) => status === 500)).toBe(true);
    const page = await (await fetch(`${slotUrls[1]}/metrics`)).text();
    expect(Number(/^http_request_duration_seconds_count (\d+)$/m.exec(page)?.[1])).toBe(copies.length);
  });

  it('end with the next change that names none', { timeout }, async () => {
    const { proxy, accesses } = await aTrial();
    await mirrored(proxy, 1_000_000);
    await mirrored(proxy, 0);
    await askedBy(proxy);
    await proxy.close();
    expect(accesses.filter(isOf('copy'))).toEqual([]);
  });

  it('cost users nothing when their slot is dead', { timeout }, async () => {
    const { slotUrls } = await aTrial();
    const { proxy, accesses } = await aProxyBefore(slotUrls[0], await addressOfNobody());
    await mirrored(proxy, 300_000);
    const answers = await askedBy(proxy);
    await proxy.close();
    expect(new Set(answers.map(({ status, version }) => `${status} ${version}`))).toEqual(new Set(['200 v1', '503 v1']));
    expect(accesses.filter(isOf('user'))).toHaveLength(flights.length);
    expect(new Set(accesses.filter(isOf('copy')).map(({ status }) => status))).toEqual(new Set([502]));
  });

  it('do not keep users waiting, nor pile up, when their slot hangs', { timeout }, async () => {
    const { slotUrls } = await aTrial();
    let asked = 0;
    // Says nothing until it is closed.
    const hanging = createServer(() => (asked += 1));
    await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
    const { proxy, accesses } = await aProxyBefore(slotUrls[0], addressOf(hanging));
    ending.push(proxy.close, async () => {
      hanging.closeAllConnections();
      hanging.close();
    });
    await mirrored(proxy, 1_000_000);
    const answers = await askedBy(proxy);
    expect(answers).toHaveLength(flights.length);
    expect(accesses.filter(isOf('user'))).toHaveLength(flights.length);
    expect(accesses.filter(isOf('copy'))).toEqual([]);
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(flights.length / 2);
  });
});
