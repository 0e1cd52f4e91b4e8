import { fc, test as prop } from '@fast-check/vitest';
import type { LabelMatcher } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { formatLabelMatchers, parseLabelMatchers } from './label-matchers.ts';

describe('parseLabelMatchers', () => {
  it('reads every operator, spaces and escapes', () => {
    expect(parseLabelMatchers(' code=~"5..|4.*" ,method != "GET",path="a\\"b\\\\c\\n", pod!~"" ')).toEqual({
      kind: 'ok',
      value: [
        { label: 'code', op: '=~', pattern: '5..|4.*' },
        { label: 'method', op: '!=', pattern: 'GET' },
        { label: 'path', op: '=', pattern: 'a"b\\c\n' },
        { label: 'pod', op: '!~', pattern: '' },
      ],
    });
  });

  it('takes any sign literally where nothing is matched as a pattern', () => {
    expect(parseLabelMatchers('path="/a/(b)+[c]?$"')).toMatchObject({ kind: 'ok' });
  });

  it.each([
    ['code=~"5[0-9]+"', /"\[" is not part of the pattern language/], ['code=~"(a|b)"', /"\("/], ['code=~"a+"', /"\+"/], ['code=~"a\\\\.b"', /"\\\\" is not part/], ['code=~"^5"', /"\^"/], ['code=~"5{2}"', /"\{"/],
    ['code=~"5*"', /only after a dot/], ['code=~"*"', /only after a dot/], ['code=~".**"', /only after a dot/],
    ['code', /one of = != =~ !~ is missing after code at the end/], ['code==', /in double quotes/], ["code='500'", /in double quotes/], ['code=500', /in double quotes, at "500"/], ['code="5', /in double quotes/],
    ['code="5" method="GET"', /a comma is missing at "method/], ['code="5",', /a label name is missing at the end/], ['', /a label name is missing at the end/], ['{code="5"}', /a label name is missing/], ['5xx="a"', /a label name is missing/],
    ['code=~"\\d"', /in double quotes/],
  ])('refuses %j and says why', (text, why) => {
    expect(parseLabelMatchers(text)).toMatchObject({ kind: 'refused', says: expect.stringMatching(why) });
  });

  it('ends in no time on text that would make a backtracking engine hang', () => {
    expect(parseLabelMatchers(`code=~"${'(a+)+'.repeat(700)}`)).toMatchObject({ kind: 'refused' });
    expect(parseLabelMatchers(`code="${'\\"'.repeat(1_999)}`)).toMatchObject({ kind: 'refused' });
  });

  prop.prop([fc.string({ unit: 'binary' })])('is total', (text) => {
    expect(['ok', 'refused']).toContain(parseLabelMatchers(text).kind);
  });
});

describe('formatLabelMatchers', () => {
  const label = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/);
  const literal = fc.record({ label, op: fc.constantFrom('=' as const, '!=' as const), pattern: fc.string({ unit: 'binary', maxLength: 20 }) });
  const pattern = fc.record({ label, op: fc.constantFrom('=~' as const, '!~' as const), pattern: fc.array(fc.constantFrom('a', '.', '.*', '|', '"', '\n', ' ')).map((parts) => parts.join('')) });
  prop.prop([fc.array(fc.oneof(literal, pattern) as fc.Arbitrary<LabelMatcher>, { minLength: 1, maxLength: 5 })])('writes what parseLabelMatchers reads back exactly', (matchers) => {
    expect(parseLabelMatchers(formatLabelMatchers(matchers))).toEqual({ kind: 'ok', value: matchers });
  });
});
