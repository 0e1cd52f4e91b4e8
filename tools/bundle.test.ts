import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cachedBundle } from './bundle.ts';
import { listActions, ROOT } from './repository.ts';

describe.each(listActions())('the bundle of %s', (action) => {
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rampart-bundle-'));
    cpSync(await cachedBundle(action), folder, { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('runs on its own, far from node_modules, up to its first complaint about inputs', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'index.js')], { encoding: 'utf8', env: {} });
    expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
    expect(stdout).toMatch(/^::error title=RMP201::/);
  });

  it('loads its adapters only when the inputs are right: main.ts imports connect.ts by import()', () => {
    const entry = readFileSync(join(folder, 'index.js'), 'utf8');
    const packages = new Set(Array.from(entry.matchAll(/^;?\/\/ CONCATENATED MODULE: \.\/(packages\/[^/]+)\//gm), ([, name]) => name));
    expect([...packages].sort()).toEqual(['packages/action-kit', 'packages/rollout-policy']);
  });

  it('can be read, names its licences, and knows nothing of the machine that made it', () => {
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['index.js', 'licenses.txt', 'package.json']));
    const scripts = readdirSync(folder).filter((file) => file.endsWith('.js'));
    const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
    expect(scripts.filter((file) => read(file).includes(ROOT))).toEqual([]);
    expect(read('index.js').split('\n').length).toBeGreaterThan(500);
  });
});
