import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { corePurity, invariantsThrow } from './core-purity.ts';
import { listFiles, readText } from './repository.ts';

/** Messages of the purity rules for a file of the core; no type information is needed. */
function lintAsCore(text: string, file = 'packages/rollout-policy/src/sample.ts'): readonly string[] {
  const parser = { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } };
  return new Linter().verify(text, [parser, corePurity, invariantsThrow] as Linter.Config[], file).map(({ message }) => message);
}

describe('the pure core', () => {
  it('uses nothing that differs between two runs or two machines', () => {
    const files = listFiles().filter((file) => /^packages\/rollout-policy\/src\/.*\.ts$/.test(file) && !file.endsWith('.test.ts'));
    expect(files.length).toBeGreaterThan(5);
    expect(files.flatMap((file) => lintAsCore(readText(file), file).map((message) => `${file}: ${message}`))).toEqual([]);
  });

  it('is typed without the globals of Node or of a browser', () => {
    expect(JSON.parse(readText('packages/rollout-policy/tsconfig.json'))).toMatchObject({ compilerOptions: { lib: ['ES2024'], types: [] } });
  });

  it.each([
    ['Date.now()', 'Date is not allowed in rollout-policy: take nowMs as a parameter.'],
    ['new Date(0)', 'Date is not allowed in rollout-policy: take nowMs as a parameter.'],
    ['Math.random()', 'Math.random is not allowed in rollout-policy: chance is drawn by the caller.'],
    ['Math.log(2)', 'Math.log is not allowed in rollout-policy: its last bits differ between platforms. Use portable-math.ts.'],
    ['Math.pow(2, 3)', 'Math.pow is not allowed'],
    ['Math.hypot(3, 4)', 'Math.hypot is not allowed'],
    ['2 ** 3', '** is not allowed'],
    ['performance.now()', 'performance is not allowed'],
    ["new Intl.NumberFormat('en')", 'Intl is not allowed'],
    ['process.env', 'process is not allowed'],
    ['(1).toLocaleString()', 'toLocale... is not allowed'],
    ["'a'.localeCompare('b')", 'localeCompare is not allowed'],
    ['async () => 1', 'async is not allowed'],
  ])('refuses %s and says what to do', (expression, message) => {
    expect(lintAsCore(`export const x = ${expression};`).join()).toContain(message);
  });

  it.each([
    ['try { f(); } catch { g(); }', 'try is not allowed'],
    ["throw new Error('x');", 'throw is not allowed'],
  ])('refuses the statement %s', (statement, message) => {
    expect(lintAsCore(statement).join()).toContain(message);
  });

  it('allows the arithmetic that IEEE 754 fixes, and invariant() to throw', () => {
    expect(lintAsCore('export const x = Math.sqrt(2) * Math.max(1, 2);')).toEqual([]);
    expect(lintAsCore("throw new Error('x');", 'packages/rollout-policy/src/units.ts')).toEqual([]);
  });
});
