import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flightKey, readMarch, type Flight } from '../flights/march.ts';
import type { RunningServer } from '../http/loopback-server.ts';
import { aRelease, type TestedRelease } from './a-service.ts';
import { keyBucket } from './key-bucket.ts';
import { encodePredictionRequest } from './prediction-request.ts';
import { lookupMissingPpm, startSlot } from './slot.ts';

const flights = readMarch();
const isFound = (key: string): boolean => keyBucket('features', key) >= lookupMissingPpm;
const keyWhere = (isWanted: (key: string) => boolean): string => flights.map((_, index) => flightKey(index, 0)).find(isWanted)!;
const foundKey = keyWhere(isFound);

let slot: RunningServer;
beforeEach(async () => {
  slot = await startSlot();
});
afterEach(() => slot.close());

const post = async (path: string, body: string): Promise<{ readonly status: number; readonly value: unknown }> => {
  const response = await fetch(`${slot.url}${path}`, { method: 'POST', body });
  return { status: response.status, value: await response.json() };
};
const place = (release: TestedRelease) => post('/place', JSON.stringify(release));
const predict = (flight: Flight, key = foundKey) => post('/predict', encodePredictionRequest(key, flight));
const page = async (): Promise<string> => (await fetch(`${slot.url}/metrics`)).text();

describe('startSlot', () => {
  it('is empty at first: not ready, no counters, no predictions', async () => {
    expect(await (await fetch(`${slot.url}/release`)).json()).toEqual({ release: null });
    expect(await page()).toBe('# EOF\n');
    expect((await predict(flights[0]!)).status).toBe(503);
  });

  it('answers with the model that is placed, and says which one', async () => {
    const release = aRelease('v1', 'additive');
    expect(await place(release)).toEqual({ status: 200, value: { release: { version: 'v1', digest: release.digest, ready: true, artifact: release.artifact } } });
    const answers = await Promise.all(flights.slice(0, 50).map((flight) => predict(flight)));
    for (const { status, value } of answers) {
      expect({ status, value }).toEqual({ status: 200, value: { version: 'v1', probability: expect.any(Number), late: expect.any(Boolean) } });
    }
    expect(new Set(answers.map(({ value }) => JSON.stringify(value))).size).toBeGreaterThan(40);
    const late = answers.filter(({ value }) => (value as { readonly late: boolean }).late).length;
    const shown = await page();
    expect(shown).toContain(`answers_total{answer="late"} ${late}\n`);
    expect(shown).toContain(`answers_total{answer="on-time"} ${50 - late}\n`);
    expect(shown).toMatch(/^process_resident_memory_bytes [1-9]\d{6,}$/m);
  });

  it('answers 500 where the model fails, and goes on', async () => {
    await place(aRelease('v3', 'busiest-airports'));
    const rare = flights.find(({ airports }) => Math.max(...airports) >= 90)!;
    const busy = flights.find(({ airports }) => Math.max(...airports) < 90)!;
    expect(await predict(rare)).toEqual({ status: 500, value: { version: 'v3', error: expect.stringContaining('out of data bounds') } });
    expect((await predict(busy)).status).toBe(200);
  });

  it('answers 503 for the same flights whatever is placed', async () => {
    const missing = keyWhere((key) => !isFound(key));
    for (const artefact of ['additive', 'network']) {
      await place(aRelease(artefact, artefact));
      expect((await predict(flights[0]!, missing)).status).toBe(503);
    }
    const missed = flights.filter((_, index) => !isFound(flightKey(index, 0))).length;
    expect(missed / flights.length).toBeCloseTo(0.025, 2);
  });

  it('counts anew for every release, and not when the same one is placed again', async () => {
    const counted = async (): Promise<string> => /^http_request_duration_seconds_count (\d+)$/m.exec(await page())![1]!;
    const born = async (): Promise<string> => /^http_request_duration_seconds_created (.+)$/m.exec(await page())![1]!;
    await place(aRelease('v1', 'additive'));
    const firstBorn = await born();
    await predict(flights[0]!);
    await place(aRelease('v1', 'additive'));
    expect([await counted(), await born()]).toEqual(['1', firstBorn]);
    await place(aRelease('v2', 'network'));
    expect(await counted()).toBe('0');
    expect(Number(await born())).toBeGreaterThan(Number(firstBorn));
  });

  it('keeps what it has when a release cannot be had or is no model', async () => {
    const scratchDir = await mkdtemp(join(tmpdir(), 'rampart-slot-'));
    const file = join(scratchDir, 'model.onnx');
    await writeFile(file, 'no model');
    const digest = `sha256:${createHash('sha256').update('no model').digest('hex')}`;
    const release = aRelease('v1', 'additive');
    await place(release);
    for (const wrong of [{ ...release, version: 'v2', digest }, { version: 'v2', digest, artifact: pathToFileURL(file).href }]) {
      expect(await place(wrong)).toMatchObject({ status: 422, value: { error: expect.any(String) } });
    }
    await rm(scratchDir, { recursive: true });
    expect(await (await fetch(`${slot.url}/release`)).json()).toMatchObject({ release: { version: 'v1' } });
    expect((await predict(flights[0]!)).status).toBe(200);
  });

  it.each([
    ['no JSON', 'predict'],
    ['{"key":"k","region":"mars","airports":[1],"features":[1,2]}', 'predict'],
    ['{"version":"v1","digest":"md5:1","artifact":"file:///x"}', 'place'],
  ])('refuses %s', async (body, path) => {
    await place(aRelease('v1', 'additive'));
    expect(await post(`/${path}`, body)).toMatchObject({ status: 400, value: { error: expect.any(String) } });
  });
});
