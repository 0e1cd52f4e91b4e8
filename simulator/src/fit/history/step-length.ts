// How long the spans of an export are, and whether all its rows stand on that grid.

export type StepLength = { readonly kind: 'step'; readonly stepMs: number } | { readonly kind: 'unknown' };

/** The commonest distance between neighbouring times. `atMs` in any order. */
export function commonestStep(atMs: Float64Array): StepLength {
  const sorted = atMs.slice().sort();
  const distances = new Map<number, number>();
  for (let index = 1; index < sorted.length; index += 1) {
    const distance = (sorted[index] ?? 0) - (sorted[index - 1] ?? 0);
    if (distance > 0) distances.set(distance, (distances.get(distance) ?? 0) + 1);
  }
  const [commonest] = [...distances].sort(([a, countA], [b, countB]) => countB - countA || a - b);
  return commonest === undefined ? { kind: 'unknown' } : { kind: 'step', stepMs: commonest[0] };
}
