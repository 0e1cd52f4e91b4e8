// One value of a policy's text written anew. Only the characters of that value change: comments, order and layout stay as people wrote them.
import { isMap, isPair, isScalar, isSeq, parseDocument, type Pair, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml';

export interface PolicyTextEdit {
  /** Keys, and indices of lists. */
  readonly path: readonly (string | number)[];
  /** What stands there, as YAML; empty for a new item of a list, put in at that index. */
  readonly from: string;
  readonly to: string;
}

/** `cannot`: the text says it in a form that has no place for the value. */
export type EditedText = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'cannot' };

const CANNOT: EditedText = { kind: 'cannot' };
const INDENT = '  ';

type Node = ParsedNode | null;

export function editedText(text: string, { path, from, to }: PolicyTextEdit): EditedText {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return CANNOT;
  let at: Node = document.contents;
  for (const [depth, step] of path.entries()) {
    const rest = path.slice(depth + 1);
    if (typeof step === 'number') {
      if (!isSeq(at)) return CANNOT;
      const item: ParsedNode | undefined = at.items[step];
      if (rest.length === 0 && from === '') return newItem(text, at, step, to);
      if (item === undefined) return CANNOT;
      at = item;
    } else {
      // `errors: default` and the like: a short form has no place for a key of its own.
      if (!isMap(at)) return CANNOT;
      const pair: Pair<unknown, Node> | undefined = (at.items as Pair<unknown, Node>[]).find(({ key }) => isScalar(key) && key.value === step);
      if (pair === undefined) return newKey(text, at, [step, ...rest], to);
      at = pair.value;
    }
  }
  return at === null ? CANNOT : { kind: 'text', text: replaced(text, at.range[0], at.range[1], to) };
}

function newItem(text: string, list: YAMLSeq.Parsed, index: number, to: string): EditedText {
  const before = list.items[index];
  const start = before === undefined ? undefined : (before).range[0];
  if (start === undefined) return CANNOT;
  if (list.flow === true) return { kind: 'text', text: replaced(text, start, start, `${to}, `) };
  const lineStart = text.lastIndexOf('\n', start) + 1;
  return { kind: 'text', text: replaced(text, lineStart, lineStart, `${text.slice(lineStart, start)}${to}\n`) };
}

function newKey(text: string, map: YAMLMap.Parsed, path: readonly (string | number)[], to: string): EditedText {
  const keys = path.filter((step) => typeof step === 'string');
  const last = map.items.at(-1);
  if (keys.length < path.length || !isPair(last)) return CANNOT;
  const [, end] = map.range;
  if (map.flow === true) return { kind: 'text', text: replaced(text, end - 1, end - 1, `, ${keys.join(': {')}: ${to}${'}'.repeat(keys.length - 1)}`) };
  const column = indentOf(text, (last.key).range[0]);
  const written = keys.map((key, depth) => `${column}${INDENT.repeat(depth)}${key}:`).join('\n');
  // After the last line of the mapping, with the comment that may stand behind it.
  const valueEnd = (last.value)?.range[1] ?? (last.key).range[1];
  const lineEnd = text.indexOf('\n', Math.max(0, text[valueEnd - 1] === '\n' ? valueEnd - 1 : valueEnd));
  return lineEnd < 0 ? { kind: 'text', text: `${text}\n${written} ${to}\n` } : { kind: 'text', text: replaced(text, lineEnd, lineEnd, `\n${written} ${to}`) };
}

function indentOf(text: string, at: number): string {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
}

function replaced(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}
