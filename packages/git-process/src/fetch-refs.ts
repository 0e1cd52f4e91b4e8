// Brings refs of a remote into the private repository under their own names. Asked in two steps, because `git fetch` tells a
// ref that is absent from a remote that is broken only by its wording.
import type { GitFailure } from './failure.ts';
import type { GitCommand, GitResult } from './git.ts';

export interface FetchRequest {
  /** Full names; a `*` stands for anything, slashes too, e.g. `refs/tags/fraud@*`. */
  readonly patterns: readonly string[];
  /** `tips`: only the newest commit of each. `recent`: a few dozen. `new`: what is missing here. `all`: the whole history. */
  readonly depth: 'tips' | 'recent' | 'new' | 'all';
  /** `on-demand`: files are fetched when they are read, where the remote supports it. */
  readonly files: 'included' | 'on-demand';
}

export type Run = (args: readonly string[], more?: Pick<GitCommand, 'stdin' | 'onStdout'>) => Promise<GitResult>;

/** What is the same here already is not fetched again, but for `all`. */
export async function fetchRefs(run: Run, remote: string, request: FetchRequest): Promise<{ readonly kind: 'ok' } | GitFailure> {
  const listing = await run(['ls-remote', '--quiet', '--end-of-options', remote, ...request.patterns]);
  if (listing.kind === 'failed') return listing;
  const present = await run(['for-each-ref', '--format=%(objectname)\t%(refname)']);
  if (present.kind === 'failed') return present;
  const there = parseRefs(listing.stdout, request.patterns);
  const here = parseRefs(present.stdout, request.patterns);

  const gone = [...here.keys()].filter((ref) => !there.has(ref));
  if (gone.length > 0) {
    const dropped = await run(['update-ref', '--no-deref', '--stdin'], { stdin: gone.map((ref) => `delete ${ref}\n`).join('') });
    if (dropped.kind === 'failed') return dropped;
  }
  const wanted = [...there].filter(([ref, id]) => request.depth === 'all' || here.get(ref) !== id).map(([ref]) => ref);
  if (wanted.length === 0) return { kind: 'ok' };
  const fetched = await run([...FETCH, ...DEPTHS[request.depth], ...FILES[request.files], '--stdin', '--end-of-options', remote], {
    stdin: wanted.map((ref) => `+${ref}:${ref}\n`).join(''),
  });
  return fetched.kind === 'failed' ? fetched : { kind: 'ok' };
}

const FETCH = ['fetch', '--quiet', '--force', '--no-tags', '--no-prune', '--no-write-fetch-head', '--no-auto-maintenance', '--no-recurse-submodules'];
/** git's own infinite depth; unlike `--unshallow` it is fine with a history that is whole already. */
const DEPTHS = { tips: ['--depth=1'], recent: ['--depth=40'], new: [], all: ['--depth=2147483647'] };
const FILES = { included: [], 'on-demand': ['--filter=blob:none'] };

/** Ids by name; drops peeled tags and what only ends like a pattern (ls-remote compares from the right). */
function parseRefs(output: Buffer, patterns: readonly string[]): Map<string, string> {
  const refs = new Map<string, string>();
  for (const line of output.toString('utf8').split('\n')) {
    const [id = '', ref = ''] = line.split('\t');
    if (/^[0-9a-f]{40,64}$/.test(id) && !ref.endsWith('^{}') && patterns.some((pattern) => matches(pattern, ref))) refs.set(ref, id);
  }
  return refs;
}

function matches(pattern: string, ref: string): boolean {
  const star = pattern.indexOf('*');
  if (star === -1) return ref === pattern;
  const tail = pattern.slice(star + 1);
  return ref.length >= pattern.length - 1 && ref.startsWith(pattern.slice(0, star)) && ref.endsWith(tail);
}
