// Every published vector goes through the table that `rampart stat` uses: its function by name, its inputs as they stand, its value at its tolerance.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findStatistic } from '../src/stat/catalogue.ts';
import type { Value } from '../src/stat/statistic.ts';

interface Vector {
  readonly id: string;
  readonly function: string;
  readonly inputs: unknown;
  readonly expected: Value;
  readonly tol: number;
  readonly note?: string;
}

const FILE = join(import.meta.dirname, '../../rollout-policy/test/stat-vectors.json');
const { vectors } = JSON.parse(readFileSync(FILE, 'utf8')) as { readonly vectors: readonly Vector[] };

/** Functions that Rampart does not have, by the text of their vectors. */
const EXEMPT: readonly { readonly function: string; readonly reason: string }[] = [
  {
    function: 'ADWIN() defaults (delta .002): alarm indices',
    reason: 'A display that promises no false-alarm rate and that no check uses. The indices are those of an old release; the published algorithm (Bifet & Gavalda 2007) raises its first alarm earlier.',
  },
];

const isExempt = (vector: Vector): boolean => EXEMPT.some((exempt) => exempt.function === vector.function);

describe('published vectors', () => {
  it('are there', () => {
    expect(vectors.length).toBeGreaterThan(100);
    expect(new Set(vectors.map(({ id }) => id)).size).toBe(vectors.length);
  });

  it.each(vectors.filter((vector) => !isExempt(vector)).map((vector) => [vector.id, vector] as const))('%s is reproduced', (_, vector) => {
    const found = findStatistic(vector.function);
    if (found.kind === 'unknown') throw new Error(`no statistic is called ${vector.function}; add it, or exempt it with a reason`);
    const evaluation = found.statistic.evaluate(vector.inputs);
    if (evaluation.kind === 'mistakes') throw new Error(evaluation.mistakes.join('\n'));
    const differences = differencesOf(evaluation.value, vector.expected, { tolerance: vector.tol, isRelative: (vector.note ?? '').includes('relative tolerance') });
    expect(differences).toEqual([]);
  });

  it.each(vectors.filter((vector) => !isExempt(vector)).map((vector) => [vector.id, vector] as const))('%s names its function', (id, vector) => {
    expect(findStatistic(id)).toEqual(findStatistic(vector.function));
  });

  it.each(EXEMPT)('$function is exempt because it is not there', (exempt) => {
    expect(findStatistic(exempt.function).kind).toBe('unknown');
    expect(vectors.some((vector) => vector.function === exempt.function)).toBe(true);
    expect(exempt.reason).toMatch(/\.$/);
  });
});

interface Closeness {
  readonly tolerance: number;
  readonly isRelative: boolean;
}

/** Where the value is not what was expected. A value may say more than was asked. */
function differencesOf(value: Value | undefined, expected: Value, closeness: Closeness): readonly string[] {
  if (typeof expected === 'number') {
    const allowed = closeness.tolerance * (closeness.isRelative ? Math.abs(expected) : 1);
    return typeof value === 'number' && Math.abs(value - expected) <= allowed ? [] : [`${JSON.stringify(value)} is not ${expected} to ${allowed}`];
  }
  if (isList(expected)) {
    if (!isList(value) || value.length !== expected.length) return [`${JSON.stringify(value)} has not ${expected.length} items`];
    return expected.flatMap((item, index) => differencesOf(value[index], item, closeness).map((difference) => `${index}: ${difference}`));
  }
  const fields = typeof value === 'object' && !isList(value) ? value : {};
  return Object.entries(expected).flatMap(([key, item]) => differencesOf(fields[key], item, closeness).map((difference) => `${key}: ${difference}`));
}

function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}
