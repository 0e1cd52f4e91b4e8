// A share of the traffic in an export: `5%`, or a ratio as `0.05`.
import { parseShare } from '@rampart/policy-document';
import { parseAmount } from '../fit/csv/number-cell.ts';

/** 0..1; NaN where it is none. A bare 5 is not 5 %: nobody can tell. */
export function parseWeight(text: string): number {
  if (text.endsWith('%')) {
    const share = parseShare(text);
    return share.kind === 'ok' ? share.value / 1_000_000 : Number.NaN;
  }
  const ratio = parseAmount(text);
  return ratio <= 1 ? ratio : Number.NaN;
}
