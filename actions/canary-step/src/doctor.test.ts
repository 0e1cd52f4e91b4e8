import type { Visit } from '@rampart/rollout-doctor';
import { describe, expect, it } from 'vitest';
import { presentVisits } from './doctor.ts';

const visitOf = (gravity: 'mend' | 'mind' | 'none'): Visit => ({
  target: 'fraud-prod',
  needsMending: gravity === 'mend',
  examined: [{ area: 'queries', saw: ['errors: n 500'], findings: gravity === 'none' ? [] : [{ code: 'RMP832', gravity, about: 'errors', seen: '::error::both arms', why: 'never worse', fix: { text: 'give each slot pages of its own', paste: [] } }] }],
});

describe('presentVisits', () => {
  it.each([
    ['none', 0, 'nothing', []],
    ['mind', 0, 'nothing', ['warning']],
    ['mend', 1, 'human', ['error']],
  ] as const)('of a visit with %s to do ends with %i', (gravity, exitCode, needs, levels) => {
    const result = presentVisits([visitOf(gravity)]);
    expect(result).toMatchObject({ exitCode, outputs: { decision: 'idle', needs, toPromote: '[]', toRollBack: '[]' } });
    expect(result.annotations.map(({ level }) => level)).toEqual(levels);
  });

  it('asks for a person where one of several targets does, and lets no foreign text speak to the runner', () => {
    const result = presentVisits([visitOf('none'), visitOf('mend')]);
    expect(result.exitCode).toBe(1);
    expect(JSON.stringify([result.annotations, result.summary, result.closing])).not.toContain('::error');
    expect(JSON.parse(result.outputs.targets)).toEqual([{ target: 'fraud-prod', needsMending: false }, { target: 'fraud-prod', needsMending: true }]);
  });
});
