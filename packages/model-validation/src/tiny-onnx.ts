// Writes small ONNX models by hand (protocol buffers, onnx.proto of ONNX 1.16), so that tests need neither Python nor a stored file.
import type { TensorType } from './tensor.ts';

export interface TinyModel {
  readonly inputs: readonly TinyValue[];
  readonly outputs: readonly TinyValue[];
  readonly weights?: readonly (TinyValue & { readonly data: readonly number[] })[];
  readonly nodes: readonly { readonly op: string; readonly inputs: readonly string[]; readonly outputs: readonly string[] }[];
}

export interface TinyValue {
  readonly name: string;
  readonly type: TensorType;
  /** A text names a size that is only known at run time. */
  readonly shape: readonly (number | string)[];
}

/** The bytes of a model for operator set 17. */
export function tinyOnnx({ inputs, outputs, weights = [], nodes }: TinyModel): Uint8Array {
  const graph = concat(
    nodes.map(({ op, inputs: from, outputs: to }) => field(1, concat([...from.map((name) => text(1, name)), ...to.map((name) => text(2, name)), text(4, op)]))),
    text(2, 'tiny'),
    weights.map((weight) => field(5, tensor(weight))),
    inputs.map((value) => field(11, valueInfo(value))),
    outputs.map((value) => field(12, valueInfo(value))),
  );
  return concat(number(1, 8), field(7, graph), field(8, concat(text(1, ''), number(2, 17))));
}

/** `p = sigmoid(x W + b)` over `features` inputs, with answers that can be computed by hand. */
export function tinyLogistic(weights: readonly number[], bias: number): Uint8Array {
  return tinyOnnx({
    inputs: [{ name: 'x', type: 'float32', shape: ['batch', weights.length] }],
    outputs: [{ name: 'p', type: 'float32', shape: ['batch', 1] }],
    weights: [
      { name: 'W', type: 'float32', shape: [weights.length, 1], data: weights },
      { name: 'b', type: 'float32', shape: [1], data: [bias] },
    ],
    nodes: [
      { op: 'MatMul', inputs: ['x', 'W'], outputs: ['xW'] },
      { op: 'Add', inputs: ['xW', 'b'], outputs: ['z'] },
      { op: 'Sigmoid', inputs: ['z'], outputs: ['p'] },
    ],
  });
}

const typeNumbers: Readonly<Record<TensorType, number>> = { float32: 1, uint8: 2, int8: 3, uint16: 4, int16: 5, int32: 6, int64: 7, string: 8, bool: 9, float64: 11, uint32: 12, uint64: 13 };

function valueInfo({ name, type, shape }: TinyValue): Uint8Array {
  const sides = shape.map((side) => field(1, typeof side === 'number' ? number(1, side) : text(2, side)));
  return concat(text(1, name), field(2, field(1, concat(number(1, typeNumbers[type]), field(2, concat(sides))))));
}

function tensor({ name, type, shape, data }: TinyValue & { readonly data: readonly number[] }): Uint8Array {
  const raw = type === 'float32' ? Float32Array.from(data) : BigInt64Array.from(data, (value) => BigInt(value));
  return concat(shape.map((side) => number(1, Number(side))), number(2, typeNumbers[type]), text(8, name), field(9, new Uint8Array(raw.buffer)));
}

function field(tag: number, content: Uint8Array): Uint8Array {
  return concat(varint(tag * 8 + 2), varint(content.length), content);
}

function text(tag: number, content: string): Uint8Array {
  return field(tag, Buffer.from(content));
}

function number(tag: number, value: number): Uint8Array {
  return concat(varint(tag * 8), varint(value));
}

function varint(value: number): Uint8Array {
  return value < 128 ? Uint8Array.of(value) : concat(Uint8Array.of((value % 128) + 128), varint(Math.floor(value / 128)));
}

function concat(...parts: readonly (Uint8Array | readonly Uint8Array[])[]): Uint8Array {
  return Buffer.concat(parts.flat());
}
