// Commits, comparisons and the files of a commit.
import type { CommitContent } from '../objects/git-object.ts';
import { typeOfMode, type TreeEntry } from '../objects/git-object.ts';
import { changesBetween, type FileChange } from '../repository/line-diff.ts';
import { emptyRepository, invalid, notFound, ok } from '../server/answer.ts';
import { page, pageOf, type Call, type Handler } from '../server/call.ts';
import { commitNamed, commitShape } from './git-shapes.ts';
import { inLines } from './git-database.ts';
import { repositoryPage, repositoryUrl, type Shape } from './shapes.ts';

/** Without a body that a JSON answer could hold beyond this size; raw media is the way then. */
const JSON_BYTES_MAX = 1_048_576;

const COMPARED_FILES_MAX = 300;

export const HISTORY: Readonly<Record<string, Handler>> = {
  'repos/get-commit': async (call) => {
    if (call.view.refs.size === 0) return emptyRepository();
    const name = call.params['ref'] ?? '';
    const named = await commitNamed(call, name);
    if (named === 'missing') return invalid(`No commit found for SHA: ${name}`);
    const { id, commit } = named;
    const parent = await call.repository.commit(commit.parents[0] ?? '');
    const files = await changesBetween(call.repository, { from: parent === 'missing' ? '' : parent.tree, to: commit.tree });
    const [additions, deletions] = [sum(files, 'additions'), sum(files, 'deletions')];
    return ok({ ...commitShape(call, id, commit), stats: { additions, deletions, total: additions + deletions }, files: files.map((file) => fileShape(call, id, file)) });
  },
  'repos/list-commits': async (call) => {
    if (call.view.refs.size === 0) return emptyRepository();
    const named = await commitNamed(call, call.query.get('sha') ?? 'HEAD');
    if (named === 'missing') return notFound();
    const ids = await call.repository.store.history(named.id, Infinity);
    const path = call.query.get('path') ?? '';
    const all = await commitsOf(call, ids);
    const wanted = path === '' ? all : (await Promise.all(all.map(async (one) => ((await touches(call, one.commit, path)) ? [one] : [])))).flat();
    return page(call, wanted.map(({ id, commit }) => commitShape(call, id, commit)));
  },
  'repos/compare-commits-with-basehead': async (call) => {
    const [from = '', to = ''] = (call.params['basehead'] ?? '').split('...');
    const [base, head] = [await commitNamed(call, from.replace(/^[^:]+:/, '')), await commitNamed(call, to.replace(/^[^:]+:/, ''))];
    if (base === 'missing' || head === 'missing') return notFound();
    const [ofBase, ofHead] = [await call.repository.store.history(base.id, Infinity), await call.repository.store.history(head.id, Infinity)];
    const inHead = new Set(ofHead);
    const inBase = new Set(ofBase);
    const common = ofBase.find((id) => inHead.has(id)) ?? '';
    const mergeBase = await call.repository.commit(common);
    // Histories without a common commit cannot be compared.
    if (mergeBase === 'missing') return notFound();
    const [ahead, behind] = [ofHead.filter((id) => !inBase.has(id)).toReversed(), ofBase.filter((id) => !inHead.has(id))];
    const status = ahead.length > 0 ? (behind.length > 0 ? 'diverged' : 'ahead') : behind.length > 0 ? 'behind' : 'identical';
    const files = await changesBetween(call.repository, { from: mergeBase.tree, to: head.commit.tree });
    const url = `${repositoryUrl(call)}/compare/${from}...${to}`;
    const web = `${repositoryPage(call)}/compare/${from}...${to}`;
    const commits = (await commitsOf(call, ahead)).map(({ id, commit }) => commitShape(call, id, commit));
    return page(call, commits, (items) => ({
      url,
      html_url: web,
      permalink_url: web,
      diff_url: `${web}.diff`,
      patch_url: `${web}.patch`,
      base_commit: commitShape(call, base.id, base.commit),
      merge_base_commit: commitShape(call, common, mergeBase),
      status,
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: items,
      // On the first page alone, and not all of them: GitHub does not say that there are more.
      files: pageOf(call) > 1 ? [] : files.slice(0, COMPARED_FILES_MAX).map((file) => fileShape(call, head.id, file)),
    }));
  },
  'repos/get-content': async (call) => {
    const ref = call.query.get('ref') ?? 'HEAD';
    const named = await commitNamed(call, ref);
    if (named === 'missing') return notFound();
    const path = (call.params['path'] ?? '').replace(/^\/+|\/+$/g, '');
    const entry = await call.repository.entryAt(named.commit.tree, path);
    if (entry === 'missing') return notFound();
    if (typeOfMode(entry.mode) === 'tree') {
      const entries = await call.repository.tree(entry.id);
      return ok(await Promise.all((entries === 'missing' ? [] : entries).map((inside) => entryShape(call, inside, path === '' ? inside.name : `${path}/${inside.name}`, named.id))));
    }
    const bytes = await call.repository.blob(entry.id);
    if (bytes === 'missing') return notFound();
    if (/application\/vnd\.github(\.v3)?\.raw/.test(call.accepts)) return { status: 200, body: bytes };
    const fits = bytes.length <= JSON_BYTES_MAX;
    return ok({ ...(await entryShape(call, entry, path, named.id)), content: fits ? inLines(bytes.toString('base64')) : '', encoding: fits ? 'base64' : 'none' });
  },
};

async function commitsOf(call: Call, ids: readonly string[]): Promise<readonly { readonly id: string; readonly commit: CommitContent }[]> {
  const read = await Promise.all(ids.map(async (id) => ({ id, commit: await call.repository.commit(id) })));
  return read.flatMap(({ id, commit }) => (commit === 'missing' ? [] : [{ id, commit }]));
}

async function touches(call: Call, commit: CommitContent, path: string): Promise<boolean> {
  const parent = await call.repository.commit(commit.parents[0] ?? '');
  const [is, was] = [await call.repository.entryAt(commit.tree, path), parent === 'missing' ? 'missing' : await call.repository.entryAt(parent.tree, path)];
  return (is === 'missing' ? '' : is.id) !== (was === 'missing' ? '' : was.id);
}

export function fileShape(call: Call, commit: string, { path, status, blob, additions, deletions }: FileChange): Shape {
  const encoded = encodeURIComponent(path);
  const web = repositoryPage(call);
  return { sha: blob, filename: path, status, additions, deletions, changes: additions + deletions, blob_url: `${web}/blob/${commit}/${encoded}`, raw_url: `${web}/raw/${commit}/${encoded}`, contents_url: `${repositoryUrl(call)}/contents/${encoded}?ref=${commit}` };
}

export function sum(files: readonly FileChange[], what: 'additions' | 'deletions'): number {
  return files.reduce((total, file) => total + file[what], 0);
}

async function entryShape(call: Call, { mode, name, id }: TreeEntry, path: string, commit: string): Promise<Shape> {
  const kind = typeOfMode(mode);
  const bytes = kind === 'blob' ? await call.repository.blob(id) : 'missing';
  const type = { tree: 'dir', blob: 'file', commit: 'submodule' }[kind];
  const [self, git, html] = [`${repositoryUrl(call)}/contents/${path}?ref=${commit}`, `${repositoryUrl(call)}/git/${kind}s/${id}`, `${repositoryPage(call)}/${kind}/${commit}/${path}`];
  return { type, size: bytes === 'missing' ? 0 : bytes.length, name, path, sha: id, url: self, git_url: git, html_url: html, download_url: kind === 'blob' ? `${repositoryPage(call)}/raw/${commit}/${path}` : null, _links: { self, git, html } };
}
