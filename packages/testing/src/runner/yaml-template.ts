// Reads YAML as templates. The workflow parser validates the same text but does not give the values: made for editors, it keeps the raw
// source of scalars over several lines that hold expressions, with indentation and quotes, and a script must not be run like that.
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document, Node } from 'yaml';
import type { Place, Template, TemplatePart } from './template.ts';
import { absent } from './template.ts';

/** `text` was found valid before; anything unexpected in it counts as absent. */
export function readYamlTemplate(text: string): Template {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  return toTemplate(document.contents, { document, lines });
}

interface Source {
  readonly document: Document;
  readonly lines: LineCounter;
}

function toTemplate(node: unknown, source: Source): Template {
  if (isAlias(node)) return toTemplate(node.resolve(source.document), source);
  if (isMap(node)) {
    const entries = node.items.map((pair) => ({ key: toTemplate(pair.key, source), value: toTemplate(pair.value, source) }));
    return { kind: 'mapping', entries, at: placeOf(node, source) };
  }
  if (isSeq(node)) return { kind: 'sequence', items: node.items.map((item) => toTemplate(item, source)), at: placeOf(node, source) };
  if (isScalar(node)) return scalarTemplate(node.value, placeOf(node, source));
  return absent;
}

function placeOf(node: Node, { lines }: Source): Place {
  const { line, col } = lines.linePos(node.range?.[0] ?? 0);
  return { line, column: col };
}

function scalarTemplate(value: unknown, at: Place): Template {
  if (typeof value === 'string') return textTemplate(value, at);
  if (typeof value === 'number' || typeof value === 'boolean') return { kind: 'literal', value, at };
  return { kind: 'literal', value: null, at };
}

/** Text without expressions, an expression that is all of it, or a mixture. */
export function textTemplate(text: string, at: Place): Template {
  const parts = splitExpressions(text);
  const [first] = parts;
  if (parts.length === 1 && first?.kind === 'expression') {
    return first.text === 'insert' ? { kind: 'insert', at } : { kind: 'expression', text: first.text, at };
  }
  return parts.every((part) => part.kind === 'text') ? { kind: 'literal', value: text, at } : { kind: 'mixed', parts, at };
}

function splitExpressions(text: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let position = 0;
  for (let start = text.indexOf('${{'); start >= 0; start = text.indexOf('${{', position)) {
    const end = endOfExpression(text, start + 3);
    if (end < 0) break;
    if (start > position) parts.push({ kind: 'text', text: text.slice(position, start) });
    parts.push({ kind: 'expression', text: text.slice(start + 3, end).trim() });
    position = end + 2;
  }
  if (position < text.length) parts.push({ kind: 'text', text: text.slice(position) });
  return parts;
}

/** The index of the closing braces; those inside a string literal do not count. */
function endOfExpression(text: string, from: number): number {
  let isInString = false;
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === "'") isInString = !isInString;
    else if (!isInString && text.startsWith('}}', index)) return index;
  }
  return -1;
}
