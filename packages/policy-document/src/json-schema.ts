// The grammar as JSON Schema, so that editors complete and explain policy files while they are written.
import * as z from 'zod';
import { mapping, optional } from './schema/forms.ts';
import { policySections } from './schema/policy-schema.ts';

export const GENERATED_BY = 'npm run generate';

/**
 * Draft 2020-12, from the same zod schemas that decode. Nothing is required: what one file lacks may stand in `_defaults.yaml`. Rules between
 * keys (order of stages, which limit fits which check) are left to `rampart validate`.
 */
export function policyJsonSchema(): Readonly<Record<string, unknown>> {
  const sections = policySections();
  const document = mapping('policy', '{target: fraud-prod}', Object.fromEntries(Object.entries(sections).map(([key, form]) => [key, optional<unknown>(form)])));
  const schema = z.toJSONSchema(document, {
    io: 'input',
    target: 'draft-2020-12',
    override: ({ zodSchema, jsonSchema }) => {
      delete jsonSchema.required;
      if (isNever(jsonSchema.additionalProperties)) jsonSchema.additionalProperties = false;
      // zod drops examples of schemas that transform; ours are examples of the input.
      const examples = z.globalRegistry.get(zodSchema)?.['examples'];
      if (Array.isArray(examples)) jsonSchema.examples = examples;
    },
  });
  return { $comment: `Generated from packages/policy-document/src/schema by "${GENERATED_BY}". Do not edit.`, title: 'Rampart policy', ...schema };
}

/** The file's text. */
export function renderJsonSchema(): string {
  return `${JSON.stringify(policyJsonSchema(), null, 2)}\n`;
}

function isNever(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'not' in schema;
}
