import { aPolicy } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { DEFAULT_MISBEHAVING, DEFAULT_SCENARIO, DEFAULT_TRAFFIC } from '../scenario/default-scenario.ts';
import type { Behaviour, Scenario } from '../scenario/scenario.ts';
import type { Claim, RunRow } from './claim.ts';
import { claimsOf } from './claims-of.ts';
import { shrink, type Counterexample } from './counterexample.ts';

const MINUTE = 60_000;
const DEAD: Behaviour = { ...DEFAULT_MISBEHAVING, kind: 'crash', pods: 1, loopMs: 'none' };
const FEEDBACK: Behaviour = { ...DEFAULT_MISBEHAVING, arm: 'both', kind: 'feedback', gain: 0.1 };

const rough: Scenario = {
  ...DEFAULT_SCENARIO,
  name: 'rough@1/17',
  seed: 5,
  run: 17,
  traffic: { ...DEFAULT_TRAFFIC, requestsPerSecond: 123.456, dispersion: 7, armNoise: 0.1, segments: [{ dimension: 'region', value: 'west', share: 0.1, shareAtEnd: 0.1 }] },
  baseline: { errors: { kind: 'ratio', ratio: 0.012345 } },
  behaviours: [FEEDBACK, DEAD],
  faults: [
    { kind: 'metrics-missing', arm: 'both', atMs: 0, forMs: MINUTE },
    { kind: 'cron-late', atMs: 0, forMs: MINUTE, byMs: MINUTE },
  ],
  runner: { ...DEFAULT_SCENARIO.runner, lateMedianMs: MINUTE, jobDelayMs: 30_000 },
};

const [, badRequests, , afterPromotion] = claimsOf(aPolicy({ promise: { badRequestsMax: 100 } }), { family: 'rough@1' });

function theClaim(claim: Claim | undefined): Claim {
  if (claim === undefined) throw new Error('no such claim');
  return claim;
}

function aRow(scenario: Scenario, parts: Partial<RunRow>): RunRow {
  const times = { decidedAtMs: 'never', outAtMs: 'never', askedAtMs: 'never', endedAtMs: 'never', promotedAtMs: 'never', firstTrafficAtMs: 0, haltedAtMs: 'never', askedAfterPromotionAtMs: 'never' } as const;
  return { run: scenario.run, outcome: 'open', ...times, excess: 0, excessInTrial: 0, bad: 0, weightMaxPpm: 0, looks: 1, ...parts };
}

/** Shrinks `rough` where `breaks` says whether a scenario breaks the claim; tells what was tried. */
async function shrunk(claim: Claim | undefined, rowOf: (scenario: Scenario) => RunRow): Promise<Counterexample & { readonly tried: readonly Scenario[] }> {
  const tried: Scenario[] = [];
  const simulate = async (scenario: Scenario): Promise<RunRow> => {
    tried.push(scenario);
    return rowOf(scenario);
  };
  return { ...(await shrink({ scenario: rough, row: rowOf(rough) }, { claim: theClaim(claim), simulate })), tried };
}

describe('shrink', () => {
  it('takes out everything that it does not take, and keeps seed, run and the trouble itself', async () => {
    const { scenario, claim, row, tried } = await shrunk(badRequests, (one) => aRow(one, { excessInTrial: 500 }));
    const { name, about, horizonMs, behaviours, ...rest } = scenario;
    const { name: _name, about: _about, horizonMs: _horizon, behaviours: _behaviours, ...plain } = DEFAULT_SCENARIO;
    expect(rest).toEqual({ ...plain, seed: 5, run: 17 });
    expect(behaviours).toEqual([DEAD]);
    expect({ name, claim, about }).toEqual({ name: 'rough@1/17', claim: 'badRequests', about: '' });
    expect(horizonMs).toBe(MINUTE);
    expect(row.excessInTrial).toBe(500);
    expect(tried.every(({ seed, run }) => seed === 5 && run === 17)).toBe(true);
    expect(tried.length).toBeLessThan(60);
  });

  it('keeps what it takes: one of two faults, a part of the traffic, a rate in few digits, enough time', async () => {
    const isBroken = ({ faults, traffic, baseline, horizonMs }: Scenario): boolean =>
      faults.some(({ kind }) => kind === 'cron-late') && traffic.dispersion > 1 && traffic.requestsPerSecond > 90 && baseline['errors']?.kind === 'ratio' && horizonMs >= 100 * MINUTE;
    const { scenario } = await shrunk(badRequests, (one) => aRow(one, { excessInTrial: isBroken(one) ? 101 : 100 }));
    expect(scenario.faults.map(({ kind }) => kind)).toEqual(['cron-late']);
    expect(scenario.traffic).toEqual({ ...DEFAULT_TRAFFIC, requestsPerSecond: 100, dispersion: 7 });
    expect(scenario.baseline).toEqual({ errors: { kind: 'ratio', ratio: 0.01 } });
    // Half of a day, and halves of that as far as it still breaks.
    expect(scenario.horizonMs).toBeGreaterThanOrEqual(100 * MINUTE);
    expect(scenario.horizonMs).toBeLessThan(200 * MINUTE);
  });

  it('does not end before what the claim waits for could have come', async () => {
    const { scenario } = await shrunk(afterPromotion, (one) => aRow(one, { outcome: 'promoted', promotedAtMs: 30 * MINUTE, endedAtMs: 40 * MINUTE }));
    expect(scenario.horizonMs).toBe(41 * MINUTE);
  });

  it('does not take a release for a counterexample that the claim does not speak of', async () => {
    const { scenario } = await shrunk(afterPromotion, (one) => aRow(one, { promotedAtMs: one.traffic.dispersion > 1 ? MINUTE : 'never' }));
    expect(scenario.traffic.dispersion).toBe(7);
  });

  it('ends, whatever the simulation answers', async () => {
    let count = 0;
    const { tried } = await shrunk(badRequests, (one) => aRow(one, { excessInTrial: (count += 1) % 3 === 0 ? 500 : 0 }));
    expect(tried.length).toBeLessThanOrEqual(200);
  });
});
