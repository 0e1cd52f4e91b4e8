// What the shares of bins are held against: `stable`, or `{reference: {approve: 92%, block: 8%}}`.
import * as z from 'zod';
import { PPM_ALL, ppm, type Signal } from '@rampart/rollout-policy';
import { keyRefusal, refusal } from '../mistakes/refusal.ts';
import { formatShare, parseShare, SHARE_PATTERN } from '../units/share.ts';
import { described, mapping, shortOrLong, unit, words, type Form } from './forms.ts';
import { refuse } from './refuse.ts';

export type BinsAgainst = Extract<Signal, { kind: 'bins' }>['against'];

const EXAMPLE = '{reference: {approve: 92%, block: 8%}}';
/** The core compares so many bins and counts the rest in the whole. */
const BINS_MAX = 32;
const BIN_NAME = /^[^\u0000-\u001f\u007f]{1,100}$/u;

export function againstSchema(): Form<BinsAgainst> {
  const stable = words('check', ['stable']).transform((): BinsAgainst => ({ kind: 'stable' }));
  const long = mapping('check', EXAMPLE, { reference: described('Frozen shares by bin, e.g. of the training data; they add up to 100%.', referenceShares()) });
  return shortOrLong(
    described('`stable`: both versions in the same minutes.', stable),
    long.transform(({ reference }): BinsAgainst => ({ kind: 'reference', shares: reference })),
  );
}

function referenceShares(): Form<Readonly<Record<string, number>>> {
  const share = unit({ accepts: 'a share from 0% to 100%', examples: ['20%'], pattern: SHARE_PATTERN, units: ['%'], parse: parseShare });
  return z.record(z.string(), share, { error: () => 'a mapping from bin to share, e.g. {approve: 92%, block: 8%}' }).transform((shares, ctx) => {
    const bins = Object.entries(shares);
    const badName = bins.find(([bin]) => !BIN_NAME.test(bin));
    if (badName !== undefined) return refuse(ctx, keyRefusal('bad-name', { says: 'this is not a name of a bin', accepted: 'the value of the label, at most 100 characters' }), [badName[0]]);
    if (bins.length < 2) return refuse(ctx, refusal('out-of-range', { says: 'one bin alone always has 100%', accepted: `at least two bins, e.g. ${EXAMPLE}` }));
    if (bins.length > BINS_MAX) return refuse(ctx, refusal('out-of-range', { says: `${bins.length} bins are too many to compare`, accepted: `at most ${BINS_MAX} bins` }));
    const sum = bins.reduce((total, [, part]) => total + part, 0);
    if (sum === PPM_ALL) return Object.fromEntries(bins.map(([bin, part]) => [bin, part / PPM_ALL]));
    const off = formatShare(ppm(Math.min(PPM_ALL, Math.abs(PPM_ALL - sum))));
    return refuse(ctx, refusal('out-of-range', { says: `the shares add up to ${sum < PPM_ALL ? `100% less ${off}` : `100% and ${off}`}`, accepted: 'shares that add up to 100%' }));
  });
}
