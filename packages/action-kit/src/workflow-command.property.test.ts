import * as core from '@actions/core';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, vi } from 'vitest';
import { workflowCommand } from './workflow-command.ts';

const text = fc.array(fc.oneof(fc.constantFrom('%', '\r', '\n', ':', ',', '::', '%0A', ' ', '='), fc.string({ unit: 'binary' }))).map((parts) => parts.join(''));

/** What `write` prints, without the last line break. */
function printed(write: () => void): string {
  const lines: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  try {
    write();
  } finally {
    spy.mockRestore();
  }
  return lines.join('').replace(/\n$/, '');
}

describe('workflowCommand', () => {
  test.prop([text, text, text, fc.integer({ min: 1 }), fc.integer({ min: 1 })])('writes an annotation as @actions/core does', (message, title, file, startLine, startColumn) => {
    const ours = workflowCommand('error', { title, file, line: String(startLine), col: String(startColumn) }, message);
    expect(ours).toBe(printed(() => core.error(message, { title, file, startLine, startColumn })));
  });

  test.prop([text])('masks a secret as @actions/core does', (secret) => {
    expect(workflowCommand('add-mask', {}, secret)).toBe(printed(() => core.setSecret(secret)));
  });

  test.prop([text, text])('stays on one line, whatever the texts contain', (title, message) => {
    expect(workflowCommand('warning', { title }, message)).not.toMatch(/[\r\n]/);
  });
});
