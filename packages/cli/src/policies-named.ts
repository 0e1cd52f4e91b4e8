// Which policy files are meant: as they are named, or the one here or in rampart/ that is about a target of that name, which is
// how summaries write it (`rampart history fraud-prod`).
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadPolicy } from '@rampart/policy-document';
import { policyFilesMatching, type PolicyMistake } from '@rampart/ports-from-policy';

export type PoliciesNamed = { readonly kind: 'files'; readonly files: readonly string[] } | { readonly kind: 'mistakes'; readonly mistakes: readonly PolicyMistake[] };

const BESIDES = '*.{yaml,yml}';
const OWN_PLACE = 'rampart/**/*.{yaml,yml}';

export async function policiesNamed(names: readonly string[], cwd: string): Promise<PoliciesNamed> {
  const isTarget = (name: string): boolean => /^[\w.-]+$/.test(name) && !/\.ya?ml$/.test(name) && !existsSync(resolve(cwd, name));
  if (!names.some(isTarget)) return { kind: 'files', files: names };
  const byTarget = await policiesByTarget(cwd);
  const unknown = names.filter((name) => isTarget(name) && !byTarget.has(name));
  if (unknown.length > 0) return { kind: 'mistakes', mistakes: unknown.map((name) => unknownTarget(name, [...byTarget.keys()])) };
  return { kind: 'files', files: names.flatMap((name) => (isTarget(name) ? (byTarget.get(name) ?? []) : [name])) };
}

/** Every policy of this folder: all that is in rampart/, readable or not, and what is a policy among the other files here. */
export async function policiesHere(cwd: string): Promise<readonly string[]> {
  const own = policyFilesMatching(OWN_PLACE, cwd);
  const besides: string[] = [];
  for (const file of policyFilesMatching(BESIDES, cwd)) if ((await loadPolicy(file)).kind === 'policy') besides.push(file);
  return [...besides, ...own];
}

/** A policy that cannot be read is about no target here: it must not stand in the way of a rollback of another one. */
async function policiesByTarget(cwd: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const byTarget = new Map<string, readonly string[]>();
  for (const file of [BESIDES, OWN_PLACE].flatMap((pattern) => policyFilesMatching(pattern, cwd))) {
    const reading = await loadPolicy(file);
    if (reading.kind === 'policy') byTarget.set(reading.policy.target, [...(byTarget.get(reading.policy.target) ?? []), file]);
  }
  return byTarget;
}

function unknownTarget(name: string, known: readonly string[]): PolicyMistake {
  const there = known.length === 0 ? 'there is no policy here or in rampart/' : `policies here and in rampart/ are about ${known.join(', ')}`;
  return { code: 'RMP210', subject: 'policy', text: `${JSON.stringify(name)} is neither a file nor a target: ${there}. Write a path such as rampart/fraud.yaml.`, frame: '', place: { kind: 'nowhere' } };
}
