// Ledgers looked at by who does not trust them: with a clone alone, or at any address. No policy is needed: a ledger carries the ones that it was written under.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openGitLedgerAudit, type AuditedCopy } from '@rampart/git-ledger';
import { readGitLocation, type GitLocation } from '@rampart/git-process';
import { auditHistory, ledgerRef, type AuditedHistory } from '@rampart/ledger-records';
import { digestPolicy } from '@rampart/policy-document';
import type { LedgerAudit, LedgerHead, PortError } from '@rampart/rollout-engine';
import type { Surroundings } from './connect-policy.ts';
import { githubToken, placeOf, repositoryIn, whyNoRepository } from './github-place.ts';

export type { AuditedHistory, AuditedRollout, Finding } from '@rampart/ledger-records';

export type AuditSurroundings = Pick<Surroundings, 'workspace' | 'cacheDir' | 'token' | 'env' | 'signal'>;

export type FoundLedgers =
  | { readonly kind: 'found'; readonly ledgers: FoundHistories }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'unreadable'; readonly error: PortError };

export interface FoundHistories {
  /** `fetched`, `local`: branches of this clone, as old as its last fetch; `there`: what was asked for, as it is now. */
  readonly copy: 'fetched' | 'local' | 'there';
  readonly heads: readonly LedgerHead[];
  readonly audit: (head: LedgerHead) => Promise<{ readonly kind: 'audited'; readonly history: AuditedHistory } | { readonly kind: 'unreadable'; readonly error: PortError }>;
}

/** `where`: in the words of `--ledger`. Empty: what this clone has; only where it has nothing, origin. */
export async function findLedgers(where: string, surroundings: AuditSurroundings): Promise<FoundLedgers> {
  if (where !== '') return atAddress(where, surroundings);
  const clone = cloneAround(surroundings.workspace);
  if (clone === '') return atAddress('origin', surroundings);
  for (const [copy, name] of [['fetched', 'fetched'], ['heads', 'local']] as const) {
    const found = await at({ kind: 'repository', path: clone }, copy, name, surroundings);
    if (found.kind !== 'found' || found.ledgers.heads.length > 0) return found;
  }
  return atAddress('origin', surroundings);
}

/** Whether a head is that of this target, in a clone or where it is kept. */
export function isHeadOf({ ref }: LedgerHead, target: string): boolean {
  return ref.replace('refs/remotes/origin/', 'refs/heads/') === ledgerRef(target);
}

function atAddress(where: string, surroundings: AuditSurroundings): Promise<FoundLedgers> {
  const { env, token, workspace } = surroundings;
  const place = placeOf(where, env);
  if (place.kind === 'github') return onGithub(place.name, { ...surroundings, token: githubToken(token, env) });
  const reading = readGitLocation(where, workspace);
  if (reading.kind === 'invalid') return Promise.resolve({ kind: 'refused', why: `${reading.message}; or github:owner/name` });
  return at(reading.location, 'heads', 'there', surroundings);
}

/** A ledger that is written through GitHub's API is a branch of a repository all the same. git reads a public one without a token. */
function onGithub(place: string, surroundings: AuditSurroundings): Promise<FoundLedgers> {
  const repository = repositoryIn(place);
  if (repository === 'none') return Promise.resolve({ kind: 'refused', why: `${whyNoRepository(place)}. Write github:owner/name` });
  const url = `${surroundings.env['GITHUB_SERVER_URL'] || 'https://github.com'}/${repository.owner}/${repository.repo}.git`;
  return at({ kind: 'remote', url }, 'heads', 'there', surroundings);
}

async function at(location: GitLocation, branches: AuditedCopy, copy: FoundHistories['copy'], { cacheDir, token, signal }: AuditSurroundings): Promise<FoundLedgers> {
  const audit = openGitLedgerAudit({ location, cacheDir, signal, ...(token === '' ? {} : { token }) }, branches);
  const heads = await audit.heads();
  if (heads.kind === 'error') return { kind: 'unreadable', error: heads.error };
  return { kind: 'found', ledgers: { copy, heads: heads.value, audit: (head) => audited(audit, head) } };
}

async function audited(audit: LedgerAudit, head: LedgerHead): ReturnType<FoundHistories['audit']> {
  const history = await auditHistory(audit, head, digestPolicy);
  return history.kind === 'ok' ? { kind: 'audited', history: history.value } : { kind: 'unreadable', error: history.error };
}

/** The checkout, or the bare repository, that this folder is in; empty where it is in none. */
function cloneAround(folder: string): string {
  if (existsSync(join(folder, '.git')) || (existsSync(join(folder, 'HEAD')) && existsSync(join(folder, 'objects')))) return folder;
  const above = dirname(folder);
  return above === folder ? '' : cloneAround(above);
}
