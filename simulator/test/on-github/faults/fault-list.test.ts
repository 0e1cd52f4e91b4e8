import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAULTS } from './fault-list.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');

describe('the faults of the table', () => {
  it('are numbered without a gap', () => {
    expect(FAULTS.map(({ number }) => number)).toEqual(FAULTS.map((_, index) => index + 1));
  });

  it.each(FAULTS.filter(({ elsewhere }) => elsewhere !== '').map(({ name, elsewhere }) => [name, elsewhere] as const))('%s is where the table says that it is: %s', (_, elsewhere) => {
    const path = join(ROOT, elsewhere);
    expect(existsSync(path)).toBe(true);
    // A folder is one of tests.
    expect(elsewhere.endsWith('.test.ts') || readdirSync(path).some((file) => file.endsWith('.test.ts'))).toBe(true);
  });
});
