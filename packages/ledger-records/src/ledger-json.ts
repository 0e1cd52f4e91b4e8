// Text of what the ledger stores: JSON with two spaces, leaves on one line, and a final line break. Two things differ from JSON.stringify, so that
// what is read back is what was written, bit for bit: an infinite number is written as 1e999, which every JSON parser reads
// as infinity (JSON.stringify would write null), and -0 keeps its sign. Keys stay in the order in which they were built:
// sums over a record come out the same after a round trip.
import { invariant } from '@rampart/rollout-policy';

export function writeLedgerJson(value: unknown): string {
  return `${render(value, '')}\n`;
}

export type JsonReading = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'invalid'; readonly why: string };

/** Strict UTF-8 and JSON. A key `__proto__` is refused: copying it would replace an object's prototype. */
export function readLedgerJson(bytes: Uint8Array): JsonReading {
  let text: string;
  try {
    text = STRICTLY.decode(bytes);
  } catch {
    return { kind: 'invalid', why: 'it is not UTF-8 text' };
  }
  if (!/\S/.test(text)) return { kind: 'invalid', why: 'it is empty' };
  try {
    const value: unknown = JSON.parse(text);
    return text.includes('__proto__') && hasProtoKey(value) ? { kind: 'invalid', why: 'it has a key "__proto__"' } : { kind: 'value', value };
  } catch (cause) {
    return { kind: 'invalid', why: `it is not complete JSON (${cause instanceof Error ? cause.message : 'unreadable'})` };
  }
}

const STRICTLY = new TextDecoder('utf-8', { fatal: true });

function render(value: unknown, indent: string): string {
  switch (typeof value) {
    case 'string':
      return renderText(value);
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      return renderNumber(value);
    case 'object': {
      if (value === null) return 'null';
      const inner = `${indent}  `;
      const parts: string[] = [];
      let isLeaf = true;
      const take = (name: string, item: unknown): void => {
        parts.push(`${name}${render(item, inner)}`);
        isLeaf &&= isPlain(item);
      };
      if (Array.isArray(value)) for (const item of value) take('', item);
      else for (const [key, field] of Object.entries(value)) if (field !== undefined) take(`${renderText(key)}: `, field);
      const [open, close] = Array.isArray(value) ? '[]' : '{}';
      if (isLeaf) return `${open}${parts.join(', ')}${close}`;
      return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
    }
    default:
      invariant(false, 'the ledger holds plain JSON', { type: typeof value });
  }
}

/** What holds nothing further stands on one line with its neighbours: a cell of counts is read at a glance, and costs half of what it would over four lines. */
function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** What a terminal would obey, and what hides or turns round what stands beside it, is written as an escape: people read records with `git log -p`. */
function renderText(text: string): string {
  if (NOTHING_TO_ESCAPE.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (char) => Array.from({ length: char.length }, (_, unit) => `\\u${char.charCodeAt(unit).toString(16).padStart(4, '0')}`).join(''));
}

/** Most of what a record says, names of fields above all. */
const NOTHING_TO_ESCAPE = /^[ !#-[\]-~]*$/;

function renderNumber(value: number): string {
  if (Object.is(value, -0)) return '-0';
  if (Number.isFinite(value)) return String(value);
  invariant(!Number.isNaN(value), 'the ledger holds no NaN', {});
  return `${value < 0 ? '-' : ''}1e999`;
}

function hasProtoKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, field]) => key === '__proto__' || hasProtoKey(field));
}
