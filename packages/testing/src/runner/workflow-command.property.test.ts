import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { formatWorkflowCommand, parseWorkflowCommand } from './workflow-command.ts';

const name = fc.stringMatching(/^[a-z][a-z-]{0,10}$/);
// The parser trims the list of properties as a whole, so white space at the end of a value may be lost. No value ends in it here.
const property = fc.tuple(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ minLength: 1 }).filter((value) => value.trim() === value));

describe('parseWorkflowCommand', () => {
  test.prop([fc.string()])('never throws', (line) => {
    expect(['command', 'text']).toContain(parseWorkflowCommand(line, () => true).kind);
  });

  test.prop([name, fc.array(property, { maxLength: 4 }), fc.string()])('reads back what was written', (command, properties, data) => {
    const written = { name: command, properties: Object.fromEntries(properties), data };

    const parsed = parseWorkflowCommand(formatWorkflowCommand(written), (each) => each === command);

    expect(parsed).toEqual({ kind: 'command', command: written });
  });

  test.prop([name, fc.string()])('writes a command as one line, whatever its data', (command, data) => {
    expect(formatWorkflowCommand({ name: command, properties: { title: data }, data })).not.toMatch(/[\r\n]/);
  });
});
