// docs/policy-reference.md is executed: its files decode, and its tables say what the code does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aPolicyFile } from '../test/a-policy-file.ts';
import { lintPolicy } from './lints/lint-policy.ts';
import { writtenOut } from './policy-text.ts';
import { PRESETS } from './presets.ts';
import { readPolicy } from './read-policy.ts';
import { policyJsonSchema } from './json-schema.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/policy-reference.md'), 'utf8');
const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1]!);
const defaults = blocks.find((block) => block.startsWith('# _defaults.yaml'))!;
const policies = blocks.filter((block) => block !== defaults);

describe('docs/policy-reference.md', () => {
  it.each(policies.map((text, index) => [index + 1, text] as const))('shows a policy that can be carried out (%d)', (_, text) => {
    const needsDefaults = text.startsWith('# with-defaults');
    const reading = readPolicy({ file: 'p.yaml', text, ...(needsDefaults ? { defaults: { file: '_defaults.yaml', text: defaults } } : {}) });
    expect(reading.kind === 'mistakes' ? reading.mistakes.map(({ text: says }) => says) : []).toEqual([]);
    if (reading.kind === 'policy') expect(lintPolicy(reading.policy, reading.origins).filter(({ level }) => level === 'warning')).toEqual([]);
  });

  it('shows four files', () => {
    expect(blocks).toHaveLength(4);
  });

  it('names every key of the grammar', () => {
    const missing = keysIn(policyJsonSchema()).filter((key) => !page.includes(`\`${key}\``) && !new RegExp(`[\`{ ]${key}: `).test(page));
    expect(missing).toEqual([]);
  });

  it.each(['promise', 'expert'])('states the defaults of %s', (section) => {
    const reading = readPolicy({ file: 'p.yaml', text: aPolicyFile() });
    if (reading.kind !== 'policy') throw new Error('not a policy');
    const written = writtenOut(reading.policy)[section] as Readonly<Record<string, string | number>>;
    const wrong = Object.entries(written).filter(([key, value]) => key !== 'badRequests' && !new RegExp(`\\| \`${key}\` \\| .* \\| \`${value}\` \\|`).test(page));
    expect(wrong).toEqual([]);
  });

  it('states the presets', () => {
    const rows = Object.entries(PRESETS).map(([name, { promise }]) => `| \`${name}\` | ${promise.badRequests} | ${promise.falseAlarms} | ${promise.decideWithin} | ${promise.ifUndecided} |`);
    expect(rows.filter((row) => !page.includes(row))).toEqual([]);
  });
});

/** Every property name of a JSON Schema. */
function keysIn(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(keysIn);
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => [...(key === 'properties' ? Object.keys(value as object) : []), ...keysIn(value)]);
}
