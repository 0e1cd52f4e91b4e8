// Rules for our own workflows: what they call is pinned by commit, and every job says which permissions it needs.
import { parse } from 'yaml';

const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;

/** One sentence per break of the rules in the workflow `text` of `file`. */
export function findWorkflowMistakes(file: string, text: string): readonly string[] {
  return [...findLoosePins(file, text), ...findMissingPermissions(file, text), ...findKeptCredentials(file, text)];
}

/** `uses:` of this repository (`./...`) needs no pin; everything else is a commit with its version in a comment. */
function findLoosePins(file: string, text: string): readonly string[] {
  return text.split('\n').flatMap((line, index) => {
    const [, action = '', comment = ''] = /^\s*(?:-\s+)?uses:\s*['"]?([^\s'"#]+)['"]?\s*(#.*)?$/.exec(line) ?? [];
    if (action === '' || action.startsWith('./')) return [];
    const place = `${file}:${index + 1}`;
    if (!PINNED.test(action)) return [`${place} uses ${action}: a tag can be moved. Pin the commit: ${action.split('@')[0] ?? ''}@<40 hex digits> # vX.Y.Z.`];
    return /^# v\d+\.\d+\.\d+$/.test(comment.trim()) ? [] : [`${place} pins ${action} without its version. End the line with "# vX.Y.Z".`];
  });
}

interface Workflow {
  readonly permissions?: unknown;
  readonly jobs?: Readonly<Record<string, { readonly permissions?: unknown; readonly steps?: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[] }>>;
}

function findMissingPermissions(file: string, text: string): readonly string[] {
  const workflow = parse(text) as Workflow;
  const jobs = Object.entries(workflow.jobs ?? {}).filter(([, job]) => job.permissions === undefined);
  return [
    ...(Object.keys((workflow.permissions ?? { all: true })).length > 0 ? [`${file} gives permissions to every job. Write "permissions: {}" at the top, and what each job needs in the job.`] : []),
    ...jobs.map(([name]) => `${file} job ${name} says no permissions. Add "permissions:" with what it needs.`),
  ];
}

function findKeptCredentials(file: string, text: string): readonly string[] {
  const { jobs = {} } = parse(text) as Workflow;
  return Object.entries(jobs).flatMap(([name, job]) => {
    const writes = JSON.stringify(job.permissions ?? {}).includes('"contents":"write"');
    const kept = (job.steps ?? []).some((step) => step.uses?.startsWith('actions/checkout@') === true && step.with?.['persist-credentials'] !== false);
    return kept && !writes ? [`${file} job ${name} leaves the token in .git/config. Add "persist-credentials: false" to the checkout.`] : [];
  });
}
