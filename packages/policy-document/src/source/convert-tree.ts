// The nodes of a YAML document as a source tree. Anchors, aliases and tags are refused, so there is nothing to expand and no bomb; so are keys that
// programs give a meaning to.
import { isAlias, isScalar, isSeq, type Pair, type ParsedNode } from 'yaml';
import { sourceMistake } from '../mistakes/finding.ts';
import type { MistakeName } from '../mistakes/mistake-kinds.ts';
import type { Mistake } from '../mistakes/mistake.ts';
import { shownText } from '../mistakes/shown.ts';
import type { Path } from './path.ts';
import type { Place } from './place.ts';
import { placeOf, type SourceFile } from './source-file.ts';
import type { Layer, SourceEntry, SourceMapping, SourceScalar, SourceValue } from './source-tree.ts';

/** A policy needs seven levels. */
const DEPTH_MAX = 20;
/** Names that JavaScript objects give a meaning to. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const WRITTEN_OUT = 'the value written out; what policies share goes into _defaults.yaml';

type Facts = { readonly seen: string; readonly says: string; readonly accepted: string };

interface Conversion {
  readonly source: SourceFile;
  readonly layer: Layer;
  readonly complain: (name: MistakeName, place: Place, path: Path, facts: Facts) => void;
}

/** What has a mistake is left out of the tree, unless it can be read all the same. */
export function convertTree(
  source: SourceFile,
  contents: ParsedNode | null,
  layer: Layer,
): { readonly root: SourceValue | 'left out'; readonly mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = [];
  const complain: Conversion['complain'] = (name, place, path, facts) => mistakes.push(sourceMistake(name, source, place, path, facts));
  return { root: convert({ source, layer, complain }, contents, [], 0), mistakes };
}

export function tooDeep(source: SourceFile, place: Place, path: Path): Mistake {
  return sourceMistake('nested-too-deeply', source, place, path, TOO_DEEP);
}

const TOO_DEEP: Facts = { seen: 'values within values', says: 'nested too deeply', accepted: `at most ${DEPTH_MAX} levels` };

function convert(at: Conversion, node: ParsedNode | null, path: Path, depth: number): SourceValue | 'left out' {
  const { source, layer } = at;
  const place = node === null ? placeOf(source, 0, 1) : placeOf(source, node.range[0], node.range[1]);
  if (depth > DEPTH_MAX) {
    at.complain('nested-too-deeply', place, path, TOO_DEEP);
    return 'left out';
  }
  if (node === null) return { kind: 'scalar', value: null, raw: '', place, layer };
  if (isAlias(node)) {
    at.complain('alias-or-tag', place, path, { seen: 'an alias', says: 'aliases are not used here', accepted: WRITTEN_OUT });
    return 'left out';
  }
  if (node.anchor !== undefined) at.complain('alias-or-tag', place, path, { seen: 'an anchor', says: 'anchors are not used here', accepted: WRITTEN_OUT });
  if (node.tag !== undefined) {
    const seen = shownText(node.tag);
    at.complain('alias-or-tag', place, path, { seen, says: `tags like ${seen} are not used here`, accepted: 'the plain value' });
  }
  if (isScalar(node)) return scalar(at, node.value, node.source ?? '', place);
  if (!isSeq(node)) return mapping(at, node.items, place, path, depth);
  const items = node.items.map((item, index) => convert(at, item as ParsedNode | null, [...path, index], depth + 1));
  return { kind: 'list', items: items.filter((item) => item !== 'left out'), place, layer };
}

function scalar({ layer }: Conversion, value: unknown, raw: string, place: Place): SourceScalar {
  const isKnown = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
  return { kind: 'scalar', value: isKnown ? value : raw, raw, place, layer };
}

function mapping(at: Conversion, pairs: readonly Pair<ParsedNode, ParsedNode | null>[], place: Place, path: Path, depth: number): SourceMapping {
  const entries = new Map<string, SourceEntry>();
  for (const { key, value } of pairs) {
    const keyPlace = placeOf(at.source, key.range[0], key.range[1]);
    const name = isScalar(key) && typeof key.value === 'string' ? key.value : undefined;
    const where = [...path, name ?? ''];
    const refused = keyFacts(key);
    const earlier = name === undefined ? undefined : entries.get(name);
    if (refused !== 'fine') at.complain(refused.name, keyPlace, name === undefined ? path : where, refused);
    else if (earlier !== undefined) at.complain('duplicate-key', keyPlace, where, twice(name, earlier));
    else {
      const converted = convert(at, value, where, depth + 1);
      if (converted !== 'left out') entries.set(name ?? '', { keyPlace, value: converted });
    }
  }
  return { kind: 'mapping', entries, place, layer: at.layer };
}

function twice(name: string | undefined, earlier: SourceEntry): Facts {
  return { seen: shownText(name ?? ''), says: `the key stands twice, first in line ${earlier.keyPlace.line}`, accepted: 'each key once' };
}

/** Why a key is no key. */
function keyFacts(key: ParsedNode): (Facts & { readonly name: MistakeName }) | 'fine' {
  if (!isScalar(key)) return { name: 'forbidden-key', seen: 'a list or a mapping', says: 'a key is a single word', accepted: 'a word, e.g. `target`' };
  const seen = shownText(typeof key.value === 'string' ? key.value : (key.source ?? ''));
  if (key.anchor !== undefined || key.tag !== undefined || key.value === '<<') {
    return { name: 'alias-or-tag', seen, says: 'anchors, tags and merge keys are not used here', accepted: 'the keys written out' };
  }
  if (typeof key.value !== 'string') return { name: 'forbidden-key', seen, says: `the key ${seen} is not text to YAML`, accepted: 'a word, or quotes around it' };
  return FORBIDDEN_KEYS.has(key.value) ? { name: 'forbidden-key', seen, says: `${key.value} is not a name that can be used here`, accepted: 'another name' } : 'fine';
}
