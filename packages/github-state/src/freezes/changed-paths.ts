// Which paths a change touches, from where it left its base: what the compare API tells, and beyond its limit the two trees.
import type { FailedAnswer, GithubApi } from '@rampart/github-api';
import { listAt, textAt } from '../answer-fields.ts';
import { githubBranchFiles } from './branch-files.ts';
import type { TouchedPaths } from './freeze-verdict.ts';

/** GitHub tells so many files of a comparison, and does not say that there are more. */
const FILES_TOLD = 300;

/** `base`: a branch or a commit; `head`: a commit. It needs to read contents, and nothing else. */
export async function changedPaths(api: GithubApi, { base, head }: { readonly base: string; readonly head: string }): Promise<{ readonly kind: 'paths'; readonly paths: TouchedPaths } | FailedAnswer> {
  const answer = await api.rest<unknown>({ method: 'GET', path: '/repos/{owner}/{repo}/compare/{basehead}', params: { basehead: `${base}...${head}`, per_page: 1 } });
  if (answer.kind !== 'ok') return answer;
  const files = listAt(answer.value, 'files');
  if (files.length < FILES_TOLD) return { kind: 'paths', paths: files.flatMap(pathsOf) };
  const branches = githubBranchFiles(api);
  const before = await branches.files(textAt(answer.value, 'merge_base_commit', 'sha'), ['']);
  const after = await branches.files(head, ['']);
  if (before.kind === 'unreadable' || after.kind === 'unreadable') return { kind: 'paths', paths: 'too-many' };
  return { kind: 'paths', paths: [...new Set([...before.ids.keys(), ...after.ids.keys()])].filter((path) => before.ids.get(path) !== after.ids.get(path)) };
}

/** What was moved away is touched as well. */
function pathsOf(file: unknown): readonly string[] {
  return [textAt(file, 'filename'), textAt(file, 'previous_filename')].filter((path) => path !== '');
}
