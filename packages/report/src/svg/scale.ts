// From a value to a place in the picture.

export type Scale = (value: number) => number;

export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** Straight line through both ends; a domain of no length goes to the middle. */
export function linearScale(domain: Extent, range: Extent): Scale {
  const length = domain.to - domain.from;
  if (length === 0) return () => (range.from + range.to) / 2;
  return (value) => range.from + ((value - domain.from) / length) * (range.to - range.from);
}

/** By powers of ten. The domain is positive; what lies below it is drawn at its lower end. */
export function logScale(domain: Extent, range: Extent): Scale {
  const linear = linearScale({ from: Math.log10(domain.from), to: Math.log10(domain.to) }, range);
  return (value) => linear(Math.log10(Math.max(domain.from, value)));
}
