// Says what is wrong with the form of a JSON value. A shape returns one sentence per mistake, all of them; none means it fits.

export type Shape = (value: unknown, at: string) => readonly string[];

export const anything: Shape = () => [];

export const text: Shape = (value, at) => (typeof value === 'string' ? [] : [wrong(at, 'text', value)]);

export const filledText: Shape = (value, at) => (typeof value === 'string' && value !== '' ? [] : [wrong(at, 'text that is not empty', value)]);

export const flag: Shape = (value, at) => (typeof value === 'boolean' ? [] : [wrong(at, 'true or false', value)]);

export const finite: Shape = (value, at) => (typeof value === 'number' && Number.isFinite(value) ? [] : [wrong(at, 'a number', value)]);

/** Evidence has no end: infinities are numbers here. */
export const number: Shape = (value, at) => (typeof value === 'number' ? [] : [wrong(at, 'a number', value)]);

export function integer(bounds: { readonly min: number; readonly max?: number }): Shape {
  const max = bounds.max ?? Number.MAX_SAFE_INTEGER;
  return (value, at) => {
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= bounds.min && value <= max;
    const range = bounds.max === undefined ? `of at least ${bounds.min}` : `from ${bounds.min} to ${bounds.max}`;
    return fits ? [] : [wrong(at, `a whole number ${range}`, value)];
  };
}

export const weight: Shape = integer({ min: 0, max: 1_000_000 });

export function exactly(expected: string | number): Shape {
  return (value, at) => (value === expected ? [] : [wrong(at, JSON.stringify(expected), value)]);
}

/** Every name is a key, so that the compiler finds a name that is missing here. */
export function oneOf<Name extends string>(names: Readonly<Record<Name, true>>): Shape {
  return (value, at) => (typeof value === 'string' && Object.hasOwn(names, value) ? [] : [wrong(at, `one of ${Object.keys(names).join(', ')}`, value)]);
}

/** Fields that are not named are not looked at. */
export function record(fields: Readonly<Record<string, Shape>>): Shape {
  const known = Object.entries(fields);
  return (value, at) => {
    if (!isObject(value)) return [wrong(at, 'an object', value)];
    return known.flatMap(([name, shape]) => shape(Object.hasOwn(value, name) ? value[name] : undefined, at === '' ? name : `${at}.${name}`));
  };
}

export function listOf(item: Shape): Shape {
  return (value, at) => (Array.isArray(value) ? value.flatMap((entry, index) => item(entry, `${at}[${index}]`)) : [wrong(at, 'a list', value)]);
}

/** A list of exactly these. */
export function tuple(...items: readonly Shape[]): Shape {
  return (value, at) => {
    if (!Array.isArray(value) || value.length !== items.length) return [wrong(at, `a list of ${items.length}`, value)];
    return items.flatMap((item, index) => item(value[index], `${at}[${index}]`));
  };
}

export function mapOf(item: Shape): Shape {
  return (value, at) => (isObject(value) ? Object.entries(value).flatMap(([name, entry]) => item(entry, `${at}.${name}`)) : [wrong(at, 'an object', value)]);
}

/** A union told apart by `kind`. */
export function kinds<Kind extends string>(shapes: Readonly<Record<Kind, Shape>>): Shape {
  const known = new Map<string, Shape>(Object.entries<Shape>(shapes));
  return (value, at) => {
    if (!isObject(value)) return [wrong(at, 'an object', value)];
    const kind = value['kind'];
    const shape = typeof kind === 'string' ? known.get(kind) : undefined;
    return shape === undefined ? [wrong(at === '' ? 'kind' : `${at}.kind`, `one of ${[...known.keys()].join(', ')}`, kind)] : shape(value, at);
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(at: string, expected: string, value: unknown): string {
  return `${at === '' ? 'the whole' : at} should be ${expected}, is ${shown(value)}`;
}

function shown(value: unknown): string {
  if (value === undefined) return 'absent';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const written = JSON.stringify(value);
  return written.length > 60 ? `${written.slice(0, 57)}...` : written;
}
