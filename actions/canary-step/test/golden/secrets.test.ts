// Tokens go where they belong, in the header that is made for them, and nowhere else: no line, output, file, argument or other program sees them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aGoldenWorld, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serveGit, type GitHttpServer } from '../../../../packages/git-process/test/git-http-server.ts';
import { cachedBundle } from '../../../../tools/bundle.ts';

const TOKEN = 'ghs_Sup3rSecretLedgerToken';
const ROUTER_TOKEN = 'rt-An0therSecretForTheRouter';

let step: string;
let world: GoldenWorld;
let gitServer: GitHttpServer;
let inSight: string[];
beforeAll(async () => void (step = await cachedBundle('canary-step')), 180_000);
beforeEach(async () => {
  world = await aGoldenWorld({ serveContract: routerContractHandler });
  inSight = [];
  gitServer = await serveGit(join(world.origin.bare, '..'), () => {
    // The moment at which a token is in use: neither a file nor an argument of a running program has it.
    inSight.push(...filesUnder(world.folders.temp).filter((file) => holdsSecret(readFileSync(file, 'latin1'))), ...commandLines().filter(holdsSecret));
    return { kind: 'pass' };
  });
});
afterEach(async () => {
  await gitServer.close();
  await world.close();
});

/** The texts in which a token could stand: as it is, and as git sends it. */
function shapes(token: string): readonly string[] {
  return [token, Buffer.from(`x-access-token:${token}`).toString('base64'), encodeURIComponent(token)];
}

const SECRETS = [TOKEN, ROUTER_TOKEN].flatMap(shapes);

function holdsSecret(text: string): boolean {
  return SECRETS.some((secret) => text.includes(secret));
}

function expectNoSecretIn(text: string): void {
  for (const secret of SECRETS) expect(text).not.toContain(secret);
}

/** Of every process that is running; none where there is no /proc. */
function commandLines(): readonly string[] {
  if (!existsSync('/proc/self/cmdline')) return [];
  return readdirSync('/proc').flatMap((pid) => {
    try {
      return /^\d+$/.test(pid) ? [readFileSync(`/proc/${pid}/cmdline`, 'latin1')] : [];
    } catch {
      // It ended meanwhile.
      return [];
    }
  });
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('canary-step with tokens', () => {
  it('sends each to its own place and shows it nowhere', async () => {
    world.write('labels.mjs', "import { writeFileSync } from 'node:fs'; writeFileSync('seen-by-labels.json', JSON.stringify(process.env)); console.log('{\"blocks\": []}');");
    world.writePolicy({ checks: `checks: {errors: default, accuracy: {labels: {command: ["${process.execPath}", labels.mjs]}, every: 100ms, mature: 0s}}` });
    const repository = `${gitServer.url}/origin.git`;
    world.origin.git('config', 'http.receivepack', 'true');
    const inputs = { mode: 'tick', ledger: repository, registry: repository, token: TOKEN, 'router-token': ROUTER_TOKEN };
    const ended = [await world.run(step, inputs), await world.run(step, inputs)];
    expect(ended).toMatchObject([{ exitCode: 0, stderr: '' }, { exitCode: 0, stderr: '' }]);
    expect(world.origin.ledger().length).toBeGreaterThan(2);

    for (const { commands, lines, summary, outputsFile } of ended) {
      expect(commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data)).toEqual([TOKEN, ROUTER_TOKEN]);
      // The masks come first: nothing is printed before the runner knows them.
      expect(lines.slice(0, 2)).toEqual([`::add-mask::${TOKEN}`, `::add-mask::${ROUTER_TOKEN}`]);
      expectNoSecretIn(lines.slice(2).join('\n'));
      expectNoSecretIn(summary);
      expectNoSecretIn(outputsFile);
    }
    for (const { headers, body, path } of world.routerRequests()) {
      expect(headers['authorization']).toBe(`Bearer ${ROUTER_TOKEN}`);
      expectNoSecretIn(JSON.stringify({ ...headers, authorization: '', body, path }));
    }
    const basic = `Basic ${Buffer.from(`x-access-token:${TOKEN}`).toString('base64')}`;
    expect(gitServer.requests.length).toBeGreaterThan(0);
    expect(inSight).toEqual([]);
    for (const { path, authorization } of gitServer.requests) {
      expect(authorization).toBe(basic);
      expectNoSecretIn(path);
    }
    for (const file of Object.values(world.folders).flatMap(filesUnder)) expectNoSecretIn(readFileSync(file, 'latin1'));
    for (const file of filesUnder(world.origin.bare)) expectNoSecretIn(readFileSync(file, 'latin1'));
    expect(filesUnder(world.folders.workspace).filter((file) => file.endsWith('seen-by-labels.json'))).toHaveLength(1);
  });

  it('does not repeat a token that a server throws back', async () => {
    world.interceptRouter(() => Response.json({ error: `your token ${ROUTER_TOKEN} is wrong` }, { status: 403 }));
    const ended = await world.run(step, { mode: 'tick', 'router-token': ROUTER_TOKEN });
    expect(ended.exitCode).toBe(2);
    // The runner masks what it prints; files it does not.
    expectNoSecretIn(`${ended.summary}${ended.outputsFile}`);
  });
});
