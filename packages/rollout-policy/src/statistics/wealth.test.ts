import { describe, expect, it } from 'vitest';
import { worseBet } from '../checks/block-bets.ts';
import { bet, capital, newWealth, STAKES, startBets } from './wealth.ts';

/** [canary events, baseline events, canary requests, baseline requests] of the published vector `proto.block.restart.r1.25`. */
const BATCHES = [[2, 30, 300, 3000], [5, 33, 310, 2990], [9, 29, 600, 2700], [14, 31, 620, 2710], [40, 60, 1500, 1500], [55, 50, 1510, 1490]] as const;
const LOG_WEALTH = [-0.08917280209593206, -0.05723078511380942, -0.0334614471402916, 0.07895878338064297, -0.024029107163566585, -0.04442497070322723];

describe('bet and startBets', () => {
  it('reproduce block betting with the restart mixture at margin 1.25 (one grid point per batch)', () => {
    let wealth = newWealth();
    BATCHES.forEach(([xc, xb, nc, nb], gridPoint) => {
      const cell = { candidate: { trials: nc, events: xc }, stable: { trials: nb, events: xb } };
      // A cap of zero on stable's rate is the plain margin of the vector.
      const stake = worseBet(cell, { kind: 'factor', factor: 1.25 }, 0);
      if (stake.kind === 'none') throw new Error('every batch of the vector says something');
      wealth = bet(startBets(wealth, gridPoint), stake);
      expect(Math.log(capital(wealth))).toBeCloseTo(LOG_WEALTH[gridPoint] ?? NaN, 11);
    });
  });

  it('put half of the prior into play at once and keep the rest for trouble that begins late', () => {
    const started = startBets(newWealth(), 0);
    expect(started.cash).toBe(0.5);
    expect(capital(started)).toBeCloseTo(1, 15);
    expect(startBets(started, 99).cash).toBeCloseTo(1 / 101, 15);
  });

  it('change nothing when the same grid point is opened again', () => {
    const started = startBets(newWealth(), 3);
    expect(startBets(started, 3)).toBe(started);
    expect(startBets(started, 1)).toBe(started);
  });

  it('resume bit for bit from JSON', () => {
    let straight = newWealth();
    let resumed = newWealth();
    for (let block = 0; block < 500; block += 1) {
      const stake = { y: ((block * 7) % 13) / 13, nullMean: 0.4 };
      straight = bet(startBets(straight, block), stake);
      resumed = JSON.parse(JSON.stringify(bet(startBets(resumed, block), stake))) as typeof resumed;
    }
    expect(resumed).toEqual(straight);
  });

  it('stay finite however long the evidence goes one way', () => {
    let wealth = startBets(newWealth(), 0);
    for (let block = 0; block < 100_000; block += 1) wealth = bet(wealth, { y: 1, nullMean: 0.01 });
    expect(Number.isFinite(capital(wealth))).toBe(true);
    expect(STAKES.every((stake) => stake > 0 && stake < 1)).toBe(true);
  });
});
