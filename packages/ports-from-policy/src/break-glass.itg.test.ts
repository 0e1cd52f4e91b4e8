// The printed line is run by a real shell: against a router on loopback, and through a program.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ppm, type Policy } from '@rampart/rollout-policy';
import { aPolicy, fakeRouter, serveHandler, type FakeRouter, type Handler, type ServedHandler } from '@rampart/testing';
import { exitCodeOf, routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { breakGlassCommand } from './break-glass.ts';

let folder: string;
const served: ServedHandler[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rampart-break-glass-'));
});
afterEach(async () => {
  await Promise.all(served.splice(0).map((server) => server.close()));
  rmSync(folder, { recursive: true });
});

const HOSTILE = `a'; touch owned; echo "$(touch owned)" \`touch owned\` \\ {x,y} [1-3] * ! # % ü é`;
const FORWARD = join(import.meta.dirname, '../../traffic-routers/test/forward-to-http.mjs');

/** The printed line is for a person's machine; a machine without curl proves nothing about it. */
const hasCurl = spawnSync('curl', ['--version']).status === 0;

interface Exposed {
  readonly router: FakeRouter;
  readonly policy: Policy;
  readonly url: string;
  readonly authorizations: readonly (string | null)[];
}

/** The candidate has 40 % of the traffic. */
async function exposed({ target = 'fraud-prod', slots = ['a', 'b'] as const, path = '/route' }: { readonly target?: string; readonly slots?: readonly [string, string]; readonly path?: string } = {}): Promise<Exposed> {
  const router = fakeRouter({ target, slots });
  router.moveByHand({ [slots[0]]: 600_000, [slots[1]]: 400_000 });
  const contract = routerContractHandler({ router, deployer: router });
  const authorizations: (string | null)[] = [];
  const place = new URL(path, 'http://router.test');
  const handler: Handler = async (request) => {
    authorizations.push(request.headers.get('authorization'));
    const { pathname, search } = new URL(request.url);
    const answer = pathname === place.pathname && search === place.search ? await contract(request) : new Response('', { status: 404 });
    answer.headers.set('x-exit-code', String(exitCodeOf(answer.status)));
    return answer;
  };
  const server = await serveHandler(handler);
  served.push(server);
  const url = `${server.url}${path}`;
  return { router, url, authorizations, policy: aPolicy({ target, serve: { kind: 'http', url, slots } }) };
}

function sh(line: string, env: Readonly<Record<string, string>> = {}): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  return new Promise((resolve) => {
    const child = execFile('/bin/sh', ['-c', line], { cwd: folder, env: { PATH: process.env['PATH'], ...env } }, (_, out, err) => resolve({ code: child.exitCode ?? -1, out, err }));
  });
}

describe.runIf(hasCurl)('breakGlassCommand', () => {
  it('takes all traffic back', async () => {
    const { router, policy } = await exposed();
    expect(await sh(breakGlassCommand(policy, 'a'))).toMatchObject({ code: 0, err: '' });
    expect(router.weightOf('a')).toBe(1_000_000);
    expect(router.stamp()).toMatchObject({ kind: 'stamp', rolloutId: 'break-glass', liveSlot: 'a' });
  });

  it('works again in the next incident: the router must not take it for a repeat', async () => {
    const { router, policy } = await exposed();
    const line = breakGlassCommand(policy, 'a');
    const at = (second: string): string => `date() { echo ${second}; }\n${line}`;
    await sh(at('1700000000'));
    router.moveByHand({ a: 500_000, b: 500_000 });
    expect(await sh(at('1700000001'))).toMatchObject({ code: 0 });
    expect(router.weightOf('b')).toBe(0);
  });

  it('is not held back by the effect of a rollout, and ends its copies', async () => {
    const { router, policy } = await exposed();
    await router.set({ target: 'fraud-prod', weights: { a: ppm(100_000), b: ppm(900_000) }, mirror: { b: ppm(100_000) }, ifVersion: { kind: 'any' }, stamp: { rolloutId: 'r-1', sequence: 99, effectId: 'r-1/99', liveSlot: 'a', liveDigest: 'sha256:1' } });
    await sh(breakGlassCommand(policy, 'a'));
    expect(router.weightOf('a')).toBe(1_000_000);
    expect(router.mirrorOf('b')).toBe(0);
  });

  it('fails where the router refuses', async () => {
    const { router, policy } = await exposed();
    expect(await sh(breakGlassCommand({ ...policy, target: 'another' }, 'a'))).toMatchObject({ code: 22 });
    expect(router.weightOf('b')).toBe(400_000);
  });

  it('reaches an address with signs that mean something to shells and to curl', async () => {
    const { router, policy } = await exposed({ path: '/r/{a,b}/[1-3]?x=$HOME&y=`id`;z=*' });
    expect(await sh(breakGlassCommand(policy, 'a'))).toMatchObject({ code: 0, err: '' });
    expect(router.weightOf('a')).toBe(1_000_000);
  });

  it('runs nothing that hides in the names of target and slots', async () => {
    const slots = [`${HOSTILE} 1`, `${HOSTILE} 2`] as const;
    const { router, policy, url } = await exposed({ target: HOSTILE, slots });
    const argv = [process.execPath, FORWARD, url, `'; touch owned; '`, '$(touch owned)'];
    for (const serve of [policy.serve, { kind: 'command', argv, slots } as const]) {
      router.moveByHand({ [slots[0]]: 600_000, [slots[1]]: 400_000 });
      // Both runs may fall into one second.
      expect(await sh(`date() { echo ${serve.kind}; }\n${breakGlassCommand({ ...policy, serve }, slots[0])}`)).toMatchObject({ code: 0, err: '' });
      expect(router.weightOf(slots[0])).toBe(1_000_000);
    }
    expect(existsSync(join(folder, 'owned'))).toBe(false);
  });

  it('takes a first word with an equals sign for the program, not for an assignment', async () => {
    const { policy } = await exposed();
    const line = breakGlassCommand({ ...policy, serve: { kind: 'command', argv: ['A=b', 'true'], slots: ['a', 'b'] } }, 'a');
    expect(await sh(line)).toMatchObject({ code: 127 });
  });

  it('takes the token of the router from the environment, and prints it nowhere', async () => {
    const { policy, authorizations } = await exposed();
    await sh(breakGlassCommand(policy, 'a', true), { RAMPART_ROUTER_TOKEN: 's3cret' });
    await sh(breakGlassCommand(policy, 'a'), { RAMPART_ROUTER_TOKEN: 's3cret' });
    expect(authorizations).toEqual(['Bearer s3cret', null]);
  });
});
