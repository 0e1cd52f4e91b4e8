// Evaluates templates: a YAML value with its expressions in, plain values out. The checked forms (text, truth, number) complain the way
// GitHub does when an expression gives something else.
import { evaluateExpression, isTruthy, scalarText } from './expression.ts';
import type { Scope } from './expression.ts';
import type { JsonValue } from './json-value.ts';
import { isJsonObject } from './json-value.ts';
import type { MappingTemplate, Place, Template } from './template.ts';
import { isAbsent } from './template.ts';

/** A value could not be computed. Caught where the runner catches it: it fails the job's planning, or the step. */
export class TemplateMistake extends Error {
  readonly at: Place;

  constructor(message: string, at: Place, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TemplateMistake';
    this.at = at;
  }
}

export function evaluateTemplate(template: Template, scope: Scope): JsonValue {
  switch (template.kind) {
    case 'literal':
      return template.value;
    case 'expression':
      return evaluateAt(template.text, template.at, scope);
    case 'mixed':
      return template.parts.map((part) => (part.kind === 'text' ? part.text : insertedText(part.text, template.at, scope))).join('');
    case 'sequence':
      return template.items.map((item) => evaluateTemplate(item, scope));
    case 'mapping':
      return Object.fromEntries(evaluateEntries(template, scope));
    case 'insert':
      throw new TemplateMistake('${{ insert }} stands only in place of a key', template.at);
  }
}

/** Nothing for an absent value. */
export function evaluateText(template: Template, scope: Scope): string {
  return textOf(evaluateTemplate(template, scope), template.at);
}

/** The entries of a mapping whose values are text, such as `env` and `with`, in the order of the file. */
export function evaluateTextEntries(template: MappingTemplate, scope: Scope): readonly (readonly [string, string])[] {
  return evaluateEntries(template, scope).map(([key, value]) => [key, textOf(value, template.at)]);
}

export function evaluateBoolean(template: Template, scope: Scope, otherwise: boolean): boolean {
  if (isAbsent(template)) return otherwise;
  const value = evaluateTemplate(template, scope);
  if (typeof value === 'boolean') return value;
  throw new TemplateMistake(`Unexpected value '${shown(value)}': a boolean was expected; use fromJSON() on text`, template.at);
}

export function evaluateNumber(template: Template, scope: Scope, otherwise: number): number {
  if (isAbsent(template)) return otherwise;
  const value = evaluateTemplate(template, scope);
  if (typeof value === 'number') return value;
  throw new TemplateMistake(`Unexpected value '${shown(value)}': a number was expected; use fromJSON() on text`, template.at);
}

export function evaluateCondition(text: string, at: Place, scope: Scope): boolean {
  return isTruthy(evaluateAt(text, at, scope));
}

function evaluateEntries(template: MappingTemplate, scope: Scope): readonly (readonly [string, JsonValue])[] {
  return template.entries.flatMap(({ key, value }): (readonly [string, JsonValue])[] => {
    const evaluated = evaluateTemplate(value, scope);
    if (key.kind !== 'insert') return [[evaluateText(key, scope), evaluated]];
    if (isJsonObject(evaluated)) return Object.entries(evaluated);
    throw new TemplateMistake(`\${{ insert }} needs a mapping, got '${shown(evaluated)}'`, key.at);
  });
}

function evaluateAt(text: string, at: Place, scope: Scope): JsonValue {
  try {
    return evaluateExpression(text, scope);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown reason';
    throw new TemplateMistake(`The expression '${text}' could not be evaluated: ${reason}`, at, { cause });
  }
}

/** Inside text, objects and arrays show as their type only. */
function insertedText(expression: string, at: Place, scope: Scope): string {
  const value = evaluateAt(expression, at, scope);
  if (value === null || typeof value !== 'object') return scalarText(value);
  return isJsonObject(value) ? 'Object' : 'Array';
}

function textOf(value: JsonValue, at: Place): string {
  if (value === null || typeof value !== 'object') return scalarText(value);
  throw new TemplateMistake(`${isJsonObject(value) ? 'A mapping' : 'A sequence'} was not expected; use toJSON() to pass it as text`, at);
}

function shown(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
