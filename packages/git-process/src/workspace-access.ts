// Borrows from a checkout what it takes to reach one of its remotes: the address, credentials, proxies, rewrites. Only reads:
// branches, index and configuration of the checkout stay as they are, whoever is working in it.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { GitSetting } from './environment.ts';
import { gitFailure } from './failure.ts';
import type { GitFailure } from './failure.ts';
import type { Git } from './git.ts';
import { isRemoteName } from './location.ts';
import { withoutCredentials } from './redact.ts';
import { remoteAccess } from './remote-access.ts';

export interface WorkspaceAccess {
  readonly kind: 'access';
  readonly url: string;
  readonly settings: readonly GitSetting[];
  readonly secrets: readonly string[];
}

export interface WorkspaceRemote {
  readonly workspace: string;
  readonly remote: string;
  readonly token?: string;
}

/** The settings define the remote under the name `as`. */
export async function readWorkspaceAccess(git: Git, from: WorkspaceRemote, as: string): Promise<WorkspaceAccess | GitFailure> {
  const gitDir = join(from.workspace, '.git');
  if (!isRemoteName(from.remote)) return unusable(`${JSON.stringify(from.remote)} is not the name of a remote`);
  if (!existsSync(gitDir)) {
    return unusable(`${from.workspace} is not a git checkout. In a workflow, put a step with \`uses: actions/checkout\` before this one`, 'missing');
  }
  const listed = await git.run({ args: ['config', '--list', '--null', '--includes'], gitDir, cwd: from.workspace, config: 'personal' });
  if (listed.kind === 'failed') return listed;

  const all = parseConfigList(listed.stdout.toString('utf8'));
  const prefix = `remote.${from.remote}.`;
  const url = all.find(([key]) => key === `${prefix}url`)?.[1];
  if (url === undefined) return unusable(`the checkout ${from.workspace} has no remote named ${from.remote}: \`git remote -v\` lists those it has`, 'missing');
  const address = isPath(url) ? resolve(from.workspace, url) : url;
  const access = remoteAccess({ url: address, ...(from.token === undefined ? {} : { token: from.token }) });
  if (access.kind === 'refused') return unusable(`remote ${from.remote} of ${from.workspace}: ${access.why}`);

  const borrowed = all.filter(([key]) => TRANSPORT_KEYS.test(key));
  const headers = borrowed.filter(([key]) => key.endsWith('.extraheader')).map(([, value]) => value);
  return {
    kind: 'access',
    url: withoutCredentials(address),
    settings: [...borrowed, [`remote.${as}.url`, access.url], ...access.settings],
    secrets: [...access.secrets, ...headers, ...headers.map((header) => header.split(/\s+/).at(-1) ?? '')].filter((secret) => secret !== ''),
  };
}

/** Where credentials, proxies, certificates and rewritten addresses are configured; nothing else is taken over. */
const TRANSPORT_KEYS = /^(http\.|credential\.|ssh\.variant$|core\.sshcommand$|url\..*\.(push)?insteadof$)/s;

/** `key\nvalue\0...`; a key without a value means true. */
function parseConfigList(text: string): GitSetting[] {
  return text
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const end = entry.indexOf('\n');
      return end === -1 ? [entry, 'true'] : [entry.slice(0, end), entry.slice(end + 1)];
    });
}

/** git's own rule: an address has a colon before its first slash. */
function isPath(url: string): boolean {
  return !/^[^/]*:/.test(url);
}

function unusable(detail: string, trouble: 'refused' | 'missing' = 'refused'): GitFailure {
  return gitFailure({ reason: 'not-usable', verb: '', detail, trouble });
}
