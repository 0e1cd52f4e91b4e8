import { describe, expect, it } from 'vitest';
import type { GoldenSet } from './golden-set.ts';
import type { OpenModel } from './model-runtime.ts';
import { onnxRuntime } from './onnx-runtime.ts';
import { checkGoldenFits, compareTensors, runGolden } from './run-golden.ts';
import type { Tensor } from './tensor.ts';
import { tinyLogistic, tinyOnnx } from './tiny-onnx.ts';

const runtime = onnxRuntime();

async function open(bytes: Uint8Array): Promise<OpenModel> {
  const opened = await runtime.open(bytes);
  if (opened.kind === 'refused') throw new Error(opened.why);
  return opened.model;
}

function float(shape: readonly number[], data: readonly number[]): Tensor {
  return { type: 'float32', shape, data };
}

function golden(cases: readonly { readonly name: string; readonly inputs: Readonly<Record<string, Tensor>>; readonly outputs: Readonly<Record<string, Tensor>> }[]): GoldenSet {
  return { tolerance: { abs: 1e-6, rel: 1e-6 }, cases: cases.map(({ name, inputs, outputs }) => ({ name, inputs: new Map(Object.entries(inputs)), outputs: new Map(Object.entries(outputs)) })) };
}

const logistic = tinyLogistic([1, -2, 3], 0.5);
// 1 / (1 + exp(-(1 - 4 + 9 + 0.5)))
const right = 0.99849882;

describe('onnxRuntime', () => {
  it('declares what the model takes and gives', async () => {
    const model = await open(logistic);
    expect(model.inputs).toEqual([{ kind: 'tensor', name: 'x', type: 'float32', shape: ['batch', 3] }]);
    expect(model.outputs).toEqual([{ kind: 'tensor', name: 'p', type: 'float32', shape: ['batch', 1] }]);
    await model.close();
  });

  it.each([
    ['a truncated file', logistic.subarray(0, logistic.length - 30)],
    ['an empty file', new Uint8Array(0)],
    ['a text', Buffer.from('::error::not a model')],
  ])('refuses %s with one sentence', async (_, bytes) => {
    const opened = await runtime.open(bytes);
    expect(opened.kind === 'refused' && opened.why).toMatch(/^(Failed to load model because protobuf parsing failed|No graph was found in the protobuf)\.$/);
  });

  it('refuses an operator that nobody knows, its name harmless in a log', async () => {
    const opened = await runtime.open(tinyOnnx({ inputs: [{ name: 'x', type: 'float32', shape: [1] }], outputs: [{ name: 'y', type: 'float32', shape: [1] }], nodes: [{ op: 'Nope\n::error::x', inputs: ['x'], outputs: ['y'] }] }));
    expect(opened).toEqual({ kind: 'refused', why: 'No Op registered for Nope ::error::x with domain_version of 17' });
  });

  it('passes 64-bit integers through unharmed', async () => {
    const model = await open(tinyOnnx({ inputs: [{ name: 'x', type: 'int64', shape: ['n'] }], outputs: [{ name: 'y', type: 'int64', shape: ['n'] }], nodes: [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }] }));
    const x: Tensor = { type: 'int64', shape: [2], data: [-9223372036854775808n, 9007199254740993n] };
    expect(await model.run(new Map([['x', x]]), ['y'])).toEqual({ kind: 'outputs', outputs: new Map([['y', x]]) });
    await model.close();
  });

  it('passes booleans and texts through', async () => {
    const model = await open(
      tinyOnnx({
        inputs: [{ name: 'b', type: 'bool', shape: [2] }, { name: 's', type: 'string', shape: [1] }],
        outputs: [{ name: 'nb', type: 'bool', shape: [2] }, { name: 't', type: 'string', shape: [1] }],
        nodes: [{ op: 'Not', inputs: ['b'], outputs: ['nb'] }, { op: 'Identity', inputs: ['s'], outputs: ['t'] }],
      }),
    );
    const s: Tensor = { type: 'string', shape: [1], data: ['é'] };
    expect(await model.run(new Map([['b', { type: 'bool', shape: [2], data: [true, false] }], ['s', s]]), ['nb', 't'])).toEqual({ kind: 'outputs', outputs: new Map([['nb', { type: 'bool', shape: [2], data: [false, true] }], ['t', s]]) });
    await model.close();
  });
});

describe('runGolden', () => {
  it('passes a model that answers as recorded', async () => {
    const model = await open(logistic);
    const set = golden([{ name: 'one', inputs: { x: float([1, 3], [1, 2, 3]) }, outputs: { p: float([1, 1], [right]) } }]);
    expect(checkGoldenFits(set, model).kind).toBe('decoded');
    expect(await runGolden(set, model)).toEqual({ cases: 1, failed: 0, shown: [] });
    await model.close();
  });

  it('names the cases that fail, ten of them, and goes on behind each', async () => {
    const model = await open(logistic);
    const wrong = Array.from({ length: 12 }, (_, index) => ({ name: `case ${index}`, inputs: { x: float([1, 3], [1, 2, 3]) }, outputs: { p: float([1, 1], [0.5]) } }));
    const result = await runGolden(golden([...wrong, { name: 'right', inputs: { x: float([1, 3], [1, 2, 3]) }, outputs: { p: float([1, 1], [right]) } }]), model);
    expect(result).toMatchObject({ cases: 13, failed: 12 });
    expect(result.shown).toHaveLength(10);
    expect(result.shown[0]).toEqual({ name: 'case 0', why: 'p is 0.998498797416687, expected 0.5' });
    await model.close();
  });

  it('fails a case on which the model fails, or answers NaN or in another shape', async () => {
    const gather = await open(
      tinyOnnx({
        inputs: [{ name: 'i', type: 'int64', shape: ['n'] }],
        outputs: [{ name: 'y', type: 'float32', shape: ['m'] }],
        weights: [{ name: 'table', type: 'float32', shape: [3], data: [10, -1, 30] }],
        nodes: [{ op: 'Gather', inputs: ['table', 'i'], outputs: ['z'] }, { op: 'Log', inputs: ['z'], outputs: ['y'] }],
      }),
    );
    const index = (...data: bigint[]): Record<string, Tensor> => ({ i: { type: 'int64', shape: [data.length], data } });
    const result = await runGolden(
      golden([
        { name: 'unknown airport', inputs: index(7n), outputs: { y: float([1], [1]) } },
        { name: 'negative', inputs: index(0n, 1n), outputs: { y: float([2], [2.3025851, 0]) } },
        { name: 'shorter', inputs: index(0n), outputs: { y: float([2], [2.3025851, 0]) } },
        { name: 'fine', inputs: index(0n), outputs: { y: float([1], [2.3025851]) } },
      ]),
      gather,
    );
    expect(result).toEqual({
      cases: 4,
      failed: 3,
      shown: [
        { name: 'unknown airport', why: "the model fails: Non-zero status code returned while running Gather node. Name:'' Status Message: indices element out of data bounds, idx=7 must be within the inclusive range [-3,2]" },
        { name: 'negative', why: 'y at 1 is NaN, expected 0' },
        { name: 'shorter', why: 'y is float32[1], expected float32[2]' },
      ],
    });
    await gather.close();
  });
});

describe('checkGoldenFits', () => {
  it('says what the model declares where the set does not fit, all at once', async () => {
    const model = await open(logistic);
    const set = golden([
      { name: 'one', inputs: { x: float([1, 2], [1, 2]) }, outputs: { q: float([1, 1], [0]) } },
      { name: 'two', inputs: { y: float([1], [1]) }, outputs: { p: { type: 'float64', shape: [1, 1], data: [0] } } },
    ]);
    const fits = checkGoldenFits(set, model);
    expect(fits.kind === 'refused' && fits.mistakes.map(({ place, message }) => `${place} ${message}`)).toEqual([
      'cases[0].inputs.x is float32[1,2], but the model declares float32[batch,3]',
      'cases[0].outputs.q is not known to the model; it declares p float32[batch,1]',
      'cases[1].inputs lacks x, which the model takes as float32[batch,3]',
      'cases[1].inputs.y is not known to the model; it declares x float32[batch,3]',
      'cases[1].outputs.p is float64[1,1], but the model declares float32[batch,1]',
    ]);
    await model.close();
  });

  it('takes any shape where the model leaves it open, but one size for one name', () => {
    const model: Pick<OpenModel, 'inputs' | 'outputs'> = { inputs: [{ kind: 'tensor', name: 'x', type: 'float32', shape: ['n', 'n'] }], outputs: [{ kind: 'tensor', name: 'y', type: 'float32', shape: [] }, { kind: 'other', name: 'map' }] };
    const set = (side: number) => golden([{ name: 'one', inputs: { x: float([2, side], []) }, outputs: { y: float([5, 5], []) } }]);
    expect(checkGoldenFits(set(2), model).kind).toBe('decoded');
    expect(checkGoldenFits(set(3), model).kind).toBe('refused');
    const other = checkGoldenFits(golden([{ name: 'one', inputs: { x: float([1, 1], [1]) }, outputs: { map: float([1], [1]) } }]), model);
    expect(other.kind === 'refused' && other.mistakes[0].message).toBe('is float32[1], but the model declares no tensor (a map or a sequence, which golden sets cannot hold)');
  });
});

describe('compareTensors', () => {
  it('allows abs + rel x |expected| for numbers with a fraction, and nothing for others', () => {
    expect(compareTensors(float([1], [101]), float([1], [100]), { abs: 0.5, rel: 0.005 })).toBe('');
    expect(compareTensors(float([1], [101.1]), float([1], [100]), { abs: 0.5, rel: 0.005 })).toBe('is 101.1, expected 100');
    expect(compareTensors({ type: 'int64', shape: [1], data: [2n] }, { type: 'int64', shape: [1], data: [1n] }, { abs: 5, rel: 5 })).toBe('is 2, expected 1');
    expect(compareTensors({ type: 'int32', shape: [1], data: [2] }, { type: 'int32', shape: [1], data: [1] }, { abs: 5, rel: 5 })).toBe('is 2, expected 1');
    expect(compareTensors({ type: 'string', shape: [2], data: ['a', 'b\n'] }, { type: 'string', shape: [2], data: ['a', 'c'] }, { abs: 0, rel: 0 })).toBe('at 1 is "b\\u000a", expected "c"');
    expect(compareTensors(float([1], [Infinity]), float([1], [1]), { abs: 1, rel: 1 })).toBe('is Infinity, expected 1');
  });
});
