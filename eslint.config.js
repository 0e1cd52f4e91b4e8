// Rules for everything, then stricter ones for the pure core. Layers between packages are checked by tools/layers.test.ts.
import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { corePurity, invariantsThrow } from './tools/core-purity.ts';

export default defineConfig(
  { ignores: ['**/node_modules/', '**/dist/', '.nx/', 'demo-out/', 'coverage/', '**/.venv/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A number in a sentence needs no conversion.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => log(x)` reads better than a block around it.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // An async function that does not wait yet still keeps the contract of its port.
      '@typescript-eslint/require-await': 'off',
      // noUncheckedIndexedAccess and decoders make checks that look unneeded to the types.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // A type argument that equals its default may still tell the reader something.
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      // `const {left, ...rest} = x` leaves something out on purpose.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      // Text from outside is taken apart by code point on purpose.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
    },
  },
  {
    files: ['**/*.{ts,js,mjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', Buffer: 'readonly', URL: 'readonly', AbortController: 'readonly' } },
    rules: {
      'no-restricted-properties': ['error', { object: 'process', property: 'exit', message: 'process.exit loses pending output. Set process.exitCode and return.' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'A default export has no name of its own. Export it by name.' },
        { selector: 'TSEnumDeclaration', message: 'Enums are not erasable. Write a union of string literals.' },
      ],
      eqeqeq: 'error',
      // Control characters are matched to refuse them.
      'no-control-regex': 'off',
    },
  },
  {
    files: ['**/*.test.ts', '**/test/**/*.ts'],
    rules: {
      // A test states what it expects; a wrong `!` or `as` fails it.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  // Tools ask for a default export.
  { files: ['*.config.{js,ts}'], rules: { 'no-restricted-syntax': 'off' } },
  corePurity,
  invariantsThrow,
);
