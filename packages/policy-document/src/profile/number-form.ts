// A plain number of a traffic profile, in a range.
import * as z from 'zod';
import { refusal } from '../mistakes/refusal.ts';
import type { Form } from '../schema/forms.ts';
import { refuse } from '../schema/refuse.ts';

export function numberFrom({ min, max, example }: { readonly min: number; readonly max: number; readonly example: number }): Form<number> {
  const accepted = max === Number.MAX_VALUE ? `a number, e.g. ${example}` : `a number from ${min} to ${max}, e.g. ${example}`;
  return z.unknown().transform((written, ctx): number => {
    if (written === undefined) return refuse(ctx, refusal('missing-key', { says: 'missing', accepted }));
    if (typeof written !== 'number' || Number.isNaN(written)) return refuse(ctx, refusal('wrong-type', { says: 'this is not a number', accepted }));
    return written >= min && written <= max ? written : refuse(ctx, refusal('out-of-range', { says: 'this is out of range', accepted }));
  });
}
