import { describe, expect, it } from 'vitest';
import { DEFAULT_SCENARIO } from '../scenario/default-scenario.ts';
import type { Fault, Scenario } from '../scenario/scenario.ts';
import { faultsInForce } from './faults-in-force.ts';

const given = (faults: readonly Fault[], healsAtMs: Scenario['healsAtMs'] = 'never'): ReturnType<typeof faultsInForce> => faultsInForce({ ...DEFAULT_SCENARIO, faults, healsAtMs });

describe('faultsInForce', () => {
  it('has a fault on from its beginning up to its end', () => {
    const faults = given([{ kind: 'router-late', byMs: 7, atMs: 100, forMs: 50 }]);
    expect([99, 100, 149, 150].map((atMs) => faults.on('router-late', atMs) !== 'none')).toEqual([false, true, true, false]);
    expect(faults.on('router-late', 120)).toMatchObject({ byMs: 7 });
    expect(faults.on('router-lies', 120)).toBe('none');
  });

  it('keeps apart the kinds that share a shape', () => {
    const faults = given([{ kind: 'router-lies', atMs: 0, forMs: 10 }, { kind: 'router-halves', atMs: 20, forMs: 10 }]);
    expect([faults.on('router-lies', 25), faults.on('router-halves', 5)]).toEqual(['none', 'none']);
  });

  it('cuts what is on when the scenario heals, and drops what would come later', () => {
    const faults = given([{ kind: 'router-lies', atMs: 0, forMs: 100 }, { kind: 'router-lies', atMs: 60, forMs: 10 }], 50);
    expect(faults.all('router-lies')).toEqual([{ kind: 'router-lies', atMs: 0, forMs: 50 }]);
  });

  it('heals neither people nor the world outside', () => {
    const faults = given([{ kind: 'person-aborts', atMs: 60, forMs: 0 }, { kind: 'common-outage', points: 0.5, atMs: 60, forMs: 100 }], 50);
    expect([faults.all('person-aborts').length, faults.all('common-outage')[0]?.forMs]).toEqual([1, 100]);
  });
});
