// docs/policy-reference.md is executed: its files decode, and its tables say what the code does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { aPolicyFile } from '../test/a-policy-file.ts';
import * as values from './defaults.ts';
import { lintPolicy } from './lints/lint-policy.ts';
import { writtenOut } from './policy-text.ts';
import { PRESETS } from './presets.ts';
import { readPolicy } from './read-policy.ts';
import { policyJsonSchema } from './json-schema.ts';
import { SIGNALS } from './schema/check-keys.ts';
import { formatMargin } from './units/margin.ts';

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

  it.each(blocks.map((text, index) => [index + 1, text] as const))('shows files that editors accept (%d)', (_, text) => {
    const schema = z.fromJSONSchema(JSON.parse(JSON.stringify(policyJsonSchema())) as Parameters<typeof z.fromJSONSchema>[0]);
    expect(schema.safeParse(parse(text)).error?.issues ?? []).toEqual([]);
  });

  it('shows five files', () => {
    expect(blocks).toHaveLength(5);
  });

  it('shows every signal and every stage', () => {
    const shown = policies.flatMap((text) => {
      const needsDefaults = text.startsWith('# with-defaults');
      const reading = readPolicy({ file: 'p.yaml', text, ...(needsDefaults ? { defaults: { file: '_defaults.yaml', text: defaults } } : {}) });
      return reading.kind === 'policy' ? [...reading.policy.checks.map(({ signal }) => signal.kind), ...reading.policy.plan.map(({ kind }) => kind)] : [];
    });
    expect([...SIGNALS, 'smoke', 'shadow', 'approval', 'ramp', 'split', 'bake', 'follow'].filter((kind) => !shown.some((one) => one === kind))).toEqual([]);
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

  it('states margin and action of every signal', () => {
    const missing = Object.entries(values.CHECK_DEFAULTS).filter(([kind, { margin, then }]) => {
      const key = kind === 'bins' || kind === 'calibration' ? 'differsBy' : 'worseBy';
      return !new RegExp(`\\| \`${kind}\` \\| .* \\| \`${key}: ${formatMargin(margin.value)}\` \\| \`${then.value}\` \\|`).test(page);
    });
    expect(missing).toEqual([]);
  });

  /** How the page says each of the other defaults. */
  const SAID: Readonly<Record<string, RegExp>> = {
    MODEL_STAGE: /stage `prod`/,
    ON_NEW_VERSION: /`onNewVersion` .*\| `replace` \|/,
    FREEZE_THEN: /`freeze` .*\| then `tell` \|/,
    SHARE_UNIT: /`count` .*\| `requests` \|/,
    SHARE_BETTER: /`better` .*\| `lower` \|/,
    INDEPENDENT: /`independent` .*\| `false` \|/,
    SCORE_SCALE: /`range` .*\| `0 to 1` \|/,
    BINS_BY: /`by` .*\| `le` \|/,
    BINS_AGAINST: /`against` .*\| `stable` \|/,
    LABELS_EVERY_MS: /`every` .*\| `15m` \|/,
    SHADOW_MS: /`shadow: 1d` .*\| `1d` \|/,
    SHADOW_SHARE: /share `10%`/,
    RAMP_STICKY: /sticky `none`/,
    RAMP_WEIGHT_MAX: /upTo `50%`/,
    LADDER_EVERY_MS: /every `10m`/,
    SPLIT_WEIGHT: /share `50%`/,
    SPLIT_GOAL: /goal `superior`/,
    SPLIT_WORTHWHILE: /worthwhile `none`/,
    SPLIT_MS: /atMost `14d`/,
    BAKE_MS: /`bake: 1d` .*\| `1d` \|/,
    BAKE_HOLDBACK: /holdback `1%`/,
    FOLLOW_MS: /`follow: 45d` .*\| `45d` \|/,
    FOLLOW_THEN: /then `tell`/,
    QUIET: /quiet `none`/,
  };
  const VALUES: Readonly<Record<string, unknown>> = {
    MODEL_STAGE: 'prod', ON_NEW_VERSION: 'replace', SHARE_UNIT: 'requests', SHARE_BETTER: 'lower', INDEPENDENT: false, SCORE_SCALE: { low: 0, high: 1 }, BINS_BY: 'le', BINS_AGAINST: 'stable', LABELS_EVERY_MS: 900_000,
    SHADOW_MS: 86_400_000, SHADOW_SHARE: 100_000, RAMP_STICKY: 'none', RAMP_WEIGHT_MAX: 500_000, LADDER_EVERY_MS: 600_000, SPLIT_WEIGHT: 500_000, SPLIT_GOAL: 'superior', SPLIT_WORTHWHILE: { kind: 'none' },
    SPLIT_MS: 14 * 86_400_000, BAKE_MS: 86_400_000, BAKE_HOLDBACK: 10_000, FOLLOW_MS: 45 * 86_400_000, FOLLOW_THEN: 'tell', FREEZE_THEN: 'tell', QUIET: [],
  };

  it('states every other default, and each has a reason', () => {
    const single = Object.entries(values).flatMap(([name, value]) => ('value' in value && 'why' in value ? [[name, value] as const] : []));
    expect(Object.fromEntries(single.map(([name, { value }]) => [name, value]))).toEqual(VALUES);
    expect(single.filter(([name, { why }]) => SAID[name]?.test(page) !== true || why === '').map(([name]) => name)).toEqual([]);
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
