import { describe, expect, it } from 'vitest';
import { parseWorkflowCommand } from './workflow-command.ts';
import type { CommandParsing } from './workflow-command.ts';

const known = new Set(['error', 'add-mask', 'group']);
const parse = (line: string): CommandParsing => parseWorkflowCommand(line, (name) => known.has(name.toLowerCase()));

describe('parseWorkflowCommand', () => {
  it('reads name, properties and data', () => {
    expect(parse('::error file=a.ts,line=3,title=It broke::all of it')).toEqual({
      kind: 'command',
      command: { name: 'error', properties: { file: 'a.ts', line: '3', title: 'It broke' }, data: 'all of it' },
    });
  });

  it('unescapes line breaks, and separators in properties', () => {
    expect(parse('::error title=a%3A%2Cb::one%0Atwo%25')).toMatchObject({
      command: { properties: { title: 'a:,b' }, data: 'one\ntwo%' },
    });
  });

  it('does not unescape twice', () => {
    expect(parse('::error::%250A')).toMatchObject({ command: { data: '%0A' } });
  });

  it('takes leading white space and any case of the name', () => {
    expect(parse('  ::Add-Mask::x')).toMatchObject({ kind: 'command', command: { name: 'Add-Mask', data: 'x' } });
  });

  it('reads the older form anywhere in a line', () => {
    expect(parse('at line 3 ##[error code=1;file=a%3Bb]it broke%5D')).toEqual({
      kind: 'command',
      command: { name: 'error', properties: { code: '1', file: 'a;b' }, data: 'it broke]' },
    });
  });

  it.each([
    'plain text',
    'a ::error::b',
    '::error no end',
    '::unknown::x',
    '::::x',
    '##[unknown]x',
    '##[error x',
    ':: error::x',
  ])('leaves %j alone', (line) => {
    expect(parse(line)).toEqual({ kind: 'text' });
  });

  it('leaves out properties without a key or a value', () => {
    expect(parse('::error file=,=x,line=3,,col::m')).toMatchObject({ command: { properties: { line: '3' } } });
  });
});
