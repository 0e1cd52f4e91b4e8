// The ledger and the freezes on a git ref, in a folder or at any remote.
export { openGitLedger, openGitLedgerAudit } from './open-git-ledger.ts';
export type { GitLedgerOptions, GitLedgerPorts } from './open-git-ledger.ts';
export type { AuditedCopy } from './git-ledger-audit.ts';
