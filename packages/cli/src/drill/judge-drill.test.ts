import { describe, expect, it } from 'vitest';
import type { DrillFacts } from './drill-facts.ts';
import { judgeDrill, type DrillEnding } from './judge-drill.ts';

const HELD: DrillFacts = { rolloutId: 'r1', version: 'v-bad', startedAtMs: 0, exposedAtMs: 2_000, weightPpm: 1_000, decidedAtMs: 30_000, decidedBy: 'checks', outAtMs: 31_000, endIsRecorded: true, candidateRequests: 40, badRequests: 12 };
const broken = (parts: Partial<DrillFacts>, ending: Partial<DrillEnding> = {}): readonly string[] => judgeDrill({ ...HELD, ...parts }, { withinMs: 60_000, badRequestsMax: 100 }, { stopped: 'out', isReadBack: true, ...ending }).filter(({ held }) => !held).map(({ what, seen }) => `${what}: ${seen}`);

describe('judgeDrill', () => {
  it('holds where everything did', () => {
    expect(broken({})).toEqual([]);
  });

  it.each([
    ['got no traffic', { exposedAtMs: 'never', decidedAtMs: 'never', decidedBy: 'nobody', outAtMs: 'never' }, ['got traffic: never', 'caught by the checks: no: somebody else took it out', 'out within 1 min: no']],
    ['was stopped by hand', { decidedBy: 'person' }, ['caught by the checks: no: somebody else took it out']],
    ['ran out of time', { decidedBy: 'time' }, ['caught by the checks: no: the time was over']],
    ['came out late', { outAtMs: 62_001 }, ['out within 1 min: 1 min after the first traffic, 32 s after the decision']],
    ['harmed more than promised', { badRequests: 100.5 }, ['at most 100 bad requests: 101 more than stable would have had, of 40']],
    ['was not recorded', { endIsRecorded: false }, ['recorded in the ledger: its end is not recorded']],
  ] as const)('does not hold where it %s', (_, parts, expected) => {
    expect(broken(parts)).toEqual(expected);
  });

  it.each([
    ['passed', 'they found nothing wrong with it'],
    ['interrupted', 'it was interrupted'],
    ['over', 'the time was over'],
    ['trouble', 'too many looks came to nothing'],
  ] as const)('says why nothing caught one that %s', (stopped, why) => {
    expect(broken({ decidedBy: 'person' }, { stopped })).toEqual([`caught by the checks: no: ${why}`]);
  });

  it('believes the router alone', () => {
    expect(broken({}, { isReadBack: false })).toEqual(['read back at the router: NOT CONFIRMED']);
  });
});
