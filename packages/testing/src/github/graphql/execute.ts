// One GraphQL request, answered as GitHub does: 200, with what went wrong beside the data.
import { execute, Kind } from 'graphql';
import type { Answer } from '../server/answer.ts';
import type { GraphqlContext } from './context.ts';
import { isMeant, shownError } from './graphql-error.ts';
import { ROOT } from './resolvers.ts';
import { githubSchema, type ParsedQuery } from './schema.ts';

export interface Executed {
  readonly answer: Answer;
  /** What the emulator stumbled over, against the schema or otherwise. */
  readonly stumbles: readonly string[];
}

export async function executeQuery(query: ParsedQuery, body: Readonly<Record<string, unknown>>, context: GraphqlContext): Promise<Executed> {
  if (query.kind === 'invalid') return { answer: { status: 200, body: { errors: query.errors.map(shownError) } }, stumbles: [] };
  const variables = typeof body['variables'] === 'object' && body['variables'] !== null ? (body['variables'] as Record<string, unknown>) : {};
  const { data, errors = [] } = await execute({ schema: githubSchema(), document: query.document, rootValue: ROOT, contextValue: context, variableValues: variables, ...(typeof body['operationName'] === 'string' ? { operationName: body['operationName'] } : {}) });
  // Variables that do not fit are the mistake of the one who asks; anything else that nobody meant is ours.
  const stumbles = errors.filter((error) => !isMeant(error) && error.path !== undefined).map((error) => `${error.path?.join('.') ?? ''}: ${error.message}`);
  return { answer: { status: 200, body: { ...(data === undefined ? {} : { data }), ...(errors.length === 0 ? {} : { errors: errors.map(shownError) }) } }, stumbles };
}

/** For faults: an error in place of what was asked for. */
export function refusedQuery(query: ParsedQuery, type: string, message: string): Answer {
  const operation = query.kind === 'query' ? query.document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION) : undefined;
  const names = (operation?.selectionSet.selections ?? []).flatMap((selection) => (selection.kind === Kind.FIELD ? [(selection.alias ?? selection.name).value] : []));
  const path = names.slice(0, 1);
  return { status: 200, body: { data: Object.fromEntries(names.map((name) => [name, null])), errors: [{ ...(type === '' ? {} : { type }), path, message }] } };
}
