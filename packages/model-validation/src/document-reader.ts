// Reads plain values (from JSON or YAML) field by field and collects every mistake. A field that is wrong yields a harmless value, and
// the document is refused as a whole at the end.
import { type Decoded, type Mistake, showPath, shown } from './mistake.ts';

type Path = readonly (string | number)[];

const mistakesMax = 20;

export class DocumentReader {
  private readonly mistakes: Mistake[] = [];
  private unlisted = 0;

  add(path: Path, message: string): void {
    // A hostile document of a thousand mistakes should not become a log of a thousand lines.
    if (this.mistakes.length < mistakesMax) this.mistakes.push({ path, place: showPath(path), message });
    else this.unlisted += 1;
  }

  /** The document if nothing was wrong with it. */
  finish<T>(value: T): Decoded<T> {
    const [first, ...rest] = this.mistakes;
    if (first === undefined) return { kind: 'decoded', value };
    const more = this.unlisted === 0 ? [] : [{ path: [], place: '', message: `and ${this.unlisted} more mistakes` }];
    return { kind: 'refused', mistakes: [first, ...rest, ...more] };
  }

  /** Own entries of an object, at most `sizeMax`. A Map, because keys such as `__proto__` come from outside. */
  entries(path: Path, value: unknown, expected: string, sizeMax = 10_000): ReadonlyMap<string, unknown> {
    if (!isRecord(value)) this.add(path, `expected ${expected}, got ${shown(value)}`);
    else if (Object.keys(value).length > sizeMax) this.add(path, `has ${Object.keys(value).length} keys; at most ${sizeMax} are accepted`);
    else return new Map(Object.entries(value));
    return new Map();
  }

  /** As `entries`, with only these keys allowed. */
  fields(path: Path, value: unknown, keys: readonly string[]): ReadonlyMap<string, unknown> {
    const fields = this.entries(path, value, `an object with ${keys.join(', ')}`);
    for (const key of fields.keys()) if (!keys.includes(key)) this.add([...path, key], `is an unknown key. Accepted: ${keys.join(', ')}`);
    return fields;
  }

  list(path: Path, value: unknown, sizeMax: number, sizeMin = 0): readonly unknown[] {
    if (!Array.isArray(value)) this.add(path, `expected a list, got ${shown(value)}`);
    else if (value.length < sizeMin) this.add(path, `expected a list of at least ${sizeMin}, got ${shown(value)}`);
    else if (value.length > sizeMax) this.add(path, `has ${value.length} items; at most ${sizeMax} are accepted`);
    else return value;
    return [];
  }

  finite(path: Path, value: unknown): number {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    this.add(path, `expected a finite number, got ${shown(value)}`);
    return 0;
  }

  /** A whole number from `min`. */
  count(path: Path, value: unknown, min: 0 | 1): number {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min) return value;
    this.add(path, `expected a whole number from ${min}, got ${shown(value)}`);
    return min;
  }

  flag(path: Path, value: unknown): boolean {
    if (typeof value === 'boolean') return value;
    this.add(path, `expected true or false, got ${shown(value)}`);
    return false;
  }

  /** One of `choices`; the first of them when it is none. */
  choice<const Choice extends string>(path: Path, value: unknown, choices: readonly [Choice, ...Choice[]]): Choice {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) this.add(path, `expected ${choices.join(' or ')}, got ${shown(value)}`);
    return found ?? choices[0];
  }

  /** Text on one line. */
  text(path: Path, value: unknown, lengthMax = 200): string {
    if (typeof value === 'string' && value !== '' && value.length <= lengthMax && value.isWellFormed() && !/[\u0000-\u001f\u007f-\u009f]/.test(value)) return value;
    this.add(path, `expected a text of 1 to ${lengthMax} characters on one line, got ${shown(value)}`);
    return '';
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  // YAML tags can make dates, sets and buffers; none of them is a plain mapping.
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
