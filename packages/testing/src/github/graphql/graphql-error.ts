// Errors as GitHub puts them beside the data: a type of its own next to the message.
import { GraphQLError } from 'graphql';

export type GithubErrorType = 'NOT_FOUND' | 'FORBIDDEN' | 'UNPROCESSABLE' | 'STALE_DATA' | 'RATE_LIMITED' | 'MISSING_PAGINATION_BOUNDARIES' | 'EXCESSIVE_PAGINATION' | 'INSUFFICIENT_SCOPES';

export function githubError(type: GithubErrorType, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

export interface ShownError {
  readonly type?: string;
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly locations?: readonly unknown[];
}

export function shownError(error: GraphQLError): ShownError {
  const type = error.extensions['type'];
  return { ...(typeof type === 'string' ? { type } : {}), ...(error.path === undefined ? {} : { path: error.path }), ...(error.locations === undefined ? {} : { locations: error.locations }), message: error.message };
}

/** Whether the emulator meant it, rather than stumbled. */
export function isMeant(error: GraphQLError): boolean {
  return typeof error.extensions['type'] === 'string';
}
