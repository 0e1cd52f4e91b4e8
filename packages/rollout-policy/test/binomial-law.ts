// All masses of a binomial law, by adding one trial after the other: exact to rounding, for sums over every outcome.
export function binomialLaw(trials: number, p: number): readonly number[] {
  let masses = [1];
  for (let trial = 0; trial < trials; trial += 1) {
    masses = Array.from({ length: masses.length + 1 }, (_, k) => (masses[k] ?? 0) * (1 - p) + (masses[k - 1] ?? 0) * p);
  }
  return masses;
}
