// Evaluates one expression with GitHub's own expression package. Values go in and come out as plain JSON.
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { TokenType } from '@actions/expressions/lexer';
import type { Token } from '@actions/expressions/lexer';
import type { ExpressionData } from '@actions/expressions/data/index';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import type { JsonObject, JsonValue } from './json-value.ts';
import { isJsonArray } from './json-value.ts';

/** What an expression may see: contexts by name, and functions beyond the built-in ones by lower-case name. */
export interface Scope {
  readonly contexts: JsonObject;
  readonly functions: Readonly<Record<string, ScopeFunction>>;
}

/** Arguments arrive as text, as all functions that the runner adds want them. Throwing fails the expression. */
export type ScopeFunction = (args: readonly string[]) => JsonValue;

/** The value of `text`, which stands without `${{ }}`. Throws what the expression package throws: the callers know the place. */
export function evaluateExpression(text: string, scope: Scope): JsonValue {
  const functions = Object.entries(scope.functions).map(([name, call]) => functionDefinition(name, call));
  const tree = new Parser(readTokens(text), Object.keys(scope.contexts), functions).parse();
  const byName = new Map(functions.map((each) => [each.name, each]));
  return fromData(new Evaluator(tree, contextData(scope.contexts), byName).evaluate());
}

/** The lexer of 0.3.61 unescapes only the first '' of a string literal; GitHub itself unescapes all of them. */
function readTokens(text: string): Token[] {
  const { tokens } = new Lexer(text).lex();
  return tokens.map((token) =>
    token.type === TokenType.STRING ? { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") } : token,
  );
}

/** Truth as `if:` sees it: false, 0, NaN, the empty string and null are false. */
export function isTruthy(value: JsonValue): boolean {
  return typeof value === 'number' ? value !== 0 && !Number.isNaN(value) : value !== null && value !== false && value !== '';
}

/** The text that GitHub makes of a scalar: nothing for null, `true`/`false`, shortest decimal form for numbers. */
export function scalarText(value: null | boolean | number | string): string {
  return toData(value).coerceString();
}

function functionDefinition(name: string, call: ScopeFunction): FunctionDefinition {
  return { name, minArgs: 0, maxArgs: 255, call: (...args) => toData(call(args.map((each) => each.coerceString()))) };
}

function contextData(contexts: JsonObject): data.Dictionary {
  return new data.Dictionary(...Object.entries(contexts).map(([key, value]) => ({ key, value: toData(value) })));
}

function toData(value: JsonValue): ExpressionData {
  if (value === null) return new data.Null();
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'string') return new data.StringData(value);
  if (isJsonArray(value)) return new data.Array(...value.map(toData));
  return contextData(value);
}

function fromData(value: ExpressionData): JsonValue {
  switch (value.kind) {
    case data.Kind.Null:
      return null;
    case data.Kind.Boolean:
    case data.Kind.Number:
    case data.Kind.String:
      return value.value;
    case data.Kind.Array:
      return value.values().map(fromData);
    case data.Kind.Dictionary:
      return Object.fromEntries(value.pairs().map((pair) => [pair.key, fromData(pair.value)]));
  }
}
