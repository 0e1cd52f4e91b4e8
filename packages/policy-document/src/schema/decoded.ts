// A decoded value or everything that is wrong with it. Parts are decoded apart and joined, so that one mistake does not hide another.
import type { Finding } from '../mistakes/finding.ts';

export type Decoded<T> = { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'refused'; readonly findings: readonly Finding[] };

export function decoded<T>(value: T): Decoded<T> {
  return { kind: 'ok', value };
}

export function findingsOf(part: Decoded<unknown>): readonly Finding[] {
  return part.kind === 'ok' ? [] : part.findings;
}

/** `value` unless something was found. */
export function unlessFound<T>(findings: readonly Finding[], value: T): Decoded<T> {
  return findings.length === 0 ? decoded(value) : { kind: 'refused', findings };
}

export function each<T>(parts: readonly Decoded<T>[]): Decoded<readonly T[]> {
  return unlessFound(
    parts.flatMap(findingsOf),
    parts.flatMap((part) => (part.kind === 'ok' ? [part.value] : [])),
  );
}
