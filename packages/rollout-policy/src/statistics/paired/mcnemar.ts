// Two models scored the same items: only the items on which exactly one was right say which is better (McNemar 1947). For one look; the sequential
// form is a wager of `b` among `b + c` against 1/2.
import { chiSquareUpperTail } from '../../math/chi-square.ts';

export interface McNemarTest {
  readonly chiSquare: number;
  readonly pValue: number;
}

/** b: only the first was wrong, c: only the second was. With Edwards' continuity correction, which never turns equality into evidence. */
export function mcNemar(b: number, c: number): McNemarTest {
  if (b === c) return { chiSquare: 0, pValue: 1 };
  const gap = Math.max(0, Math.abs(b - c) - 1);
  const chiSquare = (gap * gap) / (b + c);
  return { chiSquare, pValue: chiSquareUpperTail({ x: chiSquare, df: 1 }) };
}
