// Names of cells and claims in words: `region=west` is region west, `le=0.25` slower than 250 ms, `bin=approve` answer approve.
import { DIFFERENT, DISCORDANT, PREDICTED, type Check } from '@rampart/rollout-policy';
import { duration } from '../text/quantity.ts';
import { named } from './foreign-text.ts';

/** How the name of a claim begins that compares a slice with the rest of the candidate. */
const GAP = 'gap ';

export type ClaimKind = 'comparison' | 'gap' | 'growth' | 'limit';

export function claimKind(claim: string): ClaimKind {
  if (claim === 'limit' || claim === 'growth') return claim;
  return claim.startsWith(GAP) ? 'gap' : 'comparison';
}

/** Empty for the whole. */
export function cellWords(cell: string, check?: Check): string {
  if (cell === 'all') return '';
  if (cell === DISCORDANT) return 'only one of them wrong';
  if (cell === DIFFERENT) return 'different answers';
  if (cell.startsWith(PREDICTED)) return 'as it said';
  const [dimension, value] = parted(cell);
  switch (dimension) {
    case 'le':
      return `slower than ${boundWords(cell)}`;
    case 'bin':
      return check?.signal.kind === 'bins' && check.signal.by === 'le' ? `up to ${named(value)}` : `answer ${named(value)}`;
    case 'decile':
      return `where it said ${tenthWords(value)}`;
    default:
      return named(value === '' ? cell : `${dimension} ${value}`);
  }
}

/** How a check and one of its cells are called in tables: `errors`, `accuracy, region west`, `latency, slower than 250 ms`. */
export function cellTitle(name: string, cell: string, check?: Check): string {
  const words = cellWords(cell, check);
  return words === '' ? named(name) : `${named(name)}, ${words}`;
}

/** ` for region west`, ` where it said 30 to 40 %`; empty where the cell is part of the deed (a bound, a bin) or the whole. */
export function whereWords(cell: string): string {
  const words = cellWords(cell);
  if (words === '' || cell.startsWith('le=') || cell.startsWith('bin=') || cell === DIFFERENT || cell === DISCORDANT) return '';
  return words.startsWith('where ') ? ` ${words}` : ` for ${words}`;
}

/** `le=0.25` is a bound in seconds. */
export function boundWords(cell: string): string {
  const [, value] = parted(cell);
  const seconds = value === '' ? Number.NaN : Number(value);
  return Number.isFinite(seconds) ? duration(seconds * 1000) : named(value);
}

/** Tenth 3 of a probability is 30 to 40 %. */
function tenthWords(value: string): string {
  const tenth = value === '' ? Number.NaN : Number(value);
  return Number.isInteger(tenth) ? `${String(tenth * 10)} to ${String(tenth * 10 + 10)} %` : named(value);
}

function parted(cell: string): readonly [string, string] {
  const at = cell.indexOf('=');
  return at < 0 ? [cell, ''] : [cell.slice(0, at), cell.slice(at + 1)];
}
