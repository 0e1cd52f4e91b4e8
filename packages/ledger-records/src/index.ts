// Records of the ledger as bytes: the same wherever they are kept.
export { ledgerRef, freezeFile, freezeHolderOf, FREEZES_REF, targetSlug } from './target-refs.ts';
export { freezeDocument } from './freeze-document.ts';
export { commitBytes, commitMessage } from './commit-bytes.ts';
export type { CommitContent } from './commit-bytes.ts';
export { readLedgerJson, writeLedgerJson } from './ledger-json.ts';
export type { JsonReading } from './ledger-json.ts';
export { decodeEvent } from './decode-event.ts';
export { decodeState } from './decode-state.ts';
export type { Decoded } from './decode-state.ts';
export { brokenLink, decodeRecord, decodeRecordedEvent, EVENT_FILE, recordFiles, recordMessage, STATE_FILE } from './record.ts';
export type { LedgerRecord, LinkedRecord, RecordFile, RecordPlace } from './record.ts';
export { cutOff, setBack, slippedIn } from './tampered-history.ts';
export type { SetBack } from './tampered-history.ts';
export { auditHistory } from './audit/audit-history.ts';
export type { AuditedHistory, AuditedRecord, AuditedRollout } from './audit/audit-history.ts';
export type { DigestPolicy } from './audit/audit-step.ts';
export type { AuditRule, Finding } from './audit/finding.ts';
