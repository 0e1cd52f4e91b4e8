// Recorded cases that a model has to reproduce: named input tensors and the outputs expected for them.
import { DocumentReader } from './document-reader.ts';
import { type Decoded, shown } from './mistake.ts';
import { sizeOf, type Tensor, type TensorData, type TensorType, tensorTypes } from './tensor.ts';

export interface GoldenSet {
  readonly tolerance: Tolerance;
  readonly cases: readonly GoldenCase[];
}

/** An output may differ from its expected value by `abs + rel x |expected|`. Integers, booleans and texts have to be equal. */
export interface Tolerance {
  readonly abs: number;
  readonly rel: number;
}

export interface GoldenCase {
  readonly name: string;
  readonly inputs: ReadonlyMap<string, Tensor>;
  /** Only these outputs are looked at. */
  readonly outputs: ReadonlyMap<string, Tensor>;
}

type Path = readonly (string | number)[];

const casesMax = 100_000;
const elementsMax = 10_000_000;

/**
 * `{"tolerance": {"abs": 1e-5, "rel": 1e-4}, "cases": [{"name": "...", "inputs": {"x": {"type": "float32", "shape": [1, 2], "data": [1, 2]}},
 * "outputs": {"y": {...}}}]}`. A set without cases is refused: it proves nothing.
 */
export function decodeGoldenSet(document: unknown): Decoded<GoldenSet> {
  const reader = new DocumentReader();
  const fields = reader.fields([], document, ['tolerance', 'cases']);
  const tolerance = reader.fields(['tolerance'], fields.get('tolerance'), ['abs', 'rel']);
  const cases = reader.list(['cases'], fields.get('cases'), casesMax, 1);
  return reader.finish({
    tolerance: { abs: readTolerance(reader, ['tolerance', 'abs'], tolerance.get('abs')), rel: readTolerance(reader, ['tolerance', 'rel'], tolerance.get('rel')) },
    cases: cases.map((value, index) => readCase(reader, ['cases', index], value)),
  });
}

function readTolerance(reader: DocumentReader, path: Path, value: unknown): number {
  const tolerance = reader.finite(path, value);
  if (tolerance < 0) reader.add(path, `expected a number from 0, got ${tolerance}`);
  return tolerance;
}

function readCase(reader: DocumentReader, path: Path, value: unknown): GoldenCase {
  const fields = reader.fields(path, value, ['name', 'inputs', 'outputs']);
  return {
    name: reader.text([...path, 'name'], fields.get('name')),
    inputs: readTensors(reader, [...path, 'inputs'], fields.get('inputs')),
    outputs: readTensors(reader, [...path, 'outputs'], fields.get('outputs')),
  };
}

function readTensors(reader: DocumentReader, path: Path, value: unknown): ReadonlyMap<string, Tensor> {
  const entries = reader.entries(path, value, 'tensors by name', 1000);
  if (entries.size === 0 && typeof value === 'object') reader.add(path, 'names no tensor');
  return new Map([...entries].map(([name, tensor]) => [reader.text([...path, name], name), readTensor(reader, [...path, name], tensor)]));
}

function readTensor(reader: DocumentReader, path: Path, value: unknown): Tensor {
  const fields = reader.fields(path, value, ['type', 'shape', 'data']);
  const type = tensorTypes.find((known) => known === fields.get('type'));
  if (type === undefined) reader.add([...path, 'type'], `expected one of ${tensorTypes.join(', ')}, got ${shown(fields.get('type'))}`);
  const shape = reader.list([...path, 'shape'], fields.get('shape'), 16).map((side, index) => reader.count([...path, 'shape', index], side, 0));
  const data = reader.list([...path, 'data'], fields.get('data'), elementsMax);
  if (data.length !== sizeOf(shape)) reader.add([...path, 'data'], `has ${data.length} values, but shape [${shape.join(', ')}] takes ${sizeOf(shape)}`);
  return type === undefined ? { type: 'float32', shape: [0], data: [] } : { type, shape, data: readData(reader, [...path, 'data'], type, data) };
}

const integerRanges: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int8: [-(2n ** 7n), 2n ** 7n - 1n],
  uint8: [0n, 2n ** 8n - 1n],
  int16: [-(2n ** 15n), 2n ** 15n - 1n],
  uint16: [0n, 2n ** 16n - 1n],
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};

function readData(reader: DocumentReader, path: Path, type: TensorType, values: readonly unknown[]): TensorData {
  switch (type) {
    case 'float32':
    case 'float64':
      return values.map((value, index) => reader.finite([...path, index], value));
    case 'bool':
      return values.map((value, index) => reader.flag([...path, index], value));
    case 'string':
      return values.map((value, index) => {
        if (typeof value === 'string') return value;
        reader.add([...path, index], `expected a text, got ${shown(value)}`);
        return '';
      });
    case 'int64':
    case 'uint64':
      return values.map((value, index) => readInteger(reader, [...path, index], type, value));
    default:
      return values.map((value, index) => Number(readInteger(reader, [...path, index], type, value)));
  }
}

/** A whole number, or its digits in quotes where JSON's numbers are too short for 64 bits. */
function readInteger(reader: DocumentReader, path: Path, type: TensorType, value: unknown): bigint {
  const isWhole = (typeof value === 'number' && Number.isSafeInteger(value)) || (typeof value === 'string' && /^-?\d{1,20}$/.test(value));
  const integer = isWhole ? BigInt(value) : 0n;
  const [min, max] = integerRanges[type] ?? [0n, 0n];
  if (!isWhole || integer < min || integer > max) reader.add(path, `expected a whole number of type ${type}, got ${shown(value)}`);
  return integer;
}
