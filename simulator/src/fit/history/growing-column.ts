// A column of numbers that grows while rows come, at eight bytes a row.

export interface GrowingColumn {
  readonly push: (value: number) => void;
  readonly addToLast: (value: number) => void;
  /** A view of what is there. */
  readonly values: () => Float64Array;
}

export function growingColumn(): GrowingColumn {
  let space = new Float64Array(1_024);
  let length = 0;
  return {
    push: (value) => {
      if (length === space.length) {
        const larger = new Float64Array(length * 2);
        larger.set(space);
        space = larger;
      }
      space[length] = value;
      length += 1;
    },
    addToLast: (value) => void (space[length - 1] = (space[length - 1] ?? 0) + value),
    values: () => space.subarray(0, length),
  };
}
