// Runs a golden set through a model. A set that does not fit the model is a mistake of whoever wrote it; a model that answers
// otherwise than recorded, or not at all, fails the case.
import { DocumentReader } from './document-reader.ts';
import type { GoldenCase, GoldenSet, Tolerance } from './golden-set.ts';
import { type Decoded, oneLine } from './mistake.ts';
import type { OpenModel } from './model-runtime.ts';
import { describeTensor, fitsShape, type Tensor, type TensorDeclaration } from './tensor.ts';

export interface GoldenResult {
  readonly cases: number;
  readonly failed: number;
  /** The first ones that failed, at most ten. */
  readonly shown: readonly { readonly name: string; readonly why: string }[];
}

export const shownMax = 10;

/** Whether every case names what the model declares, with the types and shapes it declares. */
export function checkGoldenFits(golden: GoldenSet, model: Pick<OpenModel, 'inputs' | 'outputs'>): Decoded<GoldenSet> {
  const reader = new DocumentReader();
  golden.cases.forEach(({ inputs, outputs }, index) => {
    for (const declared of model.inputs) {
      if (!inputs.has(declared.name)) reader.add(['cases', index, 'inputs'], `lacks ${oneLine(declared.name)}, which the model takes as ${describeDeclaration(declared)}`);
    }
    for (const [name, tensor] of inputs) checkTensor(reader, ['cases', index, 'inputs', name], tensor, model.inputs);
    for (const [name, tensor] of outputs) checkTensor(reader, ['cases', index, 'outputs', name], tensor, model.outputs);
  });
  return reader.finish(golden);
}

/** Runs all cases in order; one failure does not hide another. The set has to fit the model. */
export async function runGolden(golden: GoldenSet, model: OpenModel): Promise<GoldenResult> {
  const failures: { name: string; why: string }[] = [];
  let failed = 0;
  for (const single of golden.cases) {
    const why = await objection(single, golden.tolerance, model);
    if (why === '') continue;
    failed += 1;
    if (failures.length < shownMax) failures.push({ name: single.name, why });
  }
  return { cases: golden.cases.length, failed, shown: failures };
}

async function objection(single: GoldenCase, tolerance: Tolerance, model: OpenModel): Promise<string> {
  const answer = await model.run(single.inputs, [...single.outputs.keys()]);
  if (answer.kind === 'failed') return `the model fails: ${answer.why}`;
  for (const [name, expected] of single.outputs) {
    const got = answer.outputs.get(name);
    const why = got === undefined ? 'is missing' : compareTensors(got, expected, tolerance);
    if (why !== '') return `${name} ${why}`;
  }
  return '';
}

/** Why `got` is not what was expected; empty when it is. NaN never is. */
export function compareTensors(got: Tensor, expected: Tensor, tolerance: Tolerance): string {
  if (got.type !== expected.type || got.shape.length !== expected.shape.length || got.shape.some((side, axis) => side !== expected.shape[axis])) {
    return `is ${describeTensor(got.type, got.shape)}, expected ${describeTensor(expected.type, expected.shape)}`;
  }
  for (const [index, value] of got.data.entries()) {
    const wanted = expected.data[index];
    if (wanted === undefined || !isClose(value, wanted, got.type, tolerance)) return `${got.data.length === 1 ? '' : `at ${index} `}is ${showElement(value)}, expected ${wanted === undefined ? 'nothing' : showElement(wanted)}`;
  }
  return '';
}

type Element = number | bigint | boolean | string;

function isClose(value: Element, wanted: Element, type: Tensor['type'], { abs, rel }: Tolerance): boolean {
  if (typeof value !== 'number' || typeof wanted !== 'number' || (type !== 'float32' && type !== 'float64')) return value === wanted;
  // False for NaN on either side.
  return Math.abs(value - wanted) <= abs + rel * Math.abs(wanted);
}

function showElement(value: Element): string {
  return typeof value === 'string' ? `"${oneLine(value)}"` : String(value);
}

function checkTensor(reader: DocumentReader, path: readonly (string | number)[], tensor: Tensor, declarations: readonly TensorDeclaration[]): void {
  const name = path.at(-1);
  const declared = declarations.find((declaration) => declaration.name === name);
  if (declared === undefined) reader.add(path, `is not known to the model; it declares ${declarations.map((one) => `${oneLine(one.name)} ${describeDeclaration(one)}`).join(', ')}`);
  else if (declared.kind === 'other' || declared.type !== tensor.type || !fitsShape(declared.shape, tensor.shape)) {
    reader.add(path, `is ${describeTensor(tensor.type, tensor.shape)}, but the model declares ${describeDeclaration(declared)}`);
  }
}

function describeDeclaration(declared: TensorDeclaration): string {
  return declared.kind === 'other' ? 'no tensor (a map or a sequence, which golden sets cannot hold)' : oneLine(describeTensor(declared.type, declared.shape));
}
