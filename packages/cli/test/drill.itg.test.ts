// rampart drill, in this process, against a router and metric pages on loopback and a real git repository.
import { aGoldenWorld, POLICY_FILE, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { consoleOf } from '../src/console.ts';
import { rampart as runRampart } from '../src/rampart.ts';
import { aShell, type Shell } from './a-shell.ts';

let world: GoldenWorld;
let rampart: Shell;
beforeEach(async () => {
  world = await aGoldenWorld({ serveContract: routerContractHandler });
  rampart = aShell(world.folders.workspace, { env: { RUNNER_TEMP: world.folders.temp } });
});
afterEach(() => world.close());

const BROKEN = ['drill', POLICY_FILE, '--version', 'v2.0.0', '--weight', '10%', '--within', '30s'] as const;

/** Runs it with an interruption of its own, and an answer to its question. */
async function drilled(argv: readonly string[], { interrupt, answer }: { readonly interrupt?: AbortSignal; readonly answer?: string } = {}): Promise<{ readonly exitCode: number; readonly out: string; readonly err: string }> {
  const said = { out: '', err: '' };
  const console = consoleOf({ stdout: { write: (text: string) => void (said.out += text) }, stderr: { write: (text: string) => void (said.err += text) } }, {});
  const ask = answer === undefined ? {} : { ask: async (question: string) => ((said.err += question), answer) };
  const exitCode = await runRampart(argv, { console, readInput: async () => ({ kind: 'none' }), ...ask, env: { USER: 'ada', RUNNER_TEMP: world.folders.temp }, cwd: world.folders.workspace, signal: interrupt ?? new AbortController().signal });
  return { exitCode, ...said };
}

describe('rampart drill', () => {
  it('lets a bad version in once somebody says yes, and shows that it was caught, is out, read back and recorded; and is no release', async () => {
    world.pages.b.fail(0.5);
    const said = await drilled(BROKEN, { answer: 'yes' });
    expect(said.err).toContain('fraud-prod: v2.0.0 gets 10 % of the real traffic for up to 30 s. Users will get its answers.');
    expect(said.exitCode).toBe(0);
    expect(said.out).toMatch(/^✔ fraud-prod: the drill held, v2\.0\.0 was caught and is out\n {2}✔ got traffic +10 %/);
    expect(said.out.match(/^ {2}✔ /gm)).toHaveLength(6);
    expect(world.router.weightOf('b')).toBe(0);
    expect(world.origin.ledger()).toContainEqual(expect.stringMatching(/drill: v2\.0\.0 starts on slot b/));
    expect(await rampart('verify', '--ledger', 'origin')).toMatchObject({ exitCode: 0 });
    expect((await rampart('dora', POLICY_FILE)).out).toMatch(/caught before promote +none/);
    expect(await rampart('retry', POLICY_FILE, '--reason', 'x')).toMatchObject({ exitCode: 2, err: expect.stringContaining('nothing to try again') as string });
  });

  it('ends with 1 where nothing caught it in time, and takes it back all the same', async () => {
    const said = await rampart('drill', POLICY_FILE, '--version', 'v2.0.0', '--weight', '10%', '--within', '1s', '--yes', '--json');
    const { held, drill, points } = JSON.parse(said.out) as { readonly held: boolean; readonly drill: { readonly decidedBy: string; readonly stopped: string }; readonly points: readonly { readonly what: string; readonly held: boolean }[] };
    expect({ exitCode: said.exitCode, held, stopped: drill.stopped }).toEqual({ exitCode: 1, held: false, stopped: 'over' });
    expect(points.find(({ what }) => what === 'caught by the checks')?.held).toBe(false);
    expect(points.find(({ what }) => what === 'read back at the router')?.held).toBe(true);
    expect(world.router.weightOf('b')).toBe(0);
  });

  it('takes the traffic back when it is interrupted, and says so', async () => {
    const interruption = new AbortController();
    world.interceptRouter((request, next) => {
      if (world.router.weightOf('b') > 0) interruption.abort();
      return next(request);
    });
    const said = await drilled([...BROKEN, '--yes'], { interrupt: interruption.signal });
    expect(said.exitCode).toBe(1);
    expect(said.err).toContain('rampart drill: interrupted; taking the traffic back. Please wait\n');
    expect(said.out).toMatch(/^✘ fraud-prod: the drill was interrupted, v2\.0\.0 was taken back\n/);
    expect(world.router.weightOf('b')).toBe(0);
    expect(await rampart('status', POLICY_FILE)).toMatchObject({ out: expect.stringContaining('v1.0.0 serves') });
  });

  it('asks on a terminal, and changes nothing without a yes', async () => {
    for (const answer of ['', 'no', 'yesterday', undefined]) {
      const said = await drilled(BROKEN, answer === undefined ? {} : { answer });
      expect(said).toMatchObject({ exitCode: 2, out: '' });
      expect(said.err).toContain('not confirmed; nothing was changed');
    }
    expect(world.operations().filter((operation) => operation !== 'read')).toEqual([]);
  });

  it.each([
    ['nothing bad', ['--yes'], 'name the bad version: either --version, or --artifact with --digest'],
    ['bytes without their digest', ['--yes', '--artifact', 'https://models.example/bad.onnx'], '--digest: expected sha256:'],
    ['a weight that is none', ['--yes', '--version', 'v2.0.0', '--weight', '80%'], '--weight: expected a share above 0% and up to 50%'],
    ['a version that nobody knows', ['--yes', '--version', 'v9.9.9'], 'v9.9.9'],
    ['what serves', ['--yes', '--version', 'v1.0.0'], 'v1.0.0 serves. A drill wants a version that is bad'],
  ])('refuses %s', async (_, options, why) => {
    expect(await rampart('drill', POLICY_FILE, ...options)).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining(why) as string });
    expect(world.router.weightOf('b')).toBe(0);
  });

  it('waits for no release that is live: it refuses', async () => {
    await rampart('tick', POLICY_FILE);
    const before = world.origin.ledger();
    expect(await rampart(...BROKEN, '--yes')).toMatchObject({ exitCode: 2, err: expect.stringContaining('v2.0.0 is being released; a drill waits until that has ended') as string });
    expect(world.origin.ledger()).toEqual(before);
  });
});
