import { describe, expect, it } from 'vitest';
import { decodeGates } from './gate.ts';

function mistakes(document: unknown): readonly string[] {
  const decoded = decodeGates(document);
  return decoded.kind === 'refused' ? decoded.mistakes.map(({ place, message }) => `${place}: ${message}`) : [];
}

const accepted = "Accepted: 0.5 points (of a share), 2% of stable (relative), 1.5 absolute (in the metric's own unit)";

describe('decodeGates', () => {
  it('reads every form', () => {
    expect(decodeGates({ accuracy: { min: '75%', worseByAtMost: '0.5 points', sure: '95%', slices: ['region'], whenMissing: 'tell' }, log_loss: { max: 0.6, worseByAtMost: '2% of stable' }, rmse: { worseByAtMost: '1.5 absolute', better: 'lower' } })).toEqual({
      kind: 'decoded',
      value: [
        {
          metric: 'accuracy',
          rules: [{ kind: 'min', value: 0.75 }, { kind: 'worseByAtMost', better: 'higher', margin: { kind: 'absolute', amount: 0.005 } }],
          basis: { kind: 'bound', level: { text: '95%', z: 1.6448536269514722 } },
          slices: ['region'],
          whenMissing: 'tell',
        },
        { metric: 'log_loss', rules: [{ kind: 'max', value: 0.6 }, { kind: 'worseByAtMost', better: 'lower', margin: { kind: 'relative', ratio: 0.02 } }], basis: { kind: 'point' }, slices: [], whenMissing: 'fail' },
        { metric: 'rmse', rules: [{ kind: 'worseByAtMost', better: 'lower', margin: { kind: 'absolute', amount: 1.5 } }], basis: { kind: 'point' }, slices: [], whenMissing: 'fail' },
      ],
    });
  });

  it.each([
    [{}, ': has no gate; write at least one, e.g. accuracy: {min: 0.75}'],
    [null, ': expected gates by metric name such as accuracy: {min: 0.75}, got null'],
    [{ a: 0.75 }, 'a: expected an object with min, max, worseByAtMost, better, sure, slices, whenMissing, got 0.75. Write e.g. a: {min: 0.75}'],
    [{ a: {} }, 'a: asks for nothing. Write min, max or worseByAtMost'],
    [{ a: { sure: '95%' } }, 'a: asks for nothing. Write min, max or worseByAtMost'],
    [{ a: { min: 0.9, max: 0.1 } }, 'a.max: is below min (0.9); nothing could pass'],
    [{ a: { min: '0.75' } }, 'a.min: expected a number in the metric\'s own unit or a percentage, got "0.75". Write e.g. 0.75 or 75%'],
    [{ a: { min: NaN } }, "a.min: expected a number in the metric's own unit or a percentage, got NaN. Write e.g. 0.75 or 75%"],
    [{ a: { min: 1, minimum: 1 } }, 'a.minimum: is an unknown key. Accepted: min, max, worseByAtMost, better, sure, slices, whenMissing'],
    [{ a: { min: 1, sure: 0.95 } }, 'a.sure: expected one of 90%, 95%, 97.5%, 99%, 99.9%, got 0.95'],
    [{ a: { min: 1, whenMissing: 'pass' } }, 'a.whenMissing: expected fail or tell, got "pass"'],
    [{ a: { min: 1, better: 'lower' } }, 'a.better: only says something about worseByAtMost, which is not given'],
    [{ a: { worseByAtMost: '1 point' } }, 'a: needs better: higher or better: lower, so that worseByAtMost has a direction'],
    [{ a: { min: 0, max: 1, worseByAtMost: '1 point' } }, 'a: needs better: higher or better: lower, so that worseByAtMost has a direction'],
    [{ a: { min: 0, worseByAtMost: 5 } }, `a.worseByAtMost: expected how much worse than stable is still accepted, got 5. ${accepted}`],
    [{ a: { min: 0, worseByAtMost: '5%' } }, `a.worseByAtMost: "5%" may mean points or a part of stable's figure. ${accepted}`],
    [{ a: { min: 0, worseByAtMost: '-1 points' } }, `a.worseByAtMost: expected how much worse than stable is still accepted, got "-1 points". ${accepted}`],
    [{ a: { min: 0, worseByAtMost: '100% of stable' } }, `a.worseByAtMost: expected how much worse than stable is still accepted, got "100% of stable". ${accepted}`],
    [{ a: { min: 0, slices: ['region=west'] } }, 'a.slices[0]: expected the name of a dimension such as region, got "region=west". Every value of it is judged'],
    [{ a: { min: 0, slices: 'region' } }, 'a.slices: expected a list, got "region"'],
  ])('refuses %j', (document, mistake) => {
    expect(mistakes(document)).toEqual([mistake]);
  });

  it('collects the mistakes of all gates', () => {
    expect(mistakes({ a: { min: 'x' }, b: { max: 'y' }, c: 1 })).toHaveLength(3);
  });
});
