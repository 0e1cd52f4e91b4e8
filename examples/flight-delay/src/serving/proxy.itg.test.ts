import { ppm } from '@rampart/rollout-policy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flightKey, readMarch } from '../flights/march.ts';
import { addressOfNobody, aRelease, aService, type TestedService } from './a-service.ts';
import { encodePredictionRequest } from './prediction-request.ts';
import { startProxy } from './proxy.ts';

const flights = readMarch().slice(0, 400);

let service: TestedService;
beforeEach(async () => {
  service = await aService();
});
afterEach(() => service.close());

const place = (slot: string, version: string, artefact: string) => service.proxy.router.place({ target: service.target, slot, rolloutId: 'r-1', ...aRelease(version, artefact) });
const predict = (index: number) => fetch(`${service.proxy.url}/predict`, { method: 'POST', body: encodePredictionRequest(flightKey(index, 0), flights[index]!) });
const releasesRead = async () => {
  const reading = await service.proxy.router.read(service.target);
  return reading.kind === 'ok' ? reading.value.slots.map(({ placed }) => placed) : [];
};

describe('startProxy', () => {
  it('writes down what its slots count: the same requests, codes and regions', { timeout: 30_000 }, async () => {
    await place('a', 'v1', 'additive');
    await place('b', 'v3', 'busiest-airports');
    service.proxy.router.moveByHand({ a: ppm(400_000), b: ppm(600_000) });
    await Promise.all(flights.map((_, index) => predict(index)));

    expect(service.accesses).toHaveLength(flights.length);
    expect(new Set(service.accesses.map(({ status }) => status))).toEqual(new Set([200, 500, 503]));
    for (const [index, slot] of service.slots.entries()) {
      const page = await (await fetch(`${service.slotUrls[index]!}/metrics`)).text();
      const counted = [...page.matchAll(/^http_requests_total\{code="(\d+)",region="(\w+)"\} ([1-9]\d*)$/gm)].map(([, code, region, value]) => `${code} ${region} ${value}`);
      const logged = Map.groupBy(service.accesses.filter((access) => access.slot === slot), ({ status, region }) => `${status} ${region}`);
      expect(counted.sort()).toEqual([...logged].map(([name, { length }]) => `${name} ${length}`).sort());
    }
    for (const { version, slot } of service.accesses) expect(version).toBe(slot === 'a' ? 'v1' : 'v3');
  });

  it('answers 503 and is not ready while nothing is placed', async () => {
    expect((await predict(0)).status).toBe(503);
    expect(await releasesRead()).toEqual([{ kind: 'nothing' }, { kind: 'nothing' }]);
    expect(service.accesses).toMatchObject([{ slot: 'a', status: 503, version: '' }]);
  });

  it('takes the first release into an empty slot that has traffic already', async () => {
    expect(await place('a', 'v1', 'additive')).toMatchObject({ kind: 'ok', value: { ready: true } });
    expect((await place('a', 'v2', 'network')).kind).toBe('error');
  });

  it('reads the stable slot, and moves traffic, also when the other one is gone', async () => {
    const [stable, gone] = [{ name: 'a', url: service.slotUrls[0] }, { name: 'b', url: await addressOfNobody() }];
    const logged: number[] = [];
    const proxy = await startProxy({ target: 't', slots: [stable, gone], accessLog: { write: ({ status }) => void logged.push(status) }, weightLog: { write: () => undefined } });
    proxy.router.moveByHand({ a: ppm(0), b: ppm(1_000_000) });
    const answer = await fetch(`${proxy.url}/predict`, { method: 'POST', body: encodePredictionRequest(flightKey(0, 0), flights[0]!) });
    expect([answer.status, logged]).toEqual([502, [502]]);
    expect((await proxy.router.place({ target: 't', slot: 'b', rolloutId: 'r-1', ...aRelease('v2', 'network') })).kind).toBe('error');
    const stamp = { rolloutId: 'r-1', sequence: 1, effectId: 'r-1/1', liveSlot: 'a', liveDigest: 'sha256:1' };
    const lowered = await proxy.router.set({ target: 't', weights: { a: ppm(1_000_000), b: ppm(0) }, mirror: {}, ifVersion: { kind: 'any' }, stamp });
    expect(lowered).toMatchObject({ kind: 'ok', value: { slots: [{ weight: 1_000_000 }, { weight: 0, placed: { kind: 'nothing' } }] } });
    await proxy.close();
  });
});
