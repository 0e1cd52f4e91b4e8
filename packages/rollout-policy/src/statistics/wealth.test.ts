import { describe, expect, it } from 'vitest';
import { worseWager } from '../checks/comparisons.ts';
import { wagerOn } from './wager.ts';
import { capital, cashAfter, logCapital, newWealth, play, PUBLISHED_RESTART_PACE, STAKES, startBets } from './wealth.ts';

/** [canary events, baseline events, canary requests, baseline requests] of the published vector `proto.block.restart.r1.25`. */
const BATCHES = [[2, 30, 300, 3000], [5, 33, 310, 2990], [9, 29, 600, 2700], [14, 31, 620, 2710], [40, 60, 1500, 1500], [55, 50, 1510, 1490]] as const;
const LOG_WEALTH = [-0.08917280209593206, -0.05723078511380942, -0.0334614471402916, 0.07895878338064297, -0.024029107163566585, -0.04442497070322723];

describe('play and startBets', () => {
  it('reproduce block betting with the restart mixture at margin 1.25 (one grid point per batch)', () => {
    let wealth = newWealth('bet');
    BATCHES.forEach(([xc, xb, nc, nb], gridPoint) => {
      const cell = { candidate: { trials: nc, events: xc }, stable: { trials: nb, events: xb } };
      // A cap of zero on stable's rate is the plain margin of the vector.
      wealth = play(wealth, worseWager(cell, { of: 'counts', margin: { kind: 'factor', factor: 1.25 }, stableRatioMax: 0 }), gridPoint, PUBLISHED_RESTART_PACE);
      expect(logCapital(wealth, PUBLISHED_RESTART_PACE)).toBeCloseTo(LOG_WEALTH[gridPoint] ?? NaN, 11);
    });
  });

  it.each(['bet', 'tilt'] as const)('put four fifths of the prior of a %s into play at once and keep the rest for trouble that begins late', (kind) => {
    const started = startBets(newWealth(kind), 0);
    expect(cashAfter(started.spent)).toBe(0.2);
    expect(capital(started)).toBeCloseTo(1, 14);
    expect(cashAfter(startBets(started, 99).spent)).toBeCloseTo(0.25 / 100.25, 15);
    expect(cashAfter(100, PUBLISHED_RESTART_PACE)).toBe(1 / 101);
    expect(capital(startBets(started, 99))).toBeCloseTo(1, 14);
  });

  it('change nothing when the same grid point is opened again', () => {
    const started = startBets(newWealth('bet'), 3);
    expect(startBets(started, 3)).toBe(started);
    expect(startBets(started, 1)).toBe(started);
  });

  it.each(['bet', 'tilt'] as const)('resume a %s bit for bit from JSON', (kind) => {
    let straight = startBets(newWealth(kind), 0);
    let resumed = straight;
    for (let block = 0; block < 500; block += 1) {
      const wager = wagerOn((block * 7) % 13, 13, 0.4);
      straight = play(straight, wager, block);
      resumed = JSON.parse(JSON.stringify(play(resumed, wager, block))) as typeof resumed;
    }
    expect(resumed).toEqual(straight);
  });

  it('keep every digit of a capital that no double can hold, and lose none on the way back', () => {
    const won = wagerOn(1, 1, 0.5);
    let wealth = startBets(newWealth('bet'), 0);
    for (let block = 0; block < 4_000; block += 1) wealth = play(wealth, won, 0);
    // The largest stake, .95, doubles nearly every block: 0.8/8 * 1.95^4000, the rest is nothing beside it.
    expect(logCapital(wealth)).toBeCloseTo(4_000 * Math.log(1.95) - Math.log(10), 6);
    expect(Number.isFinite(capital(wealth))).toBe(true);
    for (let block = 0; block < 100_000; block += 1) wealth = play(wealth, wagerOn(0, 1, 0.5), 0);
    expect(capital(wealth)).toBeGreaterThanOrEqual(cashAfter(1));
    expect(wealth.kind === 'bet' ? wealth.scale : -1).toBe(0);
    expect(STAKES.every((stake) => stake > 0 && stake < 1)).toBe(true);
  });
});
