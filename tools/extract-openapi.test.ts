import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DESCRIPTION_FILE } from '../packages/testing/src/github/description/description.ts';
import { ROUTES } from '../packages/testing/src/github/routes.ts';
import { extractOperations } from './extract-openapi.ts';
import { ROOT } from './repository.ts';

const description = {
  paths: {
    '/things/{id}': {
      get: { operationId: 'things/get', summary: 'prose', responses: { 200: { description: 'prose', content: { 'application/json': { schema: { $ref: '#/components/schemas/thing' }, examples: { one: {} } } } } } },
      delete: { operationId: 'things/delete', responses: { 204: { description: 'prose' } } },
    },
  },
  components: {
    schemas: {
      thing: { type: 'object', properties: { title: { type: 'string', description: 'prose', example: 'x' }, owner: { $ref: '#/components/schemas/owner' } } },
      owner: { type: 'object', properties: { parent: { $ref: '#/components/schemas/owner' } } },
      other: { type: 'string' },
    },
  },
};

describe('extractOperations', () => {
  it('keeps what was asked for and all that it refers to, without prose', () => {
    expect(extractOperations(description, ['things/get'])).toMatchObject({
      paths: { '/things/{id}': { get: { operationId: 'things/get', responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/thing' } } } } } } } },
      components: { schemas: { owner: { type: 'object', properties: { parent: { $ref: '#/components/schemas/owner' } } }, thing: { properties: { title: { type: 'string' } } } } },
    });
    const text = JSON.stringify(extractOperations(description, ['things/get']));
    for (const gone of ['prose', 'example', 'things/delete', 'other']) expect(text).not.toContain(gone);
  });

  it('refuses an operation that is not described', () => {
    expect(() => extractOperations(description, ['things/get', 'things/put'])).toThrow('no operation things/put');
  });
});

describe('the committed extract', () => {
  it('has the operations of the emulator, with the methods and paths of its table', () => {
    const { paths } = JSON.parse(readFileSync(join(ROOT, 'packages/testing/src/github/description', DESCRIPTION_FILE), 'utf8')) as { paths: Record<string, Record<string, { operationId: string }>> };
    const described = Object.entries(paths).flatMap(([path, item]) => Object.entries(item).map(([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`));
    expect(described.toSorted()).toEqual(ROUTES.map(({ operation, method, path }) => `${operation} ${method} ${path}`).toSorted());
  });
});
