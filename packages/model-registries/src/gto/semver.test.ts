import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { semverText } from '../../test/gto-arbitraries.ts';
import { SEMVER_ORACLE } from '../../test/gto-reference.ts';
import { compareSemver, formatSemver, parseSemver } from './semver.ts';
import type { Semver } from './semver.ts';

function semver(text: string): Semver {
  const read = parseSemver(text);
  if (read.kind === 'no-semver') throw new Error(`${text} is no semantic version`);
  return read.semver;
}

describe('parseSemver', () => {
  it.each(['1.0', '1.0.0.0', '01.0.0', '1.0.0-', '1.0.0-01', '1.0.0-a..b', '1.0.0+', '1.0.0+a_b', 'v1.0.0', '-1.0.0', '1.0.0 ', '', '1.0.0-é', '１.0.0'])('refuses %j', (text) => {
    expect(parseSemver(text)).toEqual({ kind: 'no-semver' });
  });

  test.prop([fc.oneof(semverText, fc.stringMatching(/^[0-9.a-z+-]{0,12}$/))])('accepts what the reference accepts, and writes it back', (text) => {
    const read = parseSemver(text);
    expect(read.kind === 'semver').toBe(SEMVER_ORACLE.test(text));
    if (read.kind === 'semver') expect(formatSemver(read.semver)).toBe(text);
  });
});

describe('compareSemver', () => {
  it('orders the examples of the specification', () => {
    const ordered = ['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1.0.0', '1.9.0', '1.10.0', '1.11.0', '2.0.0', '2.1.0', '2.1.1'];
    const shuffled = [...ordered].reverse();
    expect(shuffled.sort((a, b) => compareSemver(semver(a), semver(b)))).toEqual(ordered);
  });

  it('counts beyond what a double can hold, and not the build', () => {
    expect(compareSemver(semver('9007199254740993.0.0'), semver('9007199254740992.0.0'))).toBeGreaterThan(0);
    expect(compareSemver(semver('1.0.0+a'), semver('1.0.0+b'))).toBe(0);
    expect(compareSemver(semver('1.0.0-Z'), semver('1.0.0-a'))).toBeLessThan(0);
  });

  test.prop([semverText, semverText, semverText])('is an order', (a, b, c) => {
    const [x, y, z] = [semver(a), semver(b), semver(c)];
    expect(Math.sign(compareSemver(x, y)) + Math.sign(compareSemver(y, x))).toBe(0);
    expect(compareSemver(x, x)).toBe(0);
    if (compareSemver(x, y) <= 0 && compareSemver(y, z) <= 0) expect(compareSemver(x, z)).toBeLessThanOrEqual(0);
  });
});
