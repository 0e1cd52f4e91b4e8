// The built-in actions/checkout: makes the workspace a real git checkout of a local repository, which is also its `origin`, so that later
// steps can fetch from it and push to it as they would to GitHub.
import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { StepWork } from './job-runtime.ts';
import { isJsonObject } from './json-value.ts';
import type { JsonObject } from './json-value.ts';
import { runProcess } from './process.ts';
import { failed, succeeded } from './step-result.ts';
import type { ActionEnd } from './step-result.ts';

export async function performCheckout(inputs: Readonly<Record<string, string>>, work: StepWork): Promise<ActionEnd> {
  const plan = planCheckout(inputs, work);
  if (plan.kind === 'refused') {
    work.console.annotate('error', plan.why);
    return failed();
  }
  mkdirSync(plan.folder, { recursive: true });
  trustFolders(work.job.folders.home, [plan.folder, plan.source, join(plan.source, '.git')]);
  const git = (...args: readonly string[]): Promise<GitEnd> => runGit(args, plan.folder, work);

  if (!existsSync(join(plan.folder, '.git'))) {
    if (!(await git('init', '--quiet')).isGood) return failed();
    if (!(await git('remote', 'add', 'origin', pathToFileURL(plan.source).href)).isGood) return failed();
  }
  const target = await findTarget(plan.wanted, git);
  if (target.kind === 'unknown') {
    work.console.annotate('error', `A branch or tag with the name '${target.ref}' could not be found in ${plan.source}`);
    return failed();
  }
  for (const args of fetchArguments(target, plan)) {
    if (!(await git(...args)).isGood) return failed();
  }
  if (!(await git(...checkoutArguments(target))).isGood) return failed();
  const head = await git('rev-parse', 'HEAD');
  return head.isGood ? succeeded({ commit: head.lines.join(''), ref: plan.wanted.ref }) : failed();
}

interface CheckoutPlan {
  readonly kind: 'plan';
  readonly source: string;
  readonly folder: string;
  readonly wanted: WantedCommit;
  /** Zero: everything. */
  readonly depth: number;
  readonly fetchesTags: boolean;
}

/** An empty `commit` is looked up by the ref; an empty `ref` is the default branch. */
interface WantedCommit {
  readonly ref: string;
  readonly commit: string;
}

function planCheckout(
  inputs: Readonly<Record<string, string>>,
  { job }: StepWork,
): CheckoutPlan | { readonly kind: 'refused'; readonly why: string } {
  const github = isJsonObject(job.contexts['github']) ? job.contexts['github'] : {};
  const own = textAt(github, 'repository');
  const repository = inputs['repository'] || own;
  const source = Object.entries(job.repositories).find(([name]) => name.toLowerCase() === repository.toLowerCase())?.[1];
  if (source === undefined) {
    return { kind: 'refused', why: `No local repository stands for '${repository}': name its folder in \`repositories\`.` };
  }
  const folder = join(job.folders.workspace, inputs['path'] ?? '');
  const inside = relative(job.folders.workspace, folder);
  if (inside.startsWith('..') || isAbsolute(inside)) {
    return { kind: 'refused', why: `Repository path '${inputs['path'] ?? ''}' is not under the workspace` };
  }
  const depth = Number(inputs['fetch-depth'] || '1');
  if (!Number.isInteger(depth) || depth < 0) {
    return { kind: 'refused', why: `fetch-depth is '${inputs['fetch-depth'] ?? ''}': expected a whole number, 0 for all history` };
  }
  const isOwnDefault = repository.toLowerCase() === own.toLowerCase() && (inputs['ref'] ?? '') === '';
  return {
    kind: 'plan',
    source,
    folder,
    wanted: isOwnDefault ? { ref: textAt(github, 'ref'), commit: textAt(github, 'sha') } : wantedByRef(inputs['ref'] ?? ''),
    depth,
    fetchesTags: inputs['fetch-tags'] === 'true',
  };
}

function textAt(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}

function wantedByRef(ref: string): WantedCommit {
  return /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(ref) ? { ref: '', commit: ref } : { ref, commit: '' };
}

type Target =
  | { readonly kind: 'branch' | 'tag'; readonly name: string; readonly commit: string }
  | { readonly kind: 'commit'; readonly commit: string }
  | { readonly kind: 'unknown'; readonly ref: string };

type Git = (...args: readonly string[]) => Promise<GitEnd>;

async function findTarget(wanted: WantedCommit, git: Git): Promise<Target> {
  if (wanted.ref.startsWith('refs/heads/')) return { kind: 'branch', name: wanted.ref.slice(11), commit: wanted.commit };
  if (wanted.ref.startsWith('refs/tags/')) return { kind: 'tag', name: wanted.ref.slice(10), commit: wanted.commit };
  if (wanted.commit !== '') return { kind: 'commit', commit: wanted.commit };
  const listed = await git('ls-remote', '--symref', 'origin', wanted.ref === '' ? 'HEAD' : wanted.ref);
  const refs = listed.lines.flatMap((line) => /(refs\/(?:heads|tags)\/\S+)/.exec(line)?.[1] ?? []);
  const branch = refs.find((ref) => ref === `refs/heads/${wanted.ref}` || (wanted.ref === '' && ref.startsWith('refs/heads/')));
  const found = branch ?? refs.find((ref) => ref === `refs/tags/${wanted.ref}`);
  return found === undefined ? { kind: 'unknown', ref: wanted.ref } : findTarget({ ref: found, commit: '' }, git);
}

/** One call of git after the other: git refuses to fetch two things to one name at once. */
function fetchArguments(target: Exclude<Target, { kind: 'unknown' }>, plan: CheckoutPlan): readonly (readonly string[])[] {
  const allTags = '+refs/tags/*:refs/tags/*';
  const fetch = ['fetch', '--prune', '--no-recurse-submodules'];
  if (plan.depth === 0) {
    const all = [...fetch, 'origin', '+refs/heads/*:refs/remotes/origin/*', allTags];
    return target.kind === 'branch' && target.commit !== '' ? [all, [...fetch, '--no-tags', 'origin', refspec(target)]] : [all];
  }
  const tags = plan.fetchesTags ? [allTags] : [];
  return [[...fetch, '--no-tags', `--depth=${plan.depth}`, 'origin', refspec(target), ...tags]];
}

/** The event's own commit goes under the ref's name, although the ref may have moved on since. */
function refspec(target: Exclude<Target, { kind: 'unknown' }>): string {
  if (target.kind === 'commit') return target.commit;
  const here = target.kind === 'branch' ? `refs/remotes/origin/${target.name}` : `refs/tags/${target.name}`;
  const there = target.kind === 'branch' ? `refs/heads/${target.name}` : `refs/tags/${target.name}`;
  // An annotated tag is fetched as itself, not as the commit it points to.
  return `+${target.kind === 'branch' && target.commit !== '' ? target.commit : there}:${here}`;
}

function checkoutArguments(target: Exclude<Target, { kind: 'unknown' }>): readonly string[] {
  const options = ['-c', 'advice.detachedHead=false', 'checkout', '--quiet', '--force'];
  switch (target.kind) {
    case 'branch':
      return [...options, '-B', target.name, `refs/remotes/origin/${target.name}`];
    case 'tag':
      return [...options, `refs/tags/${target.name}`];
    case 'commit':
      return [...options, target.commit];
  }
}

/** Git refuses folders of other users; the real action makes the same exception in the same file. */
function trustFolders(home: string, folders: readonly string[]): void {
  appendFileSync(join(home, '.gitconfig'), folders.map((folder) => `[safe]\n\tdirectory = ${folder}\n`).join(''));
}

interface GitEnd {
  readonly isGood: boolean;
  readonly lines: readonly string[];
}

async function runGit(args: readonly string[], folder: string, { job, console, signal }: StepWork): Promise<GitEnd> {
  console.say(`[command]git ${args.join(' ')}`);
  const lines: string[] = [];
  const end = await runProcess({
    file: 'git',
    args,
    workingDirectory: folder,
    env: { ...job.machineEnv, GIT_TERMINAL_PROMPT: '0' },
    onLine: (line) => {
      lines.push(line);
      console.say(line);
    },
    signal,
    timers: job.timers,
    patience: job.patience,
  });
  const isGood = end.kind === 'exited' && end.code === 0;
  if (!isGood) console.annotate('error', `git ${args[0] ?? ''} failed: ${end.kind === 'not-started' ? end.why : (lines.at(-1) ?? end.kind)}`);
  return { isGood, lines };
}
