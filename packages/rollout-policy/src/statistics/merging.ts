// Several e-values, one decision. The weighted mean of e-values is an e-value whatever their dependence (Vovk & Wang 2021, Ann. Statist. 49:1736).

export interface Weighted {
  readonly name: string;
  readonly value: number;
  readonly weight: number;
}

/** Weights add up to at most 1; what is left over counts as cash. */
export function weightedMean(evidence: readonly Weighted[]): number {
  let merged = 0;
  let cash = 1;
  for (const { value, weight } of evidence) {
    merged += weight * value;
    cash -= weight;
  }
  return merged + Math.max(0, cash);
}

/**
 * Which of several hypotheses are to blame, at the same family-wise error probability as the mean of all: closed testing with averages. Hypothesis k
 * is rejected when the mean of every set that contains it reaches `needed`; the hardest sets are k with the m smallest others (e-Holm, Vovk & Wang 2021).
 */
export function blamed(evidence: readonly Pick<Weighted, 'name' | 'value'>[], needed: number): readonly string[] {
  return evidence.filter((one) => adjusted(one, evidence) >= needed).map(({ name }) => name);
}

function adjusted(one: Pick<Weighted, 'name' | 'value'>, all: readonly Pick<Weighted, 'name' | 'value'>[]): number {
  const others = all.filter((other) => other !== one).map(({ value }) => value).sort((a, b) => a - b);
  let sum = one.value;
  let lowest = one.value;
  others.forEach((value, index) => {
    sum += value;
    lowest = Math.min(lowest, sum / (index + 2));
  });
  return lowest;
}
