// A shadow stage against the real proxy, slots and metric pages: the candidate is judged by copies before anybody gets an answer of it. Time is
// virtual for the rollout, so that a look comes when its traffic has been answered.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestPolicy, readPolicy } from '@rampart/policy-document';
import { connectPolicy, openState } from '@rampart/ports-from-policy';
import { tick, type TickOutcome } from '@rampart/rollout-engine';
import { virtualClock } from '@rampart/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flightKey, readMarch } from './flights/march.ts';
import { createRegistryRepo } from './registry-repo.ts';
import { aService, type TestedService } from './serving/a-service.ts';
import { encodePredictionRequest } from './serving/prediction-request.ts';

const flights = readMarch();
const requestsPerLook = 200;

let scratchDir: string;
let service: TestedService;
beforeEach(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), 'rampart-shadow-'));
  service = await aService();
});
afterEach(async () => {
  await service.close();
  await rm(scratchDir, { recursive: true, force: true });
});

const policyText = ({ proxy, slotUrls: [a, b], target }: TestedService): string => `
rampart: 1
target: ${target}
model: gto:flight-delay
serve: {http: ${proxy.url}/route, slots: [a, b]}
metrics: {openmetrics: {pages: {a: [${a}/metrics], b: [${b}/metrics]}}}
promise: {falseAlarms: 1%, badRequests: 400, decideWithin: 2h, ifUndecided: ask}
checks:
  errors: {worseBy: 50%}
plan: [smoke: {http: ${proxy.url}/smoke}, shadow: {for: 30s, share: 50%}, ramp, bake: 5m]
expert: {look: 1s, block: 1s, warmUp: 1s, stableRatioMax: 10%}
`;

/** Looks at the release of `artefact` until it is out of the shadow, and serves flights in between. */
async function shadow(artefact: string): Promise<{ readonly outcomes: readonly TickOutcome[]; readonly versionsSeen: ReadonlySet<string> }> {
  const directory = join(scratchDir, 'registry.git');
  const { repo, first } = await createRegistryRepo({ directory, first: { version: 'v1.0.0', artefact: 'additive' } });
  await service.proxy.router.place({ target: service.target, slot: 'a', rolloutId: 'first', ...first });
  await repo.publish({ version: 'v2.0.0', artefact });

  const reading = readPolicy({ file: 'shadow.yaml', text: policyText(service) });
  if (reading.kind !== 'policy') throw new Error(reading.mistakes.map(({ text }) => text).join('\n'));
  const { policy } = reading;
  const clock = virtualClock(Date.now());
  const surroundings = { workspace: scratchDir, cacheDir: scratchDir, ledger: directory, stateRepository: '', stateToken: '', registry: directory, token: '', routerToken: '', env: process.env, clock, signal: new AbortController().signal, deadlineMs: 60_000, needs: {}, mirrors: [], hideSecrets: (text: string): string => text };
  const opened = await openState(surroundings);
  if (opened.kind === 'refused') throw new Error(opened.why);
  const connection = connectPolicy(policy, opened.state(), surroundings);
  if (connection.kind !== 'connected') throw new Error(connection.why);

  const outcomes: TickOutcome[] = [];
  const versionsSeen = new Set<string>();
  let next = 0;
  for (let look = 0; look < 60; look += 1) {
    const outcome = await tick(connection.ports, {
      pinned: { policy, digest: digestPolicy(policy) },
      actor: 'test',
      acts: true,
      request: { kind: 'none' },
      pollRegistry: true,
      wanted: { kind: 'newest' },
      validation: { kind: 'not-demanded' },
      nextLookMs: policy.expert.lookMs,
      snapshot: { kind: 'from-ledger' },
    });
    outcomes.push(outcome);
    if (outcome.kind === 'decided' && (outcome.decision.kind === 'rollback' || outcome.decision.to > 0)) break;
    const asked = flights.slice(next, next + requestsPerLook).map(async (flight, offset) => {
      const answer = await fetch(`${service.proxy.url}/predict`, { method: 'POST', body: encodePredictionRequest(flightKey(next + offset, 0), flight) });
      const { version } = (await answer.json()) as { readonly version: string };
      versionsSeen.add(version);
    });
    await Promise.all(asked);
    next += requestsPerLook;
    await clock.advance(policy.expert.lookMs);
  }
  return { outcomes, versionsSeen };
}

const said = (outcome: TickOutcome | undefined): string => (outcome?.kind === 'decided' ? `${outcome.decision.kind} ${outcome.decision.reasons[0]?.code ?? ''}` : (outcome?.kind ?? 'nothing'));
const copies = () => service.accesses.filter(({ purpose }) => purpose === 'copy');

describe('a shadow stage on the real service', () => {
  it('takes out a release that fails on some flights before it has answered anybody', { timeout: 60_000 }, async () => {
    const { outcomes, versionsSeen } = await shadow('busiest-airports');
    expect(outcomes.map(said)).toContain('advance smoke-passed');
    expect(said(outcomes.at(-1))).toBe('rollback regression');
    expect(versionsSeen).toEqual(new Set(['v1.0.0']));
    expect(copies().some(({ status }) => status === 500)).toBe(true);
    expect(await service.proxy.router.read(service.target)).toMatchObject({ kind: 'ok', value: { mirror: {}, slots: [{ weight: 1_000_000 }, { weight: 0 }] } });
  });

  it('lets a release that is as good go on to its first users, and ends the copies', { timeout: 60_000 }, async () => {
    const { outcomes, versionsSeen } = await shadow('network');
    expect(outcomes.map(said)).toContain('hold shadowing');
    expect(said(outcomes.at(-1))).toBe('advance stage-passed');
    expect(versionsSeen).toEqual(new Set(['v1.0.0']));
    const users = service.accesses.filter(({ purpose }) => purpose === 'user');
    expect(copies().length).toBeGreaterThan(users.length * 0.4);
    expect(copies().length).toBeLessThan(users.length * 0.55);
    expect(await service.proxy.router.read(service.target)).toMatchObject({ kind: 'ok', value: { mirror: {} } });
  });
});
