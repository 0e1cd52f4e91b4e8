// YAML text to a source tree. Total: whatever the text is, the answer is a tree or mistakes. Anchors, aliases and tags are refused, so there is
// nothing to expand and no bomb; so are keys that programs give a meaning to.
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Pair, type ParsedNode } from 'yaml';
import type { MistakeName } from '../mistakes/mistake-kinds.ts';
import { mistakeAt } from '../mistakes/finding.ts';
import type { Mistake } from '../mistakes/mistake.ts';
import { shownText } from '../mistakes/shown.ts';
import { formatPath, type Path } from './path.ts';
import type { Place } from './place.ts';
import { openSource, placeOf, type SourceFile } from './source-file.ts';
import type { Layer, SourceEntry, SourceMapping, SourceScalar, SourceValue } from './source-tree.ts';

export interface YamlFile {
  /** As people know it; every place names it. */
  readonly file: string;
  readonly text: string;
}

export type YamlReading =
  /** `mistakes`: of single keys and values, which were left out of the tree. */
  | { readonly kind: 'tree'; readonly root: SourceMapping; readonly source: SourceFile; readonly mistakes: readonly Mistake[] }
  | { readonly kind: 'unreadable'; readonly mistakes: readonly Mistake[] };

export const FILE_BYTES_MAX = 256 * 1024;
/** A policy needs seven levels. */
const DEPTH_MAX = 20;
/** Levels that are not even parsed. */
const OPEN_MAX = 100;
const SYNTAX_MISTAKES_MAX = 5;
const WRITTEN_OUT = 'the value written out; what policies share goes into _defaults.yaml';
/** Names that JavaScript objects give a meaning to. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export function readYaml({ file, text }: YamlFile, layer: Layer): YamlReading {
  const source = openSource(file, text);
  const bytes = Buffer.byteLength(text);
  if (bytes > FILE_BYTES_MAX) return { kind: 'unreadable', mistakes: [tooLarge(openSource(file, ''), bytes)] };
  const deepAt = tooDeepAt(text);
  if (deepAt >= 0) return { kind: 'unreadable', mistakes: [tooDeep(source, placeOf(source, deepAt, deepAt + 1), '')] };
  const documents = parseDocuments(text);
  if (!Array.isArray(documents)) return { kind: 'unreadable', mistakes: [unparsed(source, documents.error)] };
  const [first, second] = documents;
  const broken = documents.flatMap((document) => syntaxMistakes(source, document));
  if (broken.length > 0) return { kind: 'unreadable', mistakes: broken.slice(0, SYNTAX_MISTAKES_MAX) };
  if (second !== undefined) return { kind: 'unreadable', mistakes: [severalDocuments(source, second)] };
  return treeOf(source, first?.contents ?? null, layer);
}

/**
 * Where brackets or list signs open far more levels than any policy has, or -1. Seen without parsing, because a parser would end its call
 * stack there after seconds; brackets in quotes count too, which no readable policy notices.
 */
function tooDeepAt(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth = Math.max(0, depth - 1);
    if (depth > OPEN_MAX) return at;
  }
  return text.search(new RegExp(`(?:[-?:][ \\t]+){${OPEN_MAX}}`));
}

function parseDocuments(text: string): Document.Parsed[] | { readonly error: unknown } {
  try {
    // Duplicate keys are found below, in linear time and with both places.
    const documents = parseAllDocuments(text, { schema: 'core', merge: false, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
    return 'empty' in documents ? [] : documents;
  } catch (error) {
    return { error };
  }
}

function treeOf(source: SourceFile, contents: ParsedNode | null, layer: Layer): YamlReading {
  const mistakes: Mistake[] = [];
  const root = convert({ source, layer, mistakes }, contents, [], 0);
  if (root === 'left out') return { kind: 'unreadable', mistakes };
  if (root.kind === 'mapping') return { kind: 'tree', root, source, mistakes };
  if (root.kind === 'scalar' && root.value === null) {
    return { kind: 'tree', root: { kind: 'mapping', entries: new Map(), place: root.place, layer }, source, mistakes };
  }
  const accepted = 'a mapping of keys, e.g. `target: fraud-prod`';
  const seen = root.kind === 'list' ? 'a list' : shownText(root.raw);
  return { kind: 'unreadable', mistakes: [mistakeAt([source], root.place, { name: 'wrong-type', subject: '', seen, accepted, text: `the file is not a policy, got ${seen}. Accepted: ${accepted}.` })] };
}

interface Conversion {
  readonly source: SourceFile;
  readonly layer: Layer;
  /** Filled while converting: one list for the whole tree. */
  readonly mistakes: Mistake[];
}

function convert(at: Conversion, node: ParsedNode | null, path: Path, depth: number): SourceValue | 'left out' {
  const { source, layer } = at;
  const place = node === null ? placeOf(source, 0, 1) : placeOf(source, node.range[0], node.range[1]);
  if (depth > DEPTH_MAX) return leaveOut(at, tooDeep(source, place, formatPath(path)));
  if (node === null) return { kind: 'scalar', value: null, raw: '', place, layer };
  if (isAlias(node)) return leaveOut(at, mistake(source, place, path, 'alias-or-tag', 'aliases are not used here', WRITTEN_OUT));
  if (node.anchor !== undefined) at.mistakes.push(mistake(source, place, path, 'alias-or-tag', 'anchors are not used here', WRITTEN_OUT));
  if (node.tag !== undefined) at.mistakes.push(mistake(source, place, path, 'alias-or-tag', `tags like ${shownText(node.tag)} are not used here`, 'the plain value'));
  if (isScalar(node)) return scalar(at, node.value, node.source ?? '', place);
  if (isSeq(node)) {
    const items = node.items.map((item, index) => convert(at, item as ParsedNode | null, [...path, index], depth + 1)).filter((item) => item !== 'left out');
    return { kind: 'list', items, place, layer };
  }
  return isMap(node) ? mapping(at, node.items, place, path, depth) : leaveOut(at, tooDeep(source, place, formatPath(path)));
}

function scalar({ layer }: Conversion, value: unknown, raw: string, place: Place): SourceScalar {
  const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
  return { kind: 'scalar', value: known ? value : raw, raw, place, layer };
}

function mapping(at: Conversion, pairs: readonly Pair<unknown, unknown>[], place: Place, path: Path, depth: number): SourceMapping {
  const entries = new Map<string, SourceEntry>();
  for (const pair of pairs as readonly Pair<ParsedNode, ParsedNode | null>[]) {
    const keyPlace = pair.key.range === undefined ? place : placeOf(at.source, pair.key.range[0], pair.key.range[1]);
    const key = keyOf(at, pair.key, keyPlace, path);
    if (key === 'left out') continue;
    const earlier = entries.get(key.name);
    if (earlier !== undefined) {
      at.mistakes.push(mistake(at.source, keyPlace, [...path, key.name], 'duplicate-key', `the key stands twice, first in line ${earlier.keyPlace.line}`, 'each key once'));
      continue;
    }
    const value = convert(at, pair.value, [...path, key.name], depth + 1);
    if (value !== 'left out') entries.set(key.name, { keyPlace, value });
  }
  return { kind: 'mapping', entries, place, layer: at.layer };
}

function keyOf(at: Conversion, key: ParsedNode, place: Place, path: Path): { readonly name: string } | 'left out' {
  if (!isScalar(key)) return leaveOut(at, mistake(at.source, place, path, 'forbidden-key', 'a key is a single word', 'a word, e.g. `target`'));
  const name = typeof key.value === 'string' ? key.value : (key.source ?? '');
  const where = [...path, name];
  if (key.anchor !== undefined || key.tag !== undefined || name === '<<') return leaveOut(at, mistake(at.source, place, where, 'alias-or-tag', 'anchors, tags and merge keys are not used here', 'the keys written out'));
  if (typeof key.value !== 'string') return leaveOut(at, mistake(at.source, place, where, 'forbidden-key', `the key ${shownText(name)} is not text to YAML`, 'a word, or quotes around it'));
  if (FORBIDDEN_KEYS.has(name)) return leaveOut(at, mistake(at.source, place, where, 'forbidden-key', `${name} is not a name that can be used here`, 'another name'));
  return { name };
}

function leaveOut(at: Conversion, found: Mistake): 'left out' {
  at.mistakes.push(found);
  return 'left out';
}

function syntaxMistakes(source: SourceFile, document: Document.Parsed): readonly Mistake[] {
  return document.errors.map((error) => {
    const place = placeOf(source, error.pos[0], error.pos[1]);
    // The parser reports the end of its call stack like a mistake of syntax.
    if (error.message.includes('call stack')) return tooDeep(source, place, '');
    return mistakeAt([source], place, { name: 'yaml-syntax', subject: '', seen: 'text that is not YAML', accepted: 'YAML', text: `not YAML: ${shownText(error.message, 200).slice(1, -1)}.` });
  });
}

/** The parser reports what is wrong as data; what it throws is an end of the call stack in brackets within brackets. */
function unparsed(source: SourceFile, error: unknown): Mistake {
  const start = placeOf(source, 0, 1);
  if (error instanceof RangeError) return tooDeep(source, start, '');
  return mistake(source, start, [], 'yaml-syntax', `not YAML: ${shownText(error instanceof Error ? error.message : 'unknown reason', 200).slice(1, -1)}`, 'YAML');
}

function severalDocuments(source: SourceFile, second: Document.Parsed): Mistake {
  return mistake(source, placeOf(source, second.range[0], second.range[0] + 1), [], 'several-documents', 'a second document begins here', 'one policy per file');
}

function tooLarge(source: SourceFile, bytes: number): Mistake {
  return mistake(source, placeOf(source, 0, 1), [], 'file-too-large', `the file has ${bytes} bytes`, `at most ${FILE_BYTES_MAX} bytes`);
}

function tooDeep(source: SourceFile, place: Place, subject: string): Mistake {
  return mistakeAt([source], place, { name: 'nested-too-deeply', subject, seen: 'values within values', accepted: `at most ${DEPTH_MAX} levels`, text: `nested too deeply. Accepted: at most ${DEPTH_MAX} levels.` });
}

function mistake(source: SourceFile, place: Place, path: Path, name: MistakeName, says: string, accepted: string): Mistake {
  return mistakeAt([source], place, { name, subject: formatPath(path), seen: says, accepted, text: `${says}. Accepted: ${accepted}.` });
}
