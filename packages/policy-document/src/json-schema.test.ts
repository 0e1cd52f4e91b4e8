import { fc, test as prop } from '@fast-check/vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { anyPolicy } from '../test/arbitrary-policy.ts';
import { aPolicyFile } from '../test/a-policy-file.ts';
import { generatedFiles } from './generated-files.ts';
import { presentContent } from './generate-schema.ts';
import { GENERATED_BY, policyJsonSchema } from './json-schema.ts';
import { writtenOut } from './policy-text.ts';

const schema = z.fromJSONSchema(JSON.parse(JSON.stringify(policyJsonSchema())) as Parameters<typeof z.fromJSONSchema>[0]);
const accepts = (text: string): boolean => schema.safeParse(parse(text)).success;

describe('policyJsonSchema', () => {
  prop.prop([anyPolicy], { numRuns: 100 })('accepts every policy written out', (policy) => {
    expect(schema.safeParse(JSON.parse(JSON.stringify(writtenOut(policy)))).error?.issues ?? []).toEqual([]);
  });

  it('accepts the short forms, and a part of a policy', () => {
    expect(accepts(aPolicyFile({ plan: 'plan: [smoke, ramp, bake: 1d]', model: 'model: {stage: prod}' }))).toBe(true);
    expect(accepts('promise: {decideWithin: 1d}\nchecks: {errors: off, latency: {limit: none}}')).toBe(true);
    expect(accepts('plan: [smoke: {http: "http://g"}, shadow, approval, ramp: {sticky: user}, split: {judge: x}, approval, bake, follow]')).toBe(true);
    expect(accepts('promise: {catches: [{errors: 2x, latency: 50%, within: 1h}, {wrong: 1 point, within: 3d}]}\npeople: {quiet: [Fri 16:00 to Mon 08:00 Europe/Berlin]}')).toBe(true);
    expect(accepts('checks: {m: {level: x, limit: {level: 500}}, q: {score: {labels: {http: "http://l"}}, limit: {mean: -0.5}}, d: {bins: x, against: {reference: {a: 20%}}}}')).toBe(true);
  });

  it.each([
    'targte: x', 'promise: {badRequests: 5%}', 'promise: {falseAlarms: 5}', 'plan: [split]', 'plan: [approval: {}]', 'plan: [shadow: {share: 10}]', 'plan: [ramp: {audience: x}]', 'plan: [bake: 5]', 'checks: {errors: on}', 'checks: {errors: {limit: 80ms}}', 'checks: {m: {level: x, limit: 500}}', 'checks: {m: {limit: 8Gi}}', 'checks: {m: {growsBy: 5%}}', 'checks: {q: {score: x, range: 1}}', 'checks: {d: {bins: x, against: yesterday}}',
    'promise: {catches: {errors: 2, within: 1h}}', 'people: {quiet: weekends}', 'people: {page: ada}',
    'expert: {block: 15}', 'onNewVersion: wait', 'rampart: 2', 'model: mlflow:x', 'serve: {slots: [a]}', 'target: a b',
  ])('shows %j as wrong while it is written', (text) => {
    expect(accepts(text)).toBe(false);
  });

  it('explains every key', () => {
    expect(withoutDescription(policyJsonSchema(), '')).toEqual([]);
  });

  it('is draft 2020-12', () => {
    expect(policyJsonSchema()).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', additionalProperties: false });
  });
});

describe('generated files', () => {
  it.each(generatedFiles(presentContent).map(({ file, content }) => [file, content]))(`%s is current (else: ${GENERATED_BY})`, (file, content) => {
    expect(presentContent(file)).toBe(content);
  });

  it('leave other sections of a page alone, and are the same when written twice', () => {
    const page = (present: string): string => generatedFiles(() => present).find(({ file }) => file === 'docs/errors.md')!.content;
    const others = '# Errors\n\n## RMP2xx\n\nmine\n';
    expect(page(others)).toContain('## RMP2xx\n\nmine\n');
    expect(page(`${page(others)}\n## RMP3xx\n`)).toContain('\n## RMP3xx\n');
    expect(page(page(others))).toBe(page(others));
    fc.assert(fc.property(fc.string(), (present) => page(page(present)) === page(present)), { numRuns: 50 });
  });
});

/** Properties that an editor could not explain; mappings from names have none. */
function withoutDescription(node: unknown, path: string): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((item, index) => withoutDescription(item, `${path}/${index}`));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const silent = key === 'properties' ? Object.entries(value as Record<string, object>).filter(([, property]) => !('description' in property) && !('not' in property)).map(([name]) => `${path}/${name}`) : [];
    return [...silent, ...withoutDescription(value, `${path}/${key}`)];
  });
}
