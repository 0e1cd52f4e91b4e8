import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { guardLog } from './log-guard.ts';

/** How the runner recognises a command (actions/runner, ActionCommand.cs): v2 at the start after white space, v1 anywhere. */
function isCommand(line: string): boolean {
  return line.replace(/^[\s\u0085]+/, '').startsWith('::') || line.includes('##[');
}

/** .NET's ReadLine ends lines at all three. */
function linesAsTheRunnerReadsThem(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/);
}

const hostileText = fc
  .array(fc.oneof(fc.constantFrom('::', ':', '##[', '#', '[', '\r', '\n', '\t', ' ', '\u0085', '\u00a0', '\u2028', '\0', '\u001b[2K', 'error', 'add-mask', ']'), fc.string({ unit: 'binary' })))
  .map((parts) => parts.join(''));

describe('guardLog', () => {
  test.prop([hostileText], { examples: [['::error::x'], ['a\r::set-output name=x::y'], ['\u0085::stop-commands::t'], ['a ##[add-mask]b'], ['\0::debug::x'], ['##\u0000[error]x'], ['#\u0000#[x]']] })(
    'leaves no line that the runner takes for a command',
    (text) => {
      expect(linesAsTheRunnerReadsThem(guardLog(text)).filter(isCommand)).toEqual([]);
    },
  );

  test.prop([fc.string()])('keeps ordinary text as it is', (text) => {
    fc.pre(!/::|##\[|[\r\n]/.test(text));
    expect(guardLog(text)).toBe(text);
  });

  it('defuses visibly, so that the reader sees what was there', () => {
    expect(guardLog('  ::error::boom\nsee ##[group]x')).toBe('  : :error::boom\nsee ## [group]x');
  });
});
