// What an audit finds wrong: where, what was seen, and what it means to who relies on the ledger.

export type AuditRule =
  /** Bytes that do not have the id under which they are stored, or are not there. */
  | 'bytes'
  /** A commit that says something else than its event, or was made by somebody else. */
  | 'commit'
  /** One line of commits whose sequences rise by one from 1. */
  | 'line'
  | 'form'
  | 'state'
  | 'decision'
  | 'effect'
  | 'raise'
  | 'invariant'
  | 'operation'
  | 'start'
  | 'end';

export interface Finding {
  readonly rule: AuditRule;
  readonly commit: string;
  /** Of the event; 0 where the record does not tell. */
  readonly sequence: number;
  /** Empty where the record belongs to no rollout, or does not tell. */
  readonly rolloutId: string;
  readonly seen: string;
  readonly means: string;
}

export const MEANING: Readonly<Record<AuditRule, string>> = {
  bytes: 'the repository is damaged or was tampered with: fetch the ledger anew from where it is kept, and compare',
  commit: 'this record was not written by Rampart as it stands: somebody made or edited it by hand',
  line: 'records were put in, left out or joined: what came of this target is not what is told here',
  form: 'this record cannot be read, so nothing that stands on it is proven',
  state: 'the state that later decisions were made on does not follow from the events: the state or an event was altered, or another version of Rampart wrote it',
  decision: 'from the same evidence this version of Rampart decides otherwise: evidence or decision was altered, or another version of Rampart decided it; verify with that version',
  effect: 'what was asked of the router is not what was decided',
  raise: 'exposure was raised without a record that said so before',
  invariant: 'a rule that always holds was broken: the record was altered, or Rampart has a fault; please report it',
  operation: 'one operation was recorded twice: its effects may have been made twice',
  start: 'the rollout is not the one that its id, its policy or its number of tries say',
  end: 'the rollout did not end as it was decided to',
};
