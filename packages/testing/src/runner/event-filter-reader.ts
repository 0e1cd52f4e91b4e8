// Reads the `on:` of a workflow that the parser has already found valid.
import type { DispatchInput, EventFilter } from './event-filter.ts';
import type { Template } from './template.ts';
import { entry, literalText } from './template.ts';

export function readEventFilters(on: Template): Readonly<Record<string, EventFilter>> {
  switch (on.kind) {
    case 'literal':
      return { [literalText(on)]: readFilter(on) };
    case 'sequence':
      return Object.fromEntries(on.items.map((item) => [literalText(item), readFilter(item)]));
    case 'mapping':
      return Object.fromEntries(on.entries.map(({ key, value }) => [literalText(key), readFilter(value)]));
    case 'expression':
    case 'mixed':
    case 'insert':
      return {};
  }
}

function readFilter(filter: Template): EventFilter {
  return {
    types: texts(entry(filter, 'types')),
    branches: texts(entry(filter, 'branches')),
    branchesIgnored: texts(entry(filter, 'branches-ignore')),
    tags: texts(entry(filter, 'tags')),
    tagsIgnored: texts(entry(filter, 'tags-ignore')),
    paths: texts(entry(filter, 'paths')),
    pathsIgnored: texts(entry(filter, 'paths-ignore')),
    crons: filter.kind === 'sequence' ? filter.items.map((item) => literalText(entry(item, 'cron'))) : [],
    inputs: readInputs(entry(filter, 'inputs')),
  };
}

function texts(list: Template): readonly string[] {
  if (list.kind === 'sequence') return list.items.map(literalText);
  const single = literalText(list);
  return single === '' ? [] : [single];
}

function readInputs(inputs: Template): readonly DispatchInput[] {
  if (inputs.kind !== 'mapping') return [];
  return inputs.entries.map(({ key, value }) => ({
    name: literalText(key),
    type: inputType(literalText(entry(value, 'type'))),
    isRequired: literalText(entry(value, 'required')) === 'true',
    initial: initialValue(entry(value, 'default')),
    options: texts(entry(value, 'options')),
  }));
}

function inputType(text: string): DispatchInput['type'] {
  return text === 'number' || text === 'boolean' || text === 'choice' || text === 'environment' ? text : 'string';
}

function initialValue(template: Template): DispatchInput['initial'] {
  return template.kind === 'literal' && template.value !== null ? { kind: 'value', value: template.value } : { kind: 'none' };
}
