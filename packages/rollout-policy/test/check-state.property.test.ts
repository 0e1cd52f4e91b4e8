// The state of a check is plain JSON: stored and read back at any point, it goes on to the last bit, and a batch of blocks is the same as one by one.
import { fc, test as prop } from '@fast-check/vitest';
import { aCheck, aPolicy, aRollout, blocksOf, ROLLOUT_START_MS } from '@rampart/testing';
import { describe, expect } from 'vitest';
import { absorb, type EvidenceState } from '../src/checks/absorb.ts';
import type { Block, Cell } from '../src/evidence.ts';
import type { Check } from '../src/policy.ts';

const BLOCK_MS = 60_000;

const arm = fc.record({ trials: fc.integer({ min: 0, max: 500 }), part: fc.double({ min: 0, max: 1, noNaN: true }) }).map(({ trials, part }) => ({ trials, events: Math.floor(trials * part * part) }));
const cell: fc.Arbitrary<Cell> = fc.record({ stable: arm, candidate: arm });
/** Slices come and go. */
const blocks = fc
  .array(fc.record({ all: cell, west: fc.option(cell, { nil: undefined }), skipped: fc.integer({ min: 0, max: 3 }) }), { minLength: 1, maxLength: 25 })
  .map((drawn) => {
    let toMs = ROLLOUT_START_MS;
    return drawn.map(({ all, west, skipped }): Block => {
      const fromMs = toMs + skipped * BLOCK_MS;
      toMs = fromMs + BLOCK_MS;
      return { fromMs, toMs, cells: west === undefined ? { all } : { all, 'region=west': west } };
    });
  });
const check = fc.constantFrom<Partial<Check>>({}, { independent: true }, { slices: ['region'] }, { slices: ['region'], independent: true }, { worseBy: { kind: 'points', ratio: 0.01 } }, { limit: { kind: 'share', ratioMax: 0.1 } }, { sides: 'both' }).map(aCheck);

describe('absorb', () => {
  prop.prop([check, blocks, fc.nat()], { seed: 81, numRuns: 150 })('goes on from a stored state as if it had not been stored, the beginning included', (given, all, point) => {
    const at = point % all.length;
    const straight = taken(begin(given), all);
    const stored: unknown = JSON.parse(JSON.stringify(taken(begin(given), all.slice(0, at))));
    const { checks, sampleRatio } = taken(stored as EvidenceState, all.slice(at));
    expect(checks).toEqual(straight.checks);
    expect(sampleRatio).toEqual(straight.sampleRatio);
  });

  prop.prop([check, blocks], { seed: 82, numRuns: 100 })('makes the same of blocks one by one as of all at once: how often anybody looks changes nothing', (given, all) => {
    const oneByOne = all.reduce((state, block) => taken(state, [block]), begin(given));
    expect(oneByOne).toEqual(taken(begin(given), all));
  });
});

function begin(given: Check): EvidenceState {
  const { policy, checks, exclusions, weights, sampleRatio } = aRollout(aPolicy({ checks: [given] })).at(50_000);
  return { policy, checks, exclusions, weights, sampleRatio };
}

function taken(state: EvidenceState, some: readonly Block[]): EvidenceState {
  const { checks, sampleRatio } = absorb(state, blocksOf('errors', some));
  return { ...state, checks, sampleRatio };
}
