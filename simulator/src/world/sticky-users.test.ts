import { describe, expect, it } from 'vitest';
import { aCheck, aCheckOf, aTrial, advanced, exposed, HOUR, MINUTE, misbehaves, momentsOf, summed, type TrialParts } from '../../test/world/a-trial.ts';
import { aggregatedWorld } from './aggregated.ts';
import { liftTo, newPopulations, populationOf, type Population } from './user-population.ts';
import type { WorldRun } from './world.ts';

const SIGMAS = 4.5;
const USERS = { kind: 'users', count: 2_000, zipf: 1.1, concentration: 20 } as const;
const perUser = aCheck({ signal: { kind: 'share', metric: 'users_total', among: [], where: [], unit: 'users' } });
const dead = misbehaves({ kind: 'crash', pods: 1, loopMs: 'none' });

const trialOf = (parts: TrialParts = {}) => aTrial({ checks: [perUser], ...parts, traffic: { users: USERS, ...parts.traffic } });

function populationIn(trial: ReturnType<typeof trialOf>): Population {
  const { users } = trial.scenario.traffic;
  if (users.kind !== 'users') throw new Error('a world of users');
  return populationOf(users, trial.policy.checks, trial.scenario, newPopulations());
}

/** Users to be met for the first time by `requests` of everybody's, and the variance of their number. */
function expectedUsers({ shares, places, propensities }: Population, { weight, requests, failing }: { readonly weight: number; readonly requests: number; readonly failing: boolean }) {
  const sums = { stable: { mean: 0, variance: 0 }, candidate: { mean: 0, variance: 0 } };
  shares.forEach((share, user) => {
    const met = 1 - Math.exp(-requests * share * (failing ? (propensities['errors']?.ofUser[user] ?? 0) : 1));
    const arm = (places[user] ?? 0) < weight ? sums.candidate : sums.stable;
    arm.mean += met;
    arm.variance += met * (1 - met);
  });
  return sums;
}

const near = (seen: number, { mean, variance }: { readonly mean: number; readonly variance: number }): void => expect(Math.abs(seen - mean), `${seen} for ${mean}`).toBeLessThan(SIGMAS * Math.sqrt(variance) + 1e-9);

describe('sticky users', () => {
  it.each([1, 6])('meets users as a loop over their Poisson streams would, at dispersion %i', (dispersion) => {
    const trial = trialOf({ traffic: { requestsPerSecond: 5, users: USERS, dispersion } });
    const happened = advanced(aggregatedWorld(trial).begin(), { toMs: HOUR, byMs: MINUTE, exposure: exposed({ weight: 0.3 }) });
    const counts = summed(happened, 'errors');
    const population = populationIn(trial);
    for (const arm of ['stable', 'candidate'] as const) {
      if (dispersion === 1) {
        near(counts[arm].trials, expectedUsers(population, { weight: 0.3, requests: 18_000, failing: false })[arm]);
        near(counts[arm].events, expectedUsers(population, { weight: 0.3, requests: 18_000, failing: true })[arm]);
      } else {
        // The gamma process moves the hour by a percent or two.
        expect(counts[arm].trials / expectedUsers(population, { weight: 0.3, requests: 18_000, failing: false })[arm].mean).toBeCloseTo(1, 1);
      }
    }
  });

  it('keeps a user on one arm, counts each once per weight, and each failure once per rollout', () => {
    const trial = trialOf({ traffic: { requestsPerSecond: 5_000, users: USERS }, behaviours: [{ ...dead, arm: 'both' }] });
    const { places } = populationIn(trial);
    const onCandidate = (weight: number): number => places.filter((place) => place < weight).length;
    const run = aggregatedWorld(trial).begin();
    let atMs = 0;
    const hours = (count: number, weight: number) => {
      const counts = summed(advanced(run, { fromMs: atMs, toMs: atMs + count * HOUR, byMs: HOUR, exposure: exposed({ weight, weightSinceMs: atMs }) }), 'errors');
      atMs += count * HOUR;
      return counts;
    };
    expect(hours(2, 0.1)).toEqual({ stable: { trials: 2_000 - onCandidate(0.1), events: 2_000 - onCandidate(0.1) }, candidate: { trials: onCandidate(0.1), events: onCandidate(0.1) } });
    expect(hours(1, 0.1)).toEqual({ stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } });
    expect(hours(2, 0.6)).toEqual({ stable: { trials: 2_000 - onCandidate(0.6), events: 0 }, candidate: { trials: onCandidate(0.6), events: 0 } });
    expect(hours(2, 0.05).candidate).toEqual({ trials: onCandidate(0.05), events: 0 });
  });

  it('harms each user of a dead candidate once, however often the weight comes and goes', () => {
    const trial = trialOf({ traffic: { requestsPerSecond: 5_000, users: USERS }, behaviours: [dead], checks: [aCheck()] });
    const { places } = populationIn(trial);
    const run = aggregatedWorld(trial).begin();
    const harmed = [0.2, 0, 0.2, 0.5].map((weight, hour) => advanced(run, { fromMs: hour * HOUR, toMs: (hour + 1) * HOUR, byMs: HOUR, exposure: exposed({ weight }) }).reduce((sum, each) => sum + each.usersHarmed, 0));
    const below = (weight: number): number => places.filter((place) => place < weight).length;
    expect(harmed).toEqual([below(0.2), 0, 0, below(0.5) - below(0.2)]);
  });

  it('gives new failures to a quality that changes in the middle of a wait', () => {
    const parts = { traffic: { requestsPerSecond: 1, users: USERS }, baseline: { errors: { kind: 'ratio', ratio: 0 } }, behaviours: [{ ...misbehaves({ kind: 'worse', on: { kind: 'all', of: 'errors' }, factor: 1, points: 0.1 }), fromMs: HOUR }] } as const;
    const trial = trialOf(parts);
    const run = aggregatedWorld(trial).begin();
    const [before, after] = [0, 1].map((hour) => summed(advanced(run, { fromMs: hour * HOUR, toMs: (hour + 1) * HOUR, byMs: MINUTE, exposure: exposed({ weight: 0.5 }) }), 'errors'));
    expect(before?.candidate.events).toBe(0);
    expect(after?.stable.events).toBe(0);
    near(after?.candidate.events ?? 0, expectedUsers(populationIn(trial), { weight: 0.5, requests: 360, failing: false }).candidate);
  });

  it('splits requests as the users of an arm come, which is less even than by chance', () => {
    const shareOf = (run: number): number => {
      const counts = summed(advanced(aggregatedWorld(trialOf({ run, checks: [aCheck()] }), populations).begin(), { toMs: HOUR, byMs: HOUR, exposure: exposed({ weight: 0.3 }) }), 'errors');
      return counts.candidate.trials / (counts.stable.trials + counts.candidate.trials);
    };
    const populations = newPopulations();
    const { mean, variance } = momentsOf(Array.from({ length: 300 }, (_, run) => shareOf(run)));
    expect(Math.abs(mean - 0.3)).toBeLessThan(SIGMAS * Math.sqrt(variance / 300));
    // Of 180,000 requests that went each its own way it would be 0.001.
    expect(Math.sqrt(variance)).toBeGreaterThan(0.03);
  });

  it('lets the ratio of equal arms differ by who is on them, and the excess be none', () => {
    const populations = newPopulations();
    const differences = Array.from({ length: 200 }, (_, run) => {
      const happened = advanced(aggregatedWorld(trialOf({ run, checks: [aCheck()] }), populations).begin(), { toMs: HOUR, byMs: HOUR });
      const { stable, candidate } = summed(happened, 'errors');
      expect(happened[0]?.excess).toBe(0);
      return candidate.events / candidate.trials - stable.events / stable.trials;
    });
    const { mean, variance } = momentsOf(differences);
    expect(Math.abs(mean)).toBeLessThan(SIGMAS * Math.sqrt(variance / 200));
    // By luck of requests alone it would be 0.0005.
    expect(Math.sqrt(variance)).toBeGreaterThan(0.002);
  });

  it('counts excess over what stable would have done to the same users', () => {
    const trial = trialOf({ checks: [aCheck()], behaviours: [dead] });
    const [happened] = advanced(aggregatedWorld(trial).begin(), { toMs: HOUR, byMs: HOUR, exposure: exposed({ weight: 0.5 }) });
    const { shares, places, propensities } = populationIn(trial);
    let [requests, failing] = [0, 0];
    shares.forEach((share, user) => {
      if ((places[user] ?? 0) >= 0.5) return;
      requests += share;
      failing += share * (propensities['errors']?.ofUser[user] ?? 0);
    });
    expect(happened?.bad.candidate).toBe(happened?.requests.candidate);
    expect((happened?.excess ?? 0) / (happened?.requests.candidate ?? 1)).toBeCloseTo(1 - failing / requests, 9);
  });

  it('slices users alike', () => {
    const segments = [{ dimension: 'region', value: 'west', share: 0.25, shareAtEnd: 0.25 }, { dimension: 'region', value: 'east', share: 0.75, shareAtEnd: 0.75 }];
    const happened = advanced(aggregatedWorld(trialOf({ checks: [{ ...perUser, slices: ['region'] }], traffic: { users: USERS, segments } })).begin(), { toMs: HOUR, byMs: MINUTE });
    const [all, west, east] = ['all', 'region=west', 'region=east'].map((cell) => summed(happened, 'errors', cell).stable);
    expect((west?.trials ?? 0) + (east?.trials ?? 0)).toBe(all?.trials);
    expect((west?.events ?? 0) + (east?.events ?? 0)).toBe(all?.events);
  });

  it('counts every request as a user of its own where users are not told apart', () => {
    const happened = advanced(aggregatedWorld(aTrial({ checks: [perUser] })).begin(), { toMs: HOUR, byMs: MINUTE });
    expect(summed(happened, 'errors').stable.trials).toBe(happened.reduce((sum, each) => sum + each.requests.stable, 0));
    expect(happened.every(({ usersHarmed }) => usersHarmed === 0)).toBe(true);
  });

  it('moves users before it splits requests, so that labels and failures of one arm are of the same people', () => {
    const run: WorldRun = aggregatedWorld(trialOf({ checks: [aCheck(), aCheckOf('labels', { then: 'rollback' })] })).begin();
    const [happened] = advanced(run, { toMs: HOUR, byMs: HOUR, exposure: exposed({ weight: 0.1 }) });
    expect(happened?.cells['errors']?.['all']?.candidate.trials).toBe(happened?.cells['labels']?.['all']?.candidate.trials);
  });
});

describe('populationOf', () => {
  it('draws users once for a seed and deals them anew in every run', () => {
    const populations = newPopulations();
    const of = (run: number) => {
      const { policy, scenario } = trialOf({ run });
      return populationOf(USERS, policy.checks, scenario, populations).propensities['errors']?.ofUser ?? new Float64Array();
    };
    expect([...of(0)].sort()).toEqual([...of(1)].sort());
    expect(of(0)[0]).not.toBe(of(1)[0]);
    expect(of(0).reduce((sum, each) => sum + each, 0) / 2_000).toBeCloseTo(0.01, 2);
  });
});

describe('liftTo', () => {
  it('has the ratio as its mean, nobody beyond 0 and 1, and everybody at 1', () => {
    for (const ratio of [0, 0.004, 0.01, 0.3, 1]) {
      const { scale, more } = liftTo(ratio, 0.01);
      expect(scale * 0.01 + more).toBeCloseTo(ratio, 12);
      expect(scale + more).toBeLessThanOrEqual(1 + 1e-12);
    }
    expect(liftTo(1, 0.01)).toEqual({ scale: 0, more: 1 });
    expect(liftTo(0, 0)).toEqual({ scale: 0, more: 0 });
  });
});
