// What to do when the token may not: the exact block to paste, read from what GitHub says would be enough.

/** Keys as in a workflow's `permissions:`, e.g. `{contents: 'write'}`. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

export interface MissingPermission {
  /** `X-Accepted-GitHub-Permissions`: `contents=write; issues=write,pull_requests=write` (`;` is or, `,` is and). Empty where GitHub sends none. */
  readonly accepted: string;
  /** All that the job needs. A `permissions:` block takes away what it does not name, so the block to paste has all of it. */
  readonly needs: Permissions;
  /** The input by which a token came that is not the job's own: no block helps it. Absent: the job's. */
  readonly givenAs?: string;
}

/** One sentence and, on lines of its own, the block. */
export function missingPermission({ accepted, needs, givenAs }: MissingPermission): string {
  const sets = alternatives(accepted);
  if (givenAs !== undefined) {
    const lacks = sets[0] ?? needs;
    return `The token of \`${givenAs}\` ${Object.keys(lacks).length === 0 ? 'may not do that there' : `has no ${inWords(lacks)} there`}. Give it to the GitHub App, or the person, that the token is of; the job’s own permissions do not matter here`;
  }
  const wanted = sets.find((set) => Object.keys(set).every((name) => GRANTABLE.has(name)));
  const [first] = sets;
  if (wanted === undefined && first !== undefined) {
    return `It needs ${inWords(first)}, which no \`permissions:\` block can give to GITHUB_TOKEN. Pass the token of a GitHub App that has it`;
  }
  const block = { ...needs };
  for (const [name, level] of Object.entries(wanted ?? {})) {
    if (block[name] !== 'write') block[name] = level;
  }
  if (Object.keys(block).length === 0) return 'Give the token access to this repository';
  const asked = wanted === undefined ? 'Check the job’s permissions' : `The token has no ${inWords(wanted)}`;
  return `${asked}. Give the job this block:\n\npermissions:\n${Object.entries(block).map(([name, level]) => `  ${name}: ${level}`).join('\n')}\n`;
}

function alternatives(accepted: string): readonly Permissions[] {
  return accepted
    .split(';')
    .map((set) => Object.fromEntries(set.split(',').flatMap((one) => permission(one.trim()))))
    .filter((set) => Object.keys(set).length > 0);
}

function permission(text: string): readonly (readonly [string, 'read' | 'write'])[] {
  const match = /^([a-z_]+)=(read|write|admin)$/.exec(text);
  // Every token may read what a repository is.
  if (match === null || match[1] === 'metadata') return [];
  return [[(match[1] ?? '').replaceAll('_', '-'), match[2] === 'read' ? 'read' : 'write']];
}

function inWords(set: Permissions): string {
  return Object.entries(set).map(([name, level]) => `"${name}: ${level}"`).join(' and ');
}

/** What a workflow can give to its own token. */
const GRANTABLE: ReadonlySet<string> = new Set(['actions', 'attestations', 'checks', 'contents', 'deployments', 'discussions', 'id-token', 'issues', 'models', 'packages', 'pages', 'pull-requests', 'security-events', 'statuses']);
