import { describe, expect, it } from 'vitest';
import { evaluateExpression, isTruthy, scalarText } from './expression.ts';
import type { JsonValue } from './json-value.ts';

const contexts = {
  github: { ref: 'refs/heads/main', event: { labels: [{ name: 'bug' }, { name: 'help' }] } },
  needs: { step: { outputs: { 'to-promote': '["fraud","churn"]' } } },
  env: { EMPTY: '', ZERO: '0' },
  matrix: null,
};
const evaluate = (text: string): JsonValue => evaluateExpression(text, { contexts, functions: { twice: ([text = '']) => text + text } });

describe('evaluateExpression', () => {
  it.each<[string, JsonValue]>([
    ["fromJSON(needs.step.outputs.to-promote)", ['fraud', 'churn']],
    ["needs.step.outputs['to-promote'] != '[]'", true],
    ["github.ref == 'REFS/heads/MAIN'", true],
    ["contains(github.event.labels.*.name, 'bug')", true],
    ["startsWith(github.ref, 'refs/heads/') && 'branch' || 'tag'", 'branch'],
    ["format('{0} {1}', 'a', 2)", 'a 2'],
    ['github.event.nothing.deeper', null],
    ['matrix.a', null],
    ["'1' == 1", true],
    ["null == ''", true],
    ['!env.EMPTY', true],
    ["env.ZERO == 'x'", false],
    ["join(fromJSON('[1,2]'), '-')", '1-2'],
    ["'it''s ''quoted'' twice'", "it's 'quoted' twice"],
    ["toJSON(fromJSON('{\"a\":[1,null]}'))", '{\n  "a": [\n    1,\n    null\n  ]\n}'],
    ["twice('ab')", 'abab'],
  ])('%s gives %j', (text, value) => {
    expect(evaluate(text)).toEqual(value);
  });

  it.each(["fromJSON('')", "fromJSON('{')", 'nope.x', 'twice(', "format('{1}', 1)"])('fails on %s', (text) => {
    expect(() => evaluate(text)).toThrow();
  });
});

describe('isTruthy', () => {
  it('is false for the values that GitHub takes for false', () => {
    expect([false, 0, -0, '', null, Number.NaN].map(isTruthy)).toEqual(Array(6).fill(false));
    expect([true, 1, 'false', '0', [], {}].map(isTruthy)).toEqual(Array(6).fill(true));
  });
});

describe('scalarText', () => {
  it('writes scalars as GitHub does', () => {
    expect([null, true, 1.5, -0, 1e21, 'x'].map(scalarText)).toEqual(['', 'true', '1.5', '0', '1e+21', 'x']);
  });
});
