import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { formatEnvFileEntry, parseEnvFile } from './env-file.ts';

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_ -]{0,20}$/);
const line = fc.oneof(fc.string(), fc.constantFrom('END', 'a=1', 'b<<END', '', '::set-output name=a::b', '\r'));
const value = fc.array(line).map((lines) => lines.join('\n'));

describe('parseEnvFile', () => {
  test.prop([fc.array(fc.oneof(line, name)).map((lines) => lines.join('\n'))])('never throws', (text) => {
    const file = parseEnvFile(text);
    expect(['none', 'mistake']).toContain(file.problem.kind);
  });

  test.prop([fc.array(fc.tuple(name, value), { minLength: 1 })])('reads back whatever value was written as a heredoc', (entries) => {
    const delimiter = 'ghadelimiter_5c9e';
    const text = entries.map(([key, each]) => formatEnvFileEntry(key, each, delimiter)).join('');

    expect(parseEnvFile(text)).toEqual({ pairs: entries, problem: { kind: 'none' } });
  });

  test.prop([name, value, name])('lets no value become another entry', (key, hostile, victim) => {
    const text = formatEnvFileEntry(key, `${hostile}\n${victim}=taken`, 'ghadelimiter_5c9e');

    expect(parseEnvFile(text).pairs.map(([each]) => each)).toEqual([key]);
  });
});
