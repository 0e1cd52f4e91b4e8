// Turns an evaluated `strategy.matrix` into combinations. Pure. Order and rules follow GitHub's own MatrixBuilder (actions/runner,
// src/Sdk/WorkflowParser/Conversion): product of the vectors in file order, `exclude`, then `include`, which first extends what it matches.
import { evaluateExpression, isTruthy, scalarText } from './expression.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { isJsonArray, isJsonObject } from './json-value.ts';

export type MatrixExpansion =
  /** Empty when `exclude` took every combination away: the job then runs once, without a matrix. */
  | { readonly kind: 'expanded'; readonly combinations: readonly MatrixCombination[] }
  /** `path` leads from the matrix to the value that is wrong. */
  | { readonly kind: 'mistake'; readonly message: string; readonly path: readonly string[] };

export interface MatrixCombination {
  readonly values: JsonObject;
  /** The scalar values that the job's name shows. */
  readonly labels: readonly string[];
}

/** GitHub starts at most this many jobs for one matrix. */
export const combinationsMax = 256;

export function expandMatrix(matrix: JsonValue): MatrixExpansion {
  if (!isJsonObject(matrix)) return mistake('A sequence or a scalar was not expected: the matrix must be a mapping', []);
  const vectors: [string, readonly JsonValue[]][] = [];
  for (const [name, vector] of Object.entries(matrix)) {
    if (name === 'include' || name === 'exclude') continue;
    if (!isJsonArray(vector)) return mistake(`Matrix vector '${name}' must be a sequence`, [name]);
    if (vector.length === 0) return mistake(`Matrix vector '${name}' does not contain any values`, [name]);
    vectors.push([name, vector]);
  }
  const include = readFilters(matrix, 'include');
  if (include.kind === 'mistake') return include;
  const exclude = readFilters(matrix, 'exclude');
  if (exclude.kind === 'mistake') return exclude;
  if (vectors.length === 0 && include.filters.length === 0) return mistake('Matrix must define at least one vector', []);
  const unknown = exclude.filters.flatMap((filter) => Object.keys(filter)).find((key) => !vectors.some(([name]) => name === key));
  if (unknown !== undefined) return mistake(`Matrix exclude key '${unknown}' does not match any key within the matrix`, ['exclude']);

  const kept = product(vectors).filter((combination) => !exclude.filters.some((filter) => matchesFilter(filter, combination)));
  const combinations = withIncludes(kept, include.filters, new Set(vectors.map(([name]) => name)));
  if (combinations.length > combinationsMax) {
    return mistake(`Matrix has ${combinations.length} combinations, more than ${combinationsMax}`, []);
  }
  return { kind: 'expanded', combinations };
}

type Filters =
  | { readonly kind: 'filters'; readonly filters: readonly JsonObject[] }
  | Extract<MatrixExpansion, { kind: 'mistake' }>;

function readFilters(matrix: JsonObject, name: 'include' | 'exclude'): Filters {
  const list = matrix[name] ?? [];
  if (!isJsonArray(list)) return mistake(`Matrix ${name} must be a sequence`, [name]);
  const filters: JsonObject[] = [];
  for (const filter of list) {
    if (!isJsonObject(filter)) return mistake(`Matrix ${name} must hold mappings`, [name]);
    if (Object.keys(filter).length === 0) return mistake(`Matrix ${name} mapping does not contain any values`, [name]);
    filters.push(filter);
  }
  return { kind: 'filters', filters };
}

/** The first vector changes slowest. No vector gives no combination, not the empty one. */
function product(vectors: readonly (readonly [string, readonly JsonValue[]])[]): readonly JsonObject[] {
  if (vectors.length === 0) return [];
  return vectors.reduce<readonly JsonObject[]>(
    (combinations, [name, vector]) => combinations.flatMap((each) => vector.map((value) => ({ ...each, [name]: value }))),
    [{}],
  );
}

function withIncludes(
  kept: readonly JsonObject[],
  includes: readonly JsonObject[],
  vectorNames: ReadonlySet<string>,
): readonly MatrixCombination[] {
  const matchedIncludes = new Set<JsonObject>();
  const extended = kept.map((combination) => {
    const extras = includes.flatMap((include) => {
      const filter = pick(include, (key) => vectorNames.has(key));
      if (!matchesFilter(filter, combination)) return [];
      matchedIncludes.add(include);
      return [pick(include, (key) => !vectorNames.has(key))];
    });
    const values = Object.fromEntries([combination, ...extras].flatMap((each) => Object.entries(each)));
    return { values, labels: labelsOf(combination) };
  });
  const added = includes.filter((include) => !matchedIncludes.has(include));
  return [...extended, ...added.map((include) => ({ values: include, labels: labelsOf(include) }))];
}

function pick(object: JsonObject, wants: (key: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => wants(key)));
}

/** Every leaf of the filter equals the same place of the combination, by the `==` of expressions. */
function matchesFilter(filter: JsonValue, candidate: JsonValue | undefined): boolean {
  if (isJsonArray(filter)) {
    return filter.every((each, index) => matchesFilter(each, isJsonArray(candidate) ? candidate[index] : undefined));
  }
  if (isJsonObject(filter)) {
    return Object.entries(filter).every(([key, each]) => matchesFilter(each, isJsonObject(candidate) ? candidate[key] : undefined));
  }
  return isTruthy(evaluateExpression('given.filter == given.value', equality(filter, candidate ?? null)));
}

function equality(filter: JsonValue, value: JsonValue): Parameters<typeof evaluateExpression>[1] {
  return { contexts: { given: { filter, value } }, functions: {} };
}

function labelsOf(value: JsonValue): readonly string[] {
  if (isJsonArray(value)) return value.flatMap(labelsOf);
  if (isJsonObject(value)) return Object.values(value).flatMap(labelsOf);
  return value === null || value === '' ? [] : [scalarText(value)];
}

function mistake(message: string, path: readonly string[]): Extract<MatrixExpansion, { kind: 'mistake' }> {
  return { kind: 'mistake', message, path };
}
