// The example's policy keeps its promises; each copy of it that is spoiled in one known way breaks one, with a counterexample that a person can read and repeat.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPolicy, readProfile, type TrafficProfile } from '@rampart/policy-document';
import type { Policy } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { claimsOf, judgePolicy, readScenario, rowOfRelease, runSimulator, shrink, trialOf, writeScenario, type Check, type ClaimName, type OwnTraffic, type RunRow, type SimulatedTask } from '../src/index.ts';
import { inProcessPool } from '../src/pool/index.ts';
import { ownTraffic } from '../src/world/own-traffic.ts';

const FOLDER = join(import.meta.dirname, '../../examples/flight-delay');
const TEXT = readFileSync(join(FOLDER, 'policy.yaml'), 'utf8');
const PLAN = 'ramp, bake: 5m]';

interface Spoiled {
  readonly how: string;
  readonly text: (original: string) => string;
  readonly traffic?: Partial<TrafficProfile>;
  readonly breaks: ClaimName;
}

const COPIES: readonly Spoiled[] = [
  { how: 'one error rolls back', text: (text) => text.replace('errors: {worseBy: 2x,', 'errors: {worseBy: 2x, limit: 0.1%,'), breaks: 'goodSentBack' },
  { how: 'half of the traffic at once', text: (text) => text.replace(PLAN, 'switch, bake: 5m]'), breaks: 'badRequests' },
  { how: 'half as its only weight, which its own promise never allows', text: (text) => text.replace(PLAN, 'ramp: {weights: [50%], every: 1m}, bake: 5m]').replace('badRequests: 400', 'badRequests: 50'), breaks: 'decideWithin' },
  { how: 'no bake, and a late regression', text: (text) => text.replace(PLAN, 'ramp]'), breaks: 'afterPromotion' },
  { how: 'tilt on clustered errors', text: (text) => text, traffic: { errorBursts: { kind: 'measured', meanRequests: 10, spanMs: 15_000 } }, breaks: 'goodSentBack' },
  { how: 'request counts under sticky Zipf users', text: (text) => text.replace(PLAN, 'ramp: {sticky: user}, bake: 5m]').replace(', independent: true', ''), traffic: { users: { kind: 'seen', distinct: 5_000, heaviestShare: 0.12 } }, breaks: 'badRequests' },
  { how: 'a minimum that is never reached', text: (text) => text.replace('expert:', 'expert:\n  samplesMin: 1000000'), breaks: 'decideWithin' },
];

const RUNS = 120;
const pool = inProcessPool<SimulatedTask, RunRow>(runSimulator());

describe('a spoiled copy of examples/flight-delay', () => {
  it.each(COPIES)('$how: $breaks is refuted, by a release of at most fifteen lines', async ({ text, traffic = {}, breaks }) => {
    const spoiled = text(TEXT);
    const { policy, digest } = policyOf(spoiled);
    const own = ownOf(policy, traffic);
    const check: Check = { policy, policyFile: 'policy.yaml', digest, own, families: ['own-traffic'], budget: { kind: 'at-most', runs: RUNS }, seed: 0x5eed, codeHash: 'test' };
    const { result, heard } = await judgePolicy(check, { pool });
    expect(result.claims.filter(({ verdict }) => verdict === 'refuted').map(({ name }) => name)).toContain(breaks);

    const claim = claimsOf(policy, { family: 'own-traffic' }).find(({ name }) => name === breaks);
    if (claim === undefined) expect.fail(`no claim ${breaks}`);
    const broken = heard.flatMap(({ series, rows }) => (series.candidate === claim.candidate ? rows.map((row, run) => ({ series, row, run })) : [])).find(({ row }) => claim.isAbout(row) && claim.isBroken(row));
    if (broken === undefined) expect.fail('a refuted claim has a release that breaks it');
    const { scenario } = trialOf({ kind: 'drawn', policy, seed: check.seed, own, series: broken.series }, broken.run);
    const small = await shrink({ scenario, row: broken.row }, { claim, simulate: (simpler) => Promise.resolve(rowOfRelease({ policy, scenario: simpler })) });
    const file = writeScenario({ policy: 'policy.yaml', breaks, depth: 'decide', scenario: small.scenario });
    expect(file.trimEnd().split('\n').length, file).toBeLessThanOrEqual(15);
    const again = readScenario({ file: 'counterexample.yaml', text: file });
    if (again.kind === 'mistakes') expect.fail(JSON.stringify(again.mistakes));
    const row = rowOfRelease({ policy, scenario: again.file.scenario });
    expect(claim.isAbout(row) && claim.isBroken(row)).toBe(true);
  });
});

function policyOf(text: string): { readonly policy: Policy; readonly digest: string } {
  const reading = readPolicy({ file: 'policy.yaml', text });
  if (reading.kind === 'mistakes') throw new Error(reading.mistakes.map((mistake) => `${mistake.subject}: ${mistake.text}`).join('\n'));
  return reading;
}

function ownOf(policy: Policy, parts: Partial<TrafficProfile>): OwnTraffic {
  const reading = readProfile({ file: 'policy.traffic.json', text: readFileSync(join(FOLDER, 'policy.traffic.json'), 'utf8') });
  if (reading.kind === 'mistakes') throw new Error('the profile of the example is valid');
  const { traffic, baseline, router } = ownTraffic({ ...reading.profile, ...parts }, policy);
  return { kind: 'known', traffic, baseline, router };
}
