// What to do when the token may not: the exact block to paste, read from what GitHub says would be enough.

/** Keys as in a workflow's `permissions:`, e.g. `{contents: 'write'}`. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

export interface MissingPermission {
  /** `X-Accepted-GitHub-Permissions`: `contents=write; issues=write,pull_requests=write` (`;` is or, `,` is and). Empty where GitHub sends none. */
  readonly accepted: string;
  /** All that the job needs. A `permissions:` block takes away what it does not name, so the block to paste has all of it. */
  readonly needs: Permissions;
  /** All that what was asked for is part of needs: GitHub names only what this one request would have taken, and the next would be denied. Default: that one. */
  readonly purpose?: Permissions;
  /** The input by which a token came that is not the job's own: no block helps it. Absent: the job's. */
  readonly givenAs?: string;
}

/** One sentence and, on lines of its own, the block. */
export function missingPermission({ accepted, needs, purpose = {}, givenAs }: MissingPermission): string {
  const missing = lackingPermissions(accepted, purpose);
  if (givenAs !== undefined) {
    const lacks = isEmpty(missing) ? needs : missing;
    return `The token of \`${givenAs}\` ${isEmpty(lacks) ? 'may not do that there' : `has no ${permissionWords(lacks)} there`}. Give it to the GitHub App, or the person, that the token is of; the job’s own permissions do not matter here`;
  }
  if (!isGrantable(missing)) {
    return `It needs ${permissionWords(missing)}, which no \`permissions:\` block can give to GITHUB_TOKEN. Pass the token of a GitHub App that has it`;
  }
  const block = mergedPermissions(needs, missing);
  if (isEmpty(block)) return 'Give the token access to this repository';
  const asked = isEmpty(missing) ? 'Check the job’s permissions' : `The token has no ${permissionWords(missing)}`;
  return `${asked}. Give the job this block:\n\npermissions:\n${Object.entries(block).map(([name, level]) => `  ${name}: ${level}`).join('\n')}\n`;
}

/** What a denied request that is part of `purpose` shows to be missing: all of the purpose, and what GitHub asks for beyond it. */
export function lackingPermissions(accepted: string, purpose: Permissions): Permissions {
  const sets = alternatives(accepted);
  if (sets.length === 0 || sets.some((set) => covers(purpose, set))) return purpose;
  return mergedPermissions(purpose, sets.find(isGrantable) ?? sets[0] ?? {});
}

/** Of both, and where both name one the wider of the two. */
export function mergedPermissions(one: Permissions, other: Permissions): Permissions {
  const merged = { ...one };
  for (const [name, level] of Object.entries(other)) if (merged[name] !== 'write') merged[name] = level;
  return merged;
}

/** E.g. `"contents: read" and "issues: write"`. */
export function permissionWords(permissions: Permissions): string {
  return Object.entries(permissions).map(([name, level]) => `"${name}: ${level}"`).join(' and ');
}

function alternatives(accepted: string): readonly Permissions[] {
  return accepted
    .split(';')
    .map((set) => Object.fromEntries(set.split(',').flatMap((one) => permission(one.trim()))))
    .filter((set) => !isEmpty(set));
}

function permission(text: string): readonly (readonly [string, 'read' | 'write'])[] {
  const match = /^([a-z_]+)=(read|write|admin)$/.exec(text);
  // Every token may read what a repository is.
  if (match === null || match[1] === 'metadata') return [];
  return [[(match[1] ?? '').replaceAll('_', '-'), match[2] === 'read' ? 'read' : 'write']];
}

function covers(wide: Permissions, narrow: Permissions): boolean {
  return Object.entries(narrow).every(([name, level]) => wide[name] === 'write' || wide[name] === level);
}

function isGrantable(set: Permissions): boolean {
  return Object.keys(set).every((name) => GRANTABLE.has(name));
}

function isEmpty(set: Permissions): boolean {
  return Object.keys(set).length === 0;
}

/** What a workflow can give to its own token. */
const GRANTABLE: ReadonlySet<string> = new Set(['actions', 'attestations', 'checks', 'contents', 'deployments', 'discussions', 'id-token', 'issues', 'models', 'packages', 'pages', 'pull-requests', 'security-events', 'statuses']);
