// The ledger and the freezes on a git ref, in a folder or at any remote.
export { openGitLedger } from './open-git-ledger.ts';
export type { GitLedgerOptions, GitLedgerPorts } from './open-git-ledger.ts';
export { ledgerRef, freezeFile, FREEZES_REF, targetSlug } from './target-refs.ts';
export { commitBytes } from './commit-bytes.ts';
export type { CommitContent } from './commit-bytes.ts';
export { readLedgerJson, writeLedgerJson } from './ledger-json.ts';
export type { JsonReading } from './ledger-json.ts';
export { decodeEvent } from './decode-event.ts';
export { decodeState } from './decode-state.ts';
export type { Decoded } from './decode-state.ts';
