import { describe, expect, it } from 'vitest';
import { decodeGoldenSet } from './golden-set.ts';

const tolerance = { abs: 0, rel: 0 };

function mistakes(document: unknown): readonly string[] {
  const decoded = decodeGoldenSet(document);
  return decoded.kind === 'refused' ? decoded.mistakes.map(({ place, message }) => `${place}: ${message}`) : [];
}

function mistakesOfTensor(tensor: unknown): readonly string[] {
  return mistakes({ tolerance, cases: [{ name: 'one', inputs: { x: tensor }, outputs: { y: { type: 'bool', shape: [], data: [true] } } }] });
}

describe('decodeGoldenSet', () => {
  it('reads every type of tensor', () => {
    const inputs = {
      f: { type: 'float32', shape: [1, 2], data: [0.5, -1] },
      l: { type: 'int64', shape: [2], data: [3, '-9223372036854775808'] },
      u: { type: 'uint8', shape: [1], data: [255] },
      b: { type: 'bool', shape: [1], data: [false] },
      s: { type: 'string', shape: [1], data: ['x'] },
      e: { type: 'float64', shape: [0, 4], data: [] },
    };
    const decoded = decodeGoldenSet({ tolerance: { abs: 1e-5, rel: 0 }, cases: [{ name: 'one', inputs, outputs: { y: { type: 'float32', shape: [], data: [1] } } }] });
    expect(decoded).toEqual({
      kind: 'decoded',
      value: {
        tolerance: { abs: 1e-5, rel: 0 },
        cases: [{ name: 'one', inputs: new Map(Object.entries({ ...inputs, l: { ...inputs.l, data: [3n, -9223372036854775808n] } })), outputs: new Map([['y', { type: 'float32', shape: [], data: [1] }]]) }],
      },
    });
  });

  it.each([
    [{ type: 'float', shape: [1], data: [1] }, 'cases[0].inputs.x.type: expected one of float32, float64, int8, uint8, int16, uint16, int32, uint32, int64, uint64, bool, string, got "float"'],
    [{ type: 'float32', shape: [2], data: [1] }, 'cases[0].inputs.x.data: has 1 values, but shape [2] takes 2'],
    [{ type: 'float32', shape: [1], data: [null] }, 'cases[0].inputs.x.data[0]: expected a finite number, got null'],
    [{ type: 'float32', shape: [1], data: ['NaN'] }, 'cases[0].inputs.x.data[0]: expected a finite number, got "NaN"'],
    [{ type: 'float32', shape: [-1], data: [] }, 'cases[0].inputs.x.shape[0]: expected a whole number from 0, got -1'],
    [{ type: 'uint8', shape: [1], data: [256] }, 'cases[0].inputs.x.data[0]: expected a whole number of type uint8, got 256'],
    [{ type: 'int64', shape: [1], data: ['9223372036854775808'] }, 'cases[0].inputs.x.data[0]: expected a whole number of type int64, got "9223372036854775808"'],
    [{ type: 'int64', shape: [1], data: [1.5] }, 'cases[0].inputs.x.data[0]: expected a whole number of type int64, got 1.5'],
    [{ type: 'bool', shape: [1], data: [1] }, 'cases[0].inputs.x.data[0]: expected true or false, got 1'],
    [{ type: 'string', shape: [1], data: [1] }, 'cases[0].inputs.x.data[0]: expected a text, got 1'],
    [[1, 2], 'cases[0].inputs.x: expected an object with type, shape, data, got a list'],
  ])('refuses the tensor %j', (tensor, mistake) => {
    expect(mistakesOfTensor(tensor)).toContain(mistake);
  });

  it('refuses a set that proves nothing or has no tolerance', () => {
    expect(mistakes({ tolerance, cases: [] })).toEqual(['cases: expected a list of at least 1, got an empty list']);
    expect(mistakes({ cases: [{ name: 'one', inputs: {}, outputs: {} }] })).toEqual([
      'tolerance: expected an object with abs, rel, got nothing',
      'tolerance.abs: expected a finite number, got nothing',
      'tolerance.rel: expected a finite number, got nothing',
      'cases[0].inputs: names no tensor',
      'cases[0].outputs: names no tensor',
    ]);
    expect(mistakes({ tolerance: { abs: -1, rel: 0 }, cases: [] })).toContain('tolerance.abs: expected a number from 0, got -1');
  });
});
