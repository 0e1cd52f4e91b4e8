// The policy that is simulated, with its traffic: what lies beside it, and what is assumed where that is silent.
import { readPolicyFiles, type PolicyFile, type PolicyMistake } from '@rampart/ports-from-policy';
import { subjectWorld, type SubjectWorld } from '@rampart/simulator';
import { trafficBeside } from '../traffic-beside.ts';

export interface Subject extends PolicyFile, SubjectWorld {}

export type SubjectReading = { readonly kind: 'subjects'; readonly subjects: readonly Subject[] } | { readonly kind: 'mistakes'; readonly mistakes: readonly PolicyMistake[] };

export async function readSubjects(files: readonly string[], cwd: string): Promise<SubjectReading> {
  const read = await readPolicyFiles(files, cwd);
  if (read.kind === 'mistakes') return read;
  const all = await Promise.all(read.policies.map(async (policy) => ({ policy, beside: await trafficBeside(policy.file, cwd) })));
  const mistakes = all.flatMap(({ beside }) => (beside.kind === 'mistakes' ? beside.mistakes : []));
  if (mistakes.length > 0) return { kind: 'mistakes', mistakes };
  return { kind: 'subjects', subjects: all.flatMap(({ policy, beside }) => (beside.kind === 'mistakes' ? [] : [{ ...policy, ...subjectWorld(policy.pinned.policy, beside) }])) };
}
