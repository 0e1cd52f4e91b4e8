// Runners whose clocks are wrong, and one that is set while a job watches: nothing is counted twice, and no time is taken for watched that was not. In a git repository
// nobody tells the time, and each machine's clock counts; on GitHub its answers do.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { aGithubWorld, LEDGERS, POLICY_FILE, readBranch, type BundleEnd, type BundleProcess, type GithubWorld } from '@rampart/testing/golden';
import type { LedgerEvent } from '@rampart/rollout-policy';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let step: string;
let promote: string;
let world: GithubWorld;
let ledger: 'origin' | 'github' = 'origin';
beforeAll(async () => {
  step = await cachedBundle('canary-step');
  promote = await cachedBundle('promote');
}, 300_000);
beforeEach(async () => {
  ledger = 'origin';
  world = await aGithubWorld({ serveContract: routerContractHandler });
  world.write('shifted-clock.mjs', SHIFTED_CLOCK);
});
afterEach(() => world.close());

/** The process reads its clock as if it had been set: by so many milliseconds, which another process may change at any time. */
const SHIFTED_CLOCK = `
import { readFileSync } from 'node:fs';
const RealDate = Date;
const shiftMs = () => Number(readFileSync(process.env.SHIFT_FILE, 'utf8'));
globalThis.Date = class Date extends RealDate {
  constructor(...given) { if (given.length === 0) super(RealDate.now() + shiftMs()); else super(...given); }
  static now() { return RealDate.now() + shiftMs(); }
};
`;

const MINUTE = 60_000;

function setClock(shiftMs: number): void {
  writeFileSync(shiftFile(), String(shiftMs));
}

function shiftFile(): string {
  return join(world.folders.home, 'shift');
}

function start(inputs: Readonly<Record<string, string>>, shiftMs = 0): BundleProcess {
  setClock(shiftMs);
  const preload = pathToFileURL(join(world.folders.workspace, 'shifted-clock.mjs')).href;
  return world.start(step, { ledger, ...inputs }, {}, { env: { NODE_OPTIONS: `--import ${preload}`, SHIFT_FILE: shiftFile() } });
}

const tick = (shiftMs: number): Promise<BundleEnd> => start({ mode: 'tick' }, shiftMs).ended;

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

async function events(): Promise<readonly LedgerEvent[]> {
  const { origin, repository } = world;
  const onGithub = (await readBranch(repository, LEDGERS)).flatMap(({ files }) => files['event.json'] ?? []);
  const texts = ledger === 'github' ? onGithub : origin.git('rev-list', '--reverse', origin.ref()).split('\n').map((commit) => origin.git('show', `${commit}:event.json`));
  return texts.map((text) => JSON.parse(text) as LedgerEvent);
}

/** What was used as evidence, in the order in which it was. */
async function blocksUsed(): Promise<readonly Span[]> {
  return (await events()).flatMap((event) => (event.kind === 'ticked' ? Object.values(event.evidence).flatMap((evidence) => (evidence.kind === 'blocks' ? evidence.blocks : [])) : []));
}

function overlaps(spans: readonly Span[]): readonly string[] {
  const ordered = [...spans].sort((a, b) => a.fromMs - b.fromMs);
  return ordered.flatMap((span, index) => (index > 0 && span.fromMs < (ordered[index - 1]?.toMs ?? 0) ? [`${String(span.fromMs)} begins before ${String(ordered[index - 1]?.toMs)}`] : []));
}

describe('runners whose clocks disagree', () => {
  it('count no moment twice, and the one that comes after a fast one waits', async () => {
    world.writePolicy({ checks: 'checks: {errors: {limit: 50%}}', plan: 'plan: [smoke, ramp: {weights: [10%], every: 1d}]' });
    for (const shiftMs of [0, 0, 0, 10 * MINUTE, 0, -10 * MINUTE, 10 * MINUTE, 0]) {
      expect(await tick(shiftMs)).toMatchObject({ exitCode: 0, stderr: '' });
    }
    const blocks = await blocksUsed();
    expect(blocks.length).toBeGreaterThan(0);
    expect(overlaps(blocks)).toEqual([]);
    expect(blocks.every(({ fromMs, toMs }) => fromMs < toMs)).toBe(true);
  });

  it('stay at a weight for as long as was promised: ten minutes that nobody watched are none', async () => {
    world.writePolicy({ checks: 'checks: {errors: {limit: 50%}}', plan: 'plan: [smoke, ramp: {weights: [10%, 50%], every: 5m}]' });
    for (const shiftMs of [0, 0, 0]) await tick(shiftMs);
    expect(world.router.weightOf('b')).toBe(100_000);
    // A fast clock says that the five minutes at ten percent are over. Nobody has seen them.
    expect(await tick(10 * MINUTE)).toMatchObject({ exitCode: 0, outputs: { decision: 'hold' } });
    expect(await tick(10 * MINUTE)).toMatchObject({ exitCode: 0, outputs: { decision: 'hold' } });
    expect(world.router.weightOf('b')).toBe(100_000);
  });
});

describe('a bake', () => {
  it.each([10 * MINUTE, -10 * MINUTE])('is not shortened by a runner whose clock is off by %d ms', async (shiftMs) => {
    world.writePolicy({ checks: 'checks: {errors: {limit: 50%}}', plan: 'plan: [smoke, switch, bake: {for: 5m, holdback: 1%}]' });
    let last = await tick(0);
    for (let looks = 0; looks < 8 && last.outputs['decision'] !== 'promote'; looks += 1) last = await tick(0);
    expect(last.outputs['decision']).toBe('promote');
    setClock(0);
    expect(await world.run(promote, { policy: POLICY_FILE, ledger })).toMatchObject({ exitCode: 0 });
    for (const each of [0, shiftMs, shiftMs, 0, shiftMs]) expect((await tick(each)).outputs['decision'], String(each)).toBe('hold');
    expect(world.router.weightOf('b')).toBe(990_000);
  });
});

describe('a clock that is set while a job watches', () => {
  it.each([10 * MINUTE, -10 * MINUTE])('by %d ms: it goes on watching, and counts nothing twice', async (jumpMs) => {
    world.writePolicy({ checks: 'checks: {errors: {limit: 50%}}', plan: 'plan: [smoke, ramp: {weights: [10%, 50%], every: 5m}]' });
    await tick(0);
    await tick(0);
    const watching = start({ mode: 'watch', deadline: '1h' });
    await watching.printed('look 3:');
    setClock(jumpMs);
    await watching.printed('look 6:');
    watching.kill('SIGINT');
    expect(await watching.ended).toMatchObject({ exitCode: 0, stderr: '' });
    expect(overlaps(await blocksUsed())).toEqual([]);
    expect(world.router.weightOf('b')).toBe(100_000);
  });
});

describe('with the history on GitHub', () => {
  it('records bear its time, whatever clocks of runners say, and are set to', async () => {
    ledger = 'github';
    world.writePolicy({ checks: 'checks: {errors: {limit: 50%}}', plan: 'plan: [smoke, ramp: {weights: [10%, 50%], every: 5m}]' });
    const beganAtMs = Date.now();
    for (const shiftMs of [0, 10 * MINUTE, -10 * MINUTE]) expect(await tick(shiftMs)).toMatchObject({ exitCode: 0, stderr: '' });
    const watching = start({ mode: 'watch', deadline: '1h' }, -10 * MINUTE);
    await watching.printed('look 2:');
    setClock(10 * MINUTE);
    await watching.printed('look 4:');
    watching.kill('SIGINT');
    expect(await watching.ended).toMatchObject({ exitCode: 0, stderr: '' });
    const times = (await events()).map(({ atMs }) => atMs);
    expect(times.length).toBeGreaterThan(3);
    // To the second of a date, and the way of a request there and back.
    expect(times.filter((atMs) => atMs < beganAtMs - 5_000 || atMs > Date.now() + 5_000)).toEqual([]);
    expect(overlaps(await blocksUsed())).toEqual([]);
  });
});
