// What the pure core must not use, with what to do instead. One list for eslint and for the test that proves it works.
// The same bits must come out on every platform: IEEE 754 fixes + - * / and sqrt; it does not fix pow, exp, log or sin.
import type { Linter } from 'eslint';

const EXACT_MATH = ['abs', 'ceil', 'floor', 'round', 'trunc', 'sign', 'sqrt', 'max', 'min', 'fround', 'imul', 'clz32'];
const INEXACT_MATH = Object.getOwnPropertyNames(Math).filter((name) => !EXACT_MATH.includes(name) && name !== 'random' && typeof Reflect.get(Math, name) === 'function');

const AMBIENT: Readonly<Record<string, string>> = {
  Date: 'take nowMs as a parameter',
  performance: 'take nowMs as a parameter',
  Intl: 'text is rendered elsewhere (packages/report)',
  process: 'take what you need as a parameter',
  console: 'return a value; the caller logs',
  globalThis: 'take what you need as a parameter',
  setTimeout: 'the core is synchronous',
  setInterval: 'the core is synchronous',
  queueMicrotask: 'the core is synchronous',
  fetch: 'evidence comes in as an argument',
  crypto: 'digests and ids come in as arguments',
  Buffer: 'the core knows no bytes',
};

interface SyntaxBan {
  readonly selector: string;
  readonly message: string;
}

const BANNED_SYNTAX: readonly SyntaxBan[] = [
  { selector: 'ExportDefaultDeclaration', message: 'A default export has no name of its own. Export it by name.' },
  { selector: 'TryStatement', message: 'try is not allowed in rollout-policy: decide() is total, there is nothing to catch.' },
  { selector: 'ThrowStatement', message: 'throw is not allowed in rollout-policy: return a value, or call invariant() for our own bugs.' },
  { selector: ':matches(BinaryExpression, AssignmentExpression)[operator=/^\\*\\*=?$/]', message: '** is not allowed in rollout-policy: its last bits differ between platforms. Use portable-math.ts.' },
  { selector: ':matches(FunctionDeclaration, FunctionExpression, ArrowFunctionExpression)[async=true]', message: 'async is not allowed in rollout-policy: the core is synchronous.' },
  { selector: 'CallExpression[callee.property.name=/^toLocale/]', message: 'toLocale... is not allowed in rollout-policy: its result depends on the machine. Render text in packages/report.' },
  { selector: "CallExpression[callee.property.name='localeCompare']", message: 'localeCompare is not allowed in rollout-policy: its result depends on the machine. Compare with < and >.' },
];

export const corePurity: Linter.Config = {
  files: ['packages/rollout-policy/src/**/*.ts'],
  ignores: ['**/*.test.ts'],
  rules: {
    'no-restricted-globals': ['error', ...Object.entries(AMBIENT).map(([name, remedy]) => ({ name, message: `${name} is not allowed in rollout-policy: ${remedy}.` }))],
    'no-restricted-properties': [
      'error',
      { object: 'Math', property: 'random', message: 'Math.random is not allowed in rollout-policy: chance is drawn by the caller.' },
      ...INEXACT_MATH.map((property) => ({ object: 'Math', property, message: `Math.${property} is not allowed in rollout-policy: its last bits differ between platforms. Use portable-math.ts.` })),
    ],
    'no-restricted-syntax': ['error', ...BANNED_SYNTAX],
  },
};

/** units.ts holds invariant() itself, the one place that throws. */
export const invariantsThrow: Linter.Config = {
  files: ['packages/rollout-policy/src/units.ts'],
  rules: { 'no-restricted-syntax': ['error', ...BANNED_SYNTAX.filter(({ selector }) => selector !== 'ThrowStatement')] },
};
