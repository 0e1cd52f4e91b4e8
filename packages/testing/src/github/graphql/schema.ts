// GitHub's published GraphQL schema, built once when the first query comes: it is 70,000 lines.
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { buildSchema, GraphQLError, Kind, OperationTypeNode, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';

let built: GraphQLSchema | undefined;

export function githubSchema(): GraphQLSchema {
  // The published text has a field twice, which the specification forbids.
  built ??= buildSchema(publishedText(), { assumeValidSDL: true });
  return built;
}

/** The file beside the package's module, which parses the whole schema as JSON twice when it is imported. */
function publishedText(): string {
  const manifest = findPackageJSON('@octokit/graphql-schema', import.meta.url);
  if (manifest === undefined) throw new Error('@octokit/graphql-schema is not installed');
  return readFileSync(join(dirname(manifest), 'schema.graphql'), 'utf8');
}

export type ParsedQuery = { readonly kind: 'query'; readonly document: DocumentNode } | { readonly kind: 'invalid'; readonly errors: readonly GraphQLError[] };

const QUERIES_KEPT = 200;
const parsed = new Map<string, ParsedQuery>();

/** Parsed and held against the schema. Kept by its text: clients send the same few over and over. */
export function parseQuery(text: string): ParsedQuery {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const fresh = parseFresh(text);
  if (parsed.size >= QUERIES_KEPT) parsed.clear();
  parsed.set(text, fresh);
  return fresh;
}

function parseFresh(text: string): ParsedQuery {
  try {
    const document = parse(text);
    const errors = validate(githubSchema(), document);
    return errors.length > 0 ? { kind: 'invalid', errors } : { kind: 'query', document };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { kind: 'invalid', errors: [error] };
  }
}

/** The first field asked for, beside `rateLimit`, tells queries apart: `graphql/updateRefs`. And whether it changes anything. */
export function operationOf(query: ParsedQuery): { readonly name: string; readonly writes: boolean } {
  const operation = query.kind === 'query' ? query.document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION) : undefined;
  if (operation === undefined) return { name: 'graphql/invalid', writes: false };
  const fields = operation.selectionSet.selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : []));
  return { name: `graphql/${fields.find((field) => field !== 'rateLimit') ?? fields[0] ?? 'invalid'}`, writes: operation.operation === OperationTypeNode.MUTATION };
}
