import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listDefects } from './run.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');

describe('the defects of the fault suite', () => {
  // Whether they are found is for the night; that they are still defects of these sources is seen at once.
  it.each(listDefects().map(({ name, patch }) => [name, patch] as const))('%s can be put into the sources', (_, patch) => {
    expect(() => execFileSync('git', ['apply', '--check', patch], { cwd: ROOT, stdio: 'pipe' })).not.toThrow();
  });
});
