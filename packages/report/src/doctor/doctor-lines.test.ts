import { describe, expect, it } from 'vitest';
import { doctorLines, verdict } from './doctor-lines.ts';
import { doctorSummary } from './doctor-summary.ts';
import type { DoctorFinding, DoctorVisit } from './doctor-visit.ts';

const finding = (parts: Partial<DoctorFinding> = {}): DoctorFinding => ({ code: 'RMP831', gravity: 'mend', about: 'errors', seen: 'no page has "x"', why: 'the rollout would hold', fix: { text: 'take names that are there', paste: ['checks:', '  errors: {share: y}'] }, ...parts });
const visit = (...findings: readonly DoctorFinding[]): DoctorVisit => ({ target: 'fraud-prod', examined: [{ area: 'router', saw: ['a 100 %, v1'], findings: [] }, { area: 'queries', saw: [], findings }] });
const PLAIN = { color: false, width: 80 };

describe('doctorLines', () => {
  it('shows every area, and under it what was found with its fix as it is to be pasted', () => {
    expect(doctorLines(visit(finding(), finding({ gravity: 'mind', code: 'RMP834' })), PLAIN).join('\n')).toMatchInlineSnapshot(`
      "fraud-prod: 1 thing to mend before a rollout, 1 remark
       ✔ router      a 100 %, v1
       ✘ queries     nothing could be read
         ✘ RMP831 errors: no page has "x"
           Why: the rollout would hold
           Fix: take names that are there:
             checks:
               errors: {share: y}
         ● RMP834 errors: no page has "x"
           Why: the rollout would hold
           Fix: take names that are there:
             checks:
               errors: {share: y}"
    `);
  });

  it('colours only where it may, and says nothing by colour alone', () => {
    const inked = doctorLines(visit(finding()), { color: true, width: 80 }).join('\n');
    expect(inked.replace(/\u001B\[[0-9;]*m/g, '')).toBe(doctorLines(visit(finding()), PLAIN).join('\n'));
  });

  it('makes foreign text harmless, in every part', () => {
    const hostile = '\u001B[31m::error::boo\n<img src=x> |`x`';
    const bad = visit(finding({ about: hostile, seen: hostile, why: hostile, fix: { text: hostile, paste: [hostile] } }));
    expect(doctorLines(bad, PLAIN).join('\n')).not.toMatch(/\u001B|::error/);
    const summary = doctorSummary([bad]);
    expect(summary).not.toMatch(/\u001B|::error/);
    expect(summary.split('\n').filter((line) => line.includes('<img'))).toEqual([expect.stringMatching(/^ {4}/)]);
  });
});

describe('verdict', () => {
  it.each([
    [[], 'ready for a rollout, nothing found'],
    [[finding({ gravity: 'mind' })], 'ready for a rollout, 1 remark'],
    [[finding(), finding()], '2 things to mend before a rollout'],
  ])('of %j is %s', (findings, words) => {
    expect(verdict(visit(...findings))).toBe(words);
  });
});
