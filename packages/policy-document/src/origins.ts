// Where each value of a policy comes from: the policy, its defaults file, a preset, or this package.
import type { Policy } from '@rampart/rollout-policy';
import { writtenOut, type Written } from './policy-text.ts';
import { formatPath, type Path } from './source/path.ts';
import type { Place } from './source/place.ts';
import { lookUp, type Layer, type SourceMapping, type SourceValue } from './source/source-tree.ts';

export type Origin = { readonly kind: Layer; readonly place: Place } | { readonly kind: 'built-in' };

/** By the path of the written-out policy, e.g. `promise.falseAlarms` or `plan[1].ramp.upTo`; mappings and lists have one too. */
export type Origins = ReadonlyMap<string, Origin>;

const BUILT_IN: Origin = { kind: 'built-in' };
/** What a short form says: `bake: 1d` is its `for`, `model: gto:fraud` its `gto`. */
const SHORT_FORMS: Readonly<Record<string, string>> = { shadow: 'for', bake: 'for', follow: 'for', model: 'gto' };

export function originsOf(policy: Policy, root: SourceMapping): Origins {
  return new Map(pathsIn(writtenOut(policy), []).map((path) => [formatPath(path), originAt(root, path)]));
}

/** Where a reader should look for `path`: its own place, else that of the nearest thing around it that is written somewhere. */
export function nearestPlace(origins: Origins, path: Path): { readonly kind: 'place'; readonly place: Place } | { readonly kind: 'nowhere' } {
  for (let length = path.length; length > 0; length -= 1) {
    const origin = origins.get(formatPath(path.slice(0, length)));
    if (origin !== undefined && origin.kind !== 'built-in') return { kind: 'place', place: origin.place };
  }
  return { kind: 'nowhere' };
}

function originAt(root: SourceMapping, path: Path): Origin {
  const found = lookUp(root, path);
  if (found.kind === 'found') return written(found.value);
  return isSaidShort(root, path) ? written(found.nearest) : BUILT_IN;
}

function isSaidShort(root: SourceMapping, path: Path): boolean {
  const [key, around] = [path.at(-1), path.at(-2)];
  const above = lookUp(root, path.slice(0, -1));
  return above.kind === 'found' && above.value.kind === 'scalar' && typeof around === 'string' && SHORT_FORMS[around] === key;
}

function written(value: SourceValue): Origin {
  return { kind: value.layer, place: value.place };
}

function pathsIn(value: Written, path: Path): readonly Path[] {
  const own = path.length === 0 ? [] : [path];
  if (typeof value !== 'object') return own;
  const children: readonly (readonly [string | number, Written])[] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [...own, ...children.flatMap(([step, child]) => pathsIn(child, [...path, step]))];
}
