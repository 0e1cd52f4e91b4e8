// What freezes need of the repository that the workflow belongs to: its branches, and the statuses of its pull requests. The client is loaded only
// where there is something to ask.
import type { BranchFiles } from '@rampart/data-freeze';
import type { FreezeStatuses } from '@rampart/github-state';
import type { Clock, FreezeStore } from '@rampart/rollout-engine';
import { readFrozenOf } from './frozen-now.ts';
import type { OnGithub } from './open-state.ts';

/** `none` where no workflow runs. */
export async function branchFilesOn(github: OnGithub): Promise<BranchFiles | 'none'> {
  if (github === 'none' || github.apis.home === 'none') return 'none';
  const { githubBranchFiles } = await import('@rampart/github-state');
  return githubBranchFiles(github.apis.home);
}

export async function freezeStatusesOn(github: OnGithub, freezes: FreezeStore, { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal }): Promise<FreezeStatuses | 'none'> {
  if (github === 'none' || github.apis.home === 'none') return 'none';
  const { freezeStatuses } = await import('@rampart/github-state');
  const { home } = github.apis;
  return freezeStatuses({ api: home, clock, signal, readFrozen: readFrozenOf(freezes, `${home.repository.owner}/${home.repository.repo}`) });
}

/** The branch that a job works on, without `refs/heads/`; empty for the default one: tags and events without a branch mean that. */
export function branchOfJob(env: Readonly<Record<string, string | undefined>>): string {
  return /^refs\/heads\/(.+)$/s.exec(env['GITHUB_REF'] ?? '')?.[1] ?? '';
}
