// Holds REST requests and answers against GitHub's published description. Each operation is compiled when it is first met.
import { Ajv, type ValidateFunction } from 'ajv';
import type { Answer } from '../server/answer.ts';
import { readDescription, type JsonObject } from './description.ts';

export interface RestDescription {
  /** What is wrong with a request: parameters, unknown ones too, and the body. Empty when it fits. */
  requestProblems(operation: string, request: { readonly params: Readonly<Record<string, string>>; readonly query: URLSearchParams; readonly body: unknown }): readonly string[];
  answerProblems(operation: string, answer: Answer): readonly string[];
}

interface Operation {
  readonly body: ValidateFunction | 'none';
  readonly isBodyRequired: boolean;
  readonly bodyNames: ReadonlySet<string> | 'any';
  readonly path: ValidateFunction;
  readonly query: ValidateFunction;
  readonly queryNames: ReadonlySet<string>;
  readonly answers: ReadonlyMap<number, ValidateFunction | 'no-body'>;
}

// One for all emulators of a process: compiling is most of what a test would spend on it.
let shared: RestDescription | undefined;

export function restDescription(): RestDescription {
  shared ??= loadDescription();
  return shared;
}

/** Answers that every operation may give, whether its description lists them or not; any request may be redirected (docs.github.com, REST API, "Best practices": follow redirects). */
const ANYWHERE = new Set([301, 302, 304, 307, 400, 401, 403, 404, 409, 422, 429, 500]);

function loadDescription(): RestDescription {
  const document = jsonSchemas(readDescription()) as JsonObject;
  const strictly = new Ajv({ strict: false, allErrors: true, validateFormats: false, schemas: [{ $id: 'github', ...document }] });
  const loosely = new Ajv({ strict: false, allErrors: true, validateFormats: false, coerceTypes: 'array', schemas: [{ $id: 'github', ...document }] });
  const operations = new Map<string, readonly string[]>();
  for (const [path, item] of Object.entries(objectAt(document, ['paths']))) {
    for (const [method, operation] of Object.entries(item as JsonObject)) operations.set(String((operation as JsonObject)['operationId']), ['paths', path, method]);
  }
  const compiled = new Map<string, Operation>();
  const operationOf = (name: string): Operation => {
    const found = compiled.get(name) ?? compile(name);
    compiled.set(name, found);
    return found;
  };

  const compile = (name: string): Operation => {
    const at = operations.get(name);
    if (at === undefined) throw new Error(`the extract of the description has no ${name}. Run tools/extract-openapi.ts again`);
    const operation = objectAt(document, at);
    const schemaAt = (ajv: Ajv, path: readonly string[]): ValidateFunction => ajv.compile({ $ref: `github#/${path.map(pointer).join('/')}` });
    const bodyPath = [...at, 'requestBody', 'content', 'application/json', 'schema'];
    const bodySchema = objectAt(document, bodyPath);
    const parameters = (Array.isArray(operation['parameters']) ? operation['parameters'] : []).map((parameter) => resolved(document, parameter as JsonObject));
    const of = (place: string): ValidateFunction => {
      const here = parameters.filter((parameter) => parameter['in'] === place);
      // Schemas of parameters refer to nothing but components.
      const properties = JSON.parse(JSON.stringify(Object.fromEntries(here.map((parameter) => [String(parameter['name']), parameter['schema'] ?? {}]))).replaceAll('"#/', '"github#/')) as JsonObject;
      return loosely.compile({ type: 'object', properties, required: here.filter((parameter) => parameter['required'] === true).map((parameter) => parameter['name']) });
    };
    const answers = new Map<number, ValidateFunction | 'no-body'>();
    for (const [status, response] of Object.entries(objectAt(operation, ['responses']))) {
      const reference = (response as JsonObject)['$ref'];
      const where = typeof reference === 'string' ? reference.slice(2).split('/') : [...at, 'responses', status];
      const schema = [...where, 'content', 'application/json', 'schema'];
      answers.set(Number(status), Object.keys(objectAt(document, schema)).length === 0 ? 'no-body' : schemaAt(strictly, schema));
    }
    const hasBody = Object.keys(bodySchema).length > 0;
    const names = objectAt(bodySchema, ['properties']);
    return {
      body: hasBody ? schemaAt(strictly, bodyPath) : 'none',
      isBodyRequired: objectAt(operation, ['requestBody'])['required'] === true,
      bodyNames: Object.keys(names).length === 0 || bodySchema['additionalProperties'] !== undefined ? 'any' : new Set(Object.keys(names)),
      path: of('path'),
      query: of('query'),
      queryNames: new Set(parameters.filter((parameter) => parameter['in'] === 'query').map((parameter) => String(parameter['name']))),
      answers,
    };
  };

  return {
    requestProblems: (name, { params, query, body }) => {
      const operation = operationOf(name);
      const given = Object.fromEntries(query);
      const unknown = Object.keys(given).filter((key) => !operation.queryNames.has(key)).map((key) => `query: nobody knows ${key}`);
      const extra = operation.bodyNames === 'any' || typeof body !== 'object' || body === null ? [] : Object.keys(body).filter((key) => operation.bodyNames !== 'any' && !operation.bodyNames.has(key));
      const sent = operation.body === 'none' || (body === undefined && !operation.isBodyRequired) ? [] : problemsOf(operation.body, body ?? {}, 'body');
      return [...problemsOf(operation.path, { ...params }, 'path'), ...problemsOf(operation.query, { ...given }, 'query'), ...unknown, ...sent, ...extra.map((key) => `body: nobody knows ${key}`)];
    },
    answerProblems: (name, { status, body }) => {
      const described = operationOf(name).answers.get(status);
      if (described === undefined) return ANYWHERE.has(status) ? [] : [`no answer ${status} is described`];
      if (described === 'no-body') return body === undefined || status >= 400 ? [] : [`an answer ${status} has no body`];
      return problemsOf(described, body ?? null, `answer ${status}`);
    },
  };
}

function problemsOf(validate: ValidateFunction, value: unknown, place: string): readonly string[] {
  return validate(value) ? [] : (validate.errors ?? []).slice(0, 10).map(({ instancePath, message, params }) => `${place}${instancePath}: ${message ?? 'does not fit'} ${JSON.stringify(params)}`);
}

function pointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function objectAt(value: JsonObject, path: readonly string[]): JsonObject {
  let at: unknown = value;
  for (const name of path) at = typeof at === 'object' && at !== null ? (at as JsonObject)[name] : undefined;
  return typeof at === 'object' && at !== null ? (at as JsonObject) : {};
}

function resolved(document: JsonObject, parameter: JsonObject): JsonObject {
  const reference = parameter['$ref'];
  return typeof reference === 'string' ? objectAt(document, reference.slice(2).split('/')) : parameter;
}

/**
 * OpenAPI 3.0 says `nullable` where JSON Schema has a union with null. And the description says `oneOf` where both fit: a refusal of push
 * protection is a validation error as well.
 */
function jsonSchemas(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(jsonSchemas);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = Object.fromEntries(Object.entries(value).map(([key, item]) => [key === 'oneOf' ? 'anyOf' : key, jsonSchemas(item)]));
  if (nullable !== true) return nullable === undefined ? rest : { ...rest, nullable };
  if (typeof rest['type'] === 'string') return { ...rest, type: [rest['type'], 'null'], ...(Array.isArray(rest['enum']) ? { enum: [...new Set([...(rest['enum'] as readonly unknown[]), null])] } : {}) };
  return { anyOf: [rest, { type: 'null' }] };
}
