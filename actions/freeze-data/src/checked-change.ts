// What the gate is asked about: the pull request, or the group of the merge queue, of the event that started the workflow. The event's text is hostile.

export interface CheckedChange {
  /** For people: `pull request 17`, `the merge queue`. */
  readonly what: string;
  readonly head: string;
  readonly base: string;
  readonly from: string;
  readonly defaultBranch: string;
}

export type ReadEvent = { readonly kind: 'event'; readonly name: string; readonly payload: unknown } | { readonly kind: 'none'; readonly why: string };

export type Checked = { readonly kind: 'change'; readonly change: CheckedChange } | { readonly kind: 'refused'; readonly why: string };

export function checkedChange({ name, payload }: Extract<ReadEvent, { kind: 'event' }>): Checked {
  const defaultBranch = textAt(payload, 'repository', 'default_branch');
  switch (name) {
    case 'pull_request':
    case 'pull_request_target': {
      const base = textAt(payload, 'pull_request', 'base', 'ref');
      return complete({ what: `pull request ${textAt(payload, 'pull_request', 'number')}`, head: textAt(payload, 'pull_request', 'head', 'sha'), base, from: base, defaultBranch });
    }
    case 'merge_group': {
      // The group stands on the commit of the queue before it: what others in the queue change is theirs.
      const base = textAt(payload, 'merge_group', 'base_ref').replace(/^refs\/heads\//, '');
      return complete({ what: 'the merge queue', head: textAt(payload, 'merge_group', 'head_sha'), base, from: textAt(payload, 'merge_group', 'base_sha'), defaultBranch });
    }
    default:
      return { kind: 'refused', why: `works on pull_request_target and merge_group events, and this workflow was started by ${name === '' ? 'nothing that names itself' : JSON.stringify(name.slice(0, 50))}` };
  }
}

function complete(change: CheckedChange): Checked {
  const isWhole = /^[0-9a-f]{40,64}$/.test(change.head) && isName(change.base) && isName(change.from) && isName(change.defaultBranch);
  return isWhole ? { kind: 'change', change } : { kind: 'refused', why: 'cannot read the event: head, base or default branch is missing in it' };
}

/** A branch or a commit, as git takes it; two dots would make another comparison of it. */
function isName(text: string): boolean {
  return /^[^\p{Cc}\p{Z}~^:?*[\\]{1,250}$/u.test(text) && !text.includes('..');
}

function textAt(value: unknown, ...path: readonly string[]): string {
  let found = value;
  for (const name of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return '';
    found = (found as Readonly<Record<string, unknown>>)[name];
  }
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : '';
}
