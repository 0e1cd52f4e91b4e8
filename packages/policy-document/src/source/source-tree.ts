// A YAML document as plain data in which every value knows where it was written. Policy and defaults file are read into such trees, merged, and
// only then decoded, so that a mistake points into the file it comes from.
import type { Path } from './path.ts';
import type { Place } from './place.ts';

export type SourceValue = SourceScalar | SourceList | SourceMapping;

/** Which file, or which preset, a value comes from. */
export type Layer = 'policy' | 'defaults' | 'preset';

export interface SourceScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written, for messages: `1.10` is the number 1.1 to YAML. */
  readonly raw: string;
  readonly place: Place;
  readonly layer: Layer;
}

export interface SourceList {
  readonly kind: 'list';
  readonly items: readonly SourceValue[];
  readonly place: Place;
  readonly layer: Layer;
}

export interface SourceMapping {
  readonly kind: 'mapping';
  readonly entries: ReadonlyMap<string, SourceEntry>;
  readonly place: Place;
  readonly layer: Layer;
}

export interface SourceEntry {
  readonly keyPlace: Place;
  readonly value: SourceValue;
}

export type Found =
  | { readonly kind: 'found'; readonly value: SourceValue; readonly keyPlace: Place }
  /** `nearest` is the last value on the way that exists. */
  | { readonly kind: 'missing'; readonly nearest: SourceValue; readonly keyPlace: Place };

export function lookUp(root: SourceValue, path: Path): Found {
  let value = root;
  let keyPlace = root.place;
  for (const step of path) {
    const next = childOf(value, step);
    if (next === 'none') return { kind: 'missing', nearest: value, keyPlace };
    value = next.value;
    keyPlace = next.keyPlace;
  }
  return { kind: 'found', value, keyPlace };
}

/** The values alone, for the decoder. Mappings have no prototype, so no key can mean anything but itself. */
export function toPlain(value: SourceValue): unknown {
  switch (value.kind) {
    case 'scalar':
      return value.value;
    case 'list':
      return value.items.map(toPlain);
    case 'mapping': {
      const plain: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
      for (const [key, entry] of value.entries) plain[key] = toPlain(entry.value);
      return plain;
    }
  }
}

function childOf(value: SourceValue, step: string | number): SourceEntry | 'none' {
  if (value.kind === 'mapping' && typeof step === 'string') return value.entries.get(step) ?? 'none';
  if (value.kind === 'list' && typeof step === 'number') {
    const item = value.items[step];
    return item === undefined ? 'none' : { keyPlace: item.place, value: item };
  }
  return 'none';
}
