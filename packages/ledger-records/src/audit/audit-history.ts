// A whole history, looked at record by record: everything that is wrong with it, and what was proven.
import { ok } from '@rampart/rollout-engine';
import type { LedgerAudit, LedgerHead, Result } from '@rampart/rollout-engine';
import type { Folded, LedgerEvent, Outcome, TargetState } from '@rampart/rollout-policy';
import { ledgerRef } from '../target-refs.ts';
import { auditStep, type AuditedStep, type DigestPolicy } from './audit-step.ts';
import { MEANING, type Finding } from './finding.ts';
import { readStoredRecords, type Problem, type StoredRecord } from './read-stored-record.ts';

export interface AuditedHistory {
  readonly ref: string;
  /** As the records say; empty where none can be read. */
  readonly target: string;
  readonly head: string;
  readonly records: readonly AuditedRecord[];
  /** Oldest first. */
  readonly rollouts: readonly AuditedRollout[];
  readonly findings: readonly Finding[];
}

export interface AuditedRecord {
  readonly commit: string;
  readonly sequence: number;
  /** Empty for what belongs to no rollout. */
  readonly rolloutId: string;
  /** A decision was in it, and was computed again. */
  readonly isRecomputed: boolean;
  readonly isSigned: boolean;
}

export interface AuditedRollout {
  readonly id: string;
  readonly version: string;
  readonly attempt: number;
  /** `open`: it is live at the head. */
  readonly outcome: Outcome | 'open';
}

/** Keeps one answer of the repository well under its size limit: every record holds a state. */
const RECORDS_AT_ONCE = 200;

/** An error only where the repository itself could not be asked; everything else is a finding. */
export async function auditHistory(audit: LedgerAudit, { ref, commit: head }: LedgerHead, digestPolicy: DigestPolicy): Promise<Result<AuditedHistory>> {
  const commits = await audit.commits(head);
  if (commits.kind === 'error') return commits;
  const walk = newWalk(ref, digestPolicy);
  for (let from = 0; from < commits.value.length; from += RECORDS_AT_ONCE) {
    const records = await readStoredRecords(audit, commits.value.slice(from, from + RECORDS_AT_ONCE));
    if (records.kind === 'error') return records;
    for (const record of records.value) walk.take(record);
  }
  return ok({ ref, head, ...walk.end() });
}

interface Walk {
  take(record: StoredRecord): void;
  end(): Omit<AuditedHistory, 'ref' | 'head'>;
}

/** What is known before a record. `folded` is as it was recorded; `unknown` after what cannot be read. */
interface Known {
  readonly folded: Folded | 'unknown';
  readonly commit: string;
  readonly sequence: number;
}

function newWalk(ref: string, digestPolicy: DigestPolicy): Walk {
  const findings: Finding[] = [];
  const records: AuditedRecord[] = [];
  const rollouts = new Map<string, AuditedRollout>();
  /** Commits by the operation that they record. */
  const operations = new Map<string, string>();
  let known: Known = { folded: { kind: 'empty' }, commit: '', sequence: 0 };
  let target = '';

  const take = (record: StoredRecord): void => {
    const { commit, event, state, isSigned } = record;
    const sequence = event !== 'unreadable' ? event.sequence : state !== 'unreadable' ? state.sequence : 0;
    const rolloutId = event === 'unreadable' ? '' : rolloutOf(event);
    const step = auditedStep(record, known, digestPolicy);
    const problems = [...record.problems, ...lineProblems(record, known), ...placeProblems(record, ref), ...repeatedOperation(record, operations), ...step.problems];
    findings.push(...problems.map(({ rule, seen }) => ({ rule, commit, sequence, rolloutId, seen, means: MEANING[rule] })));
    records.push({ commit, sequence, rolloutId, isRecomputed: step.isRecomputed, isSigned });
    if (event !== 'unreadable') {
      operations.set(event.operation, commit);
      if (event.kind === 'started') rollouts.set(event.rolloutId, { id: event.rolloutId, version: event.candidate.version, attempt: event.attempt, outcome: 'open' });
    }
    if (state !== 'unreadable') {
      target = target === '' ? state.target : target;
      tellEnds(rollouts, state);
    }
    known = { folded: step.next, commit, sequence: sequence === 0 ? known.sequence + 1 : sequence };
  };
  return { take, end: () => ({ target, records, rollouts: [...rollouts.values()], findings }) };
}

/** Where the record before could not be read, this one is taken as it stands: there is nothing to compare it with. */
function auditedStep({ event, state }: StoredRecord, { folded }: Known, digestPolicy: DigestPolicy): AuditedStep & { readonly isRecomputed: boolean } {
  if (event === 'unreadable' || folded === 'unknown') return { problems: [], next: state === 'unreadable' ? 'unknown' : { kind: 'present', state }, isRecomputed: false };
  const isRecomputed = event.kind === 'ticked' && folded.kind === 'present' && folded.state.rollout.kind === 'live';
  return { ...auditStep({ before: folded, event, after: state }, digestPolicy), isRecomputed };
}

/** A record belongs to the target in whose branch it lies, and its two files to each other. */
function placeProblems({ event, state }: StoredRecord, ref: string): readonly Problem[] {
  if (state === 'unreadable') return [];
  const isHere = ref.endsWith(ledgerRef(state.target).replace('refs/heads', ''));
  return [
    ...(isHere ? [] : [{ rule: 'state' as const, seen: `state.json is about target ${JSON.stringify(state.target)}, which is kept in ${ledgerRef(state.target)}` }]),
    ...(event === 'unreadable' || event.sequence === state.sequence ? [] : [{ rule: 'line' as const, seen: `state.json has sequence ${String(state.sequence)}, the event beside it ${String(event.sequence)}` }]),
  ];
}

function repeatedOperation({ event }: StoredRecord, operations: ReadonlyMap<string, string>): readonly Problem[] {
  const before = event === 'unreadable' ? undefined : operations.get(event.operation);
  return event === 'unreadable' || before === undefined ? [] : [{ rule: 'operation', seen: `operation ${event.operation} is in commit ${before.slice(0, 12)} already` }];
}

function rolloutOf(event: LedgerEvent): string {
  return 'rolloutId' in event ? event.rolloutId : '';
}

function lineProblems({ parents, event }: StoredRecord, known: Known): readonly Problem[] {
  const [parent = ''] = parents;
  const problems: Problem[] = [];
  if (parents.length > 1) problems.push({ rule: 'line', seen: `it is a merge of ${parents.map((id) => id.slice(0, 12)).join(' and ')}; a history is one line of commits` });
  else if (parent !== known.commit) problems.push({ rule: 'line', seen: parentWords(parent, known.commit) });
  if (event !== 'unreadable' && event.sequence !== known.sequence + 1) problems.push({ rule: 'line', seen: `its sequence is ${String(event.sequence)}, ${String(known.sequence + 1)} was next` });
  return problems;
}

function parentWords(parent: string, previous: string): string {
  if (previous === '') return `the history begins here, but the commit follows ${parent.slice(0, 12)}: this clone is shallow (git fetch --unshallow), or the beginning was cut off`;
  return parent === '' ? `it begins a history anew, where it should follow ${previous.slice(0, 12)}` : `it follows ${parent.slice(0, 12)}, not ${previous.slice(0, 12)}`;
}

function tellEnds(rollouts: Map<string, AuditedRollout>, { ended }: TargetState): void {
  const last = ended.at(-1);
  const known = last === undefined ? undefined : rollouts.get(last.id);
  if (last !== undefined && known !== undefined) rollouts.set(last.id, { ...known, outcome: last.outcome });
}
