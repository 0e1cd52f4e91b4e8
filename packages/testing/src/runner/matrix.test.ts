import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from './json-value.ts';
import { expandMatrix } from './matrix.ts';

function values(matrix: JsonValue): readonly JsonObject[] {
  const expansion = expandMatrix(matrix);
  if (expansion.kind === 'mistake') throw new Error(expansion.message);
  return expansion.combinations.map((combination) => combination.values);
}

describe('expandMatrix', () => {
  it('crosses the vectors, the first one slowest', () => {
    expect(values({ version: [10, 12], os: ['linux', 'windows'] })).toEqual([
      { version: 10, os: 'linux' },
      { version: 10, os: 'windows' },
      { version: 12, os: 'linux' },
      { version: 12, os: 'windows' },
    ]);
  });

  it('takes excluded combinations out', () => {
    expect(values({ a: [1, 2], b: ['x', 'y'], exclude: [{ a: 1, b: 'x' }, { a: 2 }] })).toEqual([{ a: 1, b: 'y' }]);
  });

  // The example of "Expanding or adding matrix configurations" in GitHub's documentation.
  it('extends what an include matches and adds what matches nothing', () => {
    const matrix = {
      fruit: ['apple', 'pear'],
      animal: ['cat', 'dog'],
      include: [
        { color: 'green' },
        { color: 'pink', animal: 'cat' },
        { fruit: 'apple', shape: 'circle' },
        { fruit: 'banana' },
        { fruit: 'banana', animal: 'cat' },
      ],
    };

    expect(values(matrix)).toEqual([
      { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
      { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
      { fruit: 'pear', animal: 'cat', color: 'pink' },
      { fruit: 'pear', animal: 'dog', color: 'green' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ]);
  });

  it('makes one combination of each include when there is no vector', () => {
    expect(values({ include: [{ a: 1 }, { a: 2, b: 3 }] })).toEqual([{ a: 1 }, { a: 2, b: 3 }]);
  });

  it('compares as expressions do: without case, inside objects too', () => {
    expect(values({ os: ['Linux'], node: [{ v: 1, x: 2 }, { v: 2 }], exclude: [{ os: 'LINUX', node: { v: 1 } }] })).toEqual([
      { os: 'Linux', node: { v: 2 } },
    ]);
  });

  it('gives no combination when all are excluded', () => {
    expect(values({ a: [1], exclude: [{ a: 1 }] })).toEqual([]);
  });

  it('labels a combination with its scalars, not with what include added to it', () => {
    const expansion = expandMatrix({ a: [{ deep: [1, 'x'] }], include: [{ b: true }] });

    expect(expansion).toMatchObject({ combinations: [{ values: { b: true }, labels: ['1', 'x'] }] });
  });

  it.each<[string, JsonValue, string]>([
    ['an empty vector', { version: [] }, "Matrix vector 'version' does not contain any values"],
    ['no vector', {}, 'Matrix must define at least one vector'],
    ['an empty include alone', { include: [] }, 'Matrix must define at least one vector'],
    ['a vector that is no list', { a: 'x' }, "Matrix vector 'a' must be a sequence"],
    ['a list in place of the matrix', ['a'], 'must be a mapping'],
    ['an exclude key that is no vector', { a: [1], exclude: [{ b: 1 }] }, "Matrix exclude key 'b'"],
    ['an empty include mapping', { a: [1], include: [{}] }, 'Matrix include mapping does not contain any values'],
    ['too many combinations', { a: Array.from({ length: 257 }, (_, index) => index) }, '257 combinations, more than 256'],
  ])('refuses %s', (_, matrix, message) => {
    expect(expandMatrix(matrix)).toMatchObject({ kind: 'mistake', message: expect.stringContaining(message) as string });
  });
});
