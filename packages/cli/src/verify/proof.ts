// What `rampart verify` was asked about, cut out of the audited histories: a whole ledger, or one rollout of it.
import type { AuditedHistory, AuditedRollout, Finding } from '@rampart/ports-from-policy';

export interface Proof {
  readonly history: AuditedHistory;
  /** `all`: the whole ledger. */
  readonly rollout: AuditedRollout | 'all';
  readonly events: number;
  readonly recomputed: number;
  readonly signed: number;
  /** What speaks against it, oldest first. */
  readonly findings: readonly Finding[];
  /** Findings in what came later, on which a rollout does not stand. */
  readonly later: number;
}

export function wholeProof(history: AuditedHistory): Proof {
  const { records, findings } = history;
  return { history, rollout: 'all', ...countsOf(records), findings, later: 0 };
}

/** A rollout stands on every record before its last one: what is wrong there is wrong with it. */
export function rolloutProof(history: AuditedHistory, rollout: AuditedRollout): Proof {
  const own = history.records.filter(({ rolloutId }) => rolloutId === rollout.id);
  const last = history.records.findLastIndex(({ rolloutId }) => rolloutId === rollout.id);
  const upToIt = new Set(history.records.slice(0, last + 1).map(({ commit }) => commit));
  const findings = history.findings.filter(({ commit }) => upToIt.has(commit));
  return { history, rollout, ...countsOf(own), findings, later: history.findings.length - findings.length };
}

/** The rollouts whose id, or one of whose commits, begins with `prefix`; the whole ledger for a commit that belongs to no rollout. */
export function proofsNamed(histories: readonly AuditedHistory[], prefix: string): readonly Proof[] {
  return histories.flatMap((history) => {
    const named = new Set(history.records.filter(({ commit, rolloutId }) => commit.startsWith(prefix) || (rolloutId !== '' && rolloutId.startsWith(prefix))).map(({ rolloutId }) => rolloutId));
    return [...named].map((id) => {
      const rollout = history.rollouts.find((known) => known.id === id);
      return rollout === undefined ? wholeProof(history) : rolloutProof(history, rollout);
    });
  });
}

function countsOf(records: AuditedHistory['records']): Pick<Proof, 'events' | 'recomputed' | 'signed'> {
  return { events: records.length, recomputed: records.filter(({ isRecomputed }) => isRecomputed).length, signed: records.filter(({ isSigned }) => isSigned).length };
}
