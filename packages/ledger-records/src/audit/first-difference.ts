// Where two values of the ledger differ first, for people. The order of keys says nothing, and what is undefined is not there.

/** `checks.errors.watermarkMs is 60, should be 30`; empty where they are the same. */
export function firstDifference(recorded: unknown, expected: unknown, path = ''): string {
  if (Object.is(recorded, expected) || recorded === expected) return '';
  if (!isStructure(recorded) || !isStructure(expected) || Array.isArray(recorded) !== Array.isArray(expected)) {
    return `${path === '' ? 'the whole' : path} is ${shown(recorded)}, should be ${shown(expected)}`;
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(recorded)])) {
    const difference = firstDifference(memberOf(recorded, key), memberOf(expected, key), Array.isArray(expected) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`);
    if (difference !== '') return difference;
  }
  return '';
}

function isStructure(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function memberOf(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (Reflect.get(value, key) as unknown) : undefined;
}

function shown(value: unknown): string {
  if (value === undefined) return 'absent';
  if (typeof value === 'number') return String(value);
  const written = JSON.stringify(value) ?? 'absent';
  return written.length > 80 ? `${written.slice(0, 77)}...` : written;
}
