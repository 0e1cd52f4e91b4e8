// Wasserstein-1 distance of two samples: the area between their distribution functions, in the units of the values.

/** Both samples non-empty and finite. */
export function wassersteinDistance(reference: readonly number[], current: readonly number[]): number {
  const [x, y] = [ascending(reference), ascending(current)];
  const values = ascending([...x, ...y]);
  let area = 0;
  let below = { x: 0, y: 0 };
  values.forEach((value, k) => {
    const next = values[k + 1];
    if (next === undefined || next === value) return;
    below = { x: countUpTo(x, value, below.x), y: countUpTo(y, value, below.y) };
    area += (next - value) * Math.abs(below.x / x.length - below.y / y.length);
  });
  return area;
}

/** In standard deviations of the reference (of its rows as they are, divisor m): a shift of the mean by d deviations is d. Infinite for a constant reference. */
export function normalisedWasserstein(reference: readonly number[], current: readonly number[]): number {
  const distance = wassersteinDistance(reference, current);
  const mean = reference.reduce((sum, value) => sum + value, 0) / reference.length;
  const variance = reference.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / reference.length;
  return distance === 0 ? 0 : distance / Math.sqrt(variance);
}

function countUpTo(sorted: readonly number[], value: number, from: number): number {
  let count = from;
  while (count < sorted.length && (sorted[count] ?? 0) <= value) count += 1;
  return count;
}

function ascending(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b);
}
