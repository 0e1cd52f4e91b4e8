// Files that follow from a contract: action.yml and the tables of an action's README. tools/generate.ts writes them.
import { invariant } from '@rampart/rollout-policy';
import type { Contract, InputSpec } from './contract.ts';
import { decodeInput } from './input-kinds.ts';
import { replaceMarkedSection } from './marked-section.ts';

export { renderErrorSection } from './error-codes.ts';

export const GENERATED_BY = 'npm run generate';

/** The whole action.yml. Line 1 says that it is generated. */
export function renderActionYml(contract: Contract): string {
  checkContract(contract);
  const lines = [
    `# Generated from src/contract.ts by "${GENERATED_BY}". Do not edit.`,
    `name: ${quoted(contract.title)}`,
    `description: ${quoted(contract.description)}`,
    `author: 'The Rampart authors'`,
    `branding:`,
    `  icon: ${contract.branding.icon}`,
    `  color: ${contract.branding.color}`,
    `inputs:`,
    ...Object.entries(contract.inputs).flatMap(([name, spec]) => renderInput(name, spec)),
    `outputs:`,
    ...Object.entries(contract.outputs).flatMap(([name, output]) => [`  ${name}:`, `    description: ${quoted(output.description)}`]),
    `runs:`,
    `  using: node24`,
    `  main: dist/index.js`,
  ];
  return `${lines.join('\n')}\n`;
}

/** `readme` with everything between the markers `<!-- inputs:start -->` and `<!-- inputs:end -->` (and outputs, permissions) written anew. */
export function renderReadmeTables(contract: Contract, readme: string): string {
  const tables: Readonly<Record<string, string>> = {
    inputs: inputsTable(contract),
    outputs: outputsTable(contract),
    permissions: permissionsTable(contract),
  };
  return Object.entries(tables).reduce((text, [section, table]) => replaceMarkedSection(text, section, table), readme);
}

/** `page` with the section `permissions` written anew: what each action asks for. */
export function renderPermissionSection(contracts: readonly Contract[], page: string): string {
  const rows = contracts.flatMap(({ name, permissions }) => Object.entries(permissions).map(([key, { access, without }], index) => [index === 0 ? `[${name}](../actions/${name})` : '', `\`${key}: ${access}\``, without]));
  return replaceMarkedSection(page, 'permissions', table(['action', 'permission', 'without it'], rows));
}

function renderInput(name: string, spec: InputSpec): readonly string[] {
  return [
    `  ${name}:`,
    `    description: ${quoted(fullDescription(spec))}`,
    `    required: ${spec.required === true}`,
    ...(initialOf(spec) === '' ? [] : [`    default: ${quoted(initialOf(spec))}`]),
  ];
}

/** What is there where a workflow gives nothing. */
function initialOf({ default: text, filledIn }: InputSpec): string {
  return text ?? filledIn ?? '';
}

function fullDescription(spec: InputSpec): string {
  return spec.kind === 'choice' ? `${spec.description} One of ${spec.choices.join(', ')}.` : spec.description;
}

function inputsTable(contract: Contract): string {
  const rows = Object.entries(contract.inputs).map(([name, spec]) => {
    const fallback = spec.required === true ? '**required**' : initialOf(spec) === '' ? '' : `\`${initialOf(spec)}\``;
    return [`\`${name}\``, formOf(spec), fallback, spec.description + (spec.example === undefined ? '' : ` Example: \`${spec.example}\``)];
  });
  return table(['input', 'form', 'default', 'what it is'], rows);
}

function outputsTable(contract: Contract): string {
  return table(['output', 'what it is'], Object.entries(contract.outputs).map(([name, output]) => [`\`${name}\``, output.description]));
}

function permissionsTable(contract: Contract): string {
  return table(['permission', 'why', 'without it'], Object.entries(contract.permissions).map(([key, { access, why, without }]) => [`\`${key}: ${access}\``, why, without]));
}

function formOf(spec: InputSpec): string {
  switch (spec.kind) {
    case 'text':
      return 'text';
    case 'lines':
      return 'one per line';
    case 'flag':
      return '`true` or `false`';
    case 'duration':
      return 'duration, `10m`';
    case 'path':
      return 'path';
    case 'secret':
      return 'secret, masked';
    case 'choice':
      return spec.choices.map((choice) => `\`${choice}\``).join(', ');
  }
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function checkContract(contract: Contract): void {
  for (const [name, spec] of Object.entries(contract.inputs)) {
    invariant(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name), 'names of inputs are kebab-case', { name });
    invariant(spec.default === undefined || decodeInput(spec, spec.default).kind === 'value', 'a default is a valid value of its input', { name });
    invariant(spec.required !== true || spec.default === undefined, 'a required input has no default', { name });
  }
}

/** A YAML scalar in single quotes: nothing in it is special but the quote itself. */
function quoted(text: string): string {
  return `'${text.replace(/\s*\n\s*/g, ' ').replace(/'/g, "''")}'`;
}
