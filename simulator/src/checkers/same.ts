// Whether two pieces of plain data are the same, as a ledger would write them: the order of keys says nothing, and what is undefined is not there.

export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || a === b) return true;
  // JSON has no infinity: an endless bound of an interval is null there.
  if (isEndless(a) && isEndless(b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [entriesOfA, entriesOfB] = [entriesOf(a), entriesOf(b)];
  const known = new Map(entriesOfB);
  return entriesOfA.length === entriesOfB.length && entriesOfA.every(([key, value]) => known.has(key) && isSame(value, known.get(key)));
}

function isEndless(value: unknown): boolean {
  return value === null || value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;
}

function entriesOf(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, member]) => member !== undefined);
}

/** Where two pieces of plain data differ first, for people: `checks.errors.watermarkMs: 30 and 60`. Empty where they do not. */
export function firstDifference(a: unknown, b: unknown, path = ''): string {
  if (isSame(a, b)) return '';
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return `${path}: ${shortened(a)} and ${shortened(b)}`;
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  for (const key of keys) {
    const difference = firstDifference(Reflect.get(a, key), Reflect.get(b, key), path === '' ? key : `${path}.${key}`);
    if (difference !== '') return difference;
  }
  return `${path}: not the same`;
}

function shortened(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 80);
}
