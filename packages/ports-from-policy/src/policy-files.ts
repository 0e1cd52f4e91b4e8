// Policy files as an action or the command line names them: paths and globs, all mistakes of all files at once.
import { existsSync, globSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { DEFAULTS_FILE, loadPolicy, type Mistake, type Origins } from '@rampart/policy-document';
import type { PinnedPolicy } from '@rampart/rollout-engine';

export interface PolicyFile {
  /** As a person would write it: relative to the workspace. */
  readonly file: string;
  readonly pinned: PinnedPolicy;
  /** Where each of its values was written. */
  readonly origins: Origins;
}

export type PolicyFiles =
  | { readonly kind: 'policies'; readonly policies: readonly [PolicyFile, ...PolicyFile[]] }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly [PolicyMistake, ...PolicyMistake[]] };

/** A mistake in a file has a place in it; one in what was asked for (no such file, two policies of one target) has none. */
export type PolicyMistake = Pick<Mistake, 'subject' | 'text' | 'frame'> & { readonly code: string; readonly place: Mistake['place'] | { readonly kind: 'nowhere' } };

export async function readPolicyFiles(patterns: readonly string[], workspace: string): Promise<PolicyFiles> {
  const { policies, mistakes } = await readSoundPolicyFiles(patterns, workspace);
  const [[mistake, ...more], [first, ...others]] = [mistakes, policies];
  if (mistake !== undefined) return { kind: 'mistakes', mistakes: [mistake, ...more] };
  return first === undefined ? { kind: 'mistakes', mistakes: [unusable('no policy file was named. Write a path such as rampart/fraud.yaml')] } : { kind: 'policies', policies: [first, ...others] };
}

/** Those without a mistake, and the mistakes of the others. Of two files about one target neither is sound: nobody knows which is meant. */
export async function readSoundPolicyFiles(patterns: readonly string[], workspace: string): Promise<{ readonly policies: readonly PolicyFile[]; readonly mistakes: readonly PolicyMistake[] }> {
  const found = patterns.map((pattern) => ({ pattern, files: policyFilesMatching(pattern, workspace) }));
  const nothing = found.filter(({ files }) => files.length === 0).map(({ pattern }) => JSON.stringify(pattern));
  const files = [...new Set(found.flatMap(({ files: all }) => all))].sort();
  const readings = await Promise.all(files.map(async (file) => ({ file: relative(workspace, file), reading: await loadPolicy(relative(process.cwd(), file)) })));
  const decoded = readings.flatMap(({ file, reading }): readonly PolicyFile[] => (reading.kind === 'policy' ? [{ file, pinned: { policy: reading.policy, digest: reading.digest }, origins: reading.origins }] : []));
  const rivals = (one: PolicyFile): readonly PolicyFile[] => decoded.filter(({ pinned }) => pinned.policy.target === one.pinned.policy.target);
  return {
    policies: decoded.filter((one) => rivals(one).length === 1),
    mistakes: [
      ...(nothing.length === 0 ? [] : [unusable(`${nothing.join(', ')} matches no policy file in the checkout. Write a path such as rampart/fraud.yaml, and check that the job checks the repository out`)]),
      ...readings.flatMap(({ reading }): readonly PolicyMistake[] => (reading.kind === 'mistakes' ? reading.mistakes : [])),
      ...decoded.filter((one) => rivals(one).length > 1 && rivals(one)[0] === one).map((one) => unusable(`${rivals(one).map(({ file }) => file).join(' and ')} are ${rivals(one).length === 2 ? 'both' : 'all'} about target ${one.pinned.policy.target}. A target has one policy`)),
    ],
  };
}

/** Absolute. A name that exists is taken as it is, so that a file called `[a].yaml` can be named. */
export function policyFilesMatching(pattern: string, workspace: string): readonly string[] {
  const plain = resolve(workspace, pattern);
  if (!/[*?[\]{}]/.test(pattern) || existsSync(plain)) return [plain];
  return globSync(pattern, { cwd: workspace })
    .map((file) => resolve(workspace, file))
    .filter((file) => /\.ya?ml$/.test(file) && basename(file) !== DEFAULTS_FILE);
}

function unusable(text: string): PolicyMistake {
  return { code: 'RMP210', subject: 'policy', text: `${text}.`, frame: '', place: { kind: 'nowhere' } };
}
