// Tokens: who sends a request, what they may do, and until when.
import type { PermissionLevel, PermissionName, Permissions } from '../routes.ts';

/** `job`: the GITHUB_TOKEN of a workflow's job. `app`: of an installed app. `person`: a fine-grained personal one. */
export type TokenKind = 'job' | 'app' | 'person';

export interface TokenRequest {
  readonly kind?: TokenKind;
  /** What is sent; made up when left out. */
  readonly value?: string;
  readonly login?: string;
  /** As in a workflow's `permissions:`; `pull-requests` and `pull_requests` are one. Left out: everything. */
  readonly permissions?: Readonly<Record<string, PermissionLevel | 'none'>>;
  /** `owner/name` of each repository that it is for. Left out: all. */
  readonly repositories?: readonly string[];
  readonly expiresAtMs?: number;
}

export interface Token {
  readonly value: string;
  readonly kind: TokenKind;
  readonly login: string;
  readonly permissions: Permissions;
  readonly repositories: readonly string[] | 'all';
  readonly expiresAtMs: number;
}

export const EVERYTHING: Permissions = { actions: 'write', checks: 'write', contents: 'write', deployments: 'write', issues: 'write', metadata: 'read', pull_requests: 'write', statuses: 'write' };

const LOGINS: Readonly<Record<TokenKind, string>> = { job: 'github-actions[bot]', app: 'rampart-state[bot]', person: 'ada' };

export function issueToken(request: TokenRequest, ordinal: number): Token {
  const { kind = 'job' } = request;
  const granted = Object.entries(request.permissions ?? EVERYTHING).filter((entry): entry is [string, PermissionLevel] => entry[1] !== 'none');
  const permissions: Partial<Record<PermissionName, PermissionLevel>> = {};
  for (const [name, level] of granted) permissions[name.replaceAll('-', '_') as PermissionName] = level;
  const prefix = kind === 'person' ? 'github_pat_' : 'ghs_';
  return {
    value: request.value ?? `${prefix}emulated${String(ordinal).padStart(4, '0')}`,
    kind,
    login: request.login ?? LOGINS[kind],
    permissions,
    repositories: request.repositories ?? 'all',
    expiresAtMs: request.expiresAtMs ?? Infinity,
  };
}

/** What a request carries: `token x`, `Bearer x`, or the password of `Basic`. Empty for none. */
export function credentialsOf(request: Request): string {
  const [scheme = '', value = ''] = (request.headers.get('authorization') ?? '').split(' ');
  if (/^(token|bearer)$/i.test(scheme)) return value;
  return /^basic$/i.test(scheme) ? (Buffer.from(value, 'base64').toString('utf8').split(':')[1] ?? '') : '';
}
