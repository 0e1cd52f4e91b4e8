// YAML text to a source tree. Total: whatever the text is, the answer is a tree or mistakes, after a time that its size bounds.
import { parseAllDocuments, type Document, type ParsedNode } from 'yaml';
import { sourceMistake } from '../mistakes/finding.ts';
import type { Mistake } from '../mistakes/mistake.ts';
import { shownText } from '../mistakes/shown.ts';
import { convertTree, tooDeep } from './convert-tree.ts';
import type { Place } from './place.ts';
import { openSource, placeOf, type SourceFile } from './source-file.ts';
import type { Layer, SourceMapping } from './source-tree.ts';

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
/** Levels that are not even parsed. */
const OPEN_MAX = 100;
const SYNTAX_MISTAKES_MAX = 5;

export function readYaml({ file, text }: YamlFile, layer: Layer): YamlReading {
  const bytes = Buffer.byteLength(text);
  if (bytes > FILE_BYTES_MAX) return unreadable(tooLarge(openSource(file, ''), bytes));
  const source = openSource(file, text);
  const deepAt = tooDeepAt(text);
  if (deepAt >= 0) return unreadable(tooDeep(source, placeOf(source, deepAt, deepAt + 1), []));
  const documents = parseDocuments(text);
  if (!Array.isArray(documents)) return unreadable(unparsed(source, documents.error));
  const broken = documents.flatMap((document) => syntaxMistakes(source, document));
  if (broken.length > 0) return unreadable(...broken.slice(0, SYNTAX_MISTAKES_MAX));
  const [first, second] = documents;
  return second === undefined ? treeOf(source, first?.contents ?? null, layer) : unreadable(severalDocuments(source, second));
}

function unreadable(...mistakes: readonly Mistake[]): YamlReading {
  return { kind: 'unreadable', mistakes };
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
    // Duplicate keys are found while converting, in linear time and with both places.
    const documents = parseAllDocuments(text, { schema: 'core', merge: false, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
    return 'empty' in documents ? [] : documents;
  } catch (error) {
    return { error };
  }
}

function treeOf(source: SourceFile, contents: ParsedNode | null, layer: Layer): YamlReading {
  const { root, mistakes } = convertTree(source, contents, layer);
  if (root === 'left out') return unreadable(...mistakes);
  if (root.kind === 'mapping') return { kind: 'tree', root, source, mistakes };
  if (root.kind === 'scalar' && root.value === null) return { kind: 'tree', root: { kind: 'mapping', entries: new Map(), place: root.place, layer }, source, mistakes };
  const seen = root.kind === 'list' ? 'a list' : shownText(root.raw);
  const facts = { seen, says: `the file is not a policy, got ${seen}`, accepted: 'a mapping of keys, e.g. `target: fraud-prod`' };
  return unreadable(sourceMistake('wrong-type', source, root.place, [], facts));
}

function syntaxMistakes(source: SourceFile, document: Document.Parsed): readonly Mistake[] {
  return document.errors.map((error) => {
    const place = placeOf(source, error.pos[0], error.pos[1]);
    // The parser reports the end of its call stack like a mistake of syntax.
    if (error.message.includes('call stack')) return tooDeep(source, place, []);
    return notYaml(source, place, error.message);
  });
}

/** The parser reports what is wrong as data; what it throws is an end of the call stack in values within values. */
function unparsed(source: SourceFile, error: unknown): Mistake {
  const start = placeOf(source, 0, 1);
  if (error instanceof RangeError) return tooDeep(source, start, []);
  return notYaml(source, start, error instanceof Error ? error.message : 'unknown reason');
}

function notYaml(source: SourceFile, place: Place, why: string): Mistake {
  const says = `not YAML: ${shownText(why, 200).slice(1, -1)}`;
  return sourceMistake('yaml-syntax', source, place, [], { seen: 'text that is not YAML', says, accepted: 'YAML' });
}

function severalDocuments(source: SourceFile, second: Document.Parsed): Mistake {
  const place = placeOf(source, second.range[0], second.range[0] + 1);
  return sourceMistake('several-documents', source, place, [], { seen: 'several documents', says: 'a second document begins here', accepted: 'one policy per file' });
}

function tooLarge(source: SourceFile, bytes: number): Mistake {
  const seen = `${bytes} bytes`;
  return sourceMistake('file-too-large', source, placeOf(source, 0, 1), [], { seen, says: `the file has ${seen}`, accepted: `at most ${FILE_BYTES_MAX} bytes` });
}
