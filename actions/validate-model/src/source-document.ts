// Turns the text of a file, or of an input, into plain values, and finds the line of whatever is wrong with them.
import { type Mistake, type Place } from '@rampart/action-kit';
import { type Decoded, type Mistake as DocumentMistake, oneLine } from '@rampart/model-validation';
import { isScalar, LineCounter, parseDocument } from 'yaml';

export interface SourceText {
  /** The input that it came by, e.g. `gates`. */
  readonly input: string;
  readonly origin: { readonly kind: 'file'; readonly file: string } | { readonly kind: 'inline' };
  readonly text: string;
}

export type ReadDocument<T> = { readonly kind: 'document'; readonly value: T } | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] };

/** Reads YAML, of which JSON is a part. Repeated keys, unknown tags and several documents in one text are mistakes. */
export function readYaml<T>(source: SourceText, decode: (value: unknown) => Decoded<T>): ReadDocument<T> {
  const lines = new LineCounter();
  try {
    const document = parseDocument(source.text, { ...strict, lineCounter: lines });
    const faults = [...document.errors, ...document.warnings];
    if (faults.length > 0) return mistakes(faults.slice(0, 10).map((fault) => placed(source, lines.linePos(fault.pos[0]), 'RMP501', source.input, `is not valid YAML or JSON: ${oneLine(fault.message, 300)}`)));
    return decodeValue(source, document.toJS(), decode);
  } catch (cause) {
    return mistakes([placed(source, undefined, 'RMP501', source.input, `cannot be read as YAML or JSON: ${oneLine(messageOf(cause), 200)}`)]);
  }
}

/** Reads JSON, for documents that are too large for a reader that keeps places. */
export function readJson<T>(source: SourceText, decode: (value: unknown) => Decoded<T>): ReadDocument<T> {
  let value: unknown;
  try {
    value = JSON.parse(source.text);
  } catch (cause) {
    const at = /\(line (\d+) column (\d+)\)/.exec(messageOf(cause));
    return mistakes([placed(source, at === null ? undefined : { line: Number(at[1]), col: Number(at[2]) }, 'RMP501', source.input, `is not valid JSON: ${oneLine(messageOf(cause), 200)}`)]);
  }
  return decodeValue(source, value, decode);
}

/** Mistakes of a decoder with the lines where they were made. */
export function placeMistakes(source: SourceText, found: readonly DocumentMistake[]): readonly Mistake[] {
  const locate = locator(source.text);
  return found.map(({ path, place, message }) => placed(source, locate(path), 'RMP502', place === '' ? source.input : place, message));
}

const strict = { uniqueKeys: true, stringKeys: true, resolveKnownTags: false, prettyErrors: false, logLevel: 'error' } as const;
/** Above this, finding a line would take longer than reading the document. */
const locatedLengthMax = 1024 * 1024;

interface Position {
  readonly line: number;
  readonly col: number;
}

function decodeValue<T>(source: SourceText, value: unknown, decode: (value: unknown) => Decoded<T>): ReadDocument<T> {
  const decoded = decode(value);
  return decoded.kind === 'decoded' ? { kind: 'document', value: decoded.value } : mistakes(placeMistakes(source, decoded.mistakes));
}

function locator(text: string): (path: readonly (string | number)[]) => Position | undefined {
  if (text.length > locatedLengthMax) return () => undefined;
  const lines = new LineCounter();
  const document = parseDocument(text, { ...strict, lineCounter: lines });
  return (path) => {
    // What is missing has no place; the nearest thing around it has.
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      const start = isScalar(node) || hasRange(node) ? node.range?.[0] : undefined;
      if (start !== undefined) return lines.linePos(start);
    }
    return { line: 1, col: 1 };
  };
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

function placed(source: SourceText, position: Position | undefined, code: string, subject: string, text: string): Mistake {
  const { line, col } = position ?? { line: 1, col: 1 };
  const place: Place = source.origin.kind === 'file' ? { kind: 'file', file: source.origin.file, line, column: col } : { kind: 'nowhere' };
  return { code, subject: source.origin.kind === 'inline' && position !== undefined ? `${source.input} line ${line} ${subject === source.input ? '' : subject}`.trim() : subject, text, place };
}

function mistakes(found: readonly Mistake[]): { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] } {
  return { kind: 'mistakes', mistakes: found };
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
