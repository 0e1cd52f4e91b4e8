// A thousand changes of weights while clients go on asking: nobody gets an error, and nobody is moved who need not be.
import { httpRouter } from '@rampart/traffic-routers';
import { ppm } from '@rampart/rollout-policy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flightKey, readMarch } from '../flights/march.ts';
import { connectLoopback } from '../http/loopback-client.ts';
import { aRelease, aService, type TestedService } from './a-service.ts';
import { keyBucket } from './key-bucket.ts';
import { encodePredictionRequest } from './prediction-request.ts';
import { lookupMissingPpm } from './slot.ts';

const changeCount = 1_000;
const clientCount = 3;
const requestsMax = 50_000;
const keyCount = 300;

interface Seen {
  readonly key: string;
  readonly status: number;
  readonly version: string;
  /** How many changes were surely done when the request was sent, and how many had at least begun when it was answered. */
  readonly doneBefore: number;
  readonly begunAfter: number;
}

let service: TestedService;
beforeAll(async () => {
  service = await aService();
  for (const [index, artefact] of ['additive', 'network'].entries()) {
    await service.proxy.router.place({ target: service.target, slot: service.slots[index]!, rolloutId: 'first', ...aRelease(`v${index + 1}`, artefact) });
  }
}, 30_000);
afterAll(() => service.close());

describe('1,000 changes of weights under load', () => {
  it('drop no request and move nobody without need', { timeout: 120_000 }, async () => {
    const { proxy, target } = service;
    const router = httpRouter({ url: `${proxy.url}/route`, fetch, timeoutMs: 20_000 });
    // Flights whose features are there, so that any answer but 200 is a failure of the change.
    const asked = readMarch()
      .map((flight, index) => ({ key: flightKey(index, 0), flight }))
      .filter(({ key }) => keyBucket('features', key) >= lookupMissingPpm)
      .slice(0, keyCount);
    // All over the range, up and down, in steps of 0.1 %; the same in every run.
    const shares = Array.from({ length: changeCount }, (_, index) => ((index * 617) % 1_001) * 1_000);
    const connection = connectLoopback(proxy.url);
    const seen: Seen[] = [];
    let [begun, done] = [0, 0];

    const ask = async (turn: number): Promise<void> => {
      const { key, flight } = asked[turn % asked.length]!;
      const doneBefore = done;
      const { status, body } = await connection.send({ method: 'POST', path: '/predict', body: encodePredictionRequest(key, flight), timeoutMs: 20_000 });
      const { version } = JSON.parse(body) as { readonly version: string };
      seen.push({ key, status, version, doneBefore, begunAfter: begun });
    };
    const client = async (number: number): Promise<void> => {
      for (let turn = number; done < changeCount && seen.length < requestsMax; turn += clientCount) await ask(turn);
    };
    const change = async (): Promise<void> => {
      for (const [index, share] of shares.entries()) {
        begun = index + 1;
        const stamp = { rolloutId: 'r-1', sequence: index, effectId: `r-1/${index}`, liveSlot: 'a', liveDigest: 'sha256:1' };
        const set = await router.set({ target, weights: { a: ppm(1_000_000 - share), b: ppm(share) }, mirror: {}, ifVersion: { kind: 'any' }, stamp });
        expect(set.kind).toBe('ok');
        done = index + 1;
        // These two see this change and no other.
        await Promise.all([ask(2 * index), ask(2 * index + 1)]);
      }
    };
    await Promise.all([change(), ...Array.from({ length: clientCount }, (_, number) => client(number))]);
    connection.close();

    expect(done).toBe(changeCount);
    expect(seen.length).toBeGreaterThan(changeCount);
    expect(new Set(seen.map(({ status }) => status))).toEqual(new Set([200]));
    expect(service.accesses.filter(({ status }) => status !== 200)).toEqual([]);
    expect(service.weightChanges.map(({ weights }) => weights['b'])).toEqual(shares);

    // Only the share says where a key goes: it stays where it is until the share passes the key's own threshold.
    const shareAt = (changes: number): number => (changes === 0 ? 0 : shares[changes - 1]!);
    const certain = seen.filter(({ doneBefore, begunAfter }) => doneBefore === begunAfter);
    expect(certain.length).toBeGreaterThanOrEqual(2 * changeCount);
    let movedKeys = 0;
    for (const { key } of asked) {
      const ofKey = certain.filter((each) => each.key === key);
      const stayed = ofKey.filter(({ version }) => version === 'v1').map(({ doneBefore }) => shareAt(doneBefore));
      const moved = ofKey.filter(({ version }) => version === 'v2').map(({ doneBefore }) => shareAt(doneBefore));
      if (stayed.length > 0 && moved.length > 0) movedKeys += 1;
      expect(Math.max(-1, ...stayed), key).toBeLessThan(Math.min(1_000_001, ...moved));
    }
    expect(movedKeys).toBeGreaterThan(keyCount / 2);
  });
});
