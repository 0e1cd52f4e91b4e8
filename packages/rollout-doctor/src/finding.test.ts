import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FINDING_CODES, needsMending, say } from './finding.ts';

describe('FINDING_CODES', () => {
  it('all have a row in docs/errors.md, and no other one of theirs is there', () => {
    const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
    expect([...page.matchAll(/^\| (RMP8\d\d) \|/gm)].map(([, code]) => code)).toEqual(Object.keys(FINDING_CODES));
  });
});

describe('needsMending', () => {
  it('asks for a person only where something has to be mended', () => {
    const finding = { code: 'RMP831', about: 'x', seen: 'x', why: 'x', fix: say('x') } as const;
    expect([needsMending([{ area: 'queries', saw: [], findings: [{ ...finding, gravity: 'mind' }] }]), needsMending([{ area: 'queries', saw: [], findings: [{ ...finding, gravity: 'mend' }] }])]).toEqual([false, true]);
  });
});
