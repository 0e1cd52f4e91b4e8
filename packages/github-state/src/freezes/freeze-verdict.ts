// What the status `rollout/freeze` says about a change: failure where it touches what is frozen on its base branch.
import { plainLine } from '../mirrors/plain-text.ts';
import type { FrozenNow } from './frozen-paths.ts';

export interface FreezeVerdict {
  readonly state: 'success' | 'failure' | 'error';
  /** At most 140 characters. */
  readonly description: string;
}

export type TouchedPaths = readonly string[] | 'too-many';

/** Statuses belong to a commit, and two pull requests with one head may have different bases. */
export function freezeContext({ base, defaultBranch }: { readonly base: string; readonly defaultBranch: string }): string {
  return base === defaultBranch ? 'rollout/freeze' : `rollout/freeze (${base})`;
}

export function freezeVerdict({ frozen }: FrozenNow, base: string, touched: TouchedPaths): FreezeVerdict {
  const here = frozen.filter(({ branch }) => branch === base);
  if (here.length === 0) return { state: 'success', description: 'nothing is frozen' };
  const [first] = here;
  if (touched === 'too-many') return { state: 'failure', description: plainLine(`${first?.says ?? ''}; too many files change to tell which`, DESCRIPTION_MAX) };
  const hit = here.find(({ covers }) => touched.some(covers));
  if (hit === undefined) return { state: 'success', description: 'touches nothing that is frozen' };
  const paths = touched.filter(hit.covers);
  const more = paths.length > 1 ? ` and ${String(paths.length - 1)} more` : '';
  return { state: 'failure', description: plainLine(`${hit.says}: ${paths[0] ?? ''}${more}`, DESCRIPTION_MAX) };
}

export function freezeUnknown(why: string): FreezeVerdict {
  return { state: 'error', description: plainLine(`it cannot be told what is frozen: ${why}`, DESCRIPTION_MAX) };
}

/** GitHub's limit is 140. */
const DESCRIPTION_MAX = 139;
