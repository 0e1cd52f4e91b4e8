// The golden set through a real slot at 0 %, asked over the adapter that a policy would use.
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { jsonSmokeProbe } from '@rampart/traffic-routers';
import type { Result, SmokeAnswer } from '@rampart/rollout-engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aRelease, aService, type TestedRelease, type TestedService } from './a-service.ts';

const probe = jsonSmokeProbe({ fetch, timeoutMs: 20_000, cwd: process.cwd(), env: {} });
const fileOf = (artefact: string, name: string): string => fileURLToPath(new URL(`../../models/${artefact}/${name}`, import.meta.url));

let service: TestedService;
let scratchDir: string;
beforeEach(async () => {
  service = await aService();
  scratchDir = await mkdtemp(join(tmpdir(), 'rampart-smoke-'));
});
afterEach(async () => {
  await service.close();
  await rm(scratchDir, { recursive: true });
});

const place = (release: TestedRelease) => service.proxy.router.place({ target: service.target, slot: 'b', rolloutId: 'r-1', ...release });
const ask = (over: { readonly slot?: string; readonly target?: string; readonly digest?: string } = {}): Promise<Result<SmokeAnswer>> =>
  probe.ask({ probe: { kind: 'http', url: `${service.proxy.url}/smoke` }, target: service.target, rolloutId: 'r-1', slot: 'b', version: 'v2', digest: aRelease('v2', 'network').digest, ...over });

/** The bytes of one model with what lies beside them. */
async function aFolderWith({ golden }: { readonly golden: string }): Promise<TestedRelease> {
  const file = join(scratchDir, 'model.onnx');
  await copyFile(fileOf('network', 'model.onnx'), file);
  await writeFile(join(scratchDir, 'golden.json'), golden);
  return { ...aRelease('v2', 'network'), artifact: pathToFileURL(file).href };
}

describe('POST /smoke', () => {
  it.each(['additive', 'network', 'busiest-airports', 'delays-in-hours'])('is passed by %s, whose bytes do what its own golden set says', async (artefact) => {
    const release = aRelease('v2', artefact);
    await place(release);
    expect(await ask({ digest: release.digest })).toEqual({ kind: 'ok', value: { digest: release.digest, cases: 40, failed: 0, first: '' } });
  });

  it('counts what is answered otherwise than recorded, and tells the first of it', async () => {
    await place(await aFolderWith({ golden: await readFile(fileOf('additive', 'golden.json'), 'utf8') }));
    const answer = await ask();
    expect(answer).toMatchObject({ kind: 'ok', value: { digest: aRelease('v2', 'network').digest, cases: 40, first: expect.stringMatching(/^flight 1: probability is 0\.\d+, expected 0\.3424018$/) as string } });
    expect(answer.kind === 'ok' ? answer.value.failed : 0).toBeGreaterThan(30);
  });

  it('tells the digest that the slot reports, not the one that was asked about', async () => {
    await place(aRelease('v3', 'busiest-airports'));
    expect(await ask()).toMatchObject({ kind: 'ok', value: { digest: aRelease('v3', 'busiest-airports').digest } });
  });

  it('is counted nowhere: its cases are no traffic of the release', async () => {
    await place(aRelease('v2', 'network'));
    await ask();
    expect(service.accesses).toEqual([]);
    const page = await (await fetch(`${service.slotUrls[1]}/metrics`)).text();
    expect(page).toContain('http_request_duration_seconds_count 0\n');
    expect(page).toContain('answers_total{answer="late"} 0\n');
  });

  it.each([
    ['a slot that is not there', { slot: 'c' }, 'missing', 'there is no slot "c"'],
    ['another target', { target: 'ships' }, 'missing', 'of "ships"'],
    ['an empty slot', {}, 'unavailable', 'nothing is placed in slot b yet'],
  ])('refuses to tell anything about %s', async (_, over, code, why) => {
    expect(await ask(over)).toMatchObject({ kind: 'error', error: { code, message: expect.stringContaining(why) as string } });
  });

  it.each([
    ['no golden set', '', 'is of no use'],
    ['one for another model', '{"tolerance": {"abs": 0, "rel": 0}, "cases": [{"name": "one", "inputs": {"x": {"type": "bool", "shape": [1], "data": [true]}}, "outputs": {"probability": {"type": "float32", "shape": [1], "data": [1]}}}]}', 'lacks features'],
  ])('says that there is %s beside the artefact', async (_, golden, why) => {
    await place(await aFolderWith({ golden }));
    expect(await ask()).toMatchObject({ kind: 'error', error: { code: 'refused', message: expect.stringContaining(why) as string } });
  });
});
