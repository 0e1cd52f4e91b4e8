// One line of a step's output as a workflow command, `::name key=value,...::data`, or the older `##[name key=value;...]data`. Pure.
// Follows the runner's ActionCommand, in what it accepts as well: the older form is found anywhere in a line.

export interface WorkflowCommand {
  /** As written; names are compared without case. */
  readonly name: string;
  /** Keys in lower case. */
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

export type CommandParsing = { readonly kind: 'command'; readonly command: WorkflowCommand } | { readonly kind: 'text' };

/** `isKnown` says which names are commands: any other line is text, whatever it looks like. */
export function parseWorkflowCommand(line: string, isKnown: (name: string) => boolean): CommandParsing {
  const current = parseCurrentForm(line, isKnown);
  return current.kind === 'command' ? current : parseOlderForm(line, isKnown);
}

/** The line that `parseWorkflowCommand` reads back. */
export function formatWorkflowCommand(command: WorkflowCommand): string {
  const properties = Object.entries(command.properties).map(([key, value]) => `${key}=${escapeText(value, propertyEscapes)}`);
  const head = properties.length === 0 ? command.name : `${command.name} ${properties.join(',')}`;
  return `::${head}::${escapeText(command.data, dataEscapes)}`;
}

function parseCurrentForm(line: string, isKnown: (name: string) => boolean): CommandParsing {
  const trimmed = line.trimStart();
  if (!trimmed.startsWith('::')) return text;
  const end = trimmed.indexOf('::', 2);
  if (end < 0) return text;
  const head = trimmed.slice(2, end);
  return command(head, trimmed.slice(end + 2), { separator: ',', property: propertyEscapes, data: dataEscapes }, isKnown);
}

function parseOlderForm(line: string, isKnown: (name: string) => boolean): CommandParsing {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return text;
  const head = line.slice(start + 3, end);
  return command(head, line.slice(end + 1), { separator: ';', property: olderEscapes, data: olderEscapes }, isKnown);
}

type Escapes = readonly (readonly [string, string])[];

interface Form {
  readonly separator: string;
  readonly property: Escapes;
  readonly data: Escapes;
}

function command(head: string, data: string, form: Form, isKnown: (name: string) => boolean): CommandParsing {
  const space = head.indexOf(' ');
  const name = space < 0 ? head : head.slice(0, space);
  if (name === '' || !isKnown(name)) return text;
  const properties = space < 0 ? [] : readProperties(head.slice(space + 1).trim(), form);
  return { kind: 'command', command: { name, properties: Object.fromEntries(properties), data: unescapeText(data, form.data) } };
}

/** A pair without a key or without a value is left out. */
function readProperties(list: string, form: Form): readonly (readonly [string, string])[] {
  return list.split(form.separator).flatMap((pair) => {
    const equals = pair.indexOf('=');
    const key = pair.slice(0, Math.max(equals, 0));
    const value = pair.slice(equals + 1);
    return equals < 0 || key === '' || value === '' ? [] : [[key.toLowerCase(), unescapeText(value, form.property)] as const];
  });
}

// `%` comes last in reading and first in writing, so that an escaped percent sign does not become part of another escape.
const dataEscapes: Escapes = [
  ['\r', '%0D'],
  ['\n', '%0A'],
  ['%', '%25'],
];
const propertyEscapes: Escapes = [
  ['\r', '%0D'],
  ['\n', '%0A'],
  [':', '%3A'],
  [',', '%2C'],
  ['%', '%25'],
];
const olderEscapes: Escapes = [
  [';', '%3B'],
  ['\r', '%0D'],
  ['\n', '%0A'],
  [']', '%5D'],
  ['%', '%25'],
];

function unescapeText(value: string, escapes: Escapes): string {
  return escapes.reduce((each, [token, escape]) => each.replaceAll(escape, token), value);
}

function escapeText(value: string, escapes: Escapes): string {
  return escapes.toReversed().reduce((each, [token, escape]) => each.replaceAll(token, escape), value);
}

const text: CommandParsing = { kind: 'text' };
