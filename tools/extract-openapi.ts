// Cuts the operations that the GitHub emulator knows out of GitHub's REST description, with the schemas they refer to, into the file that its
// answers are validated against. `npm pack @octokit/openapi@23.0.2`, then: node tools/extract-openapi.ts octokit-openapi-23.0.2.tgz
import { gunzipSync } from 'node:zlib';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DESCRIPTION_FILE, DESCRIPTION_VERSION } from '../packages/testing/src/github/description/description.ts';
import { ROUTES } from '../packages/testing/src/github/routes.ts';
import { ROOT } from './repository.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** The description with these operations alone, every `$ref` in it resolvable, and nothing that validation does not read. */
export function extractOperations(description: JsonObject, operations: readonly string[]): JsonObject {
  const paths: Record<string, Record<string, Json>> = {};
  const missing = new Set(operations);
  for (const [path, item] of Object.entries(objectOf(description['paths']))) {
    for (const [method, operation] of Object.entries(objectOf(item))) {
      const id = objectOf(operation)['operationId'];
      if (typeof id !== 'string' || !missing.delete(id)) continue;
      (paths[path] ??= {})[method] = trimmed(operation);
    }
  }
  if (missing.size > 0) throw new Error(`the description has no operation ${[...missing].join(', ')}. Correct packages/testing/src/github/routes.ts`);
  const components: Record<string, Record<string, Json>> = {};
  const open = referencesIn(paths);
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    const [section = '', name = ''] = reference.replace('#/components/', '').split('/');
    if (components[section]?.[name] !== undefined) continue;
    const found = trimmed(objectOf(objectOf(description['components'])[section])[name] ?? {});
    (components[section] ??= {})[name] = found;
    open.push(...referencesIn(found));
  }
  return { openapi: '3.0.3', info: { title: 'Extract of the REST description of GitHub', version: DESCRIPTION_VERSION, license: { name: 'MIT' } }, paths, components: sorted(components) };
}

const UNREAD = new Set(['description', 'summary', 'example', 'examples', 'externalDocs', 'tags', 'x-github', 'x-webhook', 'headers', 'title', 'callbacks', 'deprecated', 'x-multi-segment', 'links']);

/** Without prose and examples. A property may be called `description`: names of properties stay. */
function trimmed(value: Json, areNames = false): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => trimmed(item));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value as JsonObject).filter(([key]) => areNames || !UNREAD.has(key));
  return Object.fromEntries(kept.map(([key, item]) => [key, trimmed(item, !areNames && (key === 'properties' || key === 'patternProperties'))]));
}

function referencesIn(value: Json): string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as JsonObject).flatMap(([key, item]) => (key === '$ref' && typeof item === 'string' ? [item] : referencesIn(item)));
}

function sorted(components: Readonly<Record<string, Readonly<Record<string, Json>>>>): JsonObject {
  return Object.fromEntries(Object.entries(components).toSorted().map(([section, parts]) => [section, Object.fromEntries(Object.entries(parts).toSorted(([a], [b]) => (a < b ? -1 : 1)))]));
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** One file of a .tgz: 512-byte headers (name at 0, size in octal at 124), each followed by its bytes, filled up to 512. */
function fileOfTarball(tarball: Buffer, wanted: string): string {
  const bytes = gunzipSync(tarball);
  const field = (at: number, length: number): string => bytes.toString('latin1', at, at + length).replace(/\0.*$/s, '');
  for (let at = 0; at < bytes.length; ) {
    const size = Number.parseInt(field(at + 124, 12).trim() || '0', 8);
    if (field(at, 100) === wanted) return bytes.toString('utf8', at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error(`the package has no ${wanted}`);
}

if (import.meta.main) {
  const [tarball] = process.argv.slice(2);
  if (tarball === undefined) throw new Error('usage: node tools/extract-openapi.ts octokit-openapi-23.0.2.tgz (from npm pack)');
  const bytes = readFileSync(tarball);
  const { version } = JSON.parse(fileOfTarball(bytes, 'package/package.json')) as { readonly version: string };
  if (version !== DESCRIPTION_VERSION) throw new Error(`the package is version ${version}, the emulator is built on ${DESCRIPTION_VERSION}. Change description.ts together with the file`);
  const description = JSON.parse(fileOfTarball(bytes, 'package/generated/api.github.com.json')) as JsonObject;
  const extract = extractOperations(description, ROUTES.map(({ operation }) => operation));
  writeFileSync(join(ROOT, 'packages/testing/src/github/description', DESCRIPTION_FILE), `${JSON.stringify(extract, undefined, 1)}\n`);
}
