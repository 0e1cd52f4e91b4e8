// The hidden line by which a mirror finds its own text again, and sees how new it is. Nothing from outside can end the comment early.
import { targetSlug } from '@rampart/ledger-records';

export interface Marker {
  readonly kind: 'comment' | 'incident' | 'closed' | 'release';
  readonly target: string;
  /** Of the rollout that is told about. */
  readonly rolloutId: string;
  /** Number of the newest record that is told. Rises over all rollouts of a target, so that an older text never replaces a newer one. */
  readonly sequence: number;
}

export function markerLine({ kind, target, rolloutId, sequence }: Marker): string {
  return `<!-- rampart:${kind} ${targetSlug(target)} ${word(rolloutId)} ${String(sequence)} -->`;
}

export type MarkerReading = { readonly kind: 'none' } | { readonly kind: 'marker'; readonly slug: string; readonly rollout: string; readonly sequence: number };

/** Of a text's first line. */
export function readMarker(kind: Marker['kind'], text: string | null | undefined): MarkerReading {
  const match = /^<!-- rampart:([a-z]+) ([\w-]+) ([\w.-]+) (\d{1,15}) -->/.exec(text ?? '');
  if (match === null || match[1] !== kind) return { kind: 'none' };
  return { kind: 'marker', slug: match[2] ?? '', rollout: match[3] ?? '', sequence: Number(match[4]) };
}

export function isAbout(reading: MarkerReading, { target, rolloutId }: Pick<Marker, 'target' | 'rolloutId'>): boolean {
  return isOfTarget(reading, target) && reading.rollout === word(rolloutId);
}

export function isOfTarget(reading: MarkerReading, target: string): reading is Extract<MarkerReading, { readonly kind: 'marker' }> {
  return reading.kind === 'marker' && reading.slug === targetSlug(target);
}

function word(rolloutId: string): string {
  return rolloutId.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 100) || '_';
}
