// Values that go into and come out of a model, as plain data.

export const tensorTypes = ['float32', 'float64', 'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64', 'bool', 'string'] as const;
export type TensorType = (typeof tensorTypes)[number];

export interface Tensor {
  readonly type: TensorType;
  readonly shape: readonly number[];
  /** In row-major order, as many as the shape says. 64-bit integers are bigints. */
  readonly data: TensorData;
}

export type TensorData = readonly number[] | readonly bigint[] | readonly boolean[] | readonly string[];

/** What a model declares about one of its inputs or outputs. */
export type TensorDeclaration =
  | {
      readonly kind: 'tensor';
      readonly name: string;
      /** One of `tensorTypes`, or another type that the model's format knows, e.g. `float16`. */
      readonly type: string;
      /** A name stands for a size that is only known at run time. */
      readonly shape: readonly (number | string)[];
    }
  | { readonly kind: 'other'; readonly name: string };

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** `float32[1,8]`, `int64[batch]`, `float32` for a single value. */
export function describeTensor(type: string, shape: readonly (number | string)[]): string {
  return shape.length === 0 ? type : `${type}[${shape.map((side) => (typeof side === 'number' ? side : side === '' ? '?' : side)).join(',')}]`;
}

/** Whether a tensor of this shape is one that was declared; a size known only at run time fits any, each name with one size. */
export function fitsShape(declared: readonly (number | string)[], shape: readonly number[]): boolean {
  // The library gives an empty list also for a shape that the model leaves open.
  if (declared.length === 0) return true;
  if (declared.length !== shape.length) return false;
  const sizes = new Map<string, number>();
  return declared.every((side, index) => {
    const size = shape[index];
    if (typeof side === 'number') return side === size;
    if (size === undefined) return false;
    const known = side === '' ? size : (sizes.get(side) ?? size);
    sizes.set(side, known);
    return known === size;
  });
}
